"""The canvas: what Qt says becomes gestures of the tools, and the gestures become ops."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QInputDevice, QPointingDevice, QTabletEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from inkroom.messages import Peer as Other
from inkroom.messages import Presence, Wet
from inkroom_desktop.address import Address
from inkroom_desktop.desk import Moment
from inkroom_desktop.device import Device
from inkroom_desktop.page import BoardPage

pytestmark = pytest.mark.desktop
PEN = QPointingDevice(
    "pen",
    1,
    QInputDevice.DeviceType.Stylus,
    QPointingDevice.PointerType.Pen,
    QInputDevice.Capability.Pressure,
    1,
    3,
)
ERASER = QPointingDevice(
    "eraser",
    2,
    QInputDevice.DeviceType.Stylus,
    QPointingDevice.PointerType.Eraser,
    QInputDevice.Capability.Pressure,
    1,
    3,
)
PRESS, MOVE, LIFT = QEvent.Type.TabletPress, QEvent.Type.TabletMove, QEvent.Type.TabletRelease


@pytest.fixture
def opened(qtbot: QtBot, device: Device, nowhere: Address) -> Iterator[BoardPage]:
    """A board without a server: everything but the connection is as ever."""
    made = BoardPage(device.network, device.link(nowhere))
    qtbot.addWidget(made)
    made.resize(1100, 760)
    made.show()
    qtbot.waitExposed(made)
    yield made
    device.close()


def kinds(opened: BoardPage) -> list[str]:
    return [element.kind for element in opened.desk.board.visible()]


def draw(
    opened: BoardPage, *places: tuple[int, int], mods: Qt.KeyboardModifier | None = None
) -> None:
    """A drag of the mouse, in px of the canvas."""
    held = mods or Qt.KeyboardModifier.NoModifier
    points = [QPoint(*place) for place in places]
    QTest.mousePress(opened.canvas, Qt.MouseButton.LeftButton, held, points[0])
    for point in points[1:]:
        QTest.mouseMove(opened.canvas, point)
    QTest.mouseRelease(opened.canvas, Qt.MouseButton.LeftButton, held, points[-1])


def tablet(
    opened: BoardPage,
    kind: QEvent.Type,
    x: float,
    y: float,
    pressure: float,
    device: QPointingDevice = PEN,
) -> None:
    button = Qt.MouseButton.NoButton if kind == LIFT else Qt.MouseButton.LeftButton
    at = QPointF(x, y)
    event = QTabletEvent(
        kind, device, at, opened.canvas.mapToGlobal(at), pressure, 0, 0, 0, 0, 0,
        Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton, button,
    )  # fmt: skip
    QCoreApplication.sendEvent(opened.canvas, event)


def test_the_mouse_draws_a_stroke_where_it_went(opened: BoardPage) -> None:
    opened.run("tool.pen")
    draw(opened, (300, 300), (340, 320), (400, 300))
    (stroke,) = opened.desk.board.visible()
    assert stroke.kind == "stroke"
    assert stroke.fixed["pressure"] is False
    assert stroke.get("geom")[:4] == [4800, 4800, 1600, 320]
    assert opened.link.session.waiting == 1


def test_a_pen_draws_with_its_pressure(opened: BoardPage) -> None:
    """Fractional places and pressure arrive as the device gave them."""
    opened.run("tool.pen")
    tablet(opened, PRESS, 200.5, 200.25, 0.2)
    for n in range(1, 10):
        tablet(opened, MOVE, 200.5 + 6 * n, 200.25 + (n % 3), 0.2 + 0.05 * n)
    tablet(opened, LIFT, 254.5, 200.25, 0.0)
    (stroke,) = opened.desk.board.visible()
    assert stroke.fixed["pressure"] is True
    points = bytes(stroke.fixed["points"])
    assert points.startswith(b"[3208,3204,51,0,")


def test_the_other_end_of_the_pen_erases(opened: BoardPage) -> None:
    opened.run("tool.rect")
    draw(opened, (300, 300), (400, 400))
    opened.run("tool.pen")
    tablet(opened, PRESS, 290, 350, 0.5, ERASER)
    tablet(opened, MOVE, 310, 350, 0.5, ERASER)
    tablet(opened, LIFT, 310, 350, 0.0, ERASER)
    assert kinds(opened) == []
    assert opened.desk.tool.name == "pen"


@pytest.mark.parametrize("tool", ["rect", "ellipse", "diamond", "arrow", "line"])
def test_a_shape_is_drawn_and_selected(opened: BoardPage, tool: str) -> None:
    opened.run(f"tool.{tool}")
    draw(opened, (300, 300), (350, 330), (420, 380))
    assert kinds(opened) == [tool]
    assert opened.desk.tool.name == "select"
    assert [e.kind for e in opened.desk.selected] == [tool]
    assert opened.style_panel.isVisible()


def test_a_kept_tool_stays(opened: BoardPage) -> None:
    opened.run("tool.rect")
    opened.run("tool.keep")
    draw(opened, (300, 300), (350, 330))
    draw(opened, (400, 300), (450, 330))
    assert kinds(opened) == ["rect", "rect"]
    assert opened.desk.tool.name == "rect"


def test_keys_take_tools_undo_and_delete(opened: BoardPage) -> None:
    canvas = opened.canvas
    QTest.keyClick(canvas, Qt.Key.Key_R)
    assert opened.desk.tool.name == "rect"
    draw(opened, (300, 300), (350, 330))
    QTest.keyClick(canvas, Qt.Key.Key_Delete)
    assert kinds(opened) == []
    QTest.keyClick(canvas, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert kinds(opened) == ["rect"]
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(canvas, Qt.Key.Key_Z, both)
    assert kinds(opened) == []
    QTest.keyClick(canvas, Qt.Key.Key_7)
    assert opened.desk.tool.name == "pen"


def test_space_is_the_hand_for_as_long_as_it_is_down(opened: BoardPage) -> None:
    opened.run("tool.pen")
    QTest.keyPress(opened.canvas, Qt.Key.Key_Space)
    assert opened.desk.tool.name == "hand"
    before = opened.desk.camera
    draw(opened, (300, 300), (340, 310))
    QTest.keyRelease(opened.canvas, Qt.Key.Key_Space)
    assert opened.desk.tool.name == "pen"
    assert kinds(opened) == []
    assert (opened.desk.camera.x - before.x, opened.desk.camera.y - before.y) == (-640, -160)


def wheel(opened: BoardPage, dy: int, mods: Qt.KeyboardModifier) -> None:
    at = QPointF(400, 300)
    event = QWheelEvent(
        at, opened.canvas.mapToGlobal(at), QPoint(), QPoint(0, dy), Qt.MouseButton.NoButton, mods,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QCoreApplication.sendEvent(opened.canvas, event)


def test_the_wheel_moves_the_board_and_with_ctrl_zooms_at_the_pointer(opened: BoardPage) -> None:
    under = opened.desk.camera.to_board(400, 300)
    wheel(opened, 120, Qt.KeyboardModifier.ControlModifier)
    assert opened.desk.zoom > 1.1
    assert opened.desk.camera.to_board(400, 300) == pytest.approx(under)
    y = opened.desk.camera.y
    wheel(opened, -120, Qt.KeyboardModifier.NoModifier)
    assert opened.desk.camera.y > y


def test_two_fingers_move_and_zoom_and_draw_nothing(opened: BoardPage) -> None:
    opened.run("tool.pen")
    device = QTest.createTouchDevice()
    canvas, window = opened.canvas, opened.window().windowHandle()
    corner = canvas.mapTo(opened.window(), QPoint(0, 0))
    assert window is not None

    def fingers(kind: str, *places: tuple[int, int]) -> None:
        sequence = QTest.touchEvent(window, device)
        for id, (x, y) in enumerate(places):
            getattr(sequence, kind)(id, QPoint(x, y) + corner, window)
        sequence.commit()

    fingers("press", (300, 300), (400, 300))
    fingers("move", (250, 300), (450, 300))
    fingers("release", (250, 300), (450, 300))
    assert opened.desk.zoom == pytest.approx(2.0, rel=0.05)
    assert kinds(opened) == []


def test_a_second_finger_ends_no_long_stroke_of_the_first(
    opened: BoardPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """[PEN-4] A hand that comes to rest on the screen takes nothing back that was drawn for a while."""
    now = 1_000.0
    clock = SimpleNamespace(monotonic=lambda: now)
    monkeypatch.setattr("inkroom_desktop.canvas.time", clock)
    opened.desk.nib = replace(opened.desk.nib, straighten=False)  # a slow machine's pen rests
    opened.run("tool.pen")
    device = QTest.createTouchDevice()
    canvas, window = opened.canvas, opened.window().windowHandle()
    corner = canvas.mapTo(opened.window(), QPoint(0, 0))
    assert window is not None

    def fingers(**kinds: tuple[int, int]) -> None:
        sequence = QTest.touchEvent(window, device)
        for id, (kind, (x, y)) in enumerate(kinds.items()):
            getattr(sequence, kind.rstrip("_"))(id, QPoint(x, y) + corner, window)
        sequence.commit()

    fingers(press=(300, 300))
    fingers(move=(400, 300))
    now += 1
    fingers(move=(400, 300), press=(500, 500))
    fingers(move=(500, 300), move_=(550, 500))
    fingers(release=(500, 300), move_=(600, 500))
    (stroke,) = opened.desk.board.visible()
    assert stroke.get("geom")[2] == 200 * 16
    assert opened.desk.zoom == 1


@pytest.mark.parametrize("taken", ["tool.select", "tool.hand", "past"])
def test_a_stroke_that_is_interrupted_stays(opened: BoardPage, taken: str) -> None:
    """[PEN-4] P3: another tool is taken, or a moment that is over is looked at, while the pen is down."""
    opened.run("tool.pen")
    at = [QPoint(300, 300), QPoint(400, 300), QPoint(500, 300)]
    none = Qt.KeyboardModifier.NoModifier
    QTest.mousePress(opened.canvas, Qt.MouseButton.LeftButton, none, at[0])
    QTest.mouseMove(opened.canvas, at[1])
    if taken == "past":
        board = opened.desk.live_board
        opened.desk.look_at(Moment(board, {}, {}))
        opened.desk.look_at(None)
    else:
        opened.run(taken)
    QTest.mouseRelease(opened.canvas, Qt.MouseButton.LeftButton, none, at[2])
    (stroke,) = opened.desk.board.visible()
    assert stroke.get("geom")[2] == 100 * 16


def test_a_toast_takes_no_stroke_as_it_comes(opened: BoardPage, qtbot: QtBot) -> None:
    """[PEN-5] It comes where a hand may just be beginning; a moment later it takes the press."""
    opened.toast.tell("Back. Your stroke is saved.", ("Show", lambda: None))
    middle = opened.toast.geometry().center()
    seen = opened.toast.parentWidget()
    assert seen is not None
    assert seen.childAt(middle) not in (opened.toast, opened.toast.text)
    opened.toast._wakes.timeout.emit()
    assert seen.childAt(middle) in (opened.toast, opened.toast.text)


def test_a_palm_before_and_under_the_pen_leaves_no_trace_and_ends_no_stroke(
    opened: BoardPage,
) -> None:
    opened.run("tool.pen")
    device = QTest.createTouchDevice()
    canvas, window = opened.canvas, opened.window().windowHandle()
    corner = canvas.mapTo(opened.window(), QPoint(0, 0))
    assert window is not None

    def palm(kind: str, x: int, y: int) -> None:
        sequence = QTest.touchEvent(window, device)
        getattr(sequence, kind)(0, QPoint(x, y) + corner, window)
        sequence.commit()

    palm("press", 600, 500)
    tablet(opened, PRESS, 300, 300, 0.5)
    palm("move", 620, 510)
    tablet(opened, MOVE, 360, 330, 0.7)
    palm("release", 620, 510)
    tablet(opened, MOVE, 420, 300, 0.9)
    tablet(opened, LIFT, 420, 300, 0.0)
    assert kinds(opened) == ["stroke"]
    (stroke,) = opened.desk.board.visible()
    assert stroke.get("geom")[2] == 120 * 16


def test_writing_on_the_board_becomes_text_when_it_is_left(opened: BoardPage) -> None:
    opened.run("tool.text")
    draw(opened, (300, 300))
    editor = opened.canvas.editor
    assert editor is not None
    QTest.keyClicks(editor, "<b>Greenhouse</b>")
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    (text,) = opened.desk.board.visible()
    assert text.get("text") == "<b>Greenhouse</b>"
    assert opened.canvas.editor is None


def test_letters_go_to_the_editor_and_not_to_the_tools(opened: BoardPage) -> None:
    opened.run("tool.text")
    draw(opened, (300, 300))
    assert opened.canvas.editor is not None
    QTest.keyClicks(opened.canvas.editor, "vhp")
    assert opened.canvas.editor.toPlainText() == "vhp"
    assert opened.desk.tool.name == "text"


def test_what_is_drawn_is_seen_at_once(
    opened: BoardPage, until: Callable[[Callable[[], bool]], None]
) -> None:
    """Wet and dry look the same: the pixel under the pen has the ink while it is down and after."""
    until(lambda: opened.scene.tiles.whole)
    opened.run("tool.pen")
    canvas, middle = opened.canvas, QPoint(350, 400)
    QTest.mousePress(
        canvas, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(300, 400)
    )
    QTest.mouseMove(canvas, QPoint(400, 400))
    wet = canvas.grab().toImage().pixelColor(middle)
    QTest.mouseRelease(
        canvas, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(400, 400)
    )
    dry = canvas.grab().toImage().pixelColor(middle)
    assert wet.name().upper() == dry.name().upper() == "#1D2432"


def test_others_are_seen_with_their_ink_and_their_names(opened: BoardPage) -> None:
    session = opened.link.session
    session.peers["p9"] = Other("p9", "u9", "<i>Jonas</i>", "pine")
    points = [n for at in range(0, 100, 4) for n in (4800 + 16 * at, 6400, 255)]
    session.company.live.change(
        "p9",
        Presence(cursor=[8000, 8000], wet=Wet(id="w", points=points, ink="#AE1E0E", width=128)),
    )
    opened.canvas.company.changed()
    image = opened.canvas.grab().toImage()
    assert image.pixelColor(340, 400).name().upper() == "#AE1E0E"
    assert image.pixelColor(504, 506).name().upper() == "#0B6152"


def test_the_panels_above_are_not_painted_when_the_board_moves(opened: BoardPage) -> None:
    """Their ground is opaque: a pan costs the board, and not every button."""
    opened.run("tool.rect")
    draw(opened, (300, 300), (350, 330))
    QCoreApplication.processEvents()
    button, inks = PaintCount(opened.rail.buttons["pen"]), PaintCount(opened.style_panel.inks)
    opened.desk.pan(160, 160)
    opened.canvas.repaint()
    QCoreApplication.processEvents()
    assert (button.count, inks.count) == (0, 0)
    opened.style_panel.inks.update()
    QCoreApplication.processEvents()
    assert inks.count == 1


def test_the_stroke_whose_pen_is_down_is_journalled(
    opened: BoardPage, device: Device, monkeypatch: pytest.MonkeyPatch
) -> None:
    """P3: a crash in the middle of a stroke keeps what was drawn; a stroke that is put leaves nothing."""
    monkeypatch.setattr("inkroom_desktop.wetink.JOURNAL_S", 0)
    opened.run("tool.pen")
    client = opened.link.session.client
    tablet(opened, PRESS, 200, 200, 0.5)
    for n in range(1, 6):
        tablet(opened, MOVE, 200 + 20 * n, 200, 0.5)
    assert device.keeper.flush()
    wet = device.store.wet(client)
    assert wet is not None
    assert wet["kind"] == "stroke"
    tablet(opened, LIFT, 320, 200, 0)
    assert device.keeper.flush()
    assert device.store.wet(client) is None
    assert opened.desk.board.get(wet["id"]) is not None


def test_the_board_does_not_jump_when_the_first_stroke_is_drawn(opened: BoardPage) -> None:
    before = opened.desk.camera
    opened.run("tool.pen")
    draw(opened, (300, 300), (340, 320), (400, 300))
    assert opened.desk.camera == before


def test_board_only_hides_everything_but_a_dot_that_says_what_is_saved(opened: BoardPage) -> None:
    opened.run("view.board-only")
    assert not opened.rail.isVisible()
    assert not opened.cluster.isVisible()
    assert opened.surround.dot.isVisible()
    opened.run("view.board-only")
    assert opened.rail.isVisible()
    assert not opened.surround.dot.isVisible()


class PaintCount(QObject):
    """Counts how often a widget is painted."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.count = 0
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.count += event.type() == QEvent.Type.Paint
        return False


def test_the_laser_leaves_a_trail_that_fades_and_nothing_on_the_board(
    opened: BoardPage,
    until: Callable[[Callable[[], bool]], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """[LIVE-6] Others are told where it is, and that it is gone."""
    told: list[Presence] = []
    monkeypatch.setattr(opened.link, "live", told.append)
    opened.run("tool.laser")
    draw(opened, (300, 300), (340, 320), (400, 330))
    until(lambda: any(isinstance(one.laser, list) and len(one.laser) >= 4 for one in told))
    until(lambda: told[-1].laser is None)
    assert kinds(opened) == []
