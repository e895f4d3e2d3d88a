"""What comes from a clipboard onto the board: elements, or any other text as writing (CLIP-3)."""

from collections.abc import Sequence
from typing import Final

from inkroom.board import Element
from inkroom.extent import span
from inkroom.geometry import rnd, union
from inkroom_desktop.tools.copy import copies
from inkroom_desktop.tools.desk import Desk
from inkroom_desktop.tools.draft import TEXT, dressed
from inkroom_desktop.tools.measure import room_of

_LONGEST: Final = 10_000
Place = tuple[float, float]


def paste_elements(desk: Desk, elements: Sequence[Element], at: Place | None) -> None:
    """Puts the elements with their middle at a place; None: where they were. Selects them."""
    box = union(span(element) for element in elements)
    if not desk.may_draw or box is None:
        return
    dx = rnd(at[0] - (box.left + box.right) / 2) if at else 0
    dy = rnd(at[1] - (box.top + box.bottom) / 2) if at else 0
    put = copies(desk, elements, dx, dy)
    desk.submit({"put": put})
    desk.done([one["id"] for one in put])


def paste_text(desk: Desk, text: str, at: Place) -> None:
    """Puts a text as writing with its middle at a place, and selects it."""
    said = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "").rstrip()[:_LONGEST]
    if not desk.may_draw or not said.strip():
        return
    style = desk.style
    width, height = room_of(said, style.font, style.size)
    geom = [rnd(at[0] - width / 2), rnd(at[1] - height / 2), width, height, 0]
    id, z = desk.new_id(), desk.top_z()
    put = {"id": id, "kind": "text", "geom": geom, "z": z, "text": said}
    desk.submit({"put": [put | dressed("text", style, TEXT)]})
    desk.done([id])
