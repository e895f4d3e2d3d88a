"""One board of the list: its picture, its title, who is in it."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QEnterEvent,
    QFontMetricsF,
    QHelpEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QToolTip, QWidget

from inkroom.face import say
from inkroom_desktop import icons, shadow, theme
from inkroom_desktop.lobby import BoardRow
from inkroom_desktop.panels.newspill import NewsPill
from inkroom_desktop.panels.thumbnail import thumbnail
from inkroom_desktop.people import Face, paint_face
from inkroom_desktop.when import since

WIDTH = 272
PICTURE = 154
HEIGHT = 223
RIM = 12
"""Room round the card for its shadow."""
BEFORE = 0.38
"""How wide the picture of before is, of the one of now."""
DAY_MS = 86_400_000
TRASH_DAYS = 30


class BoardCard(QWidget):
    """`opened(id)`; `asked(id)`: its menu is wanted. `watched(id)`: what is new on it is."""

    opened = Signal(str)
    asked = Signal(str)
    watched = Signal(str)

    def __init__(self, row: BoardRow) -> None:
        super().__init__()
        self.row = row
        self._now = 0.0
        self._over = self._starred = False
        self.seen = self.news = 0
        """The step up to which this device saw the board, and how many are new; 0 where it was never there."""
        self._picture: QImage | None = None
        self._before: QImage | None = None
        self.pill = NewsPill(self)
        self.pill.clicked.connect(lambda: self.watched.emit(self.row.id))
        self.setFixedSize(self.sizeHint())
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        return QSize(WIDTH + 2 * RIM, HEIGHT + 2 * RIM)

    def show_row(
        self, row: BoardRow, now_ms: float, *, starred: bool = False, seen: int = 0
    ) -> None:
        """`seen`: the step up to which this device saw the board, 0 where it was never there."""
        self.row, self._now, self._starred = row, now_ms, starred
        self.seen = seen
        self.news = max(0, row.head - seen) if seen and row.trashed is None else 0
        self.pill.show_count(self.news)
        self._place_pill()
        new = say("boards.news", count=self.news) if self.news else ""
        self.setAccessibleName(", ".join(filter(None, (title_of(row), new))))
        self.update()

    def _place_pill(self) -> None:
        """At the corner of the picture, below what is told of who draws."""
        top = RIM + 10 + (30 if self.row.drawers else 0)
        right = RIM + WIDTH - 10 - self.pill.width()
        self.pill.move(RIM + 10 if self.isRightToLeft() else right, top)

    def show_picture(self, svg: bytes) -> None:
        """The board, small."""
        picture = thumbnail(svg, QSize(WIDTH, PICTURE), self.devicePixelRatioF())
        if picture is not None:
            self._picture = picture
            self.update()

    def show_before(self, svg: bytes) -> None:
        """The board when this device was last there, smaller."""
        size = self._before_rect.size().toSize()
        self._before = thumbnail(svg, size, self.devicePixelRatioF())
        self.update()

    @property
    def _before_rect(self) -> QRectF:
        wide = round(WIDTH * BEFORE)
        tall = round(wide * PICTURE / WIDTH)
        left = RIM + WIDTH - 8 - wide if self.isRightToLeft() else RIM + 8
        return QRectF(left, RIM + PICTURE - 8 - tall, wide, tall)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            over = self.news and self._before_rect.contains(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), say("boards.before") if over else "", self)
            return True
        return super().event(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        self._over = True
        self.update()

    def leaveEvent(self, event: object) -> None:
        self._over = False
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(
            event.position().toPoint()
        ):
            self.opened.emit(self.row.id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit(self.row.id)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.asked.emit(self.row.id)

    # ------------------------------------------------------------- paint

    def paintEvent(self, event: QPaintEvent) -> None:
        lifted = self._over or self.hasFocus()
        card = QRectF(RIM, RIM, WIDTH, HEIGHT)
        painter = QPainter(self)
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if lifted:
                shadow.draw(painter, card.toRect())
            inside = QPainterPath()
            inside.addRoundedRect(card, 12, 12)
            painter.setClipPath(inside)
            painter.fillRect(card, theme.colour("panel"))
            picture = QRectF(RIM, RIM, WIDTH, PICTURE)
            painter.fillRect(picture, theme.colour("board"))
            if self._picture is not None:
                painter.drawImage(picture, self._picture)
            if self._before is not None and self.news:
                self._paint_before(painter, self._before)
            painter.fillRect(QRectF(RIM, RIM + PICTURE, WIDTH, 1), theme.colour("border"))
            painter.setClipping(False)
            self._paint_words(painter)
            painter.setPen(QPen(theme.colour("accent" if lifted else "border"), 2 if lifted else 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(card.adjusted(0.5, 0.5, -0.5, -0.5), 12, 12)
        finally:
            painter.end()

    def _paint_before(self, painter: QPainter, picture: QImage) -> None:
        box, corner = self._before_rect, theme.radius("key")
        frame = QPainterPath()
        frame.addRoundedRect(box, corner, corner)
        painter.fillPath(frame, theme.colour("board-past"))
        painter.drawImage(box, picture)
        painter.setPen(QPen(theme.colour("control"), 1))
        painter.drawPath(frame)

    def _paint_words(self, painter: QPainter) -> None:
        row, left, top = self.row, RIM + 13, RIM + PICTURE
        strong, small = theme.font("strong"), theme.font("small")
        painter.setPen(theme.colour("text"))
        painter.setFont(strong)
        title = QFontMetricsF(strong).elidedText(
            title_of(row), Qt.TextElideMode.ElideRight, WIDTH - 26
        )
        painter.drawText(left, top + 25, title)
        painter.setPen(theme.colour("text-2"))
        painter.setFont(small)
        if row.trashed is not None:
            past = int((self._now - row.trashed) // DAY_MS)
            when = say("boards.days-left", count=max(0, TRASH_DAYS - past))
        else:
            when = say("boards.when", when=since(row.changed, self._now), seq=row.head)
        painter.drawText(left, top + 48, when)
        names = row.names[:3]
        if not names:
            self._paint_tags(painter, top)
        if self._starred:
            ratio = self.devicePixelRatioF()
            star = icons.pixmap(icons.named("list", "starred"), theme.colour("waiting"), 16, ratio)
            painter.drawPixmap(RIM + WIDTH - 29, top + 12, star)
        for at, (name, colour) in enumerate(names):
            x = RIM + WIDTH - 13 - 24 * (len(names) - at) - 2 * (len(names) - at - 1)
            paint_face(painter, QRectF(x, top + 31, 24, 24), Face("", name, colour), 10)
        if row.drawers:
            self._paint_pill(painter, say("boards.drawing", count=row.drawers), "ok")

    def _paint_tags(self, painter: QPainter, top: int) -> None:
        metrics, right = QFontMetricsF(painter.font()), RIM + WIDTH - 13.0
        for tag in reversed(self.row.tags[:2]):
            text = metrics.elidedText(tag, Qt.TextElideMode.ElideRight, 100)
            wide = metrics.horizontalAdvance(text) + 16
            pill = QRectF(right - wide, top + 33, wide, 20)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("sunken"))
            painter.drawRoundedRect(pill, 6, 6)
            painter.setPen(theme.colour("text-2"))
            painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, text)
            right -= wide + 4

    def _paint_pill(self, painter: QPainter, text: str, dot: str) -> None:
        """At the corner of the picture: what goes on there now, or went on."""
        font = theme.font("label")
        wide = QFontMetricsF(font).horizontalAdvance(text) + 34
        pill = QRectF(RIM + WIDTH - wide - 12, RIM + 12, wide, 24)
        painter.setPen(QPen(theme.colour("border"), 1))
        painter.setBrush(theme.colour("panel"))
        painter.drawRoundedRect(pill, 12, 12)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(dot))
        painter.drawEllipse(QRectF(pill.x() + 10, pill.center().y() - 4, 8, 8))
        painter.setPen(theme.colour("text"))
        painter.setFont(font)
        painter.drawText(pill.adjusted(24, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, text)


def title_of(row: BoardRow) -> str:
    return row.title or say("boards.untitled")
