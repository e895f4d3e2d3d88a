"""The live layer above the tiles: wet ink, what a gesture holds, selections, and the others' cursors."""

import time
from collections.abc import Sequence
from math import ceil
from typing import Final, NamedTuple

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen, QPolygonF

from inkroom.board import Element
from inkroom.extent import span
from inkroom.form import FORMS, OUTLINED
from inkroom.geometry import UNIT, Box
from inkroom.ink import natural_box, outline
from inkroom.messages import Peer, Presence, Wet
from inkroom_desktop import icons, inks, theme
from inkroom_desktop.beam import beams_of, paint_beam
from inkroom_desktop.camera import Camera
from inkroom_desktop.desk import BoardDesk
from inkroom_desktop.guides import paint_guides
from inkroom_desktop.lens import paint_lens, paint_loop
from inkroom_desktop.painter import painter_path
from inkroom_desktop.people import Face, paint_face
from inkroom_desktop.tools.desk import Draft
from inkroom_desktop.tools.draft import element_of_put, is_free
from inkroom_desktop.tools.frame import PAD, Frame, frame_of, geom_of, grips_of, is_line, middles

PALE: Final = 0.25
HANDLE: Final = 9
MARKED: Final = 500
"""So many of what was found are marked."""
_ARROW: Final = ((2, 1.5), (17, 12), (10, 13.3), (6.6, 19.6))
_TOOLS: Final = (
    "pen",
    "highlighter",
    "eraser",
    "part-eraser",
    "laser",
    "arrow",
    "line",
    "rect",
    "ellipse",
    "diamond",
    *(f"shape-{form}" for form in FORMS),
    "text",
    "note",
)


class Seen(NamedTuple):
    """Another person's cursor as it is shown: in board units, and how visible it and its name are (0..1)."""

    x: float
    y: float
    strength: float
    name_strength: float


