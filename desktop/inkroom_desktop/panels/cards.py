"""The boards of the list as cards, with the pictures that their server draws of them."""

from collections.abc import Callable, Container
from urllib.parse import quote

from PySide6.QtCore import QTimer, Signal

from inkroom_desktop import theme
from inkroom_desktop.boardmenu import Then
from inkroom_desktop.lobby import BoardRow
from inkroom_desktop.panels.boardcard import RIM, BoardCard
from inkroom_desktop.panels.flow import Flow

GAP = 18 - 2 * RIM
REST_MS, AGAIN_MS = 1_000, 5_000
Ask = Callable[[str, str, Then], None]


class Cards(Flow):
    """`opened(id)`; `asked(id)`: the menu of a board is wanted. `watched(id)`: what is new on it is.

    `ask(method, path, then)` asks the server of the place.
    """

    opened = Signal(str)
    asked = Signal(str)
    watched = Signal(str)

    def __init__(self, ask: Ask) -> None:
        super().__init__(GAP)
        self._ask = ask
        self.by_id: dict[str, BoardCard] = {}
        self._asked: dict[str, tuple[int, int, bool]] = {}
        self._resting: dict[str, None] = {}
        self._live = False

    def forget_pictures(self) -> None:
        """They are those of another place."""
        self._asked.clear()

    def show_rows(
        self,
        rows: list[BoardRow],
        now_ms: float,
        *,
        stars: Container[str],
        seen: Callable[[str], int],
        known: Container[str],
        pictures: bool,
    ) -> None:
        """The cards of `rows`, in their order; those of boards that nobody knows any more go.

        `seen` tells the step up to which this device saw a board. `pictures`: their server can be asked for some.
        """
        self._live = pictures
        for row in rows:
            card = self.by_id.get(row.id) or self._new(row)
            card.show_row(row, now_ms, starred=row.id in stars, seen=seen(row.id))
            if pictures:
                self._picture(card)
        self.show_cards([self.by_id[row.id] for row in rows])
        for id in [id for id in self.by_id if id not in known]:
            self.by_id.pop(id).deleteLater()

    def _new(self, row: BoardRow) -> BoardCard:
        card = self.by_id[row.id] = BoardCard(row)
        card.opened.connect(self.opened)
        card.asked.connect(self.asked)
        card.watched.connect(self.watched)
        return card

    def _picture(self, card: BoardCard) -> None:
        """Asks for a board's picture where it has changed since, at most once a second (face.md 8).

        And how it was when this device was last there, in the same frame, where it went on since.
        """
        row, before = card.row, card.seen if card.news else 0
        wanted = (row.head, before, theme.dark())
        if self._asked.get(row.id) == wanted or row.id in self._resting:
            return
        self._asked[row.id] = wanted
        self._resting[row.id] = None
        QTimer.singleShot(REST_MS, self, lambda: self._rested(row.id))
        self._ask_picture(row, "", BoardCard.show_picture)
        if before:
            self._ask_picture(row, f"&at={before}", BoardCard.show_before)

    def _rested(self, id: str) -> None:
        """It may have changed meanwhile."""
        del self._resting[id]
        if id in self._asked:
            self._look_again(id)

    def _look_again(self, id: str) -> None:
        card = self.by_id.get(id)
        if self._live and card is not None and card.isVisible():
            self._picture(card)

    def _ask_picture(
        self, row: BoardRow, query: str, show: Callable[[BoardCard, bytes], None]
    ) -> None:
        def heard(status: int, svg: object) -> None:
            card = self.by_id.get(row.id)
            if status == 200 and isinstance(svg, bytes) and card is not None:
                show(card, svg)
            elif status == 0:  # no answer: asked again, as it may come yet
                self._asked.pop(row.id, None)
                QTimer.singleShot(AGAIN_MS, self, lambda: self._look_again(row.id))

        query = f"v={row.head}{'&dark=true' if theme.dark() else ''}{query}"
        self._ask("GET", f"boards/{quote(row.id, safe='')}/thumb.svg?{query}", heard)
