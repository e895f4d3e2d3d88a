"""A board as one picture or document of what a view takes in, the same for the server and a client of it."""

from collections.abc import Callable, Iterator, Mapping
from typing import Final, Literal

from inkroom.board import Board
from inkroom.formats import excalidraw
from inkroom.history import History
from inkroom.render.bands import Scene, png_in_bands
from inkroom.render.inked import Each, here
from inkroom.render.pdf import pdf
from inkroom.render.png import png
from inkroom.render.svg import ground_of, laid, svg, svg_parts
from inkroom.render.view import View

LARGE: Final = 20_000
"""A picture of so many elements is drawn in bands."""


def picture(
    board: Board,
    format: Literal["svg", "png"],
    view: View,
    assets: Mapping[str, bytes],
    *,
    each: Each = here,
) -> Iterator[bytes]:
    """The bytes of a picture, piece by piece; `board` holds what `portion` left of it.

    `each`: who draws the portions of a large board. Raises Unavailable, InkroomError.
    """
    look = view.drawn(board)
    scene = excalidraw.write(board, page=look["page"], assets=assets) if view.scene else ""
    if format == "svg":
        parts = (
            part.encode() for part in svg_parts(board, fonts=True, assets=assets, each=each, **look)
        )
        yield excalidraw.into_svg(next(parts), scene) if scene else next(parts)
        yield from parts
    else:
        drawn = _png(board, view, assets, each)
        yield excalidraw.into_png(drawn, scene) if scene else drawn


def _png(board: Board, view: View, assets: Mapping[str, bytes], each: Each) -> bytes:
    """A large board is drawn in bands."""
    look = view.drawn(board)
    elements, box = laid(board, look["page"], None, look["area"], each)
    if len(elements) < LARGE:
        return png(svg(board, assets=assets, **look), view.scale)
    colour = None if view.transparent else ground_of(board, view.dark)
    return png_in_bands(Scene(elements, box, colour, view.dark, assets), view.scale, each)


def document(
    board: Board,
    view: View,
    assets: Mapping[str, bytes],
    *,
    marked: History | None = None,
    step: Callable[[float], None] | None = None,
    each: Each = here,
) -> bytes:
    """The bytes of a PDF; `marked`: the history whose marks have a page each."""
    look = view.drawn(board)
    return pdf(
        board,
        by_frame=view.frames,
        by_mark=marked,
        part=(look["page"], look["area"]) if view.is_part else None,
        dark=view.dark,
        transparent=view.transparent,
        assets=assets,
        step=step,
        each=each,
    )
