"""The beam of a laser pointer on the screen: a core with a glow, in the ink that tells whose it is."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter

from inkroom.face import tokens
from inkroom.geometry import Box, rnd
from inkroom.ink import natural_box, outline
from inkroom.messages import Peer, Presence, You
from inkroom.trail import trace_of
from inkroom_desktop import theme
from inkroom_desktop.painter import painter_path

_GLOW: Final = 0.28
"""How much of the ink its glow has."""


def paint_beam(to: QPainter, trace: list[int], colour: QColor, scale: float) -> None:
    """Paints a trace where the painter's transform is from board units to px; `scale`: px of the screen in a unit."""
    to.setPen(Qt.PenStyle.NoPen)
    to.setBrush(colour)
    for name, strength in (("glow", _GLOW), ("core", 1.0)):
        to.setOpacity(strength)
        to.drawPath(painter_path(outline(trace, max(8, rnd(tokens()["laser"][name] / scale)))))
    to.setOpacity(1)


def beam_box(traces: Sequence[list[int]], scale: float) -> Box | None:
    """What the beams cover."""
    flat = [n for trace in traces for n in trace]
    return natural_box(flat).grown(rnd(tokens()["laser"]["glow"] / scale)) if flat else None


def colour_of(me: You | None, presence: dict[str, Presence]) -> QColor:
    """Of the own laser: the person's colour while others point too."""
    others = any(isinstance(state.laser, list) for state in presence.values())
    if others and me is not None:
        return theme.person(me.colour)
    return QColor(tokens()["laser"][theme.now()])


def beams_of(
    peers: dict[str, Peer], presence: dict[str, Presence], page: str, *, also: bool
) -> list[tuple[list[int], QColor]]:
    """Others' lasers on a page: in the person's colour where several point, `also` oneself."""
    pointing = {
        peer: state.laser
        for peer, state in presence.items()
        if isinstance(state.laser, list) and state.laser and (state.page or "1") == page
    }
    several = also or len(pointing) > 1
    red = QColor(tokens()["laser"][theme.now()])
    return [
        (
            trace_of(places),
            theme.person(peers[peer].colour) if several and peer in peers else red,
        )
        for peer, places in pointing.items()
    ]
