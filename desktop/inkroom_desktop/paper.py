"""Printing with a preview: each page of the board on a sheet, as large as it fits, in the colours of light."""

from collections.abc import Callable
from typing import Any, Final

from PySide6.QtGui import QImage, QPageLayout, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrintPreviewDialog
from PySide6.QtWidgets import QWidget

from inkroom.board import Board
from inkroom.stack import Stack
from inkroom_desktop import theme
from inkroom_desktop.scene import Scene

DPI: Final = 600
Pictures = Callable[[dict[str, Any]], QImage | None]


def preview(parent: QWidget, board: Board, pictures: Pictures, title: str) -> QPrintPreviewDialog:
    """The system's dialog, which prints what it shows."""
    dialog = QPrintPreviewDialog(parent)
    printer, sheets = dialog.printer(), pages(board, pictures)
    printer.setResolution(DPI)
    printer.setDocName(title)
    if sheets:
        _turn(printer, sheets[0])
    dialog.paintRequested.connect(lambda to: paint(to, sheets))
    dialog.setWindowTitle(title)
    dialog.resize(900, 700)
    return dialog


def pages(board: Board, pictures: Pictures) -> list[Scene]:
    """Every page of the board on which something is."""
    found = []
    for page in Stack(board).pages:
        scene = Scene(pictures)
        scene.turn_to(board, page.id)
        if scene.whole is not None:
            found.append(scene)
    return found


def paint(printer: QPrinter, sheets: list[Scene]) -> None:
    """Each sheet in its own orientation; nothing where there are none."""
    if not sheets:
        return
    _turn(printer, sheets[0])
    painter = QPainter(printer)
    try:
        with theme.as_light():
            for at, sheet in enumerate(sheets):
                if at:
                    _turn(printer, sheet)
                    printer.newPage()
                _paint_sheet(painter, sheet)
    finally:
        painter.end()


def _turn(printer: QPrinter, sheet: Scene) -> None:
    whole = sheet.whole
    wide = whole is not None and whole.width > whole.height
    form = QPageLayout.Orientation
    printer.setPageOrientation(form.Landscape if wide else form.Portrait)


def _paint_sheet(to: QPainter, sheet: Scene) -> None:
    whole = sheet.whole
    if whole is None:
        return
    room = to.viewport()
    scale = min(room.width() / max(1, whole.width), room.height() / max(1, whole.height))
    to.save()
    to.setRenderHint(QPainter.RenderHint.Antialiasing)
    to.translate(
        (room.width() - whole.width * scale) / 2, (room.height() - whole.height * scale) / 2
    )
    to.scale(scale, scale)
    to.translate(-whole.left, -whole.top)
    for element in sheet.shown:
        sheet.painter.paint(to, element, scale)
    to.restore()
