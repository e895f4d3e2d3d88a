"""Images onto the board: as large as they are, or as fits, side by side."""

from collections.abc import Sequence
from typing import Any, Final

from inkroom.geometry import UNIT, rnd
from inkroom.order import many
from inkroom_desktop.tools.desk import Desk, Draft
from inkroom_desktop.tools.paste import Place

GAP: Final = 16 * UNIT
"""Between two images."""


def put_images(
    desk: Desk, assets: Sequence[dict[str, Any]], at: Place, most: tuple[float, float]
) -> None:
    """Puts images with their middle at a place, all of them within `most` (board units). Selects them."""
    if not desk.may_draw or not assets:
        return
    sizes = [
        _size(asset["width"], asset["height"], (most[0] / len(assets), most[1])) for asset in assets
    ]
    left = at[0] - (sum(w for w, _ in sizes) + GAP * (len(sizes) - 1)) / 2
    put: list[Draft] = []
    for asset, (w, h), z in zip(assets, sizes, many(desk.top_z(), None, len(assets)), strict=True):
        geom = [rnd(left), rnd(at[1] - h / 2), w, h, 0]
        put.append({"id": desk.new_id(), "kind": "image", "asset": asset, "geom": geom, "z": z})
        left += w + GAP
    desk.submit({"put": put})
    desk.done([one["id"] for one in put])


def _size(width: int, height: int, most: tuple[float, float]) -> tuple[int, int]:
    share = min(1.0, most[0] / (width * UNIT), most[1] / (height * UNIT))
    return max(1, rnd(width * UNIT * share)), max(1, rnd(height * UNIT * share))
