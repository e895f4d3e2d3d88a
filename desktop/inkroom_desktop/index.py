"""Where elements are: their boxes in arrays, so that a question over 100,000 of them is one numpy expression."""

from bisect import bisect_left, insort
from collections.abc import Callable, Iterable, Sequence
from operator import itemgetter
from typing import Final

import numpy as np

from inkroom.board import Element
from inkroom.elements import DEFAULTS
from inkroom.extent import is_highlight, painted_box
from inkroom.geometry import Box, union

_ROOM: Final = 1024
_NEAREST: Final = 1e-6
"""Ranks nearer than this are counted anew."""

DEFAULT_WIDTH: Final = int(DEFAULTS["width"])
Key = tuple[int, bool, str, str]


def order_key(element: Element, layer: int = 0) -> Key:
    """What decides who is painted first (Z-1, SHEET-3)."""
    return (layer, not is_highlight(element), element.get("z"), element.id)


def _lowest(element: Element) -> int:
    return 0


def quick_box(element: Element) -> tuple[int, int, int, int]:
    """`painted_box`, eight times quicker for a plain stroke, of which a large board has many."""
    values = element.values
    if element.kind == "stroke" and "sketch" not in values:
        x, y, w, h, angle = values["geom"]
        width = values.get("width", DEFAULT_WIDTH)
        if angle == 0 and w >= 0 and h >= 0 and type(width) is int and 0 <= width <= 16_000:
            by = (width + 1) // 2 + 1
            return x - by, y - by, x + w + by, y + h + by
    return painted_box(element)


class Index:
    """The elements that are painted, by place and in order."""

    def __init__(self) -> None:
        self._slots: dict[str, int] = {}
        self._elements: list[Element | None] = []
        self._free: list[int] = []
        self._keys: dict[str, Key] = {}
        self._order: list[Key] = []
        self._boxes = np.zeros((_ROOM, 4), np.int64)
        self._ranks = np.zeros(_ROOM, np.float64)
        self._layer_of: Callable[[Element], int] = _lowest

    def __len__(self) -> int:
        return len(self._slots)

    def __contains__(self, id: str) -> bool:
        return id in self._slots

    def get(self, id: str) -> Element | None:
        slot = self._slots.get(id)
        return None if slot is None else self._elements[slot]

    def box(self, id: str) -> Box | None:
        """The painted box of an element that is in the index."""
        slot = self._slots.get(id)
        return None if slot is None else Box(*(int(n) for n in self._boxes[slot]))

    def corners(self, elements: Sequence[Element]) -> list[list[int]]:
        """Left, top, right and bottom of the painted boxes of elements that are in the index."""
        rows: list[list[int]] = self._boxes[[self._slots[one.id] for one in elements]].tolist()
        return rows

    @property
    def whole(self) -> Box | None:
        """The box round everything."""
        if not self._slots:
            return None
        slots = np.fromiter(self._slots.values(), np.int64, len(self._slots))
        boxes = self._boxes[slots]
        low, high = boxes[:, :2].min(axis=0), boxes[:, 2:].max(axis=0)
        return Box(int(low[0]), int(low[1]), int(high[0]), int(high[1]))

    @property
    def top(self) -> str | None:
        """The highest `z`."""
        if self._order and self._order[0][0] == self._order[-1][0]:
            return self._order[-1][2]
        return max((key[2] for key in self._order), default=None)

    # ------------------------------------------------------------- filling

    def fill(
        self, elements: Iterable[Element], layer_of: Callable[[Element], int] = _lowest
    ) -> None:
        """Only these elements, from now on; `layer_of` tells which lie above others whatever their `z`."""
        known = self._known()
        self._layer_of = layer_of
        found = sorted([(order_key(e, layer_of(e)), e) for e in elements], key=itemgetter(0))
        self._order = [key for key, _ in found]
        self._elements = [element for _, element in found]
        self._slots = {element.id: at for at, (_, element) in enumerate(found)}
        self._keys = {element.id: key for key, element in found}
        self._free = []
        count = len(found)
        self._boxes = np.zeros((count + _ROOM, 4), np.int64)
        self._boxes[count:] = _NOWHERE
        if count:
            self._boxes[:count] = [
                known[element.id][1]
                if element.id in known and known[element.id][0] is element
                else quick_box(element)
                for _, element in found
            ]
        self._ranks = np.arange(count + _ROOM, dtype=np.float64)

    def _known(self) -> dict[str, tuple[Element | None, Sequence[int]]]:
        """The boxes of the elements that are here: those that stay as they are keep them."""
        rows = self._boxes.tolist()
        return {id: (self._elements[slot], rows[slot]) for id, slot in self._slots.items()}

    def put(self, element: Element) -> bool:
        """A new or changed element; True where it lies above all others now."""
        key = self._key(element)
        if self._keys.get(element.id) != key:
            self.remove(element.id)
            slot = self._take(element.id)
            self._ranks[slot] = self._rank(key)
            insort(self._order, key)
            self._keys[element.id] = key
        slot = self._slots[element.id]
        self._elements[slot] = element
        self._boxes[slot] = quick_box(element)
        return key[1] and self._order[-1] == key

    def remove(self, id: str) -> None:
        slot = self._slots.pop(id, None)
        if slot is None:
            return
        key = self._keys.pop(id)
        del self._order[bisect_left(self._order, key)]
        self._elements[slot] = None
        self._boxes[slot] = _NOWHERE
        self._free.append(slot)

    def _key(self, element: Element) -> Key:
        return order_key(element, self._layer_of(element))

    def _take(self, id: str) -> int:
        if self._free:
            slot = self._free.pop()
        else:
            slot = len(self._elements)
            self._elements.append(None)
            if slot == len(self._boxes):
                grown = np.empty((2 * slot, 4), np.int64)
                grown[:slot], grown[slot:] = self._boxes, _NOWHERE
                self._boxes = grown
                self._ranks = np.concatenate((self._ranks, np.zeros(slot)))
        self._slots[id] = slot
        return slot

    def _rank(self, key: Key) -> float:
        """A number between those of the two neighbours."""
        at = bisect_left(self._order, key)
        below = self._rank_of(at - 1) if at > 0 else None
        above = self._rank_of(at) if at < len(self._order) else None
        if below is None:
            return 0.0 if above is None else above - 1
        if above is None:
            return below + 1
        if above - below < _NEAREST:
            self._count_anew()
            return self._rank(key)
        return (below + above) / 2

    def _rank_of(self, at: int) -> float:
        return float(self._ranks[self._slots[self._order[at][3]]])

    def _count_anew(self) -> None:
        for at, key in enumerate(self._order):
            self._ranks[self._slots[key[3]]] = at

    # ------------------------------------------------------------- asking

    def meeting(self, box: Box) -> list[Element]:
        """The elements whose painted boxes share a point with `box`, from bottom to top."""
        used = self._boxes[: len(self._elements)]
        left, top, right, bottom = used[:, 0], used[:, 1], used[:, 2], used[:, 3]
        meets = (
            (left <= box.right) & (right >= box.left) & (top <= box.bottom) & (bottom >= box.top)
        )
        slots = np.flatnonzero(meets)
        slots = slots[np.argsort(self._ranks[slots], kind="stable")]
        return [e for slot in slots.tolist() if (e := self._elements[slot]) is not None]

    def box_of(self, ids: Iterable[str]) -> Box | None:
        """The box round some elements."""
        return union(box for id in ids if (box := self.box(id)) is not None)


_NOWHERE: Final = np.array([2**40, 2**40, -(2**40), -(2**40)], np.int64)
