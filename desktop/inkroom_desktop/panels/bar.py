"""The row under the menus: the boards, what is saved, who is here, chat and Share."""

from typing import Final

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFontMetricsF,
    QIcon,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QWidget

from inkroom.face import tokens
from inkroom_desktop import icons, theme
from inkroom_desktop.page import BoardPage
from inkroom_desktop.panels.avatars import Avatars
from inkroom_desktop.panels.button import Button
from inkroom_desktop.panels.panel import line
from inkroom_desktop.panels.saved import SavedIndicator
from inkroom_desktop.panels.sheets import SheetsPopup
from inkroom_desktop.panels.text import tip, words
from inkroom_desktop.people import present

WIDEST: Final = 200
NARROWEST: Final = 64
DOT: Final = 7
CROSS: Final = 15
LAPTOP: Final = "laptop"


class Tab(Button):
    """A board that is open. `closed`: its cross was pressed. `moved`: it wants a window of its own."""

    closed = Signal()
    moved = Signal()

    def __init__(self, page: BoardPage) -> None:
        self.page = page
        super().__init__(text=page.title, look="tab")
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._press_on_cross = False
        self.show_page(active=False)

    def nextCheckState(self) -> None:
        """The bar checks it."""

    def show_page(self, *, active: bool) -> None:
        self.setChecked(active)
        self.setText(self.page.title)
        self.setToolTip(tip(self.page.title))
        self.setFont(theme.font("strong" if active else "body"))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        metrics = QFontMetricsF(theme.font("strong"))
        return QSize(
            min(WIDEST, round(metrics.horizontalAdvance(self.text())) + 24 + DOT + 8 + 8 + CROSS),
            36,
        )

    def minimumSizeHint(self) -> QSize:
        """With many boards open the tabs grow narrow."""
        return QSize(min(NARROWEST, self.sizeHint().width()), 36)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(words("menu.move-tab")).triggered.connect(self.moved)
        menu.addAction(words("menu.close-board")).triggered.connect(self.closed)
        menu.popup(event.globalPos())

    def _cross(self) -> QRectF:
        return QRectF(self.width() - 8 - CROSS, (self.height() - CROSS) / 2, CROSS, CROSS)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._press_on_cross = self._cross().adjusted(-4, -8, 8, 8).contains(event.position())
        if event.button() == Qt.MouseButton.MiddleButton:
            self.closed.emit()
        elif not self._press_on_cross:
            super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._press_on_cross and self._cross().adjusted(-4, -8, 8, 8).contains(event.position()):
            self.closed.emit()
        else:
            super().mouseReleaseEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            active, over = self.isChecked(), self.underMouse()
            painter.setPen(Qt.PenStyle.NoPen)
            if active or over:
                painter.setBrush(theme.colour("hover"))
                painter.drawRoundedRect(QRectF(self.rect()), 8, 8)
            self._paint_mark(painter)
            metrics = QFontMetricsF(self.font())
            room = self.width() - 12 - DOT - 8 - CROSS - 16
            text = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, room)
            painter.setPen(theme.colour("text" if active else "text-2"))
            painter.setFont(self.font())
            painter.drawText(
                QPointF(12 + DOT + 8, round((self.height() + metrics.capHeight()) / 2)), text
            )
            if active or over:
                cross = icons.pixmap("x", theme.colour("text-2"), CROSS, self.devicePixelRatioF())
                painter.drawPixmap(self._cross().topLeft(), cross)
        finally:
            painter.end()

    def _paint_mark(self, painter: QPainter) -> None:
        """Whether all is saved; a small computer where the board is on this one."""
        saved = self.page.link.session.saved
        if saved and self.page.address.here:
            icon = icons.pixmap(LAPTOP, theme.colour("text-2"), CROSS, self.devicePixelRatioF())
            painter.drawPixmap(QPointF(12 + (DOT - CROSS) / 2, (self.height() - CROSS) / 2), icon)
            return
        painter.setBrush(theme.colour("ok" if saved else "waiting"))
        painter.drawEllipse(QRectF(12, (self.height() - DOT) / 2, DOT, DOT))


