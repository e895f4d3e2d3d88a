"""The outline with its spoken steps, printing, and presenting."""

from collections.abc import Iterator

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QImage, QPainter
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from inkroom import events as on
from inkroom import face
from inkroom.messages import Entry
from inkroom_desktop import theme
from inkroom_desktop.address import Address
from inkroom_desktop.device import Device
from inkroom_desktop.page import BoardPage
from inkroom_desktop.panels.outline import Outline
from inkroom_desktop.paper import pages, paint, preview
from inkroom_desktop.window import Window

FRAME = {"id": "f", "kind": "frame", "geom": [0, 0, 8000, 4800, 0], "title": "Loop"}
PUMP = {
    "id": "p",
    "kind": "rect",
    "geom": [320, 320, 1600, 800, 0],
    "ink": "#C2540A",
    "text": "Pump 5 V",
}
SECOND = {"id": "g", "kind": "frame", "geom": [16000, 0, 8000, 4800, 0]}


@pytest.fixture
def opened(device: Device, nowhere: Address) -> Iterator[BoardPage]:
    window = Window(device, nowhere)
    window.resize(1200, 800)
    made = window.open(nowhere)
    window.show()
    made.link.submit({"put": [FRAME, PUMP, SECOND]})
    yield made
    window.end()


def lines(outline: Outline) -> list[str]:
    return [outline.list.item(n).text() for n in range(outline.list.count())]


def test_the_outline_reads_row_by_row_and_takes_one_there(opened: BoardPage) -> None:
    opened.run("view.outline")
    outline = opened.outline
    assert lines(outline) == [
        f"{face.say('kind.frame')}: Loop",
        f"\u2003{face.say('kind.rect')}, {face.say('colour.orange')}: Pump 5 V",
        face.say("kind.frame"),
    ]
    assert outline.list.hasFocus()
    QTest.keyClick(outline.list, Qt.Key.Key_Down)
    QTest.keyClick(outline.list, Qt.Key.Key_Return)
    assert opened.desk.selection == ["p"]
    opened.link.submit({"set": [{"id": "p", "deleted": True}]})
    outline.refresh()
    assert len(lines(outline)) == 2
    QTest.keyClick(outline, Qt.Key.Key_Escape)
    assert not outline.isVisible()


def test_what_others_do_is_spoken(opened: BoardPage, monkeypatch: pytest.MonkeyPatch) -> None:
    """[HIST-4] One step as it was, several as a number; one's own steps are not told."""
    monkeypatch.setattr(QAccessible, "isActive", lambda: True)
    session, spoken = opened.link.session, opened.spoken
    session.phase = "live"
    for n, client in enumerate(("c9", "c9", session.client), 1):
        entry = msgspec.convert(
            {"seq": n, "at": 1, "by": "u9", "client": client, "cseq": n, "put": [PUMP]}, Entry
        )
        opened.link.event_came.emit(on.Confirmed(entry))
        if n == 1:
            assert spoken.sentences().startswith(face.say("history.somebody"))
    name = face.say("history.somebody")
    assert spoken.sentences() == face.say("outline.steps", name=name, count=2)


def test_a_sheet_is_printed_in_light_as_large_as_it_fits(
    opened: BoardPage, dressed: QApplication, tmp_path: object
) -> None:
    theme.wear(dressed, "dark")
    sheets = pages(opened.desk.board, opened.assets.get)
    seen = preview(opened, opened.desk.board, opened.assets.get, "Loop")
    seen.printer().setOutputFileName(f"{tmp_path}/seen.pdf")
    seen.paintRequested.emit(seen.printer())
    seen.close()
    assert len(sheets) == 1
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(f"{tmp_path}/board.pdf")
    paint(printer, sheets)
    with open(f"{tmp_path}/board.pdf", "rb") as file:
        assert file.read(5) == b"%PDF-"
    assert printer.pageLayout().orientation().name == "Landscape"
    assert theme.dark()
    image = QImage(600, 300, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    try:
        with theme.as_light():
            sheets[0].painter.paint(painter, sheets[0].shown[-1], 1 / 16)
    finally:
        painter.end()
    assert theme.dark()


def test_frames_are_slides_that_fill_the_window(opened: BoardPage) -> None:
    before = opened.desk.camera
    opened.run("view.present")
    slides = opened.slides
    assert not opened.rail.isVisible()
    opened.changed.emit()
    assert not opened.window().bar.isVisible()  # type: ignore[attr-defined]  # it is a Window
    assert slides.strip.text.text() == face.say("present.of", at=1, count=2)
    QTest.keyClick(opened.canvas, Qt.Key.Key_Right)
    assert slides.at == 1
    assert opened.desk.tool_name == "laser"
    seen = opened.sight.seen
    assert seen.left < 16000 < 24000 < seen.right
    QTest.keyClick(opened.canvas, Qt.Key.Key_Escape)
    assert opened.rail.isVisible()
    assert opened.desk.camera == before
    assert not opened.window().windowState() & Qt.WindowState.WindowFullScreen


def test_a_page_without_frames_is_a_slide_and_it_ends_where_it_began(opened: BoardPage) -> None:
    """[SHEET-7]"""
    more = {"id": "x", "kind": "rect", "geom": [0, 0, 3200, 1600, 0], "page": "2"}
    opened.link.submit({"set": [{"id": "board", "pages": [{"id": "1"}, {"id": "2"}]}]})
    opened.link.submit({"put": [more]})
    opened.desk.turn_to("2")
    before = opened.desk.camera
    opened.run("view.present")
    assert opened.slides.strip.text.text() == face.say("present.of", at=3, count=3)
    QTest.keyClick(opened.canvas, Qt.Key.Key_Left)
    assert opened.scene.stack.page == "1"
    QTest.keyClick(opened.canvas, Qt.Key.Key_End)
    assert opened.scene.stack.page == "2"
    QTest.keyClick(opened.canvas, Qt.Key.Key_Home)
    QTest.keyClick(opened.canvas, Qt.Key.Key_Escape)
    assert (opened.scene.stack.page, opened.desk.camera) == ("2", before)
