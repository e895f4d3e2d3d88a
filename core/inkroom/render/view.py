"""What of a board is drawn, and how: for pictures and documents of it (API-4)."""

from typing import Any

from msgspec import Struct

from inkroom.board import Board
from inkroom.errors import InkroomError, Unavailable
from inkroom.extent import span
from inkroom.geometry import Box, rnd
from inkroom.render.video import Film

Area = tuple[float, float, float, float]
"""x, y, width and height in px of the board."""


class View(Struct, frozen=True, kw_only=True):
    """The first page, light, on its ground, unless it says otherwise.

    `frame` is the id of one: what lies in it. `ids`: these elements alone. `frames`: a page of a document for each
    frame, `marks`: for each mark of the history. `scene`: a picture carries the drawing as Excalidraw's own do.
    `scale`: pixels of a PNG for one px of the board. Of a film: `since` the entry that it begins after, `speed` times
    as quick as it was, no pause longer than `skip_idle` s (0: all of each), `height` px tall, 16:9, with a
    `title` card before it, and with the `chat`.
    """

    page: str | None = None
    frame: str | None = None
    area: Area | None = None
    ids: tuple[str, ...] = ()
    scene: bool = False
    dark: bool = False
    transparent: bool = False
    scale: float = 2.0
    frames: bool = False
    marks: bool = False
    since: int = 0
    speed: float = 8.0
    title: bool = False
    chat: bool = False
    skip_idle: float = 2.0
    height: int = 1080

    @property
    def is_part(self) -> bool:
        """True where less is asked for than all pages."""
        return bool(self.page or self.frame or self.area or self.ids)

    def filmed(self, board: Board, *, small: bool) -> Film:
        """How the history is filmed; `small`: of half the size and fewer pictures, for a GIF."""
        look, root = self.drawn(board), board.get("board")
        height = max(90, (self.height // 2 if small else self.height) // 2 * 2)
        return Film(
            width=height * 16 // 9 // 2 * 2,
            height=height,
            fps=10 if small else 25,
            speed=self.speed,
            idle=rnd(self.skip_idle * 1000) if self.skip_idle else None,
            since=self.since,
            page=look["page"],
            area=look["area"],
            dark=self.dark,
            title=str(root.get("title") if root else "") if self.title else None,
            chat=self.chat,
        )

    def drawn(self, board: Board) -> dict[str, Any]:
        """The arguments of `svg`; raises Unavailable `not_found` for a page or frame that is not there, `bad_area`."""
        root = board.get("board")
        pages = [page["id"] for page in root.get("pages")] if root else []
        if self.page is not None and self.page not in (pages or ["1"]):
            raise Unavailable(f"Expected the id of a page, got {self.page!r}", "not_found")
        look = {"dark": self.dark, "transparent": self.transparent}
        if self.frame is None:
            first = board.get(self.ids[0]) if self.ids else None
            page = first.get("page") if first and self.page is None else self.page
            return {"page": page, "area": _units(self.area), **look}
        frame = board.get(self.frame)
        if frame is None or frame.kind != "frame" or frame.get("deleted"):
            raise Unavailable(f"Expected the id of a frame, got {self.frame!r}", "not_found")
        return {"page": frame.get("page"), "area": _units(self.area) or span(frame), **look}


def _units(area: Area | None) -> Box | None:
    if area is None:
        return None
    x, y, w, h = (rnd(side * 16) for side in area)
    if w <= 0 or h <= 0:
        raise InkroomError(
            "Expected an area with a width and a height, got an empty one", "bad_area"
        )
    return Box(x, y, x + w, y + h)