class Overlay:
    """Paints; keeps nothing. The painter's transform is px of the window."""

    def __init__(self, desk: BoardDesk) -> None:
        self._desk = desk

    def paint(
        self,
        to: QPainter,
        camera: Camera,
        peers: dict[str, Peer],
        presence: dict[str, Presence],
        cursors: dict[str, Seen],
    ) -> None:
        to.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ink(to, camera, presence)
        self._paint_lasers(to, camera, peers, presence)
        for peer, state in presence.items():
            if isinstance(state.selection, list) and peer in peers:
                self._paint_selection_of(
                    to, camera, state.selection, theme.person(peers[peer].colour)
                )
        self._paint_found(to, camera)
        self._paint_selection(to, camera)
        self._paint_targets(to, camera)
        self._paint_band(to, camera)
        for loop in (self._desk.fence, self._desk.loop_points):
            if loop is not None:
                paint_loop(to, camera, loop)
        if self._desk.lens_colour is not None:
            at = QPointF(*camera.to_screen(*self._desk.pointed))
            paint_lens(to, at, inks.painted(self._desk.lens_colour))
        paint_guides(to, camera, self._desk.guides)
        device = to.device()
        ratio = device.devicePixelRatioF()
        size = (device.width() / ratio, device.height() / ratio)
        for peer, seen in cursors.items():
            if peer in peers:
                paint_cursor(to, camera, peers[peer], presence.get(peer), seen, size)

    # ------------------------------------------------------------- ink

    def _paint_ink(self, to: QPainter, camera: Camera, presence: dict[str, Presence]) -> None:
        desk, scale = self._desk, camera.scale * to.device().devicePixelRatioF()
        to.save()
        to.scale(camera.scale, camera.scale)
        to.translate(-camera.x, -camera.y)
        for id in desk.dimmed:
            element = desk.scene.index.get(id)
            if element is not None:
                desk.scene.painter.paint(to, element, scale, PALE)
        for state in presence.values():
            if isinstance(state.wet, Wet) and state.wet.id not in desk.scene.index:
                self._paint_wet(to, state.wet, scale)
        for element in desk.previewed:
            desk.scene.painter.paint(to, element, scale)
        if desk.wet_ink is not None and desk.wet_ink.kind == "stroke":
            self._paint_wet(to, desk.wet_ink, scale)
        to.restore()

    def _paint_wet(self, to: QPainter, wet: Wet, scale: float) -> None:
        """Wet ink looks as it will when it is dry: the same outline, colour and opacity."""
        if wet.kind != "stroke":
            element = wet_element(wet)
            if element is not None:
                self._desk.scene.painter.paint(to, element, scale)
            return
        trace = wet_trace(wet)
        if not trace:
            return
        highlight = wet.brush == "highlighter"
        to.setOpacity(wet.opacity / 100)
        if highlight:
            modes = QPainter.CompositionMode
            to.setCompositionMode(
                modes.CompositionMode_Screen if theme.dark() else modes.CompositionMode_Multiply
            )
        to.setPen(Qt.PenStyle.NoPen)
        to.setBrush(inks.painted(wet.ink, "highlighter" if highlight else "ink"))
        to.drawPath(painter_path(outline(trace, wet.width)))
        to.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
        to.setOpacity(1)

    def _paint_lasers(
        self,
        to: QPainter,
        camera: Camera,
        peers: dict[str, Peer],
        presence: dict[str, Presence],
    ) -> None:
        own = self._desk.trail.shown(time.monotonic() * 1000)
        beams = [(trace, self._desk.laser_colour) for trace in own]
        beams += beams_of(peers, presence, self._desk.scene.stack.page, also=bool(own))
        if not beams:
            return
        to.save()
        to.scale(camera.scale, camera.scale)
        to.translate(-camera.x, -camera.y)
        for trace, colour in beams:
            paint_beam(to, trace, colour, camera.scale)
        to.restore()

    # ------------------------------------------------------------- selections

    def _paint_selection_of(
        self, to: QPainter, camera: Camera, ids: Sequence[str], colour: QColor
    ) -> None:
        for id in ids[:50]:
            element = self._desk.scene.index.get(id)
            if element is not None:
                self._paint_frame(to, camera, _frame(element), QPen(colour, 1.5), PAD - 1)

    def _shown(self) -> list[Element]:
        """The selection as a drag shows it."""
        held = {element.id: element for element in self._desk.previewed}
        return [held.get(element.id, element) for element in self._desk.selected]

    def _paint_selection(self, to: QPainter, camera: Camera) -> None:
        elements = self._shown()
        if not elements:
            return
        accent = theme.colour("select")
        if len(elements) == 1 and is_line(elements[0]):
            self._paint_points(to, camera, elements[0])
            return
        if len(elements) > 1:
            for element in elements[:200]:
                self._paint_frame(to, camera, _frame(element), QPen(accent, 1), 0)
        frame = frame_of(elements)
        if frame is None:
            return
        self._paint_frame(to, camera, frame, QPen(accent, 1.5), PAD)
        if all(is_free(element) for element in elements):
            self._paint_grips(to, camera, frame)
        else:
            corner = camera.to_screen(frame.right, frame.top)
            lock = icons.pixmap("lock", accent, 16, to.device().devicePixelRatioF())
            to.drawPixmap(QPointF(corner[0] + PAD - 8, corner[1] - PAD - 8), lock)

    def _paint_frame(
        self, to: QPainter, camera: Camera, frame: Frame, pen: QPen, pad: float
    ) -> None:
        left, top = camera.to_screen(frame.left, frame.top)
        right, bottom = camera.to_screen(frame.right, frame.bottom)
        to.save()
        to.translate((left + right) / 2, (top + bottom) / 2)
        to.rotate(frame.angle / 100)
        to.setPen(pen)
        to.setBrush(Qt.BrushStyle.NoBrush)
        wide, high = right - left + 2 * pad, bottom - top + 2 * pad
        to.drawRect(QRectF(-wide / 2, -high / 2, wide, high))
        to.restore()

    def _paint_grips(self, to: QPainter, camera: Camera, frame: Frame) -> None:
        grips = grips_of(frame, camera.zoom)
        to.setPen(QPen(theme.colour("select"), 1.5))
        to.setBrush(theme.colour("panel"))
        corners = [QPointF(*camera.to_screen(x, y)) for _, x, y in grips.corners]
        knob = QPointF(*camera.to_screen(*grips.rotate))
        foot = (corners[0] + corners[1]) / 2
        to.drawLine(foot, knob)
        to.drawEllipse(knob, HANDLE / 2 + 0.5, HANDLE / 2 + 0.5)
        for corner in corners:
            to.save()
            to.translate(corner)
            to.rotate(frame.angle / 100)
            to.drawRoundedRect(QRectF(-HANDLE / 2, -HANDLE / 2, HANDLE, HANDLE), 2, 2)
            to.restore()

    def _paint_points(self, to: QPainter, camera: Camera, element: Element) -> None:
        geom = geom_of(element)
        to.setPen(QPen(theme.colour("select"), 1.5))
        to.setBrush(theme.colour("panel"))
        if is_free(element):
            for at in range(0, len(geom), 2):
                to.drawEllipse(
                    QPointF(*camera.to_screen(geom[at], geom[at + 1])),
                    HANDLE / 2 + 0.5,
                    HANDLE / 2 + 0.5,
                )
            to.setOpacity(0.6)
            for _, x, y in middles(element, camera.zoom):
                to.drawEllipse(QPointF(*camera.to_screen(x, y)), HANDLE / 3, HANDLE / 3)
            to.setOpacity(1)
        else:
            self._paint_frame(to, camera, _frame(element), QPen(theme.colour("select"), 1.5), PAD)

    def _paint_targets(self, to: QPainter, camera: Camera) -> None:
        """What the end of an arrow would hold on to."""
        for id in self._desk.targets:
            element = self._desk.scene.index.get(id)
            if element is not None:
                self._paint_frame(to, camera, _frame(element), QPen(theme.colour("select"), 2), PAD)

    def _paint_found(self, to: QPainter, camera: Camera) -> None:
        """An amber ground round what was found."""
        tint = theme.colour("waiting")
        ground = QColor(tint)
        ground.setAlpha(36)
        to.setPen(QPen(tint, 2))
        to.setBrush(ground)
        for id in self._desk.found[:MARKED]:
            element = self._desk.scene.index.get(id)
            if element is not None:
                to.drawRect(screen_rect(camera, span(element), PAD))

    def _paint_band(self, to: QPainter, camera: Camera) -> None:
        box = self._desk.band_box
        if box is None:
            return
        left, top = camera.to_screen(box.left, box.top)
        right, bottom = camera.to_screen(box.right, box.bottom)
        tint = QColor(theme.colour("select"))
        tint.setAlpha(24)
        to.setPen(QPen(theme.colour("select"), 1))
        to.setBrush(tint)
        to.drawRect(QRectF(left, top, right - left, bottom - top))


