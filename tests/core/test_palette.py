"""The colours of the log on a light and on a dark board."""

from random import Random

import pytest
from tests.support import pictures

from inkroom.face import tokens
from inkroom.palette import ground, painted

DARK_BOARD = tokens()["color"]["board"]["dark"]


def contrast(one: str, other: str) -> float:
    """The contrast of two colours (WCAG 2)."""
    a, b = sorted((_luminance(one), _luminance(other)))
    return (b + 0.05) / (a + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    r, g, b = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return float(0.2126 * r + 0.7152 * g + 0.0722 * b)


def test_the_vectors_are_what_the_generator_makes() -> None:
    """[DRAW-2] The TypeScript twin runs the same file."""
    found = (pictures.VECTORS / "palette.json").read_text(encoding="utf-8")
    assert found == pictures.written("palette")


@pytest.mark.parametrize("palette", ["ink", "highlighter", "note"])
def test_a_palette_colour_has_its_dark_pair(palette: str) -> None:
    """[DRAW-2] However its digits are written; on a light board it stays."""
    for pair in tokens()[palette].values():
        assert painted(pair["light"].lower(), palette, True) == pair["dark"]
        assert painted(pair["light"], palette, False) == pair["light"]


def test_any_other_colour_can_be_seen_in_the_dark() -> None:
    """[DRAW-2] 6,000 colours: never under 3:1, the least that shapes need, on the dark board."""
    random = Random(1)
    colours = [f"#{random.randrange(2**24):06x}" for _ in range(6_000)]
    assert min(contrast(painted(c, "ink", True), DARK_BOARD) for c in colours) > 3


def test_the_ground_of_a_dark_board_is_dark() -> None:
    """[DRAW-2] The usual one has its pair; a white one of an import becomes dark."""
    assert ground("#FBFAF6", True) == DARK_BOARD
    assert _luminance(ground("#ffffff", True)) < 0.05
    assert ground("#ffffff", False) == "#ffffff"
