"""The painter: every kind leaves ink where its box says, and only there."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from PySide6.QtGui import QColor, QImage, QPainter
from tests.desktop.boards import KINDS, element, strokes

from inkroom.board import Element
from inkroom.extent import painted_box
from inkroom.geometry import Box
from inkroom_desktop import painter as painters
from inkroom_desktop import theme
from inkroom_desktop.painter import Painter

pytestmark = pytest.mark.desktop
GROUND = QColor("#FBFAF6")


def painted(one: Element, scale: float = 1 / 16, ground: QColor = GROUND) -> tuple[QImage, Box]:
    """An element on a plain ground, 20 px round its box; and the box in px of the image."""
    box = painted_box(one).grown(int(20 / scale))
    image = QImage(int(box.width * scale), int(box.height * scale), QImage.Format.Format_RGB32)
    image.fill(ground)
    to = QPainter(image)
    try:
        to.setRenderHint(QPainter.RenderHint.Antialiasing)
        to.scale(scale, scale)
        to.translate(-box.left, -box.top)
        Painter().paint(to, one, scale)
    finally:
        to.end()
    return image, Box(20, 20, image.width() - 20, image.height() - 20)


def inked(image: QImage, ground: QColor = GROUND) -> list[tuple[int, int]]:
    return [
        (x, y)
        for y in range(image.height())
        for x in range(image.width())
        if image.pixelColor(x, y) != ground
    ]


@contextmanager
def in_theme(name: theme.Name) -> Iterator[None]:
    """Paints with its colours; no window is dressed for it, not even those that tests before have left."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(theme, "_now", name)
        yield


@pytest.mark.parametrize("put", KINDS, ids=lambda put: put["kind"] + put.get("brush", ""))
@pytest.mark.parametrize("name", ["light", "dark"])
def test_every_kind_is_painted_within_its_box(put: dict[str, object], name: theme.Name) -> None:
    """[DRAW-1] [DRAW-4] In light and in dark."""
    with in_theme(name):
        ground = theme.colour("board")
        image, box = painted(element(**put), ground=ground)
    spots = inked(image, ground)
    assert len(spots) > 100
    grown = box.grown(2)
    assert [spot for spot in spots if not grown.holds(Box(*spot, *spot))] == []


def test_ink_has_its_dark_pair_on_a_dark_board() -> None:
    """[DRAW-2] The log keeps the light value."""
    blue = element(kind="rect", geom=[0, 0, 1600, 800, 0], ink="none", fill="#3150DE")
    image, box = painted(blue)
    assert image.pixelColor(box.left + 30, box.top + 20).name().upper() == "#3150DE"
    with in_theme("dark"):
        image, box = painted(blue, ground=theme.colour("board"))
    assert image.pixelColor(box.left + 30, box.top + 20).name().upper() == "#7694FD"


def test_a_highlighter_mixes_with_what_is_under_it() -> None:
    marker = element(**KINDS[1])
    image, box = painted(marker, ground=QColor("#808080"))
    middle = image.pixelColor((box.left + box.right) // 2, (box.top + box.bottom) // 2)
    assert (middle.red(), middle.green()) == (128, 117)
    assert middle.blue() < 60


def test_a_thin_stroke_looks_like_its_outline_from_afar() -> None:
    """Below 1.2 px of width a line stands for the outline: as dark on the whole, and in the same place."""
    for one in strokes(12):
        near, _ = painted(one, scale=1 / 64)
        wide = one.written("width", 1600, "c:2")  # so wide that its outline is painted
        assert inked(near)
        assert len(inked(painted(wide, scale=1 / 64)[0])) > len(inked(near))


def test_a_turned_element_is_turned_about_its_middle() -> None:
    flat = element(kind="rect", geom=[0, 0, 1600, 160, 0], ink="none", fill="#1D2432")
    upright = element(kind="rect", geom=[0, 0, 1600, 160, 9000], ink="none", fill="#1D2432")
    wide, high = painted(flat)[0], painted(upright)[0]
    assert (wide.width(), wide.height()) == (high.height(), high.width())
    assert abs(len(inked(wide)) - len(inked(high))) <= 4


def test_a_picture_that_is_not_here_leaves_a_quiet_box() -> None:
    image, box = painted(element(**KINDS[9]))
    assert image.pixelColor(box.left + 10, box.top + 10) == theme.colour("sunken")


def test_what_is_kept_of_drawings_has_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    """Paths of thousands of strokes that were looked at closely would fill the memory."""
    monkeypatch.setattr(painters, "KEPT", 2_000)
    many = Painter()
    image = QImage(64, 64, QImage.Format.Format_RGB32)
    to = QPainter(image)
    try:
        for one in strokes(50):
            many.paint(to, one, 1.0)
            assert many._size <= 2_000
    finally:
        to.end()
    assert many._size == sum(ready.size for ready in many._ready.values())
    assert 1 < len(many._ready) < 50
    for id in list(many._ready):
        many.forget(id)
    assert many._size == 0
