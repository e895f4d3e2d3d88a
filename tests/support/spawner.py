"""Server processes that start at once and may be killed: a parent that has imported everything forks each of them.

Run as a program it reads `start` and `stop` on its input and answers with the pid of the child.
"""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

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
        command = [sys.executable, str(HERE), str(folder), str(self.port)]
        said = errors.open("w") if errors else None
        self._parent = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, **(environment or {})},
            stderr=said,
        )
        if said is not None:
            said.close()
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
        self._parent.communicate(timeout=60)
        self._place.close()

    def start(self) -> None:
        """A new process; it listens a moment later."""
        self.pid = int(self._ask("start"))

    def listen(self, within_s: float = 30) -> None:
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
        status = int(self._ask("wait"))
        self.pid = 0
        return os.waitstatus_to_exitcode(status)

    def _ask(self, word: str) -> str:
        assert self._parent.stdin is not None
        assert self._parent.stdout is not None
        self._parent.stdin.write(word + "\n")
        self._parent.stdin.flush()
        return self._parent.stdout.readline().strip()


def _serve(folder: str, port: int) -> None:
    """As `inkroom serve` does: 0 where it was ended, 1 where it could not go on."""
    from msgspec.structs import replace

    from inkroom.errors import InkroomError
    from inkroom_server.app import serve
    from inkroom_server.commands.serve import ended
    from inkroom_server.settings import from_environment

    signal.signal(signal.SIGTERM, ended)
    try:
        serve(replace(from_environment(), data=folder, port=port), log_level="error")
    except KeyboardInterrupt:
        pass
    except InkroomError as why:
        print(why, file=sys.stderr, flush=True)
        os._exit(1)
    os._exit(0)


def main(folder: str, port: int) -> None:
    """The parent: no thread and no loop, so that it can fork."""
    import inkroom_server.app  # noqa: F401  (imported once, for all children)

    pid = 0
    for line in sys.stdin:
        if line.strip() == "start":
            pid = os.fork()
            if pid == 0:
                os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
                os.dup2(2, 1)
                _serve(folder, port)
            print(pid, flush=True)
        else:
            print(os.waitpid(pid, 0)[1], flush=True)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
