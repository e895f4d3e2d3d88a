"""Cards in rows, as many in a row as there is room for."""

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget


class Flow(QWidget):
    """Its children of equal size, along the line and then down, in the order given."""

    def __init__(self, gap: int) -> None:
        super().__init__()
        self._gap = gap
        self._cards: list[QWidget] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_cards(self, cards: list[QWidget]) -> None:
        for card in self._cards:
            if card not in cards:
                card.hide()
        self._cards = cards
        self._place()
        for card in cards:
            card.show()

    def _columns(self, width: int) -> int:
        return (
            max(1, (width + self._gap) // (self._cards[0].sizeHint().width() + self._gap))
            if self._cards
            else 1
        )

    def _place(self) -> None:
        columns = self._columns(self.width())
        for at, card in enumerate(self._cards):
            size = card.sizeHint()
            card.setParent(self, Qt.WindowType.Widget)
            x = at % columns * (size.width() + self._gap)
            y = at // columns * (size.height() + self._gap)
            card.move(QPoint(self.width() - x - size.width() if self.isRightToLeft() else x, y))
        self.setFixedHeight(self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._place()

    def sizeHint(self) -> QSize:
        if not self._cards:
            return QSize(0, 0)
        rows = -(-len(self._cards) // self._columns(self.width()))
        return QSize(0, rows * (self._cards[0].sizeHint().height() + self._gap))
