"""The pin of PySide6: a release that drops a reference at every call kills the process after some hundred of them."""

import sys

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QWidget

pytestmark = pytest.mark.desktop
CALLS = 200
SLACK = 20
"""Other references come and go meanwhile."""


class Source(QObject):
    told = Signal(object)


def counted() -> tuple[int, int]:
    return sys.getrefcount(None), sys.getrefcount(True)


def test_signals_and_void_calls_keep_the_count_of_none_and_true(qapp: object) -> None:
    """PySide6 6.12.0 on Python 3.11 lost one reference to None at every void call and every emit."""
    source, widget = Source(), QWidget()
    heard = [0]

    def hear(value: object) -> None:
        heard[0] += value is True

    source.told.connect(hear)
    image = QImage(8, 8, QImage.Format.Format_RGB32)
    before = counted()
    for _ in range(CALLS):
        source.told.emit(True)
        widget.update()
        widget.setMouseTracking(True)
    painter = QPainter(image)
    try:
        for _ in range(CALLS):
            painter.setOpacity(1)
            painter.drawPoint(1, 1)
    finally:
        painter.end()
    after = counted()
    assert heard[0] == CALLS
    assert all(abs(now - then) <= SLACK for then, now in zip(before, after, strict=True)), (
        before,
        after,
    )
