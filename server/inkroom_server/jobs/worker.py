"""A process beside the server for heavy work: it reads the log, and nothing it does can stop a room."""

import contextlib
import logging
import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any, Final

from inkroom.errors import BadLog, InkroomError, Unavailable
from inkroom_server.log import Log

_log = logging.getLogger(__name__)
Progress = Callable[[float], None]
"""Told how much is done, 0..1."""
Work = Callable[..., Any]
"""A function of a module: its first two arguments are the log, to read only, and a `Progress`."""
MEMORY: Final = 4 * 2**30
ALONE: Final = {"OPENBLAS_NUM_THREADS": "1"}
"""numpy begins no threads: only a process without any may have others help it (`jobs.abreast`)."""
COMMAND: Final = "from inkroom_server.jobs.worker import serve; serve()"


class Worker:
    """One process, started at once; `run` and `kill` may be called from any thread.

    It is not one of `multiprocessing`, which would run the program anew that embeds the server.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._process = self._begun()

    def _begun(self) -> "subprocess.Popen[bytes]":
        command = [sys.executable, "-P", "-c", COMMAND]
        pipe = subprocess.PIPE
        return subprocess.Popen(command, stdin=pipe, stdout=pipe, env=os.environ | ALONE)

    @property
    def alive(self) -> bool:
        return self._process.poll() is None

    def run(self, work: Work, args: tuple[Any, ...], progress: Progress) -> Any:
        """Has it done there, and waits; raises what it raised, or Unavailable where the process died."""
        to, of = self._process.stdin, self._process.stdout
        assert to is not None
        assert of is not None
        try:
            _put(to, (self._folder, work, args))
            while True:
                word, value = pickle.load(of)  # noqa: S301  # our own process
                if word == "progress":
                    progress(value)
                elif word == "done":
                    return value
                else:
                    raise _rebuilt(*value)
        except (EOFError, OSError, ValueError, pickle.UnpicklingError):
            raise Unavailable("The worker process ended in the middle of its work") from None

    def kill(self) -> None:
        """Ends the process, whatever it is doing."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):  # what was left in it has nobody to go to
                    pipe.close()


def serve() -> None:
    """The process: one piece of work after the other until the server is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the server's business
    _bound_memory()
    of, to = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what anything prints here is no answer
    log: Log | None = None
    try:
        while True:
            folder, work, args = pickle.load(of)  # noqa: S301  # our own process
            if log is None or log.folder != folder:
                log = _visited(folder, log)
            _put(to, _done(log, to, work, args))
    except (EOFError, BrokenPipeError):
        os._exit(0)


def _visited(folder: Path, before: Log | None) -> Log:
    if before is not None:
        before.close()
    return Log.visit(folder)


def _bound_memory() -> None:
    """A file that asks for more than this is not worth the machine."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def _put(to: IO[bytes], message: Any) -> None:
    pickle.dump(message, to)
    to.flush()


def _done(log: Log, to: IO[bytes], work: Work, args: tuple[Any, ...]) -> tuple[str, Any]:
    try:
        return "done", work(log, lambda share: _put(to, ("progress", share)), *args)
    except InkroomError as why:
        return "failed", (str(why), why.code, why.seq if isinstance(why, BadLog) else None)
    except (EOFError, BrokenPipeError):
        raise
    except Exception as why:
        _log.exception("the work %s failed", work.__name__)
        return "failed", (f"The work failed: {type(why).__name__}", "internal", None)


def _rebuilt(message: str, code: str, seq: int | None) -> InkroomError:
    """The error as it was raised there; pickle cannot carry those that take more than a message."""
    return InkroomError(message, code) if seq is None else BadLog(seq, message)
