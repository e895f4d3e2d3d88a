"""The selection put in order as a whole: grouped, flipped, turned, aligned, spread. Each is one gesture."""

from collections.abc import Callable, Sequence
from typing import Final, Literal, NamedTuple

from inkroom.board import Element
from inkroom.extent import span
from inkroom.geometry import Box, rnd, union
from inkroom_desktop.tools.desk import Desk
from inkroom_desktop.tools.draft import free_of
from inkroom_desktop.tools.frame import frame_of, geom_of, is_line
from inkroom_desktop.tools.transform import Registers, moved, rotated, whole

Edge = Literal["left", "centre", "right", "top", "middle", "bottom"]
Axis = Literal["h", "v"]

TURN: Final = 1500
"""What one press of a turn turns, in 1/100 degree."""
_DEEPEST: Final = 16
"""A `group` holds so many groups in groups (EL-4)."""


class Unit(NamedTuple):
    """Elements that move as one, with the box round them."""

    elements: list[Element]
    box: Box


def group(desk: Desk) -> None:
    """Joins the selection to one group, over those that it has."""
    elements = free_of(desk)
    depth = max((len(element.get("group")) for element in elements), default=0)
    if len(units_of(elements, 0)) >= 2 and depth < _DEEPEST:
        id = desk.new_id()
        desk.submit({"set": [{"id": e.id, "group": [*e.get("group"), id]} for e in elements]})


def ungroup(desk: Desk) -> None:
    """Takes the outermost group of each element of the selection away."""
    elements = [element for element in free_of(desk) if element.get("group")]
    if elements:
        desk.submit({"set": [{"id": e.id, "group": e.get("group")[:-1]} for e in elements]})


def flip(desk: Desk, axis: Axis) -> None:
    """Mirrors the selection about its own middle; writing and shapes stay readable."""
    elements = free_of(desk)
    frame = frame_of(elements)
    if frame is not None:
        across = frame.left + frame.right if axis == "h" else frame.top + frame.bottom
        _change(desk, elements, lambda element: _flipped(element, axis, across))


def turn(desk: Desk, by: int) -> None:
    """Turns the selection about its middle by 1/100 degree, clockwise."""
    elements = free_of(desk)
    frame = frame_of(elements)
    if frame is not None:
        centre = frame.centre
        _change(desk, elements, lambda element: rotated(element, by, *centre))


def align(desk: Desk, edge: Edge) -> None:
    """Brings one edge, or the middle, of all to one line; a group moves as one."""
    units = units_of(free_of(desk))
    around = union(unit.box for unit in units)
    if around is not None and len(units) >= 2:
        _move(desk, [(unit, *_to_edge(unit.box, around, edge)) for unit in units])


def distribute(desk: Desk, axis: Axis) -> None:
    """Makes the gaps between all equal; the outermost two stay."""
    near, far = ("left", "right") if axis == "h" else ("top", "bottom")
    units = sorted(
        units_of(free_of(desk)), key=lambda unit: (getattr(unit.box, near), getattr(unit.box, far))
    )
    around = union(unit.box for unit in units)
    if around is None or len(units) < 3:
        return
    sizes = [getattr(unit.box, far) - getattr(unit.box, near) for unit in units]
    place = float(getattr(around, near))
    gap = (getattr(around, far) - place - sum(sizes)) / (len(units) - 1)
    steps = []
    for unit, size in zip(units, sizes, strict=True):
        by = rnd(place) - getattr(unit.box, near)
        place += size + gap
        steps.append((unit, by, 0) if axis == "h" else (unit, 0, by))
    _move(desk, steps)


def units_of(elements: Sequence[Element], least: int = 2) -> list[Unit]:
    """The elements by their outermost group; where all are of one group, by the next inside it."""
    skip = 0
    units = _grouped(elements, skip)
    while len(units) < least and any(len(e.get("group")) > skip for e in elements):
        skip += 1
        units = _grouped(elements, skip)
    return [Unit(members, box) for members in units if (box := union(map(span, members)))]


def _grouped(elements: Sequence[Element], skip: int) -> list[list[Element]]:
    """The elements by their outermost group, not counting the `skip` outermost."""
    units: dict[tuple[str, str], list[Element]] = {}
    for element in elements:
        groups = element.get("group")
        inner = groups[: max(0, len(groups) - skip)]
        key = ("group", inner[-1]) if inner else ("element", element.id)
        units.setdefault(key, []).append(element)
    return list(units.values())


def _to_edge(box: Box, around: Box, edge: Edge) -> tuple[int, int]:
    if edge in ("left", "centre", "right"):
        left, right = around.left - box.left, around.right - box.right
        return {"left": left, "centre": rnd((left + right) / 2), "right": right}[edge], 0
    top, bottom = around.top - box.top, around.bottom - box.bottom
    return 0, {"top": top, "middle": rnd((top + bottom) / 2), "bottom": bottom}[edge]


def _flipped(element: Element, axis: Axis, across: float) -> Registers:
    """Mirrored about the line where x (or y) is half of `across`."""
    geom = geom_of(element)
    own = 0 if axis == "h" else 1
    if is_line(element):
        return {"geom": [rnd(across - v) if at % 2 == own else v for at, v in enumerate(geom)]}
    mirrors = element.kind in ("stroke", "image")
    turned = [*geom[:4], whole(-geom[4])]
    turned[own] = rnd(across - geom[own] - (0 if mirrors else geom[own + 2]))
    if mirrors:
        turned[own + 2] = -geom[own + 2]
    return {"geom": turned}


def _move(desk: Desk, steps: Sequence[tuple[Unit, int, int]]) -> None:
    by = {e.id: (dx, dy) for unit, dx, dy in steps for e in unit.elements}
    elements = [e for unit, _, _ in steps for e in unit.elements]
    _change(desk, elements, lambda element: moved(element, *by[element.id]))


def _change(
    desk: Desk, elements: Sequence[Element], registers: Callable[[Element], Registers]
) -> None:
    """Writes what differs, as one gesture."""
    change = [(element, registers(element)) for element in elements]
    sets = [{"id": e.id} | now for e, now in change if now["geom"] != geom_of(e)]
    if sets:
        desk.submit({"set": sets})
