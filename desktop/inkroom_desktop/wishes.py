"""What an export can be asked for: of which format what, and what of the board that takes in (API-4)."""

from typing import Final, NamedTuple
from urllib.parse import urlencode

from inkroom.geometry import UNIT
from inkroom.render.view import View
from inkroom_desktop.desk import BoardDesk

PICTURES: Final = ("png", "svg")
DRAWN: Final = (*PICTURES, "pdf")
HERE: Final = (*DRAWN, "excalidraw", "excalidrawlib", "xopp", "tldr")
"""What this device makes of the board that it has; the others take the log, which the server has."""
FORMATS: Final = (*HERE, "csv", "inkroom", "jsonl")
WHOLE: Final = ("inkroom", "jsonl")
"""The log itself goes out: there is no part of it."""
FRAME: Final = "frame:"


class Wishes(NamedTuple):
    """`what`: `board`, `page`, `selection`, `area` (what is on the screen), or `frame:` and the id of one."""

    format: str = "png"
    what: str = ""
    scale: int = 2
    dark: bool = False
    transparent: bool = False
    scene: bool = False
    frames: bool = False


def frames_of(desk: BoardDesk) -> list[tuple[str, str]]:
    """The frames of the page in view, by id and title, as one reads them."""
    found = [element for element in desk.scene.shown if element.kind == "frame"]
    found.sort(key=lambda one: (one.get("geom")[1], one.get("geom")[0]))
    return [(one.id, str(one.get("title"))) for one in found]


def parts(desk: BoardDesk, format: str) -> list[str]:
    """What of the board can go out in a format; the first is meant where nothing is said."""
    if format in WHOLE:
        return ["board"]
    several = len(desk.scene.stack.pages) > 1
    found = ["page"] if several and format in PICTURES else ["board"]
    if several and format not in PICTURES:
        found.append("page")
    if desk.selection:
        found.append("selection")
    return [*found, "area", *(FRAME + id for id, _ in frames_of(desk))]


def view_of(desk: BoardDesk, wishes: Wishes) -> View:
    """The wishes as all exports read them."""
    what, drawn = wishes.what, wishes.format in DRAWN
    seen = desk.sight_of()
    page = desk.scene.stack.page
    return View(
        page=page if what in ("page", "area") else None,
        frame=what.removeprefix(FRAME) if what.startswith(FRAME) else None,
        area=(seen.left / UNIT, seen.top / UNIT, seen.width / UNIT, seen.height / UNIT)
        if what == "area"
        else None,
        ids=tuple(desk.selection) if what == "selection" else (),
        scale=float(wishes.scale),
        dark=drawn and wishes.dark,
        transparent=drawn and wishes.transparent,
        scene=wishes.format in PICTURES and wishes.scene,
        frames=wishes.format == "pdf" and what == "board" and wishes.frames,
    )


def query(view: View) -> str:
    """A view as it stands in an address: of what the server makes, only the part can be chosen."""
    found: dict[str, str] = {}
    if view.page is not None:
        found["page"] = view.page
    if view.frame is not None:
        found["frame"] = view.frame
    if view.area is not None:
        found["area"] = ",".join(f"{side:.4f}" for side in view.area)
    if view.ids:
        found["ids"] = ",".join(view.ids)
    return urlencode(found)
