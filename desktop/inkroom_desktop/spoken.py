"""What others do, spoken for who does not see it: "Ana drew an arrow", a few sentences at a time."""

from typing import Final

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget

from inkroom import events as on
from inkroom.deed import deed_of
from inkroom.messages import Entry
from inkroom_desktop.link import Link
from inkroom_desktop.panels.text import words
from inkroom_desktop.telling import sentence_of, who_is

GATHER_MS: Final = 2_000
"""Steps are gathered for so long after the first: a voice needs time to say them."""
SILENT: Final = ("nothing", "refused", "said", "showed")


class Spoken(QObject):
    """Hears the entries of a link; a screen reader gets the sentences from `place`."""

    def __init__(self, link: Link, place: QWidget) -> None:
        super().__init__(place)
        self._link, self._place = link, place
        self._gathered: dict[str, list[Entry]] = {}
        self._timer = QTimer(self, singleShot=True, interval=GATHER_MS)
        self._timer.timeout.connect(self._tell)
        link.event_came.connect(self._heard)

    def _heard(self, event: on.Event) -> None:
        """A step is on the server's disk; one's own were seen being made."""
        session = self._link.session
        if not isinstance(event, on.Confirmed) or not QAccessible.isActive():
            return
        entry = event.entry
        if session.phase != "live" or entry.client == session.client:
            return
        if deed_of(entry).what in SILENT:
            return
        self._gathered.setdefault(entry.by, []).append(entry)
        if not self._timer.isActive():
            self._timer.start()

    def _tell(self) -> None:
        said = self.sentences()
        self._gathered.clear()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._place, said))

    def sentences(self) -> str:
        """What was gathered, a sentence a person."""
        session = self._link.session
        found = []
        for user, steps in self._gathered.items():
            if len(steps) == 1:
                found.append(sentence_of(session, steps[0]))
            else:
                name = who_is(session, user).name
                found.append(words("outline.steps", name=name, count=len(steps)))
        return ". ".join(found)
