"""One pupil of a class: the picture of their side board, whether they are there, and Reveal."""

from typing import Final, NamedTuple

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetricsF,
    QImage,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QAbstractButton, QVBoxLayout, QWidget

from inkroom_desktop import icons, theme
from inkroom_desktop.lobby import BoardRow
from inkroom_desktop.panels.button import TABBED, Button
from inkroom_desktop.panels.ring import ring
from inkroom_desktop.panels.text import tip, words
from inkroom_desktop.panels.thumbnail import thumbnail

WIDE: Final = 132
PICTURE: Final = 74
NAME: Final = 30
DOT: Final = 8


class Pupil(NamedTuple):
    """A person of the lesson with a side board."""

    user: str
    name: str
    board: BoardRow


class PupilCard(QWidget):
    """`opened(board)`: it is to be looked into. `shown(pupil)`: it is to be revealed."""

    opened = Signal(str)
    shown = Signal(object)

    def __init__(self, pupil: Pupil) -> None:
        super().__init__()
        self.pupil = pupil
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self.open = _Look()
        self.reveal = Button(
            icons.named("people", "bring"), words("lesson.reveal"), "outline", icon_size=16
        )
        self.reveal.stretch()
        column.addWidget(self.open)
        column.addWidget(self.reveal)
        self.setFixedSize(self.sizeHint())
        self.open.clicked.connect(lambda: self.opened.emit(self.pupil.board.id))
        self.reveal.clicked.connect(lambda: self.shown.emit(self.pupil))

    def sizeHint(self) -> QSize:
        return QSize(WIDE, PICTURE + NAME + 6 + theme.size("button"))

    def show_pupil(self, pupil: Pupil, *, may_reveal: bool) -> None:
        """As it is now."""
        self.pupil = pupil
        self.open.show_board(pupil.name, pupil.board)
        self.reveal.name_it(words("lesson.reveal-name", name=pupil.name))
        self.reveal.setEnabled(may_reveal and pupil.board.head > 0)


class _Look(QAbstractButton):
    """The picture over the name; a dot beside it: here, and a full one: drawing."""

    def __init__(self) -> None:
        super().__init__()
        self.picture: QImage | None = None
        self._here = self._draws = self._ring = False
        self.setFixedSize(WIDE, PICTURE + NAME)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_board(self, name: str, board: BoardRow) -> None:
        self.setText(name)
        said = words("lesson.open", name=name)
        self.setAccessibleName(said)
        self.setToolTip(tip(said))
        self._here, self._draws = board.peers > 0, board.drawers > 0
        self.update()

    def show_picture(self, svg: bytes) -> None:
        picture = thumbnail(svg, QSize(WIDE, PICTURE), self.devicePixelRatioF())
        if picture is not None:
            self.picture = picture
            self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ring = event.reason() in TABBED
        super().focusInEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            whole, corner = (
                QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5),
                theme.radius("control"),
            )
            outline = QPainterPath()
            outline.addRoundedRect(whole, corner, corner)
            painter.fillPath(outline, theme.colour("panel"))
            painter.setClipPath(outline)
            painter.fillRect(0, 0, WIDE, PICTURE, theme.colour("board"))
            if self.picture is not None:
                painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
                painter.drawImage(QRectF(0, 0, WIDE, PICTURE), self.picture)
            painter.fillRect(0, PICTURE, WIDE, 1, theme.colour("border"))
            painter.setClipping(False)
            self._paint_name(painter)
            painter.setPen(QPen(theme.colour("control" if self.underMouse() else "border"), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPath(outline)
            if self._ring and self.hasFocus():
                ring(painter, self.rect(), corner)
        finally:
            painter.end()

    def _paint_name(self, painter: QPainter) -> None:
        mirrored = self.isRightToLeft()
        font = theme.font("body", weight=500)
        room = QRectF(8, PICTURE, WIDE - 16 - DOT - 6, NAME)
        if mirrored:
            room.translate(DOT + 6, 0)
        text = QFontMetricsF(font).elidedText(
            self.text(), Qt.TextElideMode.ElideRight, room.width()
        )
        painter.setFont(font)
        painter.setPen(theme.colour("text"))
        side = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
        flags = side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(room, flags, text)
        if not (self._here or self._draws):
            return
        left = 8 if mirrored else WIDE - 8 - DOT
        dot = QRectF(left, PICTURE + (NAME - DOT) / 2, DOT, DOT).adjusted(1, 1, -1, -1)
        painter.setPen(QPen(theme.colour("ok"), 2))
        painter.setBrush(theme.colour("ok") if self._draws else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(dot)
