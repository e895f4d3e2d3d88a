"""How long a large board takes to become a file: `python -m tests.bench.exports [ELEMENTS]`."""

import sys
from resource import RUSAGE_SELF, getrusage
from time import process_time

from tests.bench.canvas import log

from inkroom.history import fold
from inkroom.messages import read_entry
from inkroom.render.pdf import pdf
from inkroom.render.png import png
from inkroom.render.svg import svg


def main(count: int) -> None:
    """CPU seconds and the most memory so far: the board read from its log, then each format."""
    entries = list(log(count))
    start = process_time()
    board = fold(map(read_entry, entries))
    told("read", start, sum(map(len, entries)))
    start = process_time()
    drawn = svg(board)
    told("svg", start, len(drawn))
    start = process_time()
    made = pdf(board)
    told("pdf", start, len(made))
    start = process_time()
    made = png(drawn, 0.25)
    told("png at 1/4", start, len(made))


def told(what: str, start: float, size: int) -> None:
    """One line of the table."""
    peak = getrusage(RUSAGE_SELF).ru_maxrss // 1024
    print(f"{what}: {process_time() - start:.1f} s of CPU, {size:,} bytes, {peak} MiB", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
