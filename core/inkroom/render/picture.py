"""A board as one picture or document of what a view takes in, the same for the server and a client of it."""

from collections.abc import Callable, Mapping
from typing import Literal

from inkroom.board import Board
from inkroom.formats import excalidraw
from inkroom.history import History
from inkroom.render.pdf import pdf
from inkroom.render.png import png
from inkroom.render.svg import svg
from inkroom.render.view import View


def picture(
    board: Board, format: Literal["svg", "png"], view: View, assets: Mapping[str, bytes]
) -> bytes:
    """The bytes of a picture; `board` holds what `portion` left of it. Raises Unavailable, InkroomError."""
    look = view.drawn(board)
    scene = excalidraw.write(board, page=look["page"], assets=assets) if view.scene else ""
    if format == "svg":
        drawn = svg(board, fonts=True, assets=assets, **look).encode()
        return excalidraw.into_svg(drawn, scene) if scene else drawn
    drawn = png(svg(board, assets=assets, **look), view.scale)
    return excalidraw.into_png(drawn, scene) if scene else drawn


def document(
    board: Board,
    view: View,
    assets: Mapping[str, bytes],
    *,
    marked: History | None = None,
    step: Callable[[float], None] | None = None,
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
    )
