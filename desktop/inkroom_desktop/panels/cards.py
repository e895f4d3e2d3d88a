"""The boards of the list as cards, with the pictures that their server draws of them."""

from collections.abc import Callable, Container
from urllib.parse import quote

from PySide6.QtCore import Signal

from inkroom_desktop import theme
from inkroom_desktop.boardmenu import Then
from inkroom_desktop.lobby import BoardRow
from inkroom_desktop.panels.boardcard import RIM, BoardCard
from inkroom_desktop.panels.flow import Flow

GAP = 18 - 2 * RIM
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
        self._asked: dict[str, tuple[int, bool]] = {}

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
        for row in rows:
            card = self.by_id.get(row.id) or self._new(row)
            card.show_row(row, now_ms, starred=row.id in stars, seen=seen(row.id))
            if pictures:
                self._picture(row)
        self.show_cards([self.by_id[row.id] for row in rows])
        for id in [id for id in self.by_id if id not in known]:
            self.by_id.pop(id).deleteLater()

    def _new(self, row: BoardRow) -> BoardCard:
        card = self.by_id[row.id] = BoardCard(row)
        card.opened.connect(self.opened)
        card.asked.connect(self.asked)
        return card

    def _picture(self, row: BoardRow) -> None:
        """Asks for a board's picture where it has changed since; one question a board at a time."""
        wanted = (row.head, theme.dark())
        if self._asked.get(row.id) == wanted:
            return
        self._asked[row.id] = wanted

        def show(status: int, svg: object) -> None:
            card = self.by_id.get(row.id)
            if status == 200 and isinstance(svg, bytes) and card is not None:
                card.show_picture(svg)

        dark = "&dark=true" if theme.dark() else ""
        self._ask("GET", f"boards/{quote(row.id, safe='')}/thumb.svg?v={row.head}{dark}", show)
