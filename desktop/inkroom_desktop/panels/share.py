"""Share: the link to this board, to copy or to scan; who owns it makes links for others and ends them."""

from collections.abc import Callable
from typing import Any, Final
from urllib.parse import quote, urlsplit

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from inkroom_desktop import icons
from inkroom_desktop.address import Address
from inkroom_desktop.network import Network, Request
from inkroom_desktop.panels.button import Button
from inkroom_desktop.panels.choice import Dropdown
from inkroom_desktop.panels.codebox import Code
from inkroom_desktop.panels.question import sure
from inkroom_desktop.panels.text import label, words
from inkroom_desktop.when import day_text

WIDTH: Final = 680
LOOPBACK: Final = ("localhost", "127.0.0.1", "::1")
ROLES: Final = ("editor", "commenter", "viewer", "owner")
DAYS: Final = (1, 7, 30, 365)
NAME: Final = 64


class Share(QDialog):
    """`told` gets what there is to tell as a toast."""

    def __init__(
        self,
        parent: QWidget,
        network: Network,
        address: Address,
        title: str,
        *,
        owner: bool,
        told: Callable[[str], object],
    ) -> None:
        super().__init__(parent)
        self._network, self._address, self._told = network, address, told
        self._requests: dict[Request, None] = {}
        self.setWindowTitle(words("share.title", title=title))
        self.setMinimumWidth(WIDTH)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(24, 20, 24, 24)
        outer.setSpacing(16)
        outer.addWidget(label(words("share.title", title=title), "heading"))
        row = QHBoxLayout()
        row.setSpacing(28)
        left = QVBoxLayout()
        left.setSpacing(12)
        makes = owner and bool(address.token)
        if makes:
            left.addLayout(self._maker())
        left.addWidget(self._link(), 0)
        left.addStretch(1)
        row.addLayout(left, 1)
        row.addWidget(self._scan(), 0, Qt.AlignmentFlag.AlignTop)
        outer.addLayout(row)
        self._links = QVBoxLayout()
        if makes:
            outer.addWidget(label(words("share.now"), "label", "2"))
            outer.addLayout(self._links)
            self._offer("", "")
            self._list()
        elif address.token:
            self._offer(address.page, words("share.own"))
        else:
            self._offer(address.page, words("share.note"))

    # ------------------------------------------------------------- parts

    def _link(self) -> QWidget:
        self._field = QWidget()
        column = QVBoxLayout(self._field)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(label(words("share.link"), "label"))
        row = QHBoxLayout()
        row.setSpacing(8)
        self.link = QLineEdit()
        self.link.setReadOnly(True)
        self.link.setAccessibleName(words("share.link"))
        copy = Button(
            icons.named("edit", "duplicate"), words("share.copy"), "primary", icon_size=16
        )
        copy.clicked.connect(self.copy)
        row.addWidget(self.link, 1)
        row.addWidget(copy)
        column.addLayout(row)
        self._note = label("", "small", "2")
        column.addWidget(self._note)
        return self._field

    def _scan(self) -> QWidget:
        self._code = Code(self._address.page)
        scan = QWidget()
        column = QVBoxLayout(scan)
        column.setContentsMargins(0, 0, 0, 0)
        self._code.setFixedSize(self._code.sizeHint())
        column.addWidget(self._code)
        under = label(words("share.scan"), "small", "2")
        column.addWidget(under, 0, Qt.AlignmentFlag.AlignHCenter)
        self._scanned = scan
        return scan

    def _maker(self) -> QVBoxLayout:
        self.role, self.days = Dropdown(), Dropdown()
        for role in ROLES:
            self.role.addItem(words(f"share.can-{role}"), role)
        for count in DAYS:
            self.days.addItem(words("share.days", count=count), count)
        self.days.setCurrentIndex(1)
        self.name = QLineEdit()
        self.name.setMaxLength(NAME)
        self.name.setPlaceholderText(words("share.name-hint"))
        make = Button(icons.named("edit", "link"), words("share.make"), "primary", icon_size=16)
        make.clicked.connect(self.make)
        pair, named, column = QHBoxLayout(), QHBoxLayout(), QVBoxLayout()
        pair.setSpacing(12)
        pair.addLayout(_titled("share.can", self.role), 1)
        pair.addLayout(_titled("share.works", self.days), 1)
        named.setSpacing(12)
        named.addLayout(_titled("share.name", self.name), 1)
        named.addWidget(make, 0, Qt.AlignmentFlag.AlignBottom)
        column.setSpacing(12)
        column.addLayout(pair)
        column.addLayout(named)
        return column

    # ------------------------------------------------------------- what a person does

    def copy(self) -> None:
        QGuiApplication.clipboard().setText(self.link.text())
        self._told(words("people.link-copied"))

    def make(self) -> None:
        """A new link; it is shown this once."""

        def made(status: int, answer: Any) -> None:
            if status == 201:
                server, board = self._address.server, self._address.board
                link = Address(server, board, answer["token"]).page
                self._offer(link, words("share.made"))
                self.name.clear()
            self._list()

        body = {
            "role": self.role.currentData(),
            "days": self.days.currentData(),
            "name": self.name.text().strip(),
        }
        self._ask("POST", "", made, body)

    def _revoke(self, token: dict[str, Any]) -> None:
        asked = words("share.revoke-ask", name=_name_of(token))
        if sure(self, words("share.revoke"), asked, words("share.revoke")):
            self._ask("DELETE", f"/{quote(token['id'], safe='')}", lambda *_: self._list())

    # ------------------------------------------------------------- showing

    def _offer(self, link: str, note: str) -> None:
        """Shows a link to hand on; an address of this computer is nothing to scan."""
        local = urlsplit(self._address.server).hostname in LOOPBACK
        self._field.setVisible(bool(link))
        self._scanned.setVisible(bool(link) and not local)
        self.link.setText(link)
        self.link.setCursorPosition(0)
        self._note.setText(words("share.loopback") if local else note)
        if link:
            self._code.show_text(link)
        self.adjustSize()

    def _list(self) -> None:
        self._ask("GET", "", lambda status, answer: self._show(answer if status == 200 else {}))

    def _show(self, answer: dict[str, Any]) -> None:
        while (item := self._links.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        tokens = [one for one in answer.get("tokens", []) if one["revoked"] is None]
        for token in tokens:
            self._links.addWidget(self._row(token))
        if not tokens:
            self._links.addWidget(label(words("share.none"), "small", "2"))

    def _row(self, token: dict[str, Any]) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 4, 0, 4)
        told = QVBoxLayout()
        told.setSpacing(0)
        told.addWidget(label(_name_of(token)))
        until = words("share.until", when=day_text(token["expires"], "d MMM yyyy"))
        told.addWidget(label(until, "small", "2"))
        row.addLayout(told, 1)
        row.addWidget(label(words(f"share.can-{token['role']}"), "small", "2"))
        end = Button("", words("share.revoke"), "outline", tip_text=words("share.revoke"))
        end.clicked.connect(lambda: self._revoke(token))
        row.addWidget(end)
        return line

    def _ask(
        self, method: str, path: str, then: Callable[[int, Any], None], body: Any = None
    ) -> None:
        request = Request(self._network, self._address.token)
        self._requests[request] = None

        def done(status: int, answer: object) -> None:
            self._requests.pop(request, None)
            then(status, answer)

        request.done.connect(done)
        board = quote(self._address.board, safe="")
        request.send(method, self._address.api(f"boards/{board}/tokens{path}"), body)


def _titled(word: str, widget: QWidget) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(4)
    column.addWidget(label(words(word), "label"))
    column.addWidget(widget)
    widget.setAccessibleName(words(word))
    return column


def _name_of(token: dict[str, Any]) -> str:
    return str(token["name"]) or words("share.unnamed")
