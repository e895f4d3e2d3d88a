"""How long a large board takes to become a file: `OPENBLAS_NUM_THREADS=1 python -m tests.bench.exports [ELEMENTS]`.

The variable is that of the server's workers: with threads of numpy's beside it a process is not helped by others.
"""

import sys
from collections.abc import Callable
from pathlib import Path
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage
from tempfile import TemporaryDirectory
from time import perf_counter

from tests.bench.canvas import log

from inkroom.board import Board
from inkroom.history import fold
from inkroom.messages import read_entry
from inkroom.render.picture import document, picture
from inkroom.render.view import View
from inkroom_server.jobs.abreast import abreast

QUARTER = View(scale=0.25)


def main(count: int) -> None:
    """The board read from its log, then each format."""
    entries = list(log(count))
    board = Board()

    def read() -> None:
        nonlocal board
        board = fold(map(read_entry, entries))

    timed("read", read)
    with TemporaryDirectory() as folder:
        file = Path(folder, "board")

        def drawn(format: str) -> None:
            with file.open("wb") as out:
                out.writelines(
                    picture(board, "svg" if format == "svg" else "png", QUARTER, {}, each=abreast)
                )

        timed("svg", lambda: drawn("svg"), file)
        timed(
            "pdf", lambda: void(file.write_bytes(document(board, View(), {}, each=abreast))), file
        )
        timed("png at 1/4", lambda: drawn("png"), file)


def void(size: int) -> None:
    """So much was written."""


def timed(what: str, work: Callable[[], None], file: Path | None = None) -> None:
    """One line: seconds of the wall, CPU here and in all processes that helped, the most memory of one so far."""
    begun, here, there = perf_counter(), cpu(RUSAGE_SELF), cpu(RUSAGE_CHILDREN)
    work()
    wall, here, there = (
        perf_counter() - begun,
        cpu(RUSAGE_SELF) - here,
        cpu(RUSAGE_CHILDREN) - there,
    )
    size = f", {file.stat().st_size:,} bytes" if file else ""
    most, most_there = (getrusage(who).ru_maxrss // 1024 for who in (RUSAGE_SELF, RUSAGE_CHILDREN))
    memory = f"{most} MiB here, {most_there} there"
    print(
        f"{what}: {wall:.1f} s, CPU {here:.1f} here + {there:.1f} there{size}, {memory}", flush=True
    )


def cpu(who: int) -> float:
    """Seconds of CPU."""
    used = getrusage(who)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
