"""A live plot: numbers from standard input become a line on a board that everybody can draw on.

    ping -i 1 example.org | grep -oP --line-buffered 'time=\\K[0-9.]+' | \\
        python docs/guide/examples/plot.py http://127.0.0.1:8000 latency "ms to example.org"

The newest 60 numbers are shown. Each number is one entry of the board's log, so the time bar plays the plot again.
"""

import asyncio
import sys
from collections import deque
from collections.abc import AsyncIterator

import inkroom
from inkroom.client import Connection, units

WIDE, HIGH = 960, 320
"""Of the plot, in px; its upper left corner is the origin of the board."""
SHOWN = 60
INK = "#3150DE"


class Plot:
    """The frame, the line and two labels; they are put once, and changed with each number."""

    def __init__(self, board: Connection) -> None:
        self.board = board
        self.values: deque[float] = deque(maxlen=SHOWN)
        self.line = self.low = self.high = ""

    async def begin(self, title: str) -> None:
        """The empty plot, below what else lies on the board."""
        await self.board.shape("rect", 0, 0, WIDE, HIGH, ink="#8A8F98", locked=True)
        if title:
            await self.board.shape("text", 0, -44, WIDE, 32, text=title)
        self.line = await self.board.line([(0, HIGH), (0, HIGH)], ink=INK, width=48, locked=True)
        self.high = await self._label(0)
        self.low = await self._label(HIGH - 26)

    async def _label(self, y: float) -> str:
        return await self.board.shape(
            "text", WIDE + 12, y, 160, 26, text="–", font="mono", size=288
        )

    async def add(self, value: float) -> None:
        """One more number, as one op: nobody sees the line without its labels."""
        self.values.append(value)
        low, high = min(self.values), max(self.values)
        geom = [units(v) for point in points(list(self.values)) for v in point]
        await self.board.submit(
            {
                "set": [
                    {"id": self.line, "geom": geom},
                    {"id": self.low, "text": f"{low:g}"},
                    {"id": self.high, "text": f"{high:g}"},
                ]
            }
        )


def points(values: list[float]) -> list[tuple[float, float]]:
    """Where the line goes, in px: the newest at the right, the lowest at the bottom."""
    low, high = min(values), max(values)
    across = WIDE / (SHOWN - 1)
    left = WIDE - across * (len(values) - 1)
    found = [
        (left + n * across, HIGH - (v - low) / ((high - low) or 1) * HIGH)
        for n, v in enumerate(values)
    ]
    return found if len(found) > 1 else found * 2


async def numbers() -> AsyncIterator[float]:
    """What comes in, a number a line; other lines are passed over."""
    while line := await asyncio.to_thread(sys.stdin.readline):
        try:
            yield float(line)
        except ValueError:
            print(f"Expected a number, got {line.strip()!r}", file=sys.stderr)


async def main(url: str, name: str, title: str = "") -> None:
    async with inkroom.connect(url, name, name="Plotter") as board:
        plot = Plot(board)
        await plot.begin(title)
        async for value in numbers():
            await plot.add(value)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:4]))
