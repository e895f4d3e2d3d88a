"""Boxes with a word round what comes back, what goes and what is other (face.md section 9)."""

from collections.abc import Iterable, Sequence
from typing import Final, Literal, NamedTuple

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from inkroom.board import Board
from inkroom.extent import painted_box
from inkroom.geometry import Box
from inkroom_desktop import theme
from inkroom_desktop.camera import Camera

Tone = Literal["back", "goes", "other"]
COLOURS: Final[dict[Tone, str]] = {"back": "ok", "goes": "danger", "other": "accent"}
PAD: Final = 8
TALL: Final = 20
NEAR: Final = 16 * 32
"""Boxes that are nearer than this to each other become one, in board units."""
MOST: Final = 40
ELEMENTS: Final = 2_000


class Marking(NamedTuple):
    """What becomes of what is in the box."""

    box: Box
    tone: Tone
    label: str


def markings_of(board: Board, ids: Sequence[str], tone: Tone, label: str) -> list[Marking]:
    """Boxes round these elements, those that are near each other in one."""
    found = [e for id in ids[:ELEMENTS] if (e := board.get(id)) is not None]
    return [Marking(box, tone, label) for box in joined(map(painted_box, found))[:MOST]]


def joined(boxes: Iterable[Box]) -> list[Box]:
    """Boxes that lie near each other, as one."""
    found: list[Box] = []
    for box in boxes:
        near = [other for other in found if other.grown(NEAR).meets(box)]
        while near:
            found = [other for other in found if other not in near]
            for other in near:
                box = box.joined(other)
            near = [other for other in found if other.grown(NEAR).meets(box)]
        found.append(box)
    return found


def paint_markings(to: QPainter, markings: Sequence[Marking], camera: Camera) -> None:
    """All in px of the window."""
    font = theme.inter(12, 600)
    metrics = QFontMetricsF(font)
    to.setFont(font)
    for box, tone, label in markings:
        left, top = camera.to_screen(box.left, box.top)
        right, bottom = camera.to_screen(box.right, box.bottom)
        rect = QRectF(left, top, right - left, bottom - top).adjusted(-PAD, -PAD, PAD, PAD)
        colour = theme.colour(COLOURS[tone])
        dashed = Qt.PenStyle.DashLine if tone == "goes" else Qt.PenStyle.SolidLine
        to.setPen(QPen(colour, 2, dashed))
        to.setBrush(Qt.BrushStyle.NoBrush)
        to.drawRoundedRect(rect, 4, 4)
        wide = metrics.horizontalAdvance(label) + 12
        tag = QRectF(rect.left() - 1, rect.top() - TALL - 3, wide, TALL)
        to.setPen(Qt.PenStyle.NoPen)
        to.setBrush(colour)
        to.drawRoundedRect(tag, 4, 4)
        to.setPen(theme.colour("panel"))
        to.drawText(tag, Qt.AlignmentFlag.AlignCenter, label)
