"""Writing: what a text, a note or a shape says, from an editor to a gesture."""

import re
from typing import Final

from inkroom.board import Element
from inkroom.extent import TITLE_GAP, TITLE_SIZE
from inkroom.figure import upright
from inkroom.form import FORMS, OUTLINED
from inkroom.geometry import UNIT, Box, rnd
from inkroom.label import PADDING, writing_room
from inkroom.look import form_of
from inkroom.text import line_height
from inkroom_desktop.tools.desk import Desk, Draft, Writing
from inkroom_desktop.tools.draft import TEXT, dressed
from inkroom_desktop.tools.frame import geom_of
from inkroom_desktop.tools.measure import room_of

_LABELLED: Final = ("text", "note", *OUTLINED)
_SHARE: Final = {"left": 0.0, "centre": 0.5, "right": 1.0}
_TITLE_INK: Final = "#565B66"
_LONGEST: Final = 120
"""A title is no longer (EL-4)."""
_CONTROLS: Final = re.compile(r"[\x00-\x1f\x7f]+")
NOTE: Final = 160 * UNIT
"""The sides of a new note."""


def can_write(element: Element) -> bool:
    return element.kind in _LABELLED


def can_name(element: Element) -> bool:
    """True for a frame too, which has a title."""
    return can_write(element) or element.kind == "frame"


def rewrite(desk: Desk, element: Element) -> None:
    """Asks for the text of an element that is there, or the title of a frame."""
    if element.kind == "frame":
        _retitle(desk, element)
        return
    box = upright(geom_of(element))
    form = form_of(element)
    pad = 0 if element.kind == "text" or form in FORMS else PADDING
    x, y, w, h = writing_room(box, form)
    text, font, size = element.get("text"), element.get("font"), element.get("size")
    wrap = element.kind != "text" or box.h > room_of(text, font, size).height
    desk.write(
        Writing(
            id=element.id,
            kind=element.kind,
            text=text,
            font=font,
            size=size,
            align=element.get("align"),
            ink=element.get("ink"),
            box=Box(x + pad, y + pad, x + w - pad, y + h - pad),
            angle=box.angle,
            wrap=wrap,
            commit=lambda said: _say(desk, element.id, text, said, wrap=wrap),
            cancel=lambda: None,
        )
    )


def _retitle(desk: Desk, frame: Element) -> None:
    """Asks for the title of a frame, in the size that it has on the screen."""
    box = upright(geom_of(frame))
    before = frame.get("title")
    size = rnd(TITLE_SIZE / desk.zoom)
    top = rnd(box.y - (TITLE_GAP + TITLE_SIZE) / desk.zoom)

    def commit(said: str) -> None:
        title = _CONTROLS.sub(" ", said).strip()[:_LONGEST]
        if title != before:
            desk.submit({"set": [{"id": frame.id, "title": title}]})

    desk.write(
        Writing(
            id=frame.id,
            kind="frame",
            text=before,
            font="sans",
            size=size,
            align="left",
            ink=_TITLE_INK,
            box=Box(box.x, top, box.x + box.w, top + line_height(size)),
            angle=0,
            wrap=False,
            commit=commit,
            cancel=lambda: None,
        )
    )


def _say(desk: Desk, id: str, before: str, said: str, *, wrap: bool) -> None:
    """Takes a new text of an element as it is now: others may have moved it meanwhile."""
    element = desk.board.get(id)
    text = tidy(said)
    if element is None or text == before:
        return
    if element.kind == "text" and not text.strip():
        desk.submit({"set": [{"id": id, "deleted": True}]})
        return
    if element.kind != "text":
        desk.submit({"set": [{"id": id, "text": text}]})
        return
    x, y, w, _, angle = geom_of(element)
    room = room_of(text, element.get("font"), element.get("size"), w if wrap else None)
    left = x + rnd((w - room.width) * _SHARE[element.get("align")])
    desk.submit(
        {"set": [{"id": id, "text": text, "geom": [left, y, room.width, room.height, angle]}]}
    )


def write_at(desk: Desk, x: float, y: float) -> None:
    """Asks for a new text whose first line stands beside (x, y)."""
    style = desk.style
    line = line_height(style.size)
    left, top = rnd(x), rnd(y - line / 2)

    def commit(said: str) -> None:
        text = tidy(said)
        if not text.strip():
            return
        room = room_of(text, style.font, style.size)
        start = left - rnd(room.width * _SHARE[style.align])
        put: Draft = {
            "id": desk.new_id(),
            "kind": "text",
            "geom": [start, top, room.width, room.height, 0],
            "z": desk.top_z(),
            "text": text,
        }
        desk.submit({"put": [put | dressed("text", style, TEXT)]})
        desk.done([put["id"]])

    desk.write(
        Writing(
            id=None,
            kind="text",
            text="",
            font=style.font,
            size=style.size,
            align=style.align,
            ink=style.ink,
            box=Box(left, top, left + style.size, top + line),
            angle=0,
            wrap=False,
            commit=commit,
            cancel=lambda: desk.done([]),
        )
    )


def note_at(desk: Desk, x: float, y: float) -> None:
    """Puts a note with its middle at (x, y), and asks for its text."""
    style = desk.style
    put: Draft = {
        "id": desk.new_id(),
        "kind": "note",
        "geom": [rnd(x) - NOTE // 2, rnd(y) - NOTE // 2, NOTE, NOTE, 0],
        "z": desk.top_z(),
        "fill": style.fill,
    }
    put |= {} if style.font == "hand" else {"font": style.font}
    put |= {} if style.opacity == 100 else {"opacity": style.opacity}
    desk.submit({"put": [put]})
    desk.done([put["id"]])
    element = desk.board.get(put["id"])
    if element is not None:
        rewrite(desk, element)


def tidy(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
