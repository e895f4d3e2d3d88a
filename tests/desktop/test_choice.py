"""Boxes and rows to choose from: seen in the dark, and mirrored where one reads from the right."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from inkroom import face
from inkroom_desktop import theme
from inkroom_desktop.panels.choice import CheckBox, Dropdown, RadioButton
from inkroom_desktop.panels.segment import Part, Segments
from inkroom_desktop.panels.slider import Slider

pytestmark = pytest.mark.desktop


def colours(widget: QWidget) -> set[str]:
    """All that are painted."""
    image = widget.grab().toImage()
    size = image.size()
    return {
        QColor(image.pixel(x, y)).name() for x in range(size.width()) for y in range(size.height())
    }


@pytest.mark.parametrize("make", [CheckBox, RadioButton])
def test_a_box_is_seen_in_the_dark(
    make: Callable[[str], CheckBox | RadioButton], qtbot: QtBot, dressed: QApplication
) -> None:
    """Its edge while it is empty, its ground while it is checked."""
    theme.wear(dressed, "dark")
    box = make("Hidden")
    qtbot.addWidget(box)
    assert theme.colour("control").name() in colours(box)
    assert theme.colour("accent").name() not in colours(box)
    box.setChecked(True)
    assert theme.colour("accent").name() in colours(box)


def test_what_drops_down_has_an_arrow(qtbot: QtBot, dressed: QApplication) -> None:
    """At the side where one stops reading."""
    box = Dropdown()
    qtbot.addWidget(box)
    box.setFixedSize(160, 36)
    for direction, left in (
        (Qt.LayoutDirection.LeftToRight, 136),
        (Qt.LayoutDirection.RightToLeft, 8),
    ):
        box.setLayoutDirection(direction)
        image = box.grab().toImage().copy(left, 10, 16, 16)
        seen = {QColor(image.pixel(x, y)).name() for x in range(16) for y in range(16)}
        assert len(seen) > 1


def test_segments_stand_from_right_to_left(qtbot: QtBot, dressed: QApplication) -> None:
    """And the arrow keys go the way that they point."""
    row = Segments([Part(n, "", str(n), str(n)) for n in range(3)], "Row")
    qtbot.addWidget(row)
    row.setFixedWidth(120)
    row.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert row.cell(0).left() > row.cell(1).left() > row.cell(2).left()
    QTest.mouseClick(row, Qt.MouseButton.LeftButton, pos=row.cell(0).center())
    assert row.value == 0
    QTest.keyClick(row, Qt.Key.Key_Left)
    assert row.value == 1


def test_a_slider_runs_from_right_to_left(qtbot: QtBot, dressed: QApplication) -> None:
    """Its keys go the way that they point, its ground is filled from where one begins to read."""
    slider = Slider("opacity")
    qtbot.addWidget(slider)
    slider.setFixedSize(160, 24)
    slider.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    QTest.mouseClick(slider, Qt.MouseButton.LeftButton, pos=QPoint(150, 12))
    assert slider.value == 0
    QTest.keyClick(slider, Qt.Key.Key_Left)
    assert slider.value == 5
    slider.set_value(50)
    image = slider.grab().toImage()
    accent = theme.colour("accent").name()
    assert QColor(image.pixel(140, 12)).name() == accent
    assert QColor(image.pixel(70, 12)).name() != accent


def test_a_share_reads_as_the_language_has_it(qtbot: QtBot) -> None:
    """Its sign stays behind the number where one reads from the right."""
    face.speak("ar")
    try:
        slider = Slider("opacity")
        qtbot.addWidget(slider)
        slider.set_value(0)
        assert slider.accessibleDescription() == "\u20660 %\u2069"
    finally:
        face.speak("en")
