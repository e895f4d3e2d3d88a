"""One process that has imported the server and forks it again and again: a start costs a tenth of the CPU.

Run as a program it reads requests, a line of JSON each, and answers each with a line.
"""

import atexit
import functools
import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NoReturn


class Forker:
    """Starts servers as processes of their own, which may be killed."""

    def __init__(self, environment: Mapping[str, str] | None = None) -> None:
        self._process = subprocess.Popen(
            [sys.executable, str(Path(__file__).resolve())],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, **(environment or {})},
        )
        atexit.register(self.close)

    def start(self, settings: dict[str, Any]) -> tuple[int, str]:
        """The process and its address, once it answers; "" where it ended before."""
        pid, url = self._ask({"start": settings})
        return pid, url

    def end(self, pid: int, how: signal.Signals) -> None:
        """Sends the signal; returns when the process is gone."""
        os.kill(pid, how)
        self._ask({"wait": pid})

    def close(self) -> None:
        """Its servers go on, as long as they live."""
        atexit.unregister(self.close)
        self._process.communicate()

    def _ask(self, request: dict[str, Any]) -> Any:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(request) + "\n")
        self._process.stdin.flush()
        return json.loads(self._process.stdout.readline())


@functools.cache
def forker() -> Forker:
    """The one of this process."""
    return Forker()


def _serve(settings: dict[str, Any], ready: int) -> NoReturn:
    """The child: says its address on `ready` when it listens."""
    from inkroom_server.app import serve
    from inkroom_server.settings import Settings

    if os.environ.get("INKROOM_SLOW"):
        settings["bypass"] = False  # it would go round what delays
        _slow_down()
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(2, 1)
    status = 1
    try:
        serve(
            Settings(**settings),
            ready=lambda url: print(url, file=os.fdopen(ready, "w"), flush=True),
            log_level="warning",
        )
        status = 0
    finally:
        os._exit(status)


def _slow_down() -> None:
    """Whatever this child serves comes late."""
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
    import uvicorn
    from tests.support.slow import slowly

    plain = uvicorn.Config
    uvicorn.Config = lambda app, **rest: plain(slowly(app), **rest)  # type: ignore[assignment, misc]


def _start(settings: dict[str, Any]) -> tuple[int, str]:
    said, ready = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(said)
        _serve(settings, ready)
    os.close(ready)
    with os.fdopen(said) as lines:
        return pid, lines.readline().strip()


def main() -> None:
    """The parent: no thread and no loop, so that it can fork."""
    import inkroom_server.app  # noqa: F401  (imported once, for all children)

    for line in sys.stdin:
        request = json.loads(line)
        if "start" in request:
            answer: object = _start(request["start"])
        else:
            answer = os.waitpid(request["wait"], 0)[1]
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
