"""The board as raster tiles: 512 device px, painted in slices of a few ms, so that no frame waits for the board."""

import math
from collections import OrderedDict
from collections.abc import Callable, Collection, Iterator
from time import perf_counter
from typing import Final, NamedTuple

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QImage, QPainter

from inkroom.board import Element
from inkroom.geometry import Box
from inkroom_desktop.index import Index
from inkroom_desktop.painter import Painter

SIDE: Final = 512
KEPT: Final = 128
SLICE_S: Final = 0.004
OVERVIEW: Final = 2048
"""The whole board is kept in so many device px, for a zoom that has no tiles yet."""

Key = tuple[float, int, int]
"""Scale (device px in a board unit), column, row."""


class View(NamedTuple):
    """What a window shows: the board point at its corner, device px in a board unit, its size in device px."""

    x: float
    y: float
    scale: float
    width: int
    height: int


class _Tile:
    """`dirty` is the part that is not as the board is; all of a tile that was never painted."""

    __slots__ = ("dirty", "fresh", "image")

    def __init__(self) -> None:
        self.image = QImage(SIDE, SIDE, QImage.Format.Format_RGB32)
        self.dirty = QRect(0, 0, SIDE, SIDE)
        self.fresh = True


class _Job:
    """A tile that is being painted: on a copy, so that nobody sees it half done."""

    def __init__(self, key: Key, rect: QRect, elements: list[Element]) -> None:
        self.key, self.rect, self.elements = key, rect, elements
        self.at = 0


