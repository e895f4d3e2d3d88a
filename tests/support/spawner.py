"""Server processes that start at once and may be killed: a parent that has imported everything forks each of them.

Run as a program it reads requests, a line of JSON each: what to start, which is answered with its pid, or the pid to
wait for, which is answered with its status.
"""

import atexit
import functools
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self

PATIENCE_S = 60
PRELOAD = "LD_PRELOAD"
"""What no fork can be given."""

HERE = Path(__file__).resolve()


class Spawner:
    """A server on one port and one data folder, again and again.

    Its port is kept between two processes by a socket that is bound and does not listen: nobody else is given it.
    """

    def __init__(
        self,
        folder: Path,
        environment: Mapping[str, str] | None = None,
        *,
        errors: Path | None = None,
    ) -> None:
        self._place = socket.socket()
        self._place.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self._place.bind(("127.0.0.1", 0))
        self.port = self._place.getsockname()[1]
        if sys.platform != "linux":  # there nobody else can listen while it is kept
            self._place.close()
        self.url = f"http://127.0.0.1:{self.port}"
        self._start = {"folder": str(folder), "port": self.port, "environment": {}}
        self._own = errors is not None or PRELOAD in (environment or {})
        if self._own:
            self._parent = _Parent(environment, errors)
        else:
            self._start["environment"] = dict(environment or {})
            self._parent = _shared()
        self.pid = 0

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.kill()
        if self._own:
            self._parent.end()
        self._place.close()

    def start(self) -> None:
        """A new process; it listens a moment later."""
        self.pid = self._parent.ask(self._start)

    def listen(self, within_s: float = PATIENCE_S) -> None:
        """Returns when the process takes connections."""
        end = time.monotonic() + within_s
        while time.monotonic() < end:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.01)
        raise TimeoutError("the server did not start")

    def kill(self, how: int = signal.SIGKILL) -> None:
        """Ends the process; returns when it is gone."""
        if self.pid:
            os.kill(self.pid, how)
            self.wait()

    def wait(self) -> int:
        """Waits until the process ends by itself; its exit code, negative for a signal."""
        status = self._parent.ask({"wait": self.pid})
        self.pid = 0
        return os.waitstatus_to_exitcode(status)


class _Parent:
    """The process that forks the servers."""

    def __init__(self, environment: Mapping[str, str] | None, errors: Path | None) -> None:
        said = errors.open("w") if errors else None
        self._process = subprocess.Popen(
            [sys.executable, str(HERE)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, **(environment or {})},
            stderr=said,
        )
        if said is not None:
            said.close()
        self._one_at_a_time = threading.Lock()

    def ask(self, request: dict[str, Any]) -> int:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        with self._one_at_a_time:
            self._process.stdin.write(json.dumps(request) + "\n")
            self._process.stdin.flush()
            return int(self._process.stdout.readline())

    def end(self) -> None:
        self._process.communicate(timeout=PATIENCE_S)


@functools.cache
def _shared() -> _Parent:
    """One for all servers of this process: to import everything costs more than most of the work."""
    parent = _Parent(None, None)
    atexit.register(parent.end)
    return parent


def _serve(folder: str, port: int, environment: Mapping[str, str]) -> None:
    """As `inkroom serve` does: 0 where it was ended, 1 where it could not go on."""
    from msgspec.structs import replace

    from inkroom.errors import InkroomError
    from inkroom_server.app import serve
    from inkroom_server.commands.serve import ended
    from inkroom_server.settings import from_environment

    os.environ.update(environment)
    signal.signal(signal.SIGTERM, ended)
    try:
        serve(replace(from_environment(), data=folder, port=port), log_level="error")
    except KeyboardInterrupt:
        pass
    except InkroomError as why:
        print(why, file=sys.stderr, flush=True)
        os._exit(1)
    os._exit(0)


def main() -> None:
    """The parent: no thread and no loop, so that it can fork."""
    import inkroom_server.app  # noqa: F401  (imported once, for all children)

    for line in sys.stdin:
        request = json.loads(line)
        if "wait" in request:
            print(os.waitpid(request["wait"], 0)[1], flush=True)
        else:
            pid = os.fork()
            if pid == 0:
                os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
                os.dup2(2, 1)
                _serve(**request)
            print(pid, flush=True)


if __name__ == "__main__":
    main()
