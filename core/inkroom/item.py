"""What a painter is given: fills, strokes, words and pictures, in integers of board units."""

from typing import Any, Literal

from msgspec import Struct

from inkroom.path import Path

Tone = Literal["ink", "highlighter", "note", "chrome"]
"""Which palette a colour has its dark pair in (DRAW-2)."""


class Fill(Struct, frozen=True, tag="fill", tag_field="type"):
    """The inside of a path; opacity in percent."""

    path: Path
    ink: str
    tone: Tone
    rule: Literal["nonzero", "evenodd"]
    opacity: int


class Stroke(Struct, frozen=True, tag="stroke", tag_field="type"):
    """A line along a path, round at its ends and corners; `dash` empty: unbroken.

    `fixed`: the width is of the screen, not of the board.
    """

    path: Path
    ink: str
    tone: Tone
    width: int
    dash: list[int]
    opacity: int
    fixed: bool = False


class Words(Struct, frozen=True, tag="words", tag_field="type"):
    """Lines `[text, x, y]` of writing: y is the baseline, x the end or middle that `align` names.

    `fixed`: the size is of the screen, not of the board; only the place is on the board.
    """

    lines: list[tuple[str, int, int]]
    font: str
    size: int
    ink: str
    tone: Tone
    align: str
    opacity: int
    fixed: bool = False


class Picture(Struct, frozen=True, tag="picture", tag_field="type"):
    """An asset in a box `[x,y,w,h]`, mirrored or not; `crop` in px of the asset, None for all of it."""

    asset: dict[str, Any]
    crop: list[int] | None
    box: tuple[int, int, int, int]
    flip: tuple[bool, bool]
    opacity: int


Item = Fill | Stroke | Words | Picture
