"""What people of one board do together: the timer, in windows."""

import re
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from tests.desktop.test_together import People, people

from inkroom_desktop.page import BoardPage
from inkroom_desktop.panels.timer import TimerStart, minutes

__all__ = ["people"]

pytestmark = pytest.mark.desktop
Until = Callable[[Callable[[], bool]], None]


def press(widget: object) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)  # type: ignore[call-overload]  # any widget


def time_of(page: BoardPage) -> str:
    """What the timer shows, or ""."""
    pill = page.gathering.timer
    return pill.time.text() if pill.isVisible() else ""


def test_time_is_told_in_minutes() -> None:
    """A second that has begun counts."""
    assert [minutes(ms) for ms in (0, 1, 60_000, 299_001, 3_599_999, 3_845_000)] == [
        "0:00",
        "0:01",
        "1:00",
        "5:00",
        "1:00:00",
        "1:04:05",
    ]


def test_a_timer_is_seen_by_all_and_by_who_comes_late(
    people: People, until: Until, dressed: QApplication
) -> None:
    """[MEET-2, MEET-10] Set, lengthened, paused and taken away by anybody who may draw."""
    ana, mira = people.come("Ana"), people.come("Mira")
    ana.show_side("people")
    press(ana.side.people.timer)
    ana.findChild(TimerStart).start.click()  # type: ignore[union-attr]  # it is there
    until(lambda: mira.toast.text.text() == "Ana set the timer to 5:00.")
    late = people.come("Late")
    until(lambda: bool(re.match(r"4:\d\d|5:00", time_of(late))))
    press(mira.gathering.timer.pause)
    until(lambda: not mira.link.session.meeting.timer.runs)  # type: ignore[union-attr]  # it is there
    press(mira.gathering.timer.more)
    everybody = (ana, mira, late)
    until(lambda: all(re.match(r"5:\d\d|6:00", time_of(page)) for page in everybody))
    press(late.gathering.timer.stop)
    until(lambda: all(time_of(page) == "" for page in everybody))
    people.close()
