"""The canvas: Qt's events in, paint out. What a gesture means is the tools' business."""

import time
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QEventPoint,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPointerEvent,
    QPointingDevice,
    QResizeEvent,
    QTabletEvent,
    QTouchEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from inkroom.geometry import UNIT
from inkroom_desktop import inks, keys, pointers, shadow, theme
from inkroom_desktop.beam import beam_box
from inkroom_desktop.camera import Camera
from inkroom_desktop.company import FRAME_MS, Company
from inkroom_desktop.desk import BoardDesk
from inkroom_desktop.editor import Editor
from inkroom_desktop.fingers import Act, Finger, Fingers
from inkroom_desktop.link import Link
from inkroom_desktop.markings import paint_markings
from inkroom_desktop.overlay import screen_rect, wet_box
from inkroom_desktop.panels.context import ask_menu
from inkroom_desktop.panels.panel import Panel
from inkroom_desktop.pinch import Pinch
from inkroom_desktop.tiles import View
from inkroom_desktop.tools.desk import Pointer, Writing
from inkroom_desktop.tools.draft import changed
from inkroom_desktop.tools.kit import LOOKING
from inkroom_desktop.tools.pen import PenTool

ZOOM_REST_MS: Final = 150
PALM_S: Final = 0.7
"""After a pen was near, what touches is a palm for this long."""
HOLD_MS: Final = 500
HOLD_PX: Final = 8
"""A finger that rests so long and so still asks for a menu."""
PICK_PX: Final = 6
"""Px round the pointer that count as on it, for Alt."""
REST_MS: Final = 550
REST_PX: Final = 3
"""A pointer that is down and stays so near for so long rests."""
WHEEL_PX: Final = 120 / 48
"""Eighths of a degree of a wheel for one px of the board's way."""
_NO_BUTTON = Qt.MouseButton.NoButton


