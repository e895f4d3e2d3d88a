"""Writing on the board: how wide it is and where its lines break, in integers (TEXT)."""

from bisect import bisect_right
from functools import cache
from typing import Any, Final

from inkroom.face import advances
from inkroom.geometry import rnd

WIDE: Final = 1000
"""The advance of a wide character without an entry, in 1/1000 em."""
NARROW: Final = 600
"""The advance of any other character without an entry."""
_WIDE_RANGES: Final = (
    (0x1100, 0x115F), (0x2E80, 0xA4CF), (0xA960, 0xA97F), (0xAC00, 0xD7A3), (0xF900, 0xFAFF),
    (0xFE30, 0xFE6F), (0xFF00, 0xFF60), (0xFFE0, 0xFFE6), (0x1F000, 0x1FAFF), (0x20000, 0x3FFFD),
)  # fmt: skip
_NOTHING: Final = ((0x200B, 0x200F), (0x2060, 0x2064), (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF))


class Metrics:
    """One font's measures in 1/1000 em: how far it rises and sinks, how wide each character is."""

    def __init__(self, face: dict[str, Any]) -> None:
        self.ascent: int = face["ascent"]
        self.descent: int = face["descent"]
        self.starts: list[int] = [first for first, _ in face["runs"]]
        self.runs: list[list[int]] = [widths for _, widths in face["runs"]]
        self.known: dict[str, int] = {}

    def advance(self, character: str) -> int:
        """How far the pen moves on after a character, in 1/1000 em."""
        width = self.known.get(character)
        if width is None:
            width = self.known[character] = self._look_up(ord(character))
        return width

    def has(self, character: str) -> bool:
        """True where the font has it, or nothing is painted for it."""
        code = ord(character)
        run = bisect_right(self.starts, code) - 1
        inside = run >= 0 and code - self.starts[run] < len(self.runs[run])
        return inside or code < 32 or any(first <= code <= last for first, last in _NOTHING)

    def _look_up(self, code: int) -> int:
        run = bisect_right(self.starts, code) - 1
        if run >= 0 and code - self.starts[run] < len(self.runs[run]):
            return self.runs[run][code - self.starts[run]]
        if code == 9:
            return 4 * self.advance(" ")
        if code < 32 or any(first <= code <= last for first, last in _NOTHING):
            return 0
        return WIDE if any(first <= code <= last for first, last in _WIDE_RANGES) else NARROW


@cache
def metrics(font: str) -> Metrics:
    """The measures of a board font; those of `hand` for a name that is none."""
    faces = advances()
    return Metrics(faces.get(font, faces["hand"]))


def width_of(line: str, font: str, size: int) -> int:
    """How wide one line is, in board units, rounded up: a box that wide holds it."""
    measures = metrics(font)
    return (size * sum(measures.advance(c) for c in line) + 999) // 1000


def line_height(size: int) -> int:
    """From one baseline to the next, in board units: 1.32 of the size (TEXT-2)."""
    return (264 * size + 100) // 200


def baseline(font: str, size: int) -> int:
    """From the top of a line to its baseline, in board units."""
    measures = metrics(font)
    free = 1000 * line_height(size) - size * (measures.ascent + measures.descent)
    return rnd((free + 2 * size * measures.ascent) / 2000)


def wrapped(text: str, font: str, size: int, width: int) -> list[str]:
    """The lines of a text in a box `width` wide (TEXT-2); a space where a line breaks goes."""
    limit = max(width, 0) * 1000
    measures = metrics(font)
    return [
        line
        for paragraph in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        for line in _broken(paragraph, measures, size, limit)
    ]


def _broken(paragraph: str, measures: Metrics, size: int, limit: int) -> list[str]:
    """The lines of one paragraph; `limit` in 1/1000 board unit."""
    lines: list[str] = []
    start = 0  # of the line
    space = -1  # the last one on the line
    total = 0  # the width from `start`
    to_space = 0  # the width up to and with `space`
    for at, character in enumerate(paragraph):
        advance = size * measures.advance(character)
        if total + advance > limit and at > start and character != " ":
            if space > start:
                lines.append(paragraph[start:space])
                start, total = space + 1, total - to_space
            if total + advance > limit and at > start:
                lines.append(paragraph[start:at])
                start, total = at, 0
            space, to_space = -1, 0
        total += advance
        if character == " ":
            space, to_space = at, total
    lines.append(paragraph[start:])
    return lines


def widest(lines: list[str], font: str, size: int) -> int:
    """The width of the widest line, in board units."""
    return max((width_of(line, font, size) for line in lines), default=0)
