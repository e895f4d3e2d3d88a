"""Find on the board and the minimap, on the desktop."""

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from inkroom_desktop.address import Address
from inkroom_desktop.device import Device
from inkroom_desktop.page import BoardPage
from inkroom_desktop.panels import minimap as minimaps
from inkroom_desktop.window import Window

pytestmark = pytest.mark.desktop


@pytest.fixture
def page(qtbot: QtBot, device: Device, nowhere: Address) -> BoardPage:
    """A board with two notes about pumps, the second on another page, and something else."""
    window = Window(device, nowhere)
    qtbot.addWidget(window)
    page = window.open(nowhere)
    window.resize(1400, 900)
    window.show()
    note = {"kind": "note", "geom": [0, 0, 1600, 1600, 0]}
    page.desk.submit({"put": [{"id": "a", "text": "Soil pump", **note}]})
    far = {"kind": "note", "geom": [90_000, 0, 1600, 1600, 0]}
    page.desk.submit({"put": [{"id": "w", "text": "Water", **far}]})
    page.run("page.add")
    page.desk.submit({"put": [{"id": "b", "text": "Who brings the PUMP?", **note}]})
    page.run("page.previous")
    return page


def test_what_is_written_is_found_on_every_page_one_after_the_other(page: BoardPage) -> None:
    page.run("view.find")
    QTest.keyClicks(page.finder.field, "pump")
    assert page.finder.count.text() == "1 of 2"
    assert page.desk.selection == ["a"]
    assert page.desk.found == ["a", "b"]
    first = page.scene.stack.page
    QTest.keyClick(page.finder.field, Qt.Key.Key_Return)
    assert page.desk.selection == ["b"]
    assert page.scene.stack.page != first
    QTest.keyClick(page.finder.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert page.desk.selection == ["a"]
    page.finder.field.setText("nothing of that")
    assert page.finder.count.text() == "Nothing found"
    QTest.keyClick(page.finder.field, Qt.Key.Key_Escape)
    assert page.desk.found == []
    assert page.finder.isHidden()


def test_a_press_on_the_minimap_brings_that_place_into_view(page: BoardPage) -> None:
    assert page.minimap.isVisibleTo(page)
    small = page.minimap.picture
    small.refresh()
    at = QPointF(*small._small.to_screen(90_800, 800))
    QTest.mouseClick(small, Qt.MouseButton.LeftButton, pos=at.toPoint())
    seen = page.sight.seen
    assert seen.left < 90_800 < seen.right
    page.run("view.minimap")
    assert not page.minimap.isVisibleTo(page)


def test_the_minimap_of_a_large_board_waits_until_the_board_is_painted(
    page: BoardPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(minimaps, "MANY", 1)
    small, tiles = page.minimap.picture, page.scene.tiles
    small._later.setInterval(1_000_000)
    small._kept = QPixmap()
    tiles.clear()
    small.grab()
    assert small._kept.isNull()
    assert small._later.isActive()
    while not tiles.whole:
        tiles.work()
    small._later.timeout.emit()
    assert not small._kept.isNull()