class Tiles:
    """`ground(painter, box, scale)` paints the board's ground under a tile. Ask `work` again while it is True."""

    def __init__(
        self, index: Index, painter: Painter, ground: Callable[[QPainter, Box, float], None]
    ) -> None:
        self.hidden: Collection[str] = ()
        self.fade: Callable[[Element], float] | None = None
        """How much of an element is seen, 0..1: others than a chosen person are pale."""
        self._index, self._painter, self._ground = index, painter, ground
        self._tiles: OrderedDict[Key, _Tile] = OrderedDict()
        self._job: _Job | None = None
        self._work: QImage | None = None
        self._view = View(0, 0, 1 / 16, 0, 0)
        self._level = 1 / 16
        self.finished = 0
        """Tiles finished so far: where it grew, there is something new to show."""

    # ------------------------------------------------------------- what changed

    def clear(self) -> None:
        """Everything is other than it was: another board, theme or ground."""
        self._tiles.clear()
        self._job = None

    def stale(self) -> None:
        """Everything is to be painted anew; what is there is shown until then."""
        for tile in self._tiles.values():
            tile.dirty = QRect(0, 0, SIDE, SIDE)
        self._job = None

    def changed(self, box: Box) -> None:
        """What lies in `box` is other than it was."""
        for key, tile in self._tiles.items():
            rect = self._local(key, box)
            if rect is not None:
                tile.dirty = tile.dirty.united(rect)
                if self._job is not None and self._job.key == key:
                    self._job = None

    def added(self, element: Element, box: Box) -> None:
        """A new element on top of all: it is painted into the tiles that are there, at once."""
        for key, tile in self._tiles.items():
            rect = self._local(key, box)
            if rect is None or tile.fresh:
                continue
            self._paint_onto(tile.image, key, rect, [element])
        if self._job is not None and self._local(self._job.key, box) is not None:
            self._job.elements.append(element)

    # ------------------------------------------------------------- showing

    def show(self, view: View, *, zooming: bool) -> None:
        """What is wanted from now on. While a zoom goes on, tiles of powers of two are stretched."""
        self._view = view
        self._level = 2.0 ** round(math.log2(view.scale)) if zooming else view.scale

    def paint(self, to: QPainter, ratio: float, budget_s: float = SLICE_S) -> None:
        """Paints what is there; mends small changes first. `to` is in px, of which each is `ratio` device px."""
        end = perf_counter() + budget_s
        keys = list(self._visible(0))
        for key in keys:
            tile = self._tiles.get(key)
            if (
                tile is not None
                and not tile.fresh
                and not tile.dirty.isEmpty()
                and perf_counter() < end
            ):
                self._start(key)
                self._advance(end)
        for key in keys:
            tile = self._tiles.get(key)
            if tile is None or tile.fresh:
                self._paint_stand_in(to, key, ratio)
            else:
                self._tiles.move_to_end(key)
                self._blit(to, key, tile.image, ratio)

    def _paint_stand_in(self, to: QPainter, key: Key, ratio: float) -> None:
        """Tiles of other scales where this one is missing, the nearest scale last."""
        box = self._box(key)
        target = self._screen(key, ratio)
        to.save()
        to.setClipRect(target.toAlignedRect(), Qt.ClipOperation.IntersectClip)
        self._paint_bare(to, box, ratio)
        scales = sorted(
            {k[0] for k, t in self._tiles.items() if not t.fresh},
            key=lambda s: -abs(math.log(s / key[0])),
        )
        for other, image in self._stand_ins(box, scales[-3:]):
            self._blit(to, other, image, ratio)
        partial = self._tiles.get(key)
        if (
            partial is not None
            and not scales
            and self._job is not None
            and self._job.key == key
            and self._work
        ):
            self._blit(to, key, self._work, ratio)
        to.restore()

    def _stand_ins(self, box: Box, scales: list[float]) -> list[tuple[Key, QImage]]:
        """The tiles of these scales over a box; where those of one scale are all there, none that they would hide."""
        found: list[tuple[Key, QImage]] = []
        for scale in reversed(scales):
            keys = list(_keys_of(box, scale))
            there = [
                (key, tile.image)
                for key in keys
                if (tile := self._tiles.get(key)) is not None and not tile.fresh
            ]
            found = there + found
            if keys and len(there) == len(keys):
                break
        return found

    def _paint_bare(self, to: QPainter, box: Box, ratio: float) -> None:
        scale = self._view.scale / ratio
        to.save()
        to.scale(scale, scale)
        to.translate(-self._view.x, -self._view.y)
        self._ground(to, box, scale)
        to.restore()

    def _blit(self, to: QPainter, key: Key, image: QImage, ratio: float) -> None:
        if key[0] == self._view.scale:
            corner = self._screen(key, ratio).topLeft()
            image.setDevicePixelRatio(ratio)
            to.drawImage(
                QPointF(round(corner.x() * ratio) / ratio, round(corner.y() * ratio) / ratio), image
            )
            image.setDevicePixelRatio(1)
        else:
            to.drawImage(self._screen(key, ratio), image)

    # ------------------------------------------------------------- painting in slices

    def work(self, budget_s: float = SLICE_S) -> bool:
        """Paints for some ms what is missing, the visible first; False where there is nothing left to do."""
        end = perf_counter() + budget_s
        while perf_counter() < end:
            if self._job is None:
                key = self._next()
                if key is None:
                    return False
                self._start(key)
            self._advance(end)
        return True

    @property
    def whole(self) -> bool:
        """True where all that is visible is painted as it is now."""
        return all(
            (tile := self._tiles.get(key)) is not None and tile.dirty.isEmpty()
            for key in self._visible(0)
        )

    def _next(self) -> Key | None:
        """The tile that is wanted most: in the view, then round it, then of the overview."""
        for keys in (self._visible(0), self._overview(), self._visible(1)):
            for key in keys:
                tile = self._tiles.get(key)
                if tile is None or not tile.dirty.isEmpty():
                    return key
        return None

    def _start(self, key: Key) -> None:
        tile = self._tiles.get(key)
        if tile is None:
            tile = self._tiles[key] = _Tile()
            self._trim()
        if self._job is not None and self._job.key == key:
            return
        rect = tile.dirty
        self._work = tile.image.copy()
        elements = self._index.meeting(self._box(key, rect))
        self._job = _Job(key, rect, [e for e in elements if e.id not in self.hidden])
        self._paint_ground(self._work, key, rect)

    def _advance(self, end: float) -> None:
        job, work = self._job, self._work
        if job is None or work is None:
            return
        job.at = self._paint_onto(work, job.key, job.rect, job.elements, job.at, end)
        if job.at >= len(job.elements):
            tile = self._tiles.get(job.key)
            if tile is not None:
                tile.image, tile.dirty, tile.fresh = work, QRect(), False
                self.finished += 1
            self._job = self._work = None

    def _paint_ground(self, image: QImage, key: Key, rect: QRect) -> None:
        painter = QPainter(image)
        try:
            painter.setClipRect(rect)
            self._aim(painter, key)
            self._ground(painter, self._box(key, rect), key[0])
        finally:
            painter.end()

    def _paint_onto(
        self,
        image: QImage,
        key: Key,
        rect: QRect,
        elements: list[Element],
        at: int = 0,
        end: float = math.inf,
    ) -> int:
        """Paints elements from `at` on until `end`; how far it came, by one at least."""
        painter = QPainter(image)
        try:
            painter.setClipRect(rect)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._aim(painter, key)
            return self._painter.paint_from(painter, elements, at, key[0], fade=self.fade, end=end)
        finally:
            painter.end()

    def _trim(self) -> None:
        kept = max(KEPT, 3 * len(list(self._visible(1))))
        while len(self._tiles) > kept:
            self._tiles.popitem(last=False)

    # ------------------------------------------------------------- where tiles are

    def _visible(self, ring: int) -> Iterator[Key]:
        view = self._view
        size = SIDE / self._level
        width, height = view.width / view.scale, view.height / view.scale
        left, right = math.floor(view.x / size) - ring, math.floor((view.x + width) / size) + ring
        top, bottom = math.floor(view.y / size) - ring, math.floor((view.y + height) / size) + ring
        middle = ((left + right) / 2, (top + bottom) / 2)
        keys = [(self._level, x, y) for y in range(top, bottom + 1) for x in range(left, right + 1)]
        yield from sorted(keys, key=lambda k: abs(k[1] - middle[0]) + abs(k[2] - middle[1]))

    def _overview(self) -> Iterator[Key]:
        whole = self._index.whole
        if whole is None:
            return
        scale = 2.0 ** math.floor(math.log2(OVERVIEW / max(whole.width, whole.height, 1)))
        if scale < self._view.scale / 2:
            yield from _keys_of(whole, scale)

    def _box(self, key: Key, rect: QRect | None = None) -> Box:
        """The part of the board that a tile shows, or a part of it does."""
        scale, column, row = key
        x, y = column * SIDE, row * SIDE
        left, top, right, bottom = (
            (0, 0, SIDE, SIDE)
            if rect is None
            else (rect.left(), rect.top(), rect.right() + 1, rect.bottom() + 1)
        )
        return Box(
            math.floor((x + left) / scale),
            math.floor((y + top) / scale),
            math.ceil((x + right) / scale),
            math.ceil((y + bottom) / scale),
        )

    def _local(self, key: Key, box: Box) -> QRect | None:
        """The part of a tile that a box of the board covers, a pixel more at each side; None: it does not."""
        scale, column, row = key
        left = max(0, math.floor(box.left * scale - column * SIDE) - 1)
        top = max(0, math.floor(box.top * scale - row * SIDE) - 1)
        right = min(SIDE, math.ceil(box.right * scale - column * SIDE) + 1)
        bottom = min(SIDE, math.ceil(box.bottom * scale - row * SIDE) + 1)
        return (
            QRect(left, top, right - left, bottom - top) if left < right and top < bottom else None
        )

    def _screen(self, key: Key, ratio: float) -> QRectF:
        """Where a tile lies in the window, in px."""
        scale, column, row = key
        grow = self._view.scale / scale
        x = column * SIDE * grow - self._view.x * self._view.scale
        y = row * SIDE * grow - self._view.y * self._view.scale
        return QRectF(x / ratio, y / ratio, SIDE * grow / ratio, SIDE * grow / ratio)

    @staticmethod
    def _aim(painter: QPainter, key: Key) -> None:
        scale, column, row = key
        painter.translate(-column * SIDE, -row * SIDE)
        painter.scale(scale, scale)


def _keys_of(box: Box, scale: float) -> Iterator[Key]:
    """The tiles of a scale that a box touches; none where they would be very many."""
    size = SIDE / scale
    left, right = math.floor(box.left / size), math.floor(box.right / size)
    top, bottom = math.floor(box.top / size), math.floor(box.bottom / size)
    if (right - left + 1) * (bottom - top + 1) <= 400:
        yield from ((scale, x, y) for y in range(top, bottom + 1) for x in range(left, right + 1))
