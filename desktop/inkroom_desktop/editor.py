"""The editor of writing on the board: it stands where the text stands, in its letters."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QPalette,
    QTextBlockFormat,
    QTextCursor,
    QTextOption,
)
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from inkroom.label import PADDING
from inkroom.text import line_height
from inkroom_desktop import inks, theme
from inkroom_desktop.camera import Camera
from inkroom_desktop.tools.desk import Writing

_ALIGN = {
    "left": Qt.AlignmentFlag.AlignLeft,
    "centre": Qt.AlignmentFlag.AlignHCenter,
    "right": Qt.AlignmentFlag.AlignRight,
}


class Editor(QTextEdit):
    """`ended` once: the text was taken or left. Leaving it, Escape and Ctrl+Enter take the text."""

    ended = Signal()

    def __init__(self, parent: QWidget, writing: Writing, camera: Camera) -> None:
        super().__init__(parent)
        self.writing = writing
        self._over = False
        self.setAcceptRichText(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContentsMargins(0, 0, 0, 0)
        self.document().setDocumentMargin(0)
        self.viewport().setAutoFillBackground(False)
        wrap = (
            QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere
            if writing.wrap
            else QTextOption.WrapMode.NoWrap
        )
        self.setWordWrapMode(wrap)
        self.setPlainText(writing.text)
        self._dress()
        self.look_from(camera)
        self.selectAll() if writing.text else None
        self.textChanged.connect(self._grow)
        self.show()
        self.setFocus(Qt.FocusReason.MouseFocusReason)

    def _dress(self) -> None:
        palette = self.palette()
        tone = "note" if self.writing.kind == "note" else "ink"
        palette.setColor(QPalette.ColorRole.Base, Qt.GlobalColor.transparent)
        palette.setColor(QPalette.ColorRole.Text, inks.painted(self.writing.ink, tone))
        self.setPalette(palette)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._dress()

    def look_from(self, camera: Camera) -> None:
        """Takes its place and its size for a camera."""
        self._camera = camera
        scale = camera.scale
        self.setFont(theme.board_font(self.writing.font, self.writing.size * scale))
        form = QTextBlockFormat()
        height = line_height(self.writing.size) * scale
        form.setLineHeight(height, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        form.setAlignment(_ALIGN[self.writing.align])
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(form)
        self._grow()

    def _grow(self) -> None:
        box, scale = self.writing.box, self._camera.scale
        left, top = self._camera.to_screen(box.left, box.top)
        wide, high = (box.right - box.left) * scale, (box.bottom - box.top) * scale
        if self.writing.kind != "text":
            wide = max(wide, 2 * PADDING * scale)
        if not self.writing.wrap:
            self.document().setTextWidth(-1)
            needed = self.document().idealWidth() + self.writing.size * scale
            share = {"left": 0.0, "centre": 0.5, "right": 1.0}[self.writing.align]
            if self.writing.id is None:
                left -= needed * share
            elif needed > wide:
                left -= (needed - wide) * share
            wide = max(wide, needed)
        self.document().setTextWidth(wide)
        text = self.document().size().height()
        if self.writing.kind in ("text", "frame"):
            high = max(high, text)
        else:
            top, high = top + (high - text) / 2, text
        self.setGeometry(round(left), round(top), round(wide) + 2, round(high) + 2)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        line = ctrl or self.writing.kind == "frame"
        if event.key() == Qt.Key.Key_Escape or (
            line and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        ):
            self.take()
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in (
            Qt.FocusReason.PopupFocusReason,
            Qt.FocusReason.ActiveWindowFocusReason,
        ):
            self.take()

    def take(self) -> None:
        """Gives the text to the tool, or the cancel where there is none."""
        if self._over:
            return
        self._over = True
        text = self.toPlainText()
        self.hide()
        if text.strip() or self.writing.id is not None:
            self.writing.commit(text)
        else:
            self.writing.cancel()
        self.ended.emit()
        self.deleteLater()