def _frame(element: Element) -> Frame:
    return frame_of([element]) or Frame(*span(element), 0)


def wet_trace(wet: Wet) -> list[int]:
    """The points of wet ink as a trace; a highlighter and a mouse press with all their weight."""
    if wet.pressure and wet.brush == "pen":
        return list(wet.points[: len(wet.points) // 3 * 3])
    stride = 3 if wet.pressure else 2
    points = wet.points
    return [
        n
        for at in range(0, len(points) - stride + 1, stride)
        for n in (points[at], points[at + 1], 255)
    ]


def wet_element(wet: Wet) -> Element | None:
    """A shape or line that somebody drags out, as the element it will be; None for what cannot be shown."""
    if wet.kind in ("line", "arrow"):
        fits = len(wet.geom) >= 4 and len(wet.geom) % 2 == 0
    else:
        fits = wet.kind in OUTLINED and len(wet.geom) == 5
    if not fits:
        return None
    put: Draft = {
        "id": wet.id,
        "kind": wet.kind,
        "geom": list(wet.geom),
        "width": wet.width,
        "opacity": wet.opacity,
    }
    if wet.kind == "shape" and wet.form in FORMS:
        put["form"] = wet.form
    put |= {"ink": wet.ink} | ({"heads": ["none", "arrow"]} if wet.kind == "arrow" else {})
    try:
        return element_of_put(put | ({"fill": wet.fill} if wet.fill != "none" else {}))
    except ValueError:
        return None


def wet_box(wet: Wet) -> Box | None:
    """What wet ink covers."""
    if wet.kind == "stroke":
        trace = wet_trace(wet)
        return natural_box(trace).grown(wet.width // 2 + 2) if trace else None
    element = wet_element(wet)
    return span(element).grown(16 * UNIT + wet.width) if element else None


# ------------------------------------------------------------------ cursors


def paint_cursor(
    to: QPainter,
    camera: Camera,
    peer: Peer,
    state: Presence | None,
    seen: Seen,
    size: tuple[float, float],
) -> None:
    """An arrow in the person's colour, and the name below it, with the tool that is down.

    Of who is beyond the edge of the screen a disc on the edge.
    """
    x, y = camera.to_screen(seen.x, seen.y)
    colour = theme.person(peer.colour)
    if not _on_screen(x, y, size):
        edge = _edge(x, y, size)
        face = Face(peer.user, peer.name, peer.colour)
        paint_face(to, edge, face, 9, strength=seen.strength)
        return
    to.save()
    to.translate(round(x) - 2, round(y) - 1)
    to.setOpacity(seen.strength)
    pen = QPen(theme.colour("panel"), 1.6)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    to.setPen(pen)
    to.setBrush(colour)
    to.drawPolygon(QPolygonF([QPointF(*point) for point in _ARROW]))
    if seen.name_strength > 0:
        to.setOpacity(min(seen.strength, seen.name_strength))
        _paint_name(to, peer, state, colour)
    to.restore()


def _paint_name(to: QPainter, peer: Peer, state: Presence | None, colour: QColor) -> None:
    font, ink = theme.font("label"), theme.on_person(peer.colour)
    metrics = QFontMetricsF(font)
    text = metrics.elidedText(peer.name, Qt.TextElideMode.ElideRight, 160)
    icon = _tool_icon(state)
    wide = metrics.horizontalAdvance(text) + 15 + (17 if icon else 0)
    box = QRectF(14, 18, wide, 22)
    shape = QPainterPath()
    shape.setFillRule(Qt.FillRule.WindingFill)
    shape.addRoundedRect(box, 10, 10)
    shape.addRoundedRect(QRectF(14, 18, 12, 12), 4, 4)
    to.setPen(Qt.PenStyle.NoPen)
    to.setBrush(colour)
    to.drawPath(shape)
    left = 21.0
    if icon:
        drawn = icons.pixmap(icon, ink, 13, to.device().devicePixelRatioF(), 2)
        to.drawPixmap(QPointF(left, 22.5), drawn)
        left += 17
    to.setPen(ink)
    to.setFont(font)
    to.drawText(QPointF(left, round(29 + metrics.capHeight() / 2)), text)


def _tool_icon(state: Presence | None) -> str:
    if (
        state is not None
        and (isinstance(state.wet, Wet) or isinstance(state.laser, list))
        and isinstance(state.tool, str)
        and state.tool in _TOOLS
    ):
        return icons.named("tool", state.tool)
    return ""


def _on_screen(x: float, y: float, size: tuple[float, float]) -> bool:
    return -4 <= x <= size[0] + 4 and -4 <= y <= size[1] + 4


def _edge(x: float, y: float, size: tuple[float, float]) -> QRectF:
    """Where on the edge the disc of one beyond it is."""
    x, y = min(size[0] - 14, max(14, x)), min(size[1] - 14, max(14, y))
    return QRectF(x - 10, y - 10, 20, 20)


def cursor_rect(camera: Camera, seen: Seen, size: tuple[float, float]) -> QRect:
    """What a cursor and its name cover, in px, or the disc on the edge."""
    x, y = camera.to_screen(seen.x, seen.y)
    if not _on_screen(x, y, size):
        return _edge(x, y, size).toRect().adjusted(-3, -3, 3, 3)
    return QRect(round(x) - 6, round(y) - 6, 220, 52)


def screen_rect(camera: Camera, box: Box, pad: int = 2) -> QRect:
    """A box of the board in px of the window, a little larger."""
    left, top = camera.to_screen(box.left, box.top)
    right, bottom = camera.to_screen(box.right, box.bottom)
    return QRect(
        int(left) - pad,
        int(top) - pad,
        ceil(right - left) + 2 * pad + 1,
        ceil(bottom - top) + 2 * pad + 1,
    )
