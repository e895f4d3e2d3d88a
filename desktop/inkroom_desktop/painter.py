"""Drawings by QPainter: it carries out their items and decides nothing (DRAW-1)."""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from functools import lru_cache
from math import inf
from time import perf_counter
from typing import Any, Final, NamedTuple

from msgspec import structs
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QFontMetricsF, QImage, QPainter, QPainterPath, QPen

from inkroom.board import Element
from inkroom.drawing import Drawing, drawing
from inkroom.elements import DEFAULTS
from inkroom.extent import is_highlight
from inkroom.geometry import UNIT
from inkroom.item import Fill, Item, Picture, Stroke, Words
from inkroom.path import Path
from inkroom_desktop import inks, theme
from inkroom_desktop.sketch import is_thin, sketched, thin_run

KEPT: Final = 1_000_000
"""So many steps of paths are kept, each of which takes some 50 bytes."""

_INK: Final[str] = DEFAULTS["ink"]
_WIDTH: Final[int] = DEFAULTS["width"]
_Pictures = Callable[[dict[str, Any]], QImage | None]


class _Ready(NamedTuple):
    """A drawing whose paths are Qt's, and no longer in its `items`; `size` is how many steps they have."""

    element: Element
    items: list[Item]
    turn: tuple[int, int, int] | None
    blended: bool
    paths: list[QPainterPath | None]
    size: int


class Painter:
    """Paints elements on any QPainter whose transform maps board units to its device; keeps their paths."""

    def __init__(self, pictures: _Pictures = lambda asset: None) -> None:
        self._pictures = pictures
        self._ready: OrderedDict[str, _Ready] = OrderedDict()
        self._size = 0

    def forget(self, id: str) -> None:
        ready = self._ready.pop(id, None)
        self._size -= ready.size if ready else 0

    def paint(
        self,
        to: QPainter,
        element: Element,
        scale: float,
        strength: float = 1.0,
        *,
        titles: bool = True,
    ) -> None:
        """One element. `scale`: device px in a board unit; `strength` 0..1 makes it paler.

        `titles`: with the words that are as large at every scale.
        """
        if is_thin(element, scale):
            self._paint_thin(to, [element], scale, lambda _: strength)
            return
        ready = self._prepared(element)
        plain = to.compositionMode()
        if ready.blended:
            to.setCompositionMode(
                QPainter.CompositionMode.CompositionMode_Screen
                if theme.dark()
                else QPainter.CompositionMode.CompositionMode_Multiply
            )
        turn = ready.turn
        if turn:
            to.save()
            to.translate(turn[1], turn[2])
            to.rotate(turn[0] / 100)
            to.translate(-turn[1], -turn[2])
        for item, path in zip(ready.items, ready.paths, strict=True):
            if not titles and isinstance(item, Words) and item.fixed:
                continue
            to.setOpacity(item.opacity / 100 * strength)
            self._paint_item(to, item, path, scale)
        if turn:
            to.restore()
        if ready.blended:
            to.setCompositionMode(plain)
        to.setOpacity(1)

    def paint_from(
        self,
        to: QPainter,
        elements: Sequence[Element],
        at: int,
        scale: float,
        *,
        fade: Callable[[Element], float] | None = None,
        titles: bool = True,
        end: float = inf,
    ) -> int:
        """Paints elements from `at` on until `end` (`perf_counter`); how far it came, by one at least.

        `fade`: the strength of each; else as `paint`, but quicker.
        """
        while at < len(elements):
            run = thin_run(elements, at, scale)
            if run:
                self._paint_thin(to, run, scale, fade)
                at += len(run)
            else:
                strength = 1.0 if fade is None else fade(elements[at])
                self.paint(to, elements[at], scale, strength, titles=titles)
                at += 1
            if perf_counter() > end:
                break
        return at

    def _prepared(self, element: Element) -> _Ready:
        ready = self._ready.get(element.id)
        if ready is not None and ready.element is element:
            self._ready.move_to_end(element.id)
            return ready
        self.forget(element.id)
        ready = self._ready[element.id] = _made_ready(element, drawing(element))
        self._size += ready.size
        while self._size > KEPT and len(self._ready) > 1:
            self.forget(next(iter(self._ready)))
        return ready

    def _paint_item(
        self, to: QPainter, item: Item, path: QPainterPath | None, scale: float
    ) -> None:
        if isinstance(item, Fill) and path is not None:
            to.setPen(Qt.PenStyle.NoPen)
            to.setBrush(inks.painted(item.ink, item.tone))
            to.drawPath(path)
        elif isinstance(item, Stroke) and path is not None:
            to.setPen(_pen(item, scale))
            to.setBrush(Qt.BrushStyle.NoBrush)
            to.drawPath(path)
        elif isinstance(item, Words):
            _paint_words(to, item, scale)
        elif isinstance(item, Picture):
            self._paint_picture(to, item)

    def _paint_picture(self, to: QPainter, item: Picture) -> None:
        x, y, w, h = item.box
        image = self._pictures(item.asset)
        if image is None:
            to.setPen(QPen(theme.colour("control"), UNIT))
            to.setBrush(theme.colour("sunken"))
            to.drawRect(QRectF(x, y, w, h))
            return
        source = QRectF(*(item.crop or (0, 0, image.width(), image.height())))
        to.save()
        to.translate(x + (w if item.flip[0] else 0), y + (h if item.flip[1] else 0))
        to.scale(-1 if item.flip[0] else 1, -1 if item.flip[1] else 1)
        to.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        to.drawImage(QRectF(0, 0, w, h), image, source)
        to.restore()

    @staticmethod
    def _paint_thin(
        to: QPainter,
        strokes: Sequence[Element],
        scale: float,
        fade: Callable[[Element], float] | None = None,
    ) -> None:
        now, worn = theme.now(), None
        for element, way in zip(strokes, sketched(strokes, scale), strict=True):
            values = element.values
            look = (values.get("ink", _INK), values.get("width", _WIDTH), is_highlight(element))
            if look != worn:
                to.setPen(_thin_pen(look, scale, now))
                worn = look
            opacity = values.get("opacity", 100) / 100
            if fade is not None:
                opacity *= fade(element)
            if opacity != 1:
                to.setOpacity(opacity)
            to.drawPolyline(way)
            if opacity != 1:
                to.setOpacity(1)


