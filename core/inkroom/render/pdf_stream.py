"""What is drawn on a page of a PDF, packed portion by portion: strokes where they are made, the rest at its end."""

import re
import zlib
from collections.abc import Iterator, Sequence
from functools import cache, partial
from itertools import groupby
from typing import Any, Final, NamedTuple

from reportlab import rl_config
from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

from inkroom.board import Element
from inkroom.extent import is_highlight, painted_box, turn_of
from inkroom.geometry import Box
from inkroom.palette import painted
from inkroom.render.inked import Each, Inked, inked_of, parted

_LEVEL: Final = 2
"""Takes a fifth of the time of the usual 6, for 6 % more."""
_MANY: Final = 64
"""So many strokes in one state are packed by themselves."""
_MARK: Final = re.compile(r"^%portion (\d+)\n", re.MULTILINE)
rl_config.useA85 = (
    0  # bytes as they are: as letters they are a quarter more, and take most of the time
)


class State(NamedTuple):
    """What strokes share that are drawn in one go."""

    turn: tuple[int, int, int] | None
    is_marker: bool
    opacity: int


class Run(NamedTuple):
    """Strokes one after the other: their operators, packed where they are many."""

    state: State
    operators: str | bytes


Piece = Run | int
"""Strokes that are ready, or the place in its portion of an element that is still to be drawn."""


class _Quick(pdfdoc.PDFStreamFilterZCompress):
    def encode(self, text: str | bytes) -> bytes:
        return packed(text)


pdfdoc.PDFZCompress = _Quick()


def packed(text: str | bytes) -> bytes:
    """As a stream of a PDF holds it."""
    return zlib.compress(text.encode() if isinstance(text, str) else text, _LEVEL)


def pieces_of(
    elements: Sequence[Element], box: Box | None, each: Each, *, dark: bool
) -> Iterator[list[Piece]]:
    """What each portion of the elements is drawn with; only those that meet the box, where there is one."""
    return each(partial(_pieces, box=box, dark=dark), parted(elements))


def _pieces(part: Sequence[Element], box: Box | None, *, dark: bool) -> list[Piece]:
    at = [n for n, one in enumerate(part) if box is None or painted_box(one).meets(box)]
    inked = inked_of([part[n] for n in at])
    strokes = {one.element.id: one for one in inked}
    outlines = _outlines(inked)
    pieces: list[Piece] = []
    for state, group in groupby(at, lambda n: _state(strokes.get(part[n].id))):
        if state is None:
            pieces += group
        else:
            inks = [_ink(strokes[part[n].id], dark=dark) for n in group]
            text = "\n".join([f"{ink} rg {next(outlines)}f" for ink in inks])
            pieces.append(Run(state, packed(text) if len(inks) >= _MANY else text))
    return pieces


def _state(stroke: Inked | None) -> State | None:
    if stroke is None:
        return None
    element, look = stroke
    return State(turn_of(element), is_highlight(element), look.opacity)


def _ink(stroke: Inked, *, dark: bool) -> str:
    tone = "highlighter" if is_highlight(stroke.element) else "ink"
    return rgb(painted(stroke.look.ink, tone, dark))


@cache
def rgb(colour: str) -> str:
    """A colour as operands."""
    return " ".join(f"{int(colour[at : at + 2], 16) / 255:.4g}" for at in (1, 3, 5))


def _outlines(inked: Sequence[Inked]) -> Iterator[str]:
    if not inked:
        return iter(())
    from inkroom.render.outlines import operators  # numpy takes a moment, and few boards need it

    return operators(inked)


class PageStream:
    """The operators of a page: those that were packed before stay so, each in a stream of its own."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        self._portions: list[bytes] = []

    def put(self, operators: str | bytes) -> None:
        """They come next on the page."""
        if isinstance(operators, bytes):
            self._portions.append(operators)
            operators = f"%portion {len(self._portions) - 1}"  # to a reader a comment
        self._canvas.addLiteral(operators)

    def end_page(self) -> None:
        """The page is whole."""
        self._canvas.showPage()
        if not self._portions:
            return
        canvas: Any = self._canvas
        page = canvas._doc.Pages.pages[-1]  # reportlab itself makes one stream of a page
        texts = enumerate(_MARK.split(page.stream))
        streams = [
            self._portions[int(text)] if n % 2 else packed(text) for n, text in texts if text
        ]
        page.Contents = pdfdoc.PDFArray([_stream(data) for data in streams])
        page.stream, self._portions = "", []


def _stream(data: bytes) -> pdfdoc.PDFStream:
    names = pdfdoc.PDFDictionary({"Filter": pdfdoc.PDFName("FlateDecode")})
    return pdfdoc.PDFStream(names, data, [])
