"""What goes out of the desktop: the dialog, files that it makes itself, and those that the server makes."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from inkroom.formats.excalidraw import scene_in
from inkroom_desktop.address import Address
from inkroom_desktop.device import Device
from inkroom_desktop.making import Making
from inkroom_desktop.page import BoardPage
from inkroom_desktop.panels.exportbox import ExportBox
from inkroom_desktop.wishes import FORMATS, Wishes, parts

pytestmark = pytest.mark.desktop
START_MS = 60_000
"""The first job of a server starts the process that does it."""
RECT = {"id": "e1", "kind": "rect", "geom": [0, 0, 1600, 800, 0], "fill": "#3150DE", "z": "a1"}
FRAME = {"id": "f1", "kind": "frame", "geom": [3200, 0, 1600, 1600, 0], "title": "Plan", "z": "a2"}
Until = Callable[[Callable[[], bool]], None]


@pytest.fixture(autouse=True)
def afresh(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test begins with what another asked for."""
    monkeypatch.setattr(ExportBox, "last", Wishes())


@pytest.fixture
def open_page(qtbot: QtBot, device: Device) -> Iterator[Callable[[Address], BoardPage]]:
    made: list[BoardPage] = []

    def open_one(address: Address) -> BoardPage:
        page = BoardPage(device.network, device.link(address))
        made.append(page)
        qtbot.addWidget(page)
        page.resize(1300, 800)
        page.show()
        page.link.submit({"put": [RECT, FRAME]})
        return page

    yield open_one
    for page in made:
        page.exporting.stop()


@pytest.fixture
def there(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The folder that whoever is asked for a file names it in."""

    def named(_: object, __: str, name: str, ___: str) -> tuple[str, str]:
        return str(tmp_path / name), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", named)
    return tmp_path


def shown(box: ExportBox, until: Until) -> ExportBox:
    """The box once its preview shows what is wished."""
    until(lambda: box.looked)
    return box


def choose(box: ExportBox, **wish: object) -> None:
    """What a person chooses in the two lists."""
    for name, value in wish.items():
        field = box.formats if name == "format" else box.parts
        field.setCurrentIndex(field.findData(value))
        field.activated.emit(field.currentIndex())


def test_a_picture_is_made_as_the_dialog_shows_it_without_a_server(
    open_page: Callable[[Address], BoardPage], nowhere: Address, there: Path, until: Until
) -> None:
    """The drawing goes inside where that is wished, and what was asked for is offered again."""
    page = open_page(nowhere)
    box = shown(page.exporting.open(), until)
    assert [box.formats.itemData(at) for at in range(box.formats.count())] == list(FORMATS)
    choose(box, what="frame:f1")
    box.scales.chosen.emit(3)
    box.scene.setChecked(True)
    box.transparent.setChecked(True)
    shown(box, until)
    picture = box.preview.picture
    assert picture is not None
    assert picture.width() == picture.height()
    assert box.size_text.text() == "300 × 300 px"
    QTest.keyClick(box, Qt.Key.Key_Return)
    path = there / "Untitled board.png"
    until(path.exists)
    made = QImage(str(path))
    assert (made.width(), made.height()) == (300, 300)
    assert made.hasAlphaChannel()
    assert b"excalidraw" in (scene_in(path.read_bytes()) or b"")
    again = page.exporting.open()
    assert (again.wishes.scale, again.wishes.scene, again.wishes.what) == (3, True, "board")
    shown(again, until).reject()


def test_only_what_means_something_for_a_format_can_be_chosen(
    open_page: Callable[[Address], BoardPage], nowhere: Address, until: Until
) -> None:
    page = open_page(nowhere)
    page.desk.select(["e1"])
    box = page.exporting.open()
    assert box.wishes.what == "selection"
    assert parts(page.desk, "pdf") == ["board", "selection", "area", "frame:f1"]
    assert parts(page.desk, "inkroom") == ["board"]
    choose(box, format="pdf", what="board")
    assert not box.scales.isVisibleTo(box)
    assert not box.scene.isVisibleTo(box)
    assert box.frames.isVisibleTo(box)
    choose(box, format="csv")
    assert not box.colours.isVisibleTo(box)
    shown(box, until).reject()


@pytest.mark.parametrize("format", ["svg", "pdf", "excalidraw", "excalidrawlib", "xopp", "tldr"])
def test_this_device_makes_the_formats_of_a_drawing(
    open_page: Callable[[Address], BoardPage],
    nowhere: Address,
    there: Path,
    until: Until,
    format: str,
) -> None:
    page = open_page(nowhere)
    page.exporting.ask_where(Wishes(format, "board"))
    path = there / f"Untitled board.{format}"
    until(path.exists)
    until(lambda: page.toast.text.text().startswith("“Untitled board"))
    assert path.stat().st_size > 0


def test_the_server_makes_what_takes_the_log(
    qtbot: QtBot,
    open_page: Callable[[Address], BoardPage],
    address: Address,
    there: Path,
    until: Until,
) -> None:
    """[API-4] As a job; the file is there whole or not at all."""
    page = open_page(address)
    until(lambda: page.link.session.saved)
    page.exporting.ask_where(Wishes("jsonl", "board"))
    path = there / "Untitled board.jsonl"
    made = "“Untitled board.jsonl” is saved."
    qtbot.waitUntil(lambda: page.toast.text.text() == made, timeout=START_MS)
    assert b'"e1"' in path.read_bytes()


def test_a_server_that_does_not_answer_is_told(
    open_page: Callable[[Address], BoardPage], nowhere: Address, there: Path, until: Until
) -> None:
    page = open_page(nowhere)
    page.exporting.ask_where(Wishes("csv", "board"))
    until(lambda: page.toast.text.text() == "“Untitled board.csv” was not made: No connection")
    assert not (there / "Untitled board.csv").exists()


def test_the_history_goes_out_of_the_time_bar(
    qtbot: QtBot,
    open_page: Callable[[Address], BoardPage],
    address: Address,
    there: Path,
    until: Until,
) -> None:
    """[FILM-1] [FILM-2] At the speed, with the pauses and up to the moment of the time bar."""
    page = open_page(address)
    until(lambda: page.link.session.saved)
    asked: list[tuple[str, str, object]] = []
    page.past.file_wanted.connect(lambda *wanted: asked.append(wanted))
    page.past._want("mp4")
    assert asked == [("mp4", "speed=8&skip_idle=2&title=true&chat=true&dark=false", None)]
    page.past._want("html")
    path = there / "Untitled board.html"
    qtbot.waitUntil(path.exists, timeout=START_MS)
    assert b"<html" in path.read_bytes()


def test_a_file_that_is_being_made_can_be_cancelled(
    device: Device, address: Address, tmp_path: Path, until: Until, qtbot: QtBot
) -> None:
    """Even before the server has said which job it is; nothing more is heard of it, and no file comes."""
    link = device.link(address)
    link.submit({"put": [RECT]})
    until(lambda: link.session.saved)
    path = tmp_path / "film.mp4"
    making = Making(device.network, address, path)
    heard: list[object] = []
    for signal in (making.moved, making.done, making.failed):
        signal.connect(lambda *told: heard.append(told))
    making.start("mp4", "speed=1", None)
    making.cancel()
    qtbot.waitUntil(lambda: making.gone, timeout=START_MS)
    assert heard == []
    assert not path.exists()
