"""The story of one element: each step to look at, and a replay of just this."""

from collections.abc import Callable
from time import perf_counter
from typing import Final

from PySide6.QtCore import QObject, QTimer

from inkroom.board import Board
from inkroom.deed import deed_of
from inkroom.extent import painted_box
from inkroom.formats.transcript import deed_text
from inkroom.history import History
from inkroom.replay import begun, drawn_ms
from inkroom_desktop.markings import Marking
from inkroom_desktop.panels.previewcard import Thing
from inkroom_desktop.telling import Who, moment_text

STEP_MS: Final = 700
STROKE_MS: Final = 6_000
FRAME_MS: Final = 16


class Story(QObject):
    """`show(board, markings)` shows a moment. Ends with `stop`."""

    def __init__(
        self,
        history: History,
        id: str,
        who: Callable[[str], Who],
        show: Callable[[Board, list[Marking]], None],
    ) -> None:
        super().__init__()
        self._history, self._id, self._who, self._show = history, id, who, show
        self.edits = list(history.edits(id))
        self._began = 0.0
        self._frame = QTimer(self, interval=FRAME_MS)
        self._frame.timeout.connect(self._run)

    def things(self) -> list[Thing]:
        """A line for each step; pressed, it is looked at."""
        return [self._thing(seq) for seq in self.edits]

    def _thing(self, seq: int) -> Thing:
        entry = self._history.entries[seq - 1]
        who = self._who(entry.by)
        text = f"{who.name.split(' ')[0]} {deed_text(deed_of(entry))}, {moment_text(entry.at)}"
        return Thing(who, text, lambda: self.step(seq))

    def step(self, seq: int) -> None:
        """Looks at it as it was after an entry."""
        self.stop()
        board = self._history.at(seq)
        element = board.get(self._id)
        marks = []
        if element is not None and not element.deleted:
            label = moment_text(self._history.entries[seq - 1].at)
            marks = [Marking(painted_box(element), "other", label)]
        self._show(board, marks)

    def replay(self) -> None:
        """Draws it as it was drawn, then each change."""
        self._began = perf_counter()
        self._frame.start()

    def stop(self) -> None:
        self._frame.stop()

    def _run(self) -> None:
        history, first = self._history, self.edits[0]
        passed = (perf_counter() - self._began) * 1000
        drawn = min(STROKE_MS, drawn_ms(history.entries[first - 1]))
        made = history.at(first).get(self._id)
        if passed < drawn and made is not None:
            board = Board(history.at(first - 1))
            board.write(begun(made, int(passed)))
            self._show(board, [])
            return
        at = min(len(self.edits) - 1, int((passed - drawn) // STEP_MS))
        self._show(history.at(self.edits[at]), [])
        if at == len(self.edits) - 1:
            self.stop()