@lru_cache(maxsize=256)
def _thin_pen(look: tuple[str, int, bool], scale: float, theme_name: str) -> QPen:
    ink, width, highlight = look
    tone = "highlighter" if highlight else "ink"
    return QPen(inks.painted(ink, tone), max(width * 0.7, 0.6 / scale))


def _made_ready(element: Element, made: Drawing) -> _Ready:
    paths = [_path_of(item) for item in made.items]
    size = 1 + sum(path.elementCount() for path in paths if path is not None)
    items = [
        structs.replace(item, path=[]) if isinstance(item, Fill | Stroke) else item
        for item in made.items
    ]
    return _Ready(element, items, made.turn, made.blend == "multiply", paths, size)


def _path_of(item: Item) -> QPainterPath | None:
    if not isinstance(item, Fill | Stroke):
        return None
    path = painter_path(item.path)
    if isinstance(item, Fill) and item.rule == "nonzero":
        path.setFillRule(Qt.FillRule.WindingFill)
    return path


def painter_path(path: Path) -> QPainterPath:
    """A path of the core as one of Qt; winding, as ink is."""
    made = QPainterPath()
    made.setFillRule(Qt.FillRule.WindingFill)
    move, line, cubic, close = made.moveTo, made.lineTo, made.cubicTo, made.closeSubpath
    at, end = 0, len(path)
    while at < end:
        op = path[at]
        if op == 1:
            line(path[at + 1], path[at + 2])
            at += 3
        elif op == 0:
            move(path[at + 1], path[at + 2])
            at += 3
        elif op == 2:
            cubic(*path[at + 1 : at + 7])
            at += 7
        else:
            close()
            at += 1
    return made


def _pen(item: Stroke, scale: float) -> QPen:
    width = item.width / UNIT / scale if item.fixed else item.width
    pen = QPen(QBrush(inks.painted(item.ink, item.tone)), max(width, 0.35 / scale))
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    if item.dash:
        pen.setDashPattern([part / pen.widthF() for part in item.dash])
    return pen


def _paint_words(to: QPainter, item: Words, scale: float) -> None:
    size = item.size
    if size * scale < 1 and not item.fixed:
        return
    font = theme.board_font(item.font, size)
    metrics = QFontMetricsF(font)
    share = {"left": 0.0, "centre": 0.5, "right": 1.0}[item.align]
    to.setFont(font)
    to.setPen(inks.painted(item.ink, item.tone))
    for text, x, y in item.lines:
        shift = metrics.horizontalAdvance(text) * share if share else 0.0
        if item.fixed:
            to.save()
            to.translate(x, y)
            to.scale(1 / UNIT / scale, 1 / UNIT / scale)
            to.drawText(QPointF(-shift, 0), text)
            to.restore()
        else:
            to.drawText(QPointF(x - shift, y), text)