class Canvas(QWidget):
    """`command(name)`: a key of the table that is not the tool's. `painted`: all that is visible is painted.

    `menu_asked(place, "element" or "ground")`: a right click, a long press or the menu key.
    """

    command = Signal(str)
    painted = Signal()
    pen_found = Signal()
    menu_asked = Signal(QPoint, str)
    author_asked = Signal(object, QPoint)
    """Alt is held over an element, or over none: who drew it is to be told there."""

    def __init__(self, desk: BoardDesk, link: Link, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk, self._link = desk, link
        self.company = Company(self, desk)
        self.editor: Editor | None = None
        self.past_key: Callable[[QKeyEvent], bool] = lambda event: False
        """Takes the keys of the time bar while it is open."""
        self._hover = "select"
        self._down = Qt.MouseButton.NoButton
        self._wet_rect = QRect()
        self._pinch, self._fingers = Pinch(), Fingers()
        self._pen_seen = self._whole = self._fingers_draw = False
        self._ratio = self._palms_until = 0.0
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setTabletTracking(True)
        self.setAccessibleName("Board")
        self._work = self._timer(self._paint_tiles, 0)
        self._rest = self._timer(self.update, ZOOM_REST_MS)
        self._hold = self._timer(self._held_long, HOLD_MS)
        self._hold_at = QPointF()
        self._rests = self._timer(self._rested, REST_MS)
        self._resting: tuple[QPointF, Pointer] | None = None
        self._beam = self._timer(self._shine, FRAME_MS)
        self._beam_rect = QRect()
        desk.overlay_changed.connect(self._overlay_changed)
        desk.scene_changed.connect(self.update)
        desk.shone.connect(self._beam.start)
        desk.camera_changed.connect(self._camera_changed)
        desk.hover_changed.connect(self._show_pointer)
        desk.style_changed.connect(lambda: self._show_pointer(self._hover))
        desk.writing.connect(self._write)
        desk.past_changed.connect(self.company.changed)

    def _timer(self, call: object, interval: int) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(interval)
        timer.timeout.connect(call)
        return timer

    # ------------------------------------------------------------- paint

    def paintEvent(self, event: QPaintEvent) -> None:
        ratio = self.devicePixelRatioF()
        tiles = self.desk.scene.tiles
        if ratio != self._ratio:
            self._ratio = self.desk.scene.ground.ratio = ratio
            tiles.clear()
        camera = self._seen_from()
        view = View(
            camera.x,
            camera.y,
            camera.scale * ratio,
            round(self.width() * ratio),
            round(self.height() * ratio),
        )
        tiles.show(view, zooming=self._rest.isActive())
        painter = QPainter(self)
        try:
            painter.setClipRect(event.rect())
            tiles.paint(painter, ratio)
            self.company.paint(painter, camera)
            paint_markings(painter, self.desk.markings, camera)
            if self.desk.moment is not None:
                painter.setPen(QPen(theme.colour("inverse"), 3))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRect(self.rect().adjusted(1, 1, -2, -2))
            for child in self.children():
                if isinstance(child, Panel) and child.isVisible():
                    shadow.draw(painter, child.geometry(), child.shadow)
        finally:
            painter.end()
        self._after_paint()

    def _after_paint(self) -> None:
        whole = self.desk.scene.tiles.whole
        if whole and not self._whole:
            self.painted.emit()
        self._whole = whole
        if not self._work.isActive():
            self._work.start()

    def _paint_tiles(self) -> None:
        tiles = self.desk.scene.tiles
        before = tiles.finished
        if tiles.work():
            self._work.start()
        if tiles.finished != before:
            self.update()

    def _seen_from(self) -> Camera:
        return self.desk.camera.snapped(self.devicePixelRatioF())

    def _overlay_changed(self) -> None:
        """Wet ink repaints what it covers; anything else is rare enough to repaint all."""
        wet = self.desk.wet_ink
        quiet = not self.desk.previewed and self.desk.band_box is None and not self.desk.selection
        box = wet_box(wet) if wet is not None and wet.kind == "stroke" and quiet else None
        if box is None:
            self._wet_rect = QRect()
            self.update()
            return
        rect = screen_rect(self.desk.camera, box, 4)
        self.update(rect.united(self._wet_rect))
        self._wet_rect = rect

    def _shine(self) -> None:
        """The laser's trail as it is now, and again until it is gone."""
        scale = self.desk.camera.scale
        box = beam_box(self.desk.shine(), scale)
        if box is None:
            self._beam.stop()
        rect = screen_rect(self.desk.camera, box, 4) if box is not None else QRect()
        self.update(rect.united(self._beam_rect))
        self._beam_rect = rect

    def _camera_changed(self) -> None:
        if self.editor is not None:
            self.editor.look_from(self.desk.camera)
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.update()

    def _show_pointer(self, name: str) -> None:
        self._hover = name
        style = self.desk.style
        tone = "highlighter" if self.desk.tool.name == "highlighter" else "ink"
        width = style.width / UNIT * self.desk.zoom
        self.setCursor(
            pointers.pointer(name, inks.painted(style.ink, tone), width, self.devicePixelRatioF())
        )

    # ------------------------------------------------------------- pointers

    def _pointer(
        self,
        event: QPointerEvent,
        at: QPointF,
        *,
        pressure: float | None = None,
        touch: bool = False,
        twice: bool = False,
    ) -> Pointer:
        x, y = self._seen_from().to_board(at.x(), at.y())
        mods = event.modifiers()
        return Pointer(
            x=x,
            y=y,
            pressure=None if pressure is None else round(255 * pressure),
            time=float(event.timestamp()) or time.monotonic() * 1000,
            shift=bool(mods & Qt.KeyboardModifier.ShiftModifier),
            alt=bool(mods & Qt.KeyboardModifier.AltModifier),
            ctrl=bool(mods & Qt.KeyboardModifier.ControlModifier),
            pen=pressure is not None,
            touch=touch,
            twice=twice,
        )

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._press(event, twice=False)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._press(event, twice=True)

    def _press(self, event: QMouseEvent, *, twice: bool) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        if self._down != _NO_BUTTON:
            return
        if event.button() == Qt.MouseButton.MiddleButton:
            self.desk.hold("hand")
        elif event.button() != Qt.MouseButton.LeftButton:
            return
        self._down = event.button()
        pointer = self._pointer(event, event.position(), twice=twice)
        self.desk.tool.press(pointer)
        self._watch(event.position(), pointer)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        pointer = self._pointer(event, event.position())
        self.desk.tool.move(pointer)
        self._watch(event.position(), pointer)
        self.desk.point_at(pointer.x, pointer.y)
        if pointer.alt and self._down == _NO_BUTTON:
            reach = PICK_PX / self.desk.camera.scale
            found = self.desk.pick(pointer.x, pointer.y, reach)
            self.author_asked.emit(found, event.globalPosition().toPoint())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() != self._down:
            return
        self._down = Qt.MouseButton.NoButton
        self.desk.tool.release(self._pointer(event, event.position()))
        if event.button() == Qt.MouseButton.MiddleButton:
            self.desk.let_go()

    def _watch(self, at: QPointF, pointer: Pointer) -> None:
        """Tells the tool when the pointer that is down has been still for a while."""
        if self._resting and (at - self._resting[0]).manhattanLength() <= REST_PX:
            return
        self._resting = (at, pointer)
        if self._down != _NO_BUTTON and isinstance(self.desk.tool, PenTool):
            self._rests.start()

    def _rested(self) -> None:
        tool = self.desk.tool
        if self._down != _NO_BUTTON and self._resting and isinstance(tool, PenTool):
            tool.rest(self._resting[1])

    def leaveEvent(self, event: QEvent) -> None:
        self.desk.leave()

    def tabletEvent(self, event: QTabletEvent) -> None:
        if not self._pen_seen:
            self._pen_seen = True
            self.pen_found.emit()
        pointer = self._pointer(event, event.position(), pressure=event.pressure())
        kind = event.type()
        self._palms_until = time.monotonic() + PALM_S
        if kind == QEvent.Type.TabletPress:
            self._hold.stop()
            self._fingers.forget()
            self._pinch = Pinch()
            if self._down != _NO_BUTTON:
                self.desk.tool.cancel()  # a palm came first
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            if event.pointerType() == QPointingDevice.PointerType.Eraser:
                self.desk.hold("eraser")
            self._down = Qt.MouseButton.LeftButton
            self.desk.tool.press(pointer)
            self._watch(event.position(), pointer)
        elif kind == QEvent.Type.TabletMove:
            self.desk.tool.move(pointer)
            self._watch(event.position(), pointer)
            self.desk.point_at(pointer.x, pointer.y)
        elif kind == QEvent.Type.TabletRelease and self._down != _NO_BUTTON:
            self._down = Qt.MouseButton.NoButton
            self.desk.tool.release(pointer)
            self.desk.let_go()
        event.accept()  # else Qt makes a mouse event of it

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QTouchEvent):
            self._touch(event)
            event.accept()
            return True
        if (
            isinstance(event, QNativeGestureEvent)
            and event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture
        ):
            self._zoom(self.desk.zoom * (1 + event.value()), event.position())
            return True
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            plain = not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
            if plain or keys.commands(event):
                event.accept()  # while the board has the keys, menus do not take them
                return True
        return super().event(event)

    def _touch(self, event: QTouchEvent) -> None:
        """One finger draws, or moves the board once a pen was seen; two move and zoom it."""
        now, kind = time.monotonic(), event.type()
        if kind in (QEvent.Type.TouchEnd, QEvent.Type.TouchCancel):
            self._hold.stop()
        if kind == QEvent.Type.TouchCancel or now < self._palms_until:
            acts = self._fingers.taken(now)  # while a pen is near, what touches is a palm
        else:
            pans = self._pen_seen and not self._fingers_draw
            acts = self._fingers.acts([_finger(one) for one in event.points()], now, pans=pans)
        for act in list(acts):
            self._follow(act, event)

    def _follow(self, act: Act, event: QTouchEvent) -> None:
        tool = self.desk.tool
        if act.kind == "lead":
            self._zoom_to(self._pinch.moved(list(act.at), self.desk.camera))
        elif act.kind in ("cancel", "finish"):
            self._hold.stop()
            self._down = Qt.MouseButton.NoButton
            (tool.cancel if act.kind == "cancel" else self.desk.finish)()
        else:
            at = QPointF(*act.at[0])
            pointer = self._pointer(event, at, touch=True)
            if act.kind == "press":
                self._down = Qt.MouseButton.LeftButton
                self._hold_at = at
                self._hold.start()
                tool.press(pointer)
            elif act.kind == "move":
                if (at - self._hold_at).manhattanLength() > HOLD_PX:
                    self._hold.stop()
                tool.move(pointer)
                self._watch(at, pointer)
                self.desk.point_at(pointer.x, pointer.y)
            else:
                self._down = Qt.MouseButton.NoButton
                tool.release(pointer)

    def _held_long(self) -> None:
        """A finger that draws may rest as long as it likes; one that picks or moves asks for a menu."""
        if self._down != _NO_BUTTON and self.desk.tool.name in LOOKING:
            self._down = Qt.MouseButton.NoButton
            self._fingers.forget()
            self._ask_menu(self._hold_at.toPoint())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        if self._down == _NO_BUTTON:
            self._ask_menu(self.rect().center() if by_key else event.pos())

    def _ask_menu(self, at: QPoint) -> None:
        x, y = self._seen_from().to_board(at.x(), at.y())
        self.menu_asked.emit(at, ask_menu(self.desk, x, y))

    def wheelEvent(self, event: QWheelEvent) -> None:
        mods, pixels, angle = event.modifiers(), event.pixelDelta(), event.angleDelta()
        if mods & Qt.KeyboardModifier.ControlModifier:
            way = pixels.y() / 2 if not pixels.isNull() else angle.y()
            self._zoom(self.desk.zoom * 1.0015**way, event.position())
        else:
            dx, dy = (
                (pixels.x(), pixels.y())
                if not pixels.isNull()
                else (angle.x() / WHEEL_PX, angle.y() / WHEEL_PX)
            )
            if mods & Qt.KeyboardModifier.ShiftModifier and dx == 0:
                dx, dy = dy, 0
            self.desk.camera = self.desk.camera.panned(dx, dy)
        event.accept()

    def _zoom(self, zoom: float, at: QPointF) -> None:
        self._zoom_to(self.desk.camera.zoomed(zoom, at.x(), at.y()))

    def _zoom_to(self, camera: Camera) -> None:
        if camera.zoom != self.desk.zoom:
            self._rest.start()
        self.desk.camera = camera

    def draw_with_fingers(self) -> None:
        """Fingers draw although a pen was seen."""
        self._fingers_draw = True

    # ------------------------------------------------------------- keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.past_key(event):
            return
        if self.desk.tool.key(keys.tool_key(event)):
            return
        for command, where in keys.commands(event):
            if self._is_meant(where, command, repeat=event.isAutoRepeat()):
                return
        event.ignore()

    def _is_meant(self, where: str, command: str, *, repeat: bool) -> bool:
        if where == "hold":
            if not repeat:
                self.desk.hold(command.removeprefix("tool."))
                self._show_pointer("hand")
            return True
        if where == "past":
            return False
        pen = self.desk.tool_name in ("pen", "highlighter") and not self.desk.selection
        if (where == "pen" and not pen) or (where == "selection" and not self.desk.selection):
            return False
        self.command.emit(command)
        return True

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        held = any(where == "hold" for _, where in keys.commands(event))
        if held and not event.isAutoRepeat() and self._down == _NO_BUTTON:
            self.desk.let_go()
            self._show_pointer("select" if self.desk.tool_name == "select" else "cross")
        super().keyReleaseEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        if self._down == _NO_BUTTON:
            self.desk.let_go()
        super().focusOutEvent(event)

    # ------------------------------------------------------------- writing

    def _write(self, writing: Writing) -> None:
        if self.editor is not None:
            self.editor.take()
        element = self.desk.board.get(writing.id) if writing.id else None
        if element is not None:
            bare = {"title": ""} if element.kind == "frame" else {"text": ""}
            self.desk.preview([changed(element, bare)])
        self.editor = Editor(self, writing, self.desk.camera)
        self.editor.ended.connect(self._written)

    def _written(self) -> None:
        self.editor = None
        self.desk.preview(None)
        self.setFocus(Qt.FocusReason.OtherFocusReason)


def _finger(point: QEventPoint) -> Finger:
    state = point.state()
    lifted, new = QEventPoint.State.Released, QEventPoint.State.Pressed
    at = point.position().x(), point.position().y()
    return Finger(
        point.id(), at, "lifted" if state == lifted else "new" if state == new else "down"
    )
