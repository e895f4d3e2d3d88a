"""Lasso, picker, links, the library and the pen on the desktop: what no gesture file can see."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from tests.desktop.test_canvas import draw, kinds

from inkroom_desktop.address import Address
from inkroom_desktop.device import Device
from inkroom_desktop.library import OwnLibrary
from inkroom_desktop.page import BoardPage
from inkroom_desktop.panels.beginnings import Beginnings
from inkroom_desktop.panels.button import Button
from inkroom_desktop.panels.linkbox import LinkBox
from inkroom_desktop.panels.minimap import Small
from inkroom_desktop.panels.nib import NibBox
from inkroom_desktop.tools.nib import NIB, nib_of

pytestmark = pytest.mark.desktop
RECT = {"kind": "rect", "geom": [4800, 4800, 1600, 800, 0], "ink": "#AE1E0E"}


@pytest.fixture
def opened(qtbot: QtBot, device: Device, nowhere: Address) -> Iterator[BoardPage]:
    """A board without a server, and a rectangle on it."""
    made = BoardPage(device.network, device.link(nowhere))
    qtbot.addWidget(made)
    made.resize(1100, 760)
    made.show()
    qtbot.waitExposed(made)
    made.desk.touched = True  # the camera stays where it is
    made.desk.submit({"put": [{"id": "e1", **RECT}]})
    yield made
    device.close()


def test_a_lasso_round_a_shape_selects_it(opened: BoardPage) -> None:
    """[LASSO-1] And the select tool is in hand then."""
    opened.run("tool.lasso")
    draw(opened, (280, 280), (420, 280), (420, 370), (280, 370))
    assert opened.desk.selection == ["e1"]
    assert opened.desk.tool.name == "select"
    assert opened.desk.loop_points is None


def test_the_picker_takes_an_ink_and_the_tool_before_it_is_back(opened: BoardPage) -> None:
    opened.run("tool.pen")
    opened.run("tool.picker")
    draw(opened, (300, 325), (300, 325))
    assert opened.desk.tool.name == "pen"
    assert opened.desk.style.ink == "#AE1E0E"
    assert opened.desk.lens_colour is None


def test_a_mouse_that_rests_at_the_end_of_a_line_makes_it_straight(
    opened: BoardPage, until: Callable[[Callable[[], bool]], None]
) -> None:
    """[GUESS-1] The canvas tells the tool that the pointer is still."""
    opened.run("tool.pen")
    QTest.mousePress(opened.canvas, Qt.MouseButton.LeftButton, pos=QPoint(500, 300))
    for x in range(520, 800, 20):
        QTest.mouseMove(opened.canvas, QPoint(x, 300 + x % 3))
    until(lambda: bool(opened.desk.previewed))
    QTest.mouseRelease(opened.canvas, Qt.MouseButton.LeftButton, pos=QPoint(780, 300))
    assert kinds(opened) == ["rect", "line"]


def test_a_link_is_set_refused_shown_and_opened(
    opened: BoardPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """[LINK-1] What a board does not open changes nothing."""
    went: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: went.append(url))
    opened.desk.select(["e1"])
    box = LinkBox(opened, opened.desk)
    box.field.setText("javascript:alert(1)")
    box.save.click()
    assert box.trouble.text()
    assert opened.desk.selected[0].get("link") == ""
    box.field.setText("example.org")
    box.save.click()
    assert opened.desk.selected[0].get("link") == "https://example.org"
    mark = opened.link_marks.marks["e1"]
    assert mark.pos().x() > opened.desk.camera.to_screen(6400, 4800)[0]
    mark.click()
    assert [url.toString() for url in went] == ["https://example.org"]
    opened.run("edit.undo")
    assert opened.link_marks.marks == {}


def test_the_library_keeps_and_gives_back(
    opened: BoardPage, device: Device, tmp_path: Path
) -> None:
    """[FILE-15] A file that is none is told, and the library stays as it was."""
    opened.desk.select(["e1"])
    opened.drawer.keep(device.library)
    (thing,) = OwnLibrary(device.folder).things()
    assert thing.puts[0]["ink"] == "#AE1E0E"
    opened.drawer.toggle(device.library)
    panel = opened.drawer.panel
    assert panel is not None
    assert panel.isVisible()
    panel.things[0].click()
    assert kinds(opened) == ["rect", "rect"]
    (tmp_path / "no.excalidrawlib").write_text("{}")
    panel.bring(tmp_path / "no.excalidrawlib")
    assert len(panel.things) == 1
    theirs = {
        "type": "excalidrawlib",
        "libraryItems": [
            {
                "name": "Disc",
                "elements": [{"id": "a", "type": "ellipse", "width": 50, "height": 50}],
            }
        ],
    }
    (tmp_path / "disc.excalidrawlib").write_text(json.dumps(theirs))
    panel.bring(tmp_path / "disc.excalidrawlib")
    assert [one.name for one in device.library.things()] == ["Disc", ""]
    panel.things[0].removed.emit()
    assert [one.name for one in device.library.things()] == [""]


def test_everyones_library_is_the_servers(
    qtbot: QtBot, device: Device, address: Address, until: Callable[[Callable[[], bool]], None]
) -> None:
    """[API-13] What is kept there is put on boards, and taken out again."""
    page = BoardPage(device.network, device.link(address))
    qtbot.addWidget(page)
    page.desk.submit({"put": [{"id": "e1", **RECT}]})
    page.desk.select(["e1"])
    page.drawer.toggle(device.library)
    panel = page.drawer.panel
    assert panel is not None
    panel.turn_to(panel.whose.parts[1].value)
    until(lambda: not panel.keep.isHidden())
    there = len(panel.things)
    panel.keep_it()
    until(lambda: len(panel.things) == there + 1)
    panel.things[0].click()
    assert kinds(page) == ["rect", "rect"]
    panel.things[0].removed.emit()
    until(lambda: len(panel.things) == there)
    assert device.library.things() == []
    device.close()


def test_a_server_that_does_not_answer_has_no_library(
    opened: BoardPage, device: Device, until: Callable[[Callable[[], bool]], None]
) -> None:
    """[API-13] It is said, and nothing can be put in; the own one is still there."""
    opened.drawer.toggle(device.library)
    panel = opened.drawer.panel
    assert panel is not None
    panel.turn_to(panel.whose.parts[1].value)
    assert panel.keep.isHidden()
    until(lambda: panel.nothing == "library.not-reached")
    panel.turn_to(device.library)
    assert not panel.keep.isHidden()


def test_the_pen_of_a_device_is_kept_and_a_spoilt_setting_is_as_at_first(
    qtbot: QtBot, opened: BoardPage, device: Device
) -> None:
    """[PEN-1] Each change is told at once."""
    box = NibBox(opened, device.nib)
    qtbot.addWidget(box)
    box.changed.connect(device.set_nib)
    box.constant.click()
    box.curve.moved.emit((0, 40, 40, 100))
    box.steady.settled.emit(50)
    assert device.nib == nib_of(device.store.value("nib"))
    assert (device.nib.curve, device.nib.constant, device.nib.steady) == (
        (0, 40, 40, 100),
        True,
        50,
    )
    for spoilt in ("", "{}", '{"curve": [1, 2]}', "[]", '{"curve": "abcd"}'):
        assert nib_of(spoilt) == NIB
    box.pad._begin(QPointF(10, 10), 0.5)
    box.pad._take(QPointF(60, 40), 0.5)
    assert len(box.pad.trace) == 6


def test_a_drawing_of_another_program_is_dropped_where_it_is_let_go(
    opened: BoardPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """[API-5] Its middle goes there; the pages of a PDF have room beside what lies there."""
    sent: list[tuple[str, str]] = []
    monkeypatch.setattr(opened.arriving, "bring", lambda path, at: sent.append((path.name, at)))
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(tmp_path / "plan.excalidraw"))])
    assert opened.exchange.drop(mime, (160, -8))
    opened.exchange.add_pages(tmp_path / "paper.pdf")
    assert sent == [
        ("plan.excalidraw", "x=10.00&y=-0.50&page=1"),
        ("paper.pdf", "page=1"),
    ]


def test_in_a_small_window_the_history_makes_way_for_the_zoom(opened: BoardPage) -> None:
    opened.resize(900, 620)
    opened.show_side("people")
    pill, cluster = opened.past.pill.geometry(), opened.cluster.geometry()
    assert not pill.intersects(cluster)
    assert opened.canvas.rect().contains(pill)


def test_what_a_board_can_begin_with_takes_the_rows_that_it_needs(qtbot: QtBot) -> None:
    list_of_boards, ways = QWidget(), Beginnings(24)
    qtbot.addWidget(list_of_boards)
    ways.setParent(list_of_boards)
    tall = []
    for width in (1_200, 420):
        ways.resize(width, 400)
        ways.grab()  # as it would be painted
        buttons = ways.findChildren(Button)
        assert all(button.geometry().right() < width - 24 for button in buttons)
        tall.append(len({button.y() for button in buttons}))
    assert tall[0] == 2 < tall[1]


def test_read_from_the_right_undo_and_zoom_stand_at_the_right(opened: BoardPage) -> None:
    """The overview stands at the other side; both change places with the language."""
    opened.canvas.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    opened._place()
    around, width = opened.surround, opened.canvas.width()
    margin = around.minimap.x()
    assert around.cluster.geometry().right() + 1 == width - margin
    opened.canvas.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    opened._place()
    assert around.cluster.x() == margin
    assert around.minimap.geometry().right() + 1 == width - margin


def test_the_overview_leaves_out_titles_that_would_cover_it(opened: BoardPage) -> None:
    """The title of a frame is as large at every scale: in the overview it would be larger than the frame."""
    frame = {"id": "f1", "kind": "frame", "geom": [4800, 4800, 1600, 800, 0]}
    small = opened.minimap.findChild(Small)
    assert isinstance(small, Small)
    pictures = []
    for title in ("Watering loop", ""):
        opened.desk.submit({"put": [{**frame, "id": f"f{len(title)}", "title": title}]})
        small._make()
        pictures.append(small._kept.toImage())
        opened.desk.submit({"set": [{"id": f"f{len(title)}", "deleted": True}]})
    assert pictures[0] == pictures[1]
