"""A picture as an encoder of films takes it: only what changed is turned into its colours."""

from collections.abc import Iterable
from typing import Any, Final

import av
import numpy as np

from inkroom.render.patch import Patch, merged

_COLOURS: Final = np.array(
    [[65.738, 129.057, 25.064], [-37.945, -74.494, 112.439], [112.439, -94.154, -18.285]],
    np.float32,
).T / np.float32(256)
"""Red, green and blue to brightness and two differences (BT.601, as players take a film that does not say)."""
_BLACK: Final = np.array([16, 128, 128], np.float32) + np.float32(0.5)


class Plate:
    """`width` and `height` are even. For `yuv420p`: a brightness for each pixel, a colour for each two by two."""

    def __init__(self, width: int, height: int, format: str) -> None:
        self._format = format
        self._picture: Any = None
        flat = np.zeros(width * height * 3 // 2, np.uint8)
        self._whole = flat.reshape(height * 3 // 2, width)
        count, quarter = width * height, width * height // 4
        self._light = flat[:count].reshape(height, width)
        halves = flat[count : count + quarter], flat[count + quarter :]
        self._tints = [half.reshape(height // 2, width // 2) for half in halves]

    def develop(self, picture: Any, patches: Iterable[Patch]) -> None:
        """Takes over what changed in the picture, height x width x RGB."""
        self._picture = picture
        if self._format != "yuv420p":
            return
        for patch in merged(map(_even, patches)):
            self._turn(picture, patch)

    def _turn(self, picture: Any, patch: Patch) -> None:
        left, top, right, bottom = patch
        colours = picture[top:bottom, left:right].astype(np.float32) @ _COLOURS + _BLACK
        height, width = colours.shape[:2]
        self._light[top:bottom, left:right] = colours[:, :, 0]
        tints = colours[:, :, 1:].reshape(height // 2, 2, width // 2, 2, 2).mean(axis=(1, 3))
        for n, plane in enumerate(self._tints):
            plane[top // 2 : bottom // 2, left // 2 : right // 2] = tints[:, :, n]

    def frame(self) -> Any:
        """The picture for the encoder, which may keep it."""
        if self._format == "yuv420p":
            return av.VideoFrame.from_ndarray(self._whole, format="yuv420p")
        return av.VideoFrame.from_ndarray(self._picture, format="rgb24").reformat(
            format=self._format
        )


def _even(patch: Patch) -> Patch:
    """The smallest that holds it and begins and ends at even pixels."""
    left, top, right, bottom = patch
    return Patch(left // 2 * 2, top // 2 * 2, (right + 1) // 2 * 2, (bottom + 1) // 2 * 2)
