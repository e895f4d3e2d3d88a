"""The class: everyone's side boards as small pictures, live, to open one or to show it to all (SIDE-5, SIDE-8)."""

import time
from typing import Final
from urllib.parse import quote

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from inkroom.session import Session
from inkroom.side import side_of
from inkroom_desktop import theme
from inkroom_desktop.address import Address
from inkroom_desktop.lobby import BoardRow, Lobby
from inkroom_desktop.network import Network, Request
from inkroom_desktop.panels.flow import Flow
from inkroom_desktop.panels.panel import line
from inkroom_desktop.panels.pupilcard import Pupil, PupilCard
from inkroom_desktop.panels.text import label, words

PICTURE_MS: Final = 1_000
"""A picture is asked for anew at most this often."""
GAP: Final = 12

Asked = tuple[int, bool]
"""Which picture: of which step, and whether in dark."""
NONE: Final[Asked] = (-1, False)


class ClassList(QWidget):
    """It listens while it is seen. `opened(board)`; `shown(pupil)`: a side board is to be revealed."""

    opened = Signal(str)
    shown = Signal(object)

    def __init__(self, network: Network, address: Address, session: Session) -> None:
        super().__init__()
        self._network, self._address, self._session = network, address, session
        self.lobby = Lobby(network, address, lesson=True)
        self.lobby.changed.connect(self.refresh)
        self.cards: dict[str, PupilCard] = {}
        self._asked: dict[str, tuple[Asked, float]] = {}
        self._awaited: set[str] = set()
        self._requests: dict[Request, None] = {}
        self._over = False
        self._revealing = ""
        self._may_reveal = True
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(8)
        self.head = label("", "label", "2")
        self._flow = Flow(GAP)
        self.none = label(words("lesson.none"), "body", "2")
        self.away = label("", "small", "2")
        for one in (self.none, self.away):
            one.setWordWrap(True)
        for widget in (self.head, self._flow, self.none, self.away):
            column.addWidget(widget)
        column.addSpacing(4)
        column.addWidget(line())
        self._later = QTimer(self, singleShot=True)
        self._later.timeout.connect(self._ask_pictures)

    def stop(self) -> None:
        """The board is left: nothing is asked or shown any more."""
        self._over = True
        self._later.stop()
        self.lobby.stop()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._over:
            self.lobby.start()
            self.refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._later.stop()
        self.lobby.stop()

    def allow(self, *, may_reveal: bool, revealing: str) -> None:
        """Whether a board can be revealed now; the one of the user `revealing` is being revealed."""
        self._may_reveal, self._revealing = may_reveal, revealing
        self.refresh()

    def refresh(self) -> None:
        """Shows the class as it is now, where it is seen."""
        if self._over or not self.isVisible():
            return
        pupils, missing = self._sorted()
        for one in pupils:
            if one.user not in self.cards:
                self.cards[one.user] = self._card(one)
            may = self._may_reveal and one.user != self._revealing
            self.cards[one.user].show_pupil(one, may_reveal=may)
        self.head.setText(words("lesson.class-count", count=len(pupils)))
        self._flow.show_cards([self.cards[one.user] for one in pupils])
        told = self.lobby.state == "live"
        self.none.setVisible(told and not pupils)
        self.away.setVisible(told and bool(missing))
        self.away.setText(words("lesson.missing", names=", ".join(missing)))
        self._ask_pictures()

    def _sorted(self) -> tuple[list[Pupil], list[str]]:
        """Who has a side board, by name, and who has not opened theirs."""
        pupils, missing = [], []
        me = self._session.me.user if self._session.me is not None else ""
        for person in self._session.people.values():
            board = self.lobby.boards.get(side_of(self._address.board, person.id) or "")
            name = person.name or words("guest.name")
            if board is not None:
                pupils.append(Pupil(person.id, name, board))
            elif person.id != me:
                missing.append(name)
        return sorted(pupils, key=lambda one: (one.name.casefold(), one.user)), missing

    def _card(self, pupil: Pupil) -> PupilCard:
        card = PupilCard(pupil)
        card.opened.connect(self.opened)
        card.shown.connect(self.shown)
        return card

    def _ask_pictures(self) -> None:
        """Of boards that changed since their picture came; of those whose picture is too young, later."""
        now, wait = time.monotonic() * 1000, 0.0
        for user, card in self.cards.items():
            board = card.pupil.board
            key = (board.head, theme.dark())
            last, at = self._asked.get(user, (NONE, 0.0))
            if last == key or user in self._awaited:
                continue
            if now >= at + PICTURE_MS:
                self._asked[user] = (key, now)
                self._awaited.add(user)
                self._ask(user, board)
            else:
                left = at + PICTURE_MS - now
                wait = min(wait or left, left)
        if wait:
            self._later.start(round(wait) + 1)

    def _ask(self, user: str, board: BoardRow) -> None:
        request = Request(self._network, self._address.token)
        self._requests[request] = None

        def show(status: int, svg: object) -> None:
            self._requests.pop(request, None)
            self._awaited.discard(user)
            if self._over:
                return
            if status == 200 and isinstance(svg, bytes):
                self.cards[user].open.show_picture(svg)
            else:
                self._asked[user] = (NONE, time.monotonic() * 1000)
            if self.isVisible():  # it may have changed since
                self._ask_pictures()

        request.done.connect(show)
        dark = "&dark=true" if theme.dark() else ""
        path = f"boards/{quote(board.id, safe='')}/thumb.svg?v={board.head}{dark}"
        request.send("GET", self._address.at(board.id).api(path))
