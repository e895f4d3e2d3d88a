"""People as they are shown: initials on their colour."""

import re
from typing import NamedTuple

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter

from inkroom.face import say
from inkroom.messages import Person
from inkroom.session import Session
from inkroom_desktop import theme


class Face(NamedTuple):
    """A person of the board. `here` False: took part and is not here now."""

    user: str
    name: str
    colour: str
    me: bool = False
    here: bool = True
    role: str = ""
    peer: str = ""


def initials(name: str) -> str:
    """One or two letters for a name: of its first and last word, or the first two of its only one."""
    words = [word for word in re.split(r"[\s._-]+", name.strip()) if word]
    if not words:
        return "?"
    letters = words[0][0] + words[-1][0] if len(words) > 1 else words[0][:2]
    return letters.upper()


def present(session: Session) -> list[Face]:
    """Who is here: oneself first, each person once however many windows are open."""
    found: dict[str, Face] = {}
    if session.me is not None:
        me = session.me
        found[me.user] = Face(
            me.user, me.name, me.colour, True, session.phase == "live", session.role, me.peer
        )
    for peer in session.peers.values():
        role = session.meeting.roles.of(peer.user, peer.role)
        found.setdefault(
            peer.user, Face(peer.user, peer.name, peer.colour, role=role, peer=peer.peer)
        )
    return list(found.values())


def away(session: Session) -> list[Face]:
    """Who took part and is not here."""
    here = {face.user for face in present(session)}
    return [
        Face(p.id, p.name, p.colour, here=False)
        for p in session.people.values()
        if p.id not in here
    ]


def person_of(session: Session, user: str) -> Person:
    """A person of the board, whether they are here or not."""
    known = session.people.get(user)
    if known is None or not known.name:
        return Person(user, say("guest.name"), known.colour if known else "slate")
    return known


def paint_face(
    to: QPainter, box: QRectF, face: Face, size_px: float, *, strength: float = 1
) -> None:
    """A disc in the person's colour with the initials."""
    to.setRenderHint(QPainter.RenderHint.Antialiasing)
    to.setOpacity(strength if face.here else 0.45)
    to.setPen(Qt.PenStyle.NoPen)
    to.setBrush(theme.person(face.colour))
    to.drawEllipse(box)
    font = theme.inter(size_px, 600)
    metrics = QFontMetricsF(font)
    text = initials(face.name)
    to.setPen(theme.on_person(face.colour))
    to.setFont(font)
    left = box.center().x() - metrics.horizontalAdvance(text) / 2
    to.drawText(round(left), round(box.center().y() + metrics.capHeight() / 2), text)
    to.setOpacity(1)
