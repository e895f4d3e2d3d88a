"""A dashboard of clocks: the time in some places, on a board for the wall of an office.

    python docs/guide/examples/clocks.py http://127.0.0.1:8000 wall Europe/Berlin Asia/Tokyo America/New_York

Move a clock where you like: its hands come along. Once a minute each hand is set, and nothing else is written.
"""

import asyncio
import sys
from datetime import UTC, datetime
from math import cos, pi, sin
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import inkroom
from inkroom.client import Connection

FACE, GAP = 240, 60
"""Of a clock, and between two, in px."""
HANDS = {"hour": (0.5, 96), "minute": (0.8, 48)}
"""How long, as a share of the radius, and how wide, in 1/16 px."""


class Clock:
    """One place: a round face, its name, two hands that hang on the middle of the face."""

    def __init__(self, board: Connection, place: str) -> None:
        self.board, self.zone = board, ZoneInfo(place)
        self.place = place.rpartition("/")[2].replace("_", " ")
        self.face = ""
        self.hands: dict[str, str] = {}

    async def begin(self, left: float) -> None:
        """The clock with its upper left corner at (left, 0), its hands at twelve."""
        self.face = await self.board.shape("ellipse", left, 0, FACE, FACE, fill="#FFFFFF")
        await self.board.shape(
            "text", left, FACE + 12, FACE, 32, text=self.place, align="centre", locked=True
        )
        for name, (_, width) in HANDS.items():
            line = await self.board.line([(left, 0), (left, 0)], width=width, locked=True)
            self.hands[name] = line

    async def show(self, now: datetime) -> None:
        """Both hands at once; nothing where somebody has deleted the clock."""
        face = self.board.board.get(self.face)
        if face is None or face.deleted:
            return
        x, y, w, h, _ = face.get("geom")
        middle = x + w // 2, y + h // 2
        turns = angles(now.astimezone(self.zone))
        sets = [
            {
                "id": self.hands[name],
                "geom": [*middle, *tip(middle, min(w, h) / 2 * reach, turns[name])],
            }
            for name, (reach, _) in HANDS.items()
        ]
        await self.board.submit({"set": sets})


def angles(time: datetime) -> dict[str, float]:
    """How far each hand has turned from twelve, in radians."""
    minutes = 60 * time.hour + time.minute
    return {"hour": minutes % 720 / 720 * 2 * pi, "minute": minutes % 60 / 60 * 2 * pi}


def tip(middle: tuple[int, int], length: float, turn: float) -> tuple[int, int]:
    """Where a hand ends, in board units."""
    return round(middle[0] + length * sin(turn)), round(middle[1] - length * cos(turn))


async def hang(board: Connection, places: list[str]) -> list[Clock]:
    """The clocks in a row."""
    clocks = [Clock(board, place) for place in places]
    for n, clock in enumerate(clocks):
        await clock.begin(n * (FACE + GAP))
    return clocks


async def main(url: str, name: str, *places: str) -> None:
    async with inkroom.connect(url, name, name="Clocks") as board:
        clocks = await hang(board, list(places) or ["UTC"])
        while True:
            now = datetime.now(UTC)
            for clock in clocks:
                await clock.show(now)
            await asyncio.sleep(60 - now.second)


if __name__ == "__main__":
    try:
        asyncio.run(main(*sys.argv[1:]))
    except ZoneInfoNotFoundError as why:
        raise SystemExit(f"Expected a place like Europe/Berlin, got another: {why}") from None
