"""Who drew an element and when: its writers, looked up in the log once each."""

from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from PySide6.QtCore import QObject, Signal

from inkroom.board import Element, owner
from inkroom.cut import origin
from inkroom.source import Source, source_of
from inkroom_desktop.link import Link
from inkroom_desktop.network import Network, Request

MOST: Final = 100


@dataclass(frozen=True)
class Author:
    """`at`: when it was drawn, in ms since 1970, 0 where that is not known yet.

    `changes`: ops that changed it since, of those that still show; `seq`: the newest step of all, 0: not known.
    """

    user: str
    name: str
    colour: str
    me: bool
    at: int
    changes: int
    seq: int
    source: Source | None = None
    """Who drew it in the file that it came from (EL-11); the person is who brought it in then."""


class Authors(QObject):
    """Knows the steps behind writers; asks the server once for each. `changed`: more is known."""

    changed = Signal()

    def __init__(self, network: Network, link: Link) -> None:
        super().__init__()
        self._network, self._link = network, link
        self._steps: dict[str, tuple[int, int, str]] = {}
        self._asked: dict[str, int] = {}
        self._requests: dict[Request, None] = {}

    def of(self, element: Element) -> Author | None:
        """The person who drew the element; None where this is not known (yet)."""
        drawn = origin(self._link.session.board, element).put
        writers = list(dict.fromkeys([drawn, element.put, *element.writers.values()]))[:MOST]
        self._ask([one for one in writers if one not in self._steps])
        session = self._link.session
        first = self._steps.get(drawn)
        mine = owner(drawn) == session.client and session.me is not None
        user = first[2] if first else session.me.user if mine and session.me else ""
        person = session.people.get(user)
        if person is None:
            return None
        known = [self._steps[one][0] for one in writers if one in self._steps]
        return Author(
            user=user,
            name=person.name,
            colour=person.colour,
            me=session.me is not None and user == session.me.user,
            at=first[1] if first else 0,
            changes=len(writers) - 1,
            seq=max(known) if len(known) == len(writers) else 0,
            source=source_of(element),
        )

    def _ask(self, unknown: list[str]) -> None:
        session = self._link.session
        writers = [one for one in unknown if self._asked.get(one) != session.seq]
        if not session.saved or not writers:
            return
        self._asked.update(dict.fromkeys(writers, session.seq))
        request = Request(self._network, self._link.address.token)
        self._requests[request] = None
        request.done.connect(lambda status, answer: self._take(request, status, answer))
        board = quote(self._link.address.board, safe="")
        query = "&".join(f"of={quote(one)}" for one in writers)
        request.send("GET", self._link.address.api(f"boards/{board}/writers?{query}"))

    def _take(self, request: Request, status: int, answer: object) -> None:
        self._requests.pop(request, None)
        if status != 200 or not isinstance(answer, dict):
            return
        for writer, step in answer["writers"].items():
            self._steps[writer] = (int(step["seq"]), int(step["at"]), str(step["by"]))
        self.changed.emit()
