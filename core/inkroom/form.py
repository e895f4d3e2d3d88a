"""Forms: outlines in 1/1000 of a box, and where words have room in them (FORM-1, FORM-2)."""

from typing import Final

from inkroom.path import C, L, M, Path, Z, rounded, steps

_CORNERS: Final[dict[str, list[int]]] = {
    "triangle": [500, 0, 1000, 1000, 0, 1000],
    "pentagon": [500, 0, 1000, 382, 809, 1000, 191, 1000, 0, 382],
    "hexagon": [250, 0, 750, 0, 1000, 500, 750, 1000, 250, 1000, 0, 500],
    "octagon": [293, 0, 707, 0, 1000, 293, 1000, 707, 707, 1000, 293, 1000, 0, 707, 0, 293],
    "star": [
        500, 0, 618, 382, 1000, 382, 691, 618, 809, 1000,
        500, 764, 191, 1000, 309, 618, 0, 382, 382, 382,
    ],
    "parallelogram": [250, 0, 1000, 0, 750, 1000, 0, 1000],
    "trapezoid": [250, 0, 750, 0, 1000, 1000, 0, 1000],
    "arrow": [0, 300, 600, 300, 600, 0, 1000, 500, 600, 1000, 600, 700, 0, 700],
    "cross": [
        333, 0, 667, 0, 667, 333, 1000, 333, 1000, 667, 667, 667,
        667, 1000, 333, 1000, 333, 667, 0, 667, 0, 333, 333, 333,
    ],
}  # fmt: skip
_CURVES: Final[dict[str, Path]] = {
    "cloud": [
        M, 230, 1000, C, 100, 1000, 0, 890, 0, 740, C, 0, 600, 90, 500, 210, 490,
        C, 215, 215, 330, 0, 480, 0, C, 620, 0, 725, 125, 750, 310,
        C, 890, 300, 1000, 440, 1000, 650, C, 1000, 850, 900, 1000, 770, 1000, Z,
    ],
    "heart": [
        M, 500, 1000, C, 420, 900, 0, 620, 0, 290, C, 0, 110, 120, 0, 265, 0,
        C, 365, 0, 455, 55, 500, 150, C, 545, 55, 635, 0, 735, 0,
        C, 880, 0, 1000, 110, 1000, 290, C, 1000, 620, 580, 900, 500, 1000, Z,
    ],
    "bubble": [
        M, 120, 0, L, 880, 0, C, 946, 0, 1000, 63, 1000, 140, L, 1000, 640,
        C, 1000, 717, 946, 780, 880, 780, L, 430, 780, L, 200, 1000, L, 240, 780,
        L, 120, 780, C, 54, 780, 0, 717, 0, 640, L, 0, 140, C, 0, 63, 54, 0, 120, 0, Z,
    ],
}  # fmt: skip
_ROOMS: Final[dict[str, tuple[int, int, int, int]]] = {
    "triangle": (250, 500, 750, 960),
    "pentagon": (190, 270, 810, 960),
    "hexagon": (150, 200, 850, 800),
    "octagon": (90, 200, 910, 800),
    "star": (310, 382, 690, 720),
    "parallelogram": (210, 80, 790, 920),
    "trapezoid": (210, 160, 790, 960),
    "arrow": (40, 300, 840, 700),
    "cross": (40, 333, 960, 667),
    "cloud": (120, 330, 880, 930),
    "heart": (160, 180, 840, 640),
    "bubble": (50, 40, 950, 740),
}
"""Left, top, right and bottom of the room for words."""
FORMS: Final = tuple(_ROOMS)
PLAIN: Final = ("rect", "ellipse", "diamond")
"""The forms that are kinds of their own too."""
OUTLINED: Final = (*PLAIN, "shape")
"""The kinds that have an outline in their box."""
UNKNOWN: Final = "triangle"
"""What an unknown form is drawn as (DRAW-4)."""
_WHOLE: Final = 1000


def form_path(
    form: str, box: tuple[int, int, int, int], flip: tuple[bool, bool], radius: int
) -> Path:
    """The outline of a form in a box `(x,y,w,h)`; corners are rounded by `radius`, bows stay as they are."""
    name = form if form in _ROOMS else UNKNOWN
    if name in _CORNERS:
        return rounded(_placed(_CORNERS[name], box, flip), radius, True)
    path: Path = []
    for op, *numbers in steps(_CURVES[name]):
        path += (op, *_placed(numbers, box, flip))
    return path


def form_room(
    form: str, box: tuple[int, int, int, int], flip: tuple[bool, bool]
) -> tuple[int, int, int, int]:
    """The box `(x,y,w,h)` within a form that words have."""
    room = _ROOMS.get(form, _ROOMS[UNKNOWN])
    ax, ay, bx, by = _placed(room, box, flip)
    return min(ax, bx), min(ay, by), abs(bx - ax), abs(by - ay)


def _placed(
    shares: list[int] | tuple[int, ...], box: tuple[int, int, int, int], flip: tuple[bool, bool]
) -> list[int]:
    """Places in 1/1000 of the box as places on the board."""
    x, y, w, h = box
    placed: list[int] = []
    for at in range(0, len(shares), 2):
        fx = _WHOLE - shares[at] if flip[0] else shares[at]
        fy = _WHOLE - shares[at + 1] if flip[1] else shares[at + 1]
        placed += (x + w * fx // _WHOLE, y + h * fy // _WHOLE)
    return placed
