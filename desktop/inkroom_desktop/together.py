"""What people of one board do together: following, presenting and signs, as the page shows them."""

from PySide6.QtCore import QObject, Qt, Signal

from inkroom import events as on
from inkroom.messages import Presence
from inkroom_desktop import theme
from inkroom_desktop.canvas import Canvas
from inkroom_desktop.lead import Lead
from inkroom_desktop.link import Link
from inkroom_desktop.panels.banner import Banner
from inkroom_desktop.panels.side import Side
from inkroom_desktop.panels.text import words
from inkroom_desktop.panels.toasts import Toast
from inkroom_desktop.people import Face


class Together(QObject):
    """`changed`: whom one follows, or whether one presents, is another than before."""

    changed = Signal()

    def __init__(self, link: Link, canvas: Canvas, side: Side, toast: Toast) -> None:
        super().__init__()
        self._link, self._canvas, self._side, self._toast = link, canvas, side, toast
        self.banner = Banner(canvas)
        self.lead = Lead(link, canvas.desk, lambda: (canvas.width(), canvas.height()))
        self.lead.changed.connect(self._show_lead)
        self.banner.stopped.connect(self._stop)
        people = side.people
        people.wanted.connect(self.follow)
        people.called.connect(self._call)
        people.presented.connect(lambda: self.lead.present(not self.lead.presenting))
        people.pointed.connect(canvas.company.show_pointers)

    @property
    def followed(self) -> str:
        """The user whom one follows, or ""."""
        other = self.lead.following
        return other.user if other is not None else ""

    def hear(self, event: on.Event) -> None:
        """What the session tells of the others."""
        company = self._canvas.company
        if isinstance(event, on.PresenceChanged | on.PeersChanged):
            company.changed()
        elif isinstance(event, on.Reacted):
            peer = self._link.session.peers.get(event.peer)
            if peer is not None:
                company.react(event.reaction, peer.name, peer.colour, event.peer)
        self.lead.hear(event)
        self.show_people()

    def follow(self, user: str) -> None:
        """Follows a person, or no longer where one did."""
        peers = self._link.session.peers.values()
        peer = next((peer for peer in peers if peer.user == user), None)
        self.lead.begin(None if self.followed == user else peer)

    def react(self, reaction: str) -> None:
        """Makes a sign that everybody sees."""
        me = self._link.session.me
        if me is not None:
            self._link.live(Presence(reaction=reaction))
            self._canvas.company.react(reaction, me.name, me.colour)

    def show_people(self) -> None:
        """The list of people, where it is seen."""
        presenting = self.lead.presenting
        self._side.show_session(self._link.session, self.followed, presenting=presenting)

    def _call(self) -> None:
        self.lead.call()
        self._toast.tell(words("people.brought"))

    def _stop(self) -> None:
        if self.lead.presenting:
            self.lead.present(False)
        else:
            self.lead.begin(None)
        self._canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_lead(self) -> None:
        me, other, company = self._link.session.me, self.lead.following, self._canvas.company
        if self.lead.presenting:
            company.show_rim(theme.person(me.colour if me else ""))
            self.banner.tell(words("people.presenting"), None)
        elif other is not None:
            company.show_rim(theme.person(other.colour))
            face = Face(other.user, other.name, other.colour)
            self.banner.tell(words("people.following", name=other.name), face)
        else:
            company.show_rim(None)
            self.banner.hide()
        self.show_people()
        self.changed.emit()
