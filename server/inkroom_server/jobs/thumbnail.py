"""A small picture of a board, never large however much lies on it."""

import re
from base64 import b64encode
from typing import Final

from inkroom.bind import routed
from inkroom.board import Board
from inkroom.extent import painted_box
from inkroom.geometry import UNIT, Box, union
from inkroom.render.png import png
from inkroom.render.svg import svg
from inkroom_server.jobs.moment import board_at, info_of, moment
from inkroom_server.jobs.worker import Progress
from inkroom_server.log import Log
from inkroom_server.pictures import assets_of

WIDTH: Final = 560
"""Of the longer side of what is drawn dot by dot, in px: twice that of a card."""
VECTOR_BYTES: Final = 40_000
SHAPE: Final = 16 / 9
"""Of a card: the ground of the board fills it, however long or high the drawing is."""
MARGIN: Final = 20 * UNIT
_EMPTY: Final = Box(0, 0, 640 * UNIT, 360 * UNIT)
_SIZE: Final = re.compile(r'width="([0-9.]+)" height="([0-9.]+)"')


def thumbnail(
    log: Log, progress: Progress, id: str, dark: bool = False, at: int | None = None
) -> bytes:
    """The board as it is, or was after entry `at`, as SVG: lines where there are few, else one picture.

    A moment that is over is seen in the frame of now, so that the two can be laid side by side. Writing needs our
    fonts, which an `<img>` cannot load: then it is a picture too.
    """
    info = info_of(log, id)
    now = board_at(log, id, info.head)
    board = now if at is None else board_at(log, id, moment(info, at))
    drawn = svg(board, area=framed(now), assets=assets_of(log, board), dark=dark)
    if len(drawn) <= VECTOR_BYTES and "<text" not in drawn:
        return drawn.encode()
    found = _SIZE.search(drawn)
    assert found is not None, "a picture of ours has a size"
    width, height = float(found[1]), float(found[2])
    data = b64encode(png(drawn, WIDTH / max(width, height))).decode()
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}">'
        f'<image width="{width:g}" height="{height:g}" href="data:image/png;base64,{data}"/></svg>'
    ).encode()


def framed(board: Board) -> Box:
    """All that is drawn on the first page, with a margin, in the middle of a box of the shape of a card."""
    root = board.get("board")
    pages = root.get("pages") if root else []
    page = pages[0]["id"] if pages else "1"
    drawn = union(painted_box(routed(board, e)) for e in board.visible() if e.get("page") == page)
    box = drawn.grown(MARGIN) if drawn else _EMPTY
    wide = max(0, round(box.height * SHAPE) - box.width) // 2
    high = max(0, round(box.width / SHAPE) - box.height) // 2
    return Box(box.left - wide, box.top - high, box.right + wide, box.bottom + high)