class Bar(QWidget):
    """`picked(page)`, `closed(page)`, `moved(page)`; `list_wanted`, `new_wanted`: the list of boards, a new board."""

    picked = Signal(object)
    closed = Signal(object)
    moved = Signal(object)
    list_wanted = Signal()
    new_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(theme.size("bar"))
        self._page: BoardPage | None = None
        self._tabs: dict[BoardPage, Tab] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 8, 1)
        row.setSpacing(2)
        self.list_button = self._icon(icons.named("list", "boards"), 19, "boards.yours")
        self.list_button.setCheckable(True)
        self.list_button.clicked.connect(self.list_wanted)
        row.addWidget(self.list_button)
        self._line(row)
        self._tab_row = QHBoxLayout()
        self._tab_row.setSpacing(2)
        row.addLayout(self._tab_row)
        self.new = self._icon(icons.named("list", "new"), 17, "boards.new")
        self.new.clicked.connect(self.new_wanted)
        row.addWidget(self.new)
        row.addSpacing(12)
        self.sheets = Button(icons.named("view", "pages"), look="quiet", icon_size=16)
        self.sheets.clicked.connect(self._open_sheets)
        row.addWidget(self.sheets)
        row.addSpacing(4)
        self.saved = SavedIndicator()
        self.saved.pressed.connect(self._toggle_card)
        row.addWidget(self.saved)
        self.view_only = ViewOnly()
        row.addWidget(self.view_only)
        row.addStretch(1)
        self._right(row)

    def _right(self, row: QHBoxLayout) -> None:
        self.people = Avatars()
        self.people.pressed.connect(self._people)
        row.addWidget(self.people)
        self._line(row)
        self.react = self._icon(icons.named("people", "reaction"), 19, "people.react")
        self.react.clicked.connect(self._signs)
        row.addWidget(self.react)
        self.chat = self._icon(tokens()["icon"]["people"]["chat"], 19, "chat.chat")
        self.chat.setCheckable(True)
        self.chat.clicked.connect(self._talk)
        row.addWidget(self.chat)
        row.addSpacing(6)
        self.ask = Button(
            icons.named("people", "ask-to-edit"),
            words("refused.ask-to-edit"),
            "outline",
            icon_size=16,
        )
        self.ask.clicked.connect(lambda: self._page.rights.ask() if self._page else None)
        row.addWidget(self.ask)
        row.addSpacing(6)
        self.share = Button(
            icons.named("people", "share"), words("people.share"), "primary", icon_size=16, stroke=2
        )
        self.share.clicked.connect(lambda: self._page.share() if self._page else None)
        row.addWidget(self.share)
        self._of_board = [self.sheets, self.saved, self.people, self.react, self.chat, self.share]

    def _talk(self) -> None:
        """Where something new is; the chat where nothing is."""
        if self._page is None:
            return
        talking, side = self._page.talk.talking, self._page.side
        if side.isVisible() and side.tab in ("chat", "comments"):
            self._page.show_side(None)
            return
        comments = talking.unread("comments") and not talking.unread("chat")
        self._page.show_side("comments" if comments else "chat")

    def _people(self, user: str) -> None:
        if user and self._page is not None:
            self._page.together.follow(user)
        else:
            self._toggle_side("people")

    def _signs(self) -> None:
        """The signs one can make."""
        menu = QMenu(self)
        for name, icon in tokens()["icon"]["reaction"].items():
            drawn = icons.pixmap(icon, theme.colour("text"), 20, self.devicePixelRatioF())
            action = menu.addAction(QIcon(drawn), words(f"reaction.{name}"))
            action.triggered.connect(
                lambda _=False, name=name: self._page.together.react(name) if self._page else None
            )
        menu.exec(self.react.mapToGlobal(QPoint(0, self.react.height() + 4)))

    def _icon(self, icon: str, size: int, word: str) -> Button:
        button = Button(icon, look="quiet", icon_size=size, tip_text=words(word))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    @staticmethod
    def _line(row: QHBoxLayout) -> None:
        row.addSpacing(4)
        row.addWidget(line(down=True, length=20), alignment=Qt.AlignmentFlag.AlignVCenter)
        row.addSpacing(4)

    def _toggle_side(self, tab: str) -> None:
        if self._page is not None:
            open_now = self._page.side.isVisible() and self._page.side.tab == tab
            self._page.show_side(None if open_now else tab)

    def _open_sheets(self) -> None:
        if self._page is not None:
            popup = SheetsPopup(self, self._page.desk)
            popup.open_at(self.sheets.mapToGlobal(QPoint(0, self.sheets.height() + 6)))

    def _toggle_card(self) -> None:
        if self._page is not None:
            self._page.toggle_card(self.saved.mapToGlobal(QPoint(0, self.height() + 4)))

    # ------------------------------------------------------------- showing

    def add(self, page: BoardPage) -> None:
        tab = Tab(page)
        tab.clicked.connect(lambda: self.picked.emit(page))
        tab.closed.connect(lambda: self.closed.emit(page))
        tab.moved.connect(lambda: self.moved.emit(page))
        self._tabs[page] = tab
        self._tab_row.addWidget(tab)

    def remove(self, page: BoardPage) -> None:
        tab = self._tabs.pop(page)
        self._tab_row.removeWidget(tab)
        tab.deleteLater()

    def show_page(self, page: BoardPage | None) -> None:
        """Shows the state of the board that is seen; None: the list is."""
        self._page = page
        for one, tab in self._tabs.items():
            tab.show_page(active=one is page)
        self.list_button.setChecked(page is None)
        for widget in self._of_board:
            widget.setVisible(page is not None)
        self.share.setVisible(page is not None and page.lesson.aside is None)
        self.view_only.setVisible(page is not None and not page.desk.may_draw)
        self.ask.setVisible(page is not None and page.may_ask)
        if page is None:
            return
        session = page.link.session
        stack = page.scene.stack
        here = [one.id for one in stack.pages].index(stack.page) + 1
        self.sheets.setText(words("page.of", at=here, count=len(stack.pages)))
        self.sheets.name_it(words("page.sheets"))
        self.saved.show_session(session, held=bool(page.trouble.words))
        self.people.show_faces(present(session))
        other = page.together.lead.following
        self.people.show_followed(other.user if other else "")
        self.chat.set_badge(page.talk.unread)
        self.chat.setChecked(page.side.isVisible())
        self.chat.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            painter.fillRect(self.rect(), theme.colour("panel"))
            painter.fillRect(0, self.height() - 1, self.width(), 1, theme.colour("border"))
        finally:
            painter.end()


class ViewOnly(QWidget):
    """The pill that says why there are so few tools."""

    def __init__(self) -> None:
        super().__init__()
        self._text = words("saved.view-only")
        wide = QFontMetricsF(theme.inter(12.5, 400)).horizontalAdvance(self._text)
        self.setFixedSize(round(wide) + 42, 28)
        self.setAccessibleName(self._text)
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("hover"))
            painter.drawRoundedRect(QRectF(self.rect()), 14, 14)
            icon = icons.pixmap(
                icons.named("state", "view-only"),
                theme.colour("text-2"),
                16,
                self.devicePixelRatioF(),
            )
            painter.drawPixmap(QPointF(10, 6), icon)
            painter.setPen(theme.colour("text"))
            painter.setFont(theme.inter(12.5, 400))
            painter.drawText(
                QRectF(32, 0, self.width(), 28), Qt.AlignmentFlag.AlignVCenter, self._text
            )
        finally:
            painter.end()
