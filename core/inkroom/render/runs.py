"""Lines of writing, cut where the bundled font ends: a renderer looks for another font once for a whole line."""

import re
import unicodedata
from collections.abc import Iterator
from html import escape, unescape
from itertools import groupby
from typing import Final

from inkroom.face import tokens
from inkroom.text import metrics, width_of

OTHERS: Final = "Noto Sans, DejaVu Sans, Segoe UI, Helvetica Neue, Arial, sans-serif"
"""Where a character that no bundled font has is looked for first."""
_LINES: Final = re.compile(
    r'<g font-family="([^",]+)[^>]*? font-size="(\d+)"[^>]*>(?:<text .*?</text>)+</g>'
)
_LINE: Final = re.compile(r'<text x="(-?\d+)" y="(-?\d+)" xml:space="preserve">(.*?)</text>')
_ANCHOR: Final = re.compile(r' text-anchor="(middle|end)"')


def apart(svg: str) -> str:
    """An SVG text of ours, each line with characters of other fonts as several texts side by side."""
    return _LINES.sub(_parted, svg)


def _parted(lines: re.Match[str]) -> str:
    font, size = _fonts().get(lines[1], "hand"), int(lines[2])
    anchor = _ANCHOR.search(lines[0].partition("><")[0])
    share = {"middle": 0.5, "end": 1.0}.get(anchor[1], 0.0) if anchor else 0.0

    def line(found: re.Match[str]) -> str:
        said = unescape(found[3])
        if not foreign(said, font):
            return found[0]
        x = int(found[1]) - share * width_of(said, font, size)
        parts = []
        for run, ours in runs(said, font):
            family = "" if ours else f' font-family="{OTHERS}"'
            place = f'x="{round(x)}" y="{found[2]}" text-anchor="start"{family}'
            parts.append(f'<text {place} xml:space="preserve">{escape(run)}</text>')
            x += width_of(run, font, size)
        return "".join(parts)

    return _LINE.sub(line, lines[0])


def foreign(line: str, font: str) -> bool:
    """True where the board font lacks a character of the line."""
    return not all(metrics(font).has(character) for character in line)


def runs(line: str, font: str) -> Iterator[tuple[str, bool]]:
    """The line in pieces of one writing system each; True where the board font has the piece."""
    keys = [_system(character, font) for character in line]
    for at, character in enumerate(line):
        if character == " " and at and keys[at - 1]:  # words of one language stay together
            keys[at] = keys[at - 1]
    place = 0
    for key, piece in groupby(keys):
        size = len(list(piece))
        yield line[place : place + size], key == ""
        place += size


def _system(character: str, font: str) -> str:
    """What the character's name begins with, as `CJK` or `HEBREW`; empty for one that the board font has."""
    if metrics(font).has(character):
        return ""
    return unicodedata.name(character, "?").partition(" ")[0]


def _fonts() -> dict[str, str]:
    """Board fonts by their families."""
    names = {font: "ui" if font == "sans" else font for font in ("hand", "sans", "serif", "mono")}
    return {str(tokens()["font"][name]["family"]): font for font, name in names.items()}
