"""Who may draw: asking for it, what an owner allows, and what a person is told of it (MEET-7, MEET-8)."""

from PySide6.QtCore import QObject

from inkroom import events as on
from inkroom.messages import Entry
from inkroom.side import lesson_of
from inkroom_desktop.desk import BoardDesk
from inkroom_desktop.lead import Lead
from inkroom_desktop.link import Link
from inkroom_desktop.panels.text import words
from inkroom_desktop.panels.toasts import Toast

MAY_DRAW = ("editor", "owner")


class Rights(QObject):
    """Listens to the session; writes what an owner allows as ops."""

    def __init__(self, link: Link, desk: BoardDesk, lead: Lead, toast: Toast) -> None:
        super().__init__()
        self._link, self._desk, self._lead, self._toast = link, desk, lead, toast
        self._told: set[str] = set()

    @property
    def owns_history(self) -> bool:
        """Whether the history is theirs to make short: an owner's, but not of a side board (COMP-1, COMP-6)."""
        return self._link.session.role == "owner" and lesson_of(self._link.address.board) is None

    def hear(self, event: on.Event) -> None:
        """What the session tells."""
        if isinstance(event, on.Met):
            self._tell(event.entry)
        elif isinstance(event, on.PresenceChanged):
            self._askers()

    def ask(self) -> None:
        """Asks whoever may allow it, for as long as one is here."""
        self._lead.ask(True)
        self._toast.tell(words("role.asked"))

    def grant(self, user: str, role: str) -> None:
        """Lets a person do more or less from now on."""
        self._link.submit({"grant": {"user": user, "role": role}})

    def hush(self, on: bool) -> None:  # a slot
        """Only owners draw, or all who may."""
        if on != self._link.session.meeting.roles.hushed:
            self._link.submit({"hush": on})

    def _askers(self) -> None:
        """Tells an owner who asks to edit, once each time."""
        session = self._link.session
        for peer, state in session.presence.items():
            who = session.peers.get(peer)
            if state.asks is not True:
                self._told.discard(peer)
            elif who is not None and peer not in self._told and session.role == "owner":
                self._told.add(peer)
                if session.meeting.roles.of(who.user, who.role) not in MAY_DRAW:
                    self._offer(who.user, who.name or words("guest.name"))

    def _offer(self, user: str, name: str) -> None:
        self._toast.tell(
            words("role.asks", name=name),
            (words("role.allow"), lambda: self.grant(user, "editor")),
            (words("role.not-now"), lambda: None),
            stays=True,
        )

    def _tell(self, entry: Entry) -> None:
        """What one may do from now on."""
        session = self._link.session
        if session.me is None or session.role == "owner":
            return
        if entry.grant:
            if entry.grant.user != session.me.user:
                return
        elif not isinstance(entry.hush, bool):
            return
        if session.role == "editor" and self._lead.asking:
            self._lead.ask(False)
        if session.role != "editor":
            self._desk.set_tool("select")
        hushed = entry.hush is True and session.role == "commenter"
        self._toast.tell(words("role.hushed" if hushed else f"role.now-{session.role}"))
