"""What the packaged program runs: the window, or, as the plain Python that it stands for, the server beside it.

A frozen program has no Python to start. The desktop starts `python -P -m inkroom_server …`, and the server
`python -P -c CODE …` for its workers; both find this program under `sys.executable`.
"""

import multiprocessing
import sys


def main() -> int:
    """Does what the arguments ask for; the exit code."""
    match sys.argv[1:]:
        case ["-P", "-m", "inkroom_server", *rest]:
            from inkroom_server.cli import main as command

            sys.argv = ["inkroom", *rest]
            command()
        case ["-P", "-c", code, *rest]:
            sys.argv = ["-c", *rest]
            exec(code, {"__name__": "__main__"})  # noqa: S102  # our own server's
        case _:
            from inkroom_desktop.app import main as window

            return window()
    return 0


if __name__ == "__main__":
    multiprocessing.freeze_support()
    sys.exit(main())
