"""A picture of a board that is kept: only what changed is painted anew, as `png` would paint all of it."""

from collections.abc import Mapping
from math import ceil, floor
from typing import Any, Final, NamedTuple

import numpy as np
import resvg_py

from inkroom.board import Element, is_highlight
from inkroom.drawing import drawing
from inkroom.face import font_paths
from inkroom.geometry import Box
from inkroom.palette import ground
from inkroom.render.patch import Patch, merged
from inkroom.render.runs import OTHERS, apart
from inkroom.render.svg import Writer

_ROOM: Final = 1024
_NOWHERE: Final = (2**62, 2**62, -(2**62), -(2**62))
_FONTS: Final = [str(path) for path in font_paths()]


class _Piece(NamedTuple):
    key: tuple[bool, str, str]
    text: str


class Easel:
    """`pixels` is the picture, height x width x RGB. Change elements with `put`, then `paint`."""

    def __init__(
        self,
        width: int,
        height: int,
        area: Box,
        *,
        dark: bool = False,
        assets: Mapping[str, bytes] | None = None,
    ) -> None:
        self.width, self.height = width, height
        self.scale = min(width / max(1, area.width), height / max(1, area.height))
        """Px in a board unit."""
        self.left = area.left - (width / self.scale - area.width) / 2
        self.top = area.top - (height / self.scale - area.height) / 2
        self.background = "#FBFAF6"
        self.pixels: Any = np.zeros((height, width, 3), np.uint8)
        self._dark = dark
        self._writer = Writer(dark, assets or {})
        self._pieces: dict[str, _Piece] = {}
        self._slots: dict[str, int] = {}
        self._ids: list[str] = []
        self._boxes: Any = np.full((_ROOM, 4), _NOWHERE, np.int64)
        self._dirty: list[Patch] = [Patch(0, 0, width, height)]

    def set_background(self, colour: str) -> None:
        """Another ground: all is painted anew."""
        if colour != self.background:
            self.background = colour
            self._dirty = [Patch(0, 0, self.width, self.height)]

    def put(self, id: str, element: Element | None) -> None:
        """The element is so from now on; None: it is not seen."""
        self._soil(id)
        if element is None:
            if self._pieces.pop(id, None) is not None:
                self._boxes[self._slots[id]] = _NOWHERE
            return
        one = drawing(element)
        key = (not is_highlight(element), element.get("z"), element.id)
        self._pieces[id] = _Piece(key, apart(self._writer.drawing(one)))
        slot = self._slots.setdefault(id, len(self._ids))
        if slot == len(self._ids):
            self._ids.append(id)
            if slot == len(self._boxes):
                more = np.full((len(self._boxes), 4), _NOWHERE, np.int64)
                self._boxes = np.concatenate([self._boxes, more])
        self._boxes[slot] = one.box
        self._soil(id)

    def _soil(self, id: str) -> None:
        if id in self._pieces:
            patch = self._patch(Box(*(int(n) for n in self._boxes[self._slots[id]])))
            if patch is not None:
                self._dirty.append(patch)

    def _patch(self, box: Box) -> Patch | None:
        """The pixels that a box covers, one more at each side; None: none."""
        left = max(0, floor((box.left - self.left) * self.scale) - 1)
        top = max(0, floor((box.top - self.top) * self.scale) - 1)
        right = min(self.width, ceil((box.right - self.left) * self.scale) + 1)
        bottom = min(self.height, ceil((box.bottom - self.top) * self.scale) + 1)
        return Patch(left, top, right, bottom) if left < right and top < bottom else None

    def paint(self) -> list[Patch]:
        """Paints what changed, and says where that was."""
        patches = merged(self._dirty)
        self._dirty = []
        for patch in patches:
            self._paint(patch)
        return patches

    def at(self, x: float, y: float) -> tuple[float, float]:
        """Where a place of the board is, in px."""
        return (x - self.left) * self.scale, (y - self.top) * self.scale

    def _paint(self, patch: Patch) -> None:
        left, top, right, bottom = patch
        box = (
            self.left + left / self.scale,
            self.top + top / self.scale,
            self.left + right / self.scale,
            self.top + bottom / self.scale,
        )
        boxes = self._boxes[: len(self._ids)]
        meets = (boxes[:, 0] <= box[2]) & (boxes[:, 2] >= box[0])
        meets &= (boxes[:, 1] <= box[3]) & (boxes[:, 3] >= box[1])
        found = sorted(self._pieces[self._ids[slot]] for slot in np.nonzero(meets)[0])
        body = "".join(piece.text for piece in found)
        fill = ground(self.background, self._dark)
        place = f'x="{box[0]:.6f}" y="{box[1]:.6f}" width="{box[2] - box[0]:.6f}"'
        place += f' height="{box[3] - box[1]:.6f}"'
        text = (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{right - left}"'
            f' height="{bottom - top}" viewBox="{box[0]:.6f} {box[1]:.6f}'
            f' {box[2] - box[0]:.6f} {box[3] - box[1]:.6f}" fill="none"'
            f' stroke-linecap="round" stroke-linejoin="round"><rect {place} fill="{fill}"/>'
            f"{body}</svg>"
        )
        self.pixels[top:bottom, left:right] = raster(text, right - left, bottom - top)[:, :, :3]


def raster(svg: str, width: int, height: int) -> Any:
    """An SVG text as pixels, height x width x RGBA."""
    import av

    data = resvg_py.svg_to_bytes(
        svg_string=svg,
        width=width,
        height=height,
        font_files=_FONTS if "<text" in svg else None,
        skip_system_fonts=OTHERS not in svg,  # reading them all takes a moment
    )
    reader = av.CodecContext.create("png", "r")
    reader.thread_count = 1
    packet = av.Packet(data)
    frames = [*reader.decode(packet), *reader.decode(None)]
    return frames[0].to_ndarray(format="rgba")
