"""Connectors that hold on to elements: where their ends are follows from where those are now (BIND-1 to BIND-4)."""

from collections.abc import Iterable, Sequence
from math import sqrt
from typing import Any, Final

from inkroom.board import Board, Element
from inkroom.figure import shape, upright
from inkroom.form import OUTLINED
from inkroom.geometry import rnd, turned
from inkroom.look import form_of, whole
from inkroom.path import flattened, rectangle

GAP: Final = 64
"""From the outline of what is held to the end of the line."""
HELD: Final = (*OUTLINED, "text", "note", "image", "frame")
"""The kinds that a connector can hold on to."""

CONNECTORS: Final = ("line", "arrow")

_Point = tuple[float, float]


def routed(board: Board, element: Element) -> Element:
    """The element as it is shown: a connector that holds on to something has its ends there."""
    if element.kind not in CONNECTORS:
        return element
    start, end = _held(board, element.get("from")), _held(board, element.get("to"))
    if start is None and end is None:
        return element
    geom = element.get("geom")
    ends = _ends(list(geom), start, end, whole(element, "curve", 0, 2))
    if ends == geom:
        return element
    return element.written("geom", ends, element.writer("geom"))


def holds(element: Element) -> list[str]:
    """The ids of the elements that a connector holds on to."""
    if element.kind not in CONNECTORS:
        return []
    return [bound["id"] for name in ("from", "to") if (bound := element.get(name))]


def following(board: Board, moved: Sequence[Element], connectors: Iterable[str]) -> list[Element]:
    """Elements that are other than on the board, and the connectors that follow them, as they are shown then."""
    then = Board(board)
    for element in moved:
        then.write(element)
    found = [board.get(id) for id in connectors if id not in then.own]
    follow = [one for one in found if one is not None and not one.deleted]
    return [routed(then, one) for one in (*moved, *follow)]


class Holders:
    """Which connectors hold on to an element; tell it of every element that is new or other than before."""

    def __init__(self) -> None:
        self._held: dict[str, list[str]] = {}
        """What each connector holds on to."""
        self._by: dict[str, dict[str, None]] = {}

    def clear(self) -> None:
        self._held.clear()
        self._by.clear()

    def follow(self, id: str, element: Element | None) -> None:
        """The element is so now; None: it is gone."""
        now = [] if element is None or element.deleted else holds(element)
        for target in self._held.pop(id, ()):
            self._by[target].pop(id, None)
        if now:
            self._held[id] = now
        for target in now:
            self._by.setdefault(target, {})[id] = None

    def of(self, ids: Iterable[str]) -> list[str]:
        """The connectors that hold on to any of the elements, each once."""
        return list(dict.fromkeys(one for id in ids for one in self._by.get(id, ())))


_Hold = tuple[Element, _Point]


def _held(board: Board, bound: Any) -> _Hold | None:
    """What an end holds on to, deleted or not, and the place that it aims at."""
    target = board.get(bound["id"]) if bound else None
    if target is None or target.kind not in HELD:
        return None
    x, y, w, h, angle = target.get("geom")
    ax, ay = x + w * bound["anchor"][0] / 1000, y + h * bound["anchor"][1] / 1000
    return target, turned(ax, ay, angle, x + w / 2, y + h / 2)


def _ends(geom: list[int], start: _Hold | None, end: _Hold | None, bend: int) -> list[int]:
    last = len(geom) - 2
    aims: tuple[_Point, _Point] = (
        start[1] if start else (geom[0], geom[1]),
        end[1] if end else (geom[last], geom[last + 1]),
    )
    if last == 2:
        nexts = (aims[1], aims[0])
    else:
        nexts = ((geom[2], geom[3]), (geom[last - 2], geom[last - 1]))
    if bend == 2:
        return _elbowed(geom, start, end, aims, nexts)
    if start:
        geom[:2] = _edge(start[0], nexts[0], aims[0])
    if end:
        geom[last:] = _edge(end[0], nexts[1], aims[1])
    return geom


def _elbowed(
    geom: list[int],
    start: _Hold | None,
    end: _Hold | None,
    aims: tuple[_Point, _Point],
    nexts: tuple[_Point, _Point],
) -> list[int]:
    """An elbow leaves level or upright, whichever way its ends then lie further apart."""

    def made(is_level: bool) -> list[int]:
        points = list(geom)
        if start:
            points[:2] = _edge(start[0], _beside(aims[0], nexts[0], is_level), aims[0])
        if end:
            points[-2:] = _edge(end[0], _beside(aims[1], nexts[1], is_level), aims[1])
        return points

    level, steep = made(True), made(False)
    fits = abs(level[-2] - level[0]) >= abs(level[-1] - level[1])
    steep_fits = abs(steep[-1] - steep[1]) > abs(steep[-2] - steep[0])
    return level if fits or not steep_fits else steep


def _beside(aim: _Point, other: _Point, is_level: bool) -> _Point:
    return (other[0], aim[1]) if is_level else (aim[0], other[1])


def _edge(target: Element, start: _Point, aim: _Point) -> list[int]:
    """The place before the outline of `target` on the way from `start` to `aim`; `aim` where that begins inside."""
    box = upright(target.get("geom"))
    cx, cy = box.x + box.w / 2, box.y + box.h / 2
    nx, ny = turned(*start, -box.angle, cx, cy)
    tx, ty = turned(*aim, -box.angle, cx, cy)
    t = _meeting(_outline(target), nx, ny, tx, ty)
    if t is None and box.x <= nx <= box.x + box.w and box.y <= ny <= box.y + box.h:
        return [rnd(aim[0]), rnd(aim[1])]
    dx, dy = tx - nx, ty - ny
    length = sqrt(dx * dx + dy * dy)
    way = 0.0 if length == 0 else max(0.0, (1.0 if t is None else t) - GAP / length)
    x, y = turned(nx + dx * way, ny + dy * way, box.angle, cx, cy)
    return [rnd(x), rnd(y)]


def _outline(target: Element) -> list[list[float]]:
    box = upright(target.get("geom"))
    if target.kind in OUTLINED:
        radius = whole(target, "round", 0, 2**31)
        return flattened(shape(form_of(target), box, radius))
    return flattened(rectangle(box.x, box.y, box.w, box.h))


def _meeting(
    parts: Sequence[Sequence[float]], nx: float, ny: float, tx: float, ty: float
) -> float | None:
    """Where the way from n to t, 0..1, first meets the lines."""
    dx, dy = tx - nx, ty - ny
    found: float | None = None
    for part in parts:
        for at in range(2, len(part), 2):
            ax, ay = part[at - 2], part[at - 1]
            ex, ey = part[at] - ax, part[at + 1] - ay
            across = dx * ey - dy * ex
            if across == 0:
                continue
            t = ((ax - nx) * ey - (ay - ny) * ex) / across
            u = ((ax - nx) * dy - (ay - ny) * dx) / across
            if 0 <= t <= 1 and 0 <= u <= 1 and (found is None or t < found):
                found = t
    return found
