"""The list of people: who is here now, what they do, and who was."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from inkroom.messages import Presence, Wet
from inkroom.session import Session
from inkroom_desktop.panels.chat import Disc
from inkroom_desktop.panels.text import label, words
from inkroom_desktop.people import Face, away, present

AWAY = 50
"""People that are not here, at most."""


class People(QWidget):
    """`wanted(peer)`: a person's place on the board is wanted."""

    wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        outer.addWidget(self.area)
        self._shown: object = None

    def show_people(self, session: Session) -> None:
        """Builds the list anew where it changed."""
        here = [
            (face, activity(session.presence.get(face.peer), face)) for face in present(session)
        ]
        gone = away(session)[:AWAY]
        state = (here, gone)
        if state == self._shown:
            return
        self._shown = state
        page = QWidget()
        page.setAutoFillBackground(True)
        column = QVBoxLayout(page)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(0)
        column.addWidget(label(words("people.here", count=len(here)), "label", "2"))
        for face, doing in here:
            column.addWidget(
                _row(face, doing, words(f"people.role-{face.role}") if face.role else "")
            )
        if gone:
            column.addSpacing(16)
            column.addWidget(label(words("people.away"), "label", "2"))
            for face in gone:
                column.addWidget(_row(face, words("people.not-here"), ""))
        column.addStretch(1)
        self.area.setWidget(page)


def activity(state: Presence | None, face: Face) -> str:
    """What a person does right now."""
    if face.me:
        return ""
    if state is not None and isinstance(state.wet, Wet):
        return words("people.drawing")
    if state is not None and state.selection:
        return words("people.selecting")
    return words("people.looking")


def _row(face: Face, doing: str, role: str) -> QWidget:
    row = QWidget()
    row.setFixedHeight(56)
    inner = QHBoxLayout(row)
    inner.setContentsMargins(0, 0, 0, 0)
    inner.setSpacing(12)
    inner.addWidget(Disc(face, 32, 12))
    column = QVBoxLayout()
    column.setSpacing(0)
    column.addStretch(1)
    column.addWidget(label(words("people.you", name=face.name) if face.me else face.name, "strong"))
    if doing:
        column.addWidget(label(doing, "small", "2"))
    column.addStretch(1)
    inner.addLayout(column, 1)
    inner.addWidget(label(role, "body", "2"), 0, Qt.AlignmentFlag.AlignRight)
    return row
