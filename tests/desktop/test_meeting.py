"""What people of one board do together: the timer, in windows."""

import re
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from tests.desktop.test_together import People, peer_of, people

from inkroom.face import tokens
from inkroom.meeting import Countdown
from inkroom.messages import Presence
from inkroom_desktop import theme
from inkroom_desktop.beam import beams_of
from inkroom_desktop.page import BoardPage
from inkroom_desktop.panels.timer import TimerStart, minutes
from inkroom_desktop.panels.votestrip import VoteStart

__all__ = ["people"]

pytestmark = pytest.mark.desktop
Until = Callable[[Callable[[], bool]], None]


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a busy computer news is no less news."""
    monkeypatch.setattr("inkroom_desktop.gathering.NEWS_MS", 3_600_000)


def press(widget: object) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)  # type: ignore[call-overload]  # any widget


def asks(page: BoardPage) -> bool:
    """Whether this person asks to edit."""
    return page.together.lead.asking


def time_of(page: BoardPage) -> str:
    """What the timer shows, or ""."""
    pill = page.gathering.timer
    return pill.time.text() if pill.isVisible() else ""


def running(page: BoardPage) -> Countdown:
    """The timer that is set."""
    timer = page.link.session.meeting.timer
    assert timer is not None
    return timer


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
    until(lambda: not running(mira).runs)
    paused = running(mira).left
    press(mira.gathering.timer.more)
    until(lambda: running(mira).left > paused)  # it is in the log, before what comes next
    everybody = (ana, mira, late)
    until(lambda: all(re.match(r"5:\d\d|6:00", time_of(page)) for page in everybody))
    press(late.gathering.timer.stop)
    until(lambda: all(time_of(page) == "" for page in everybody))


def note(page: BoardPage, id: str, text: str) -> None:
    page.link.submit(
        {"put": [{"id": id, "kind": "note", "geom": [0, 0, 3200, 3200, 0], "text": text}]}
    )


def test_dots_are_laid_taken_back_and_counted(
    people: People, until: Until, dressed: QApplication
) -> None:
    """[MEET-4, MEET-5, MEET-6] What is hidden is told when the vote is closed."""
    ana, mira = people.come("Ana"), people.come("Mira")
    note(ana, "n1", "Water pump")
    ana.show_side("people")
    press(ana.side.people.vote)
    start = ana.findChild(VoteStart)
    assert isinstance(start, VoteStart)
    start.hidden.setChecked(True)
    start.start.click()
    votes = [page.gathering.voting for page in (ana, mira)]
    until(lambda: all("n1" in voting.marks for voting in votes))
    press(votes[1].marks["n1"].add)
    until(lambda: dots_left(mira) == 2)
    press(votes[1].marks["n1"].add)
    until(lambda: dots_left(mira) == 1)
    press(votes[1].marks["n1"].take)
    until(lambda: dots_left(mira) == 2 and dots_left(ana, mira) == 2)
    assert "0 dots" in votes[0].marks["n1"].add.accessibleName()
    press(votes[0].strip.end)
    until(lambda: votes[1].strip.text.text() == "Result · 1 person voted")
    until(lambda: "1 dot" in votes[0].marks["n1"].add.accessibleName())
    press(votes[1].strip.away)
    assert not votes[1].strip.isVisible()


def dots_left(seen_by: BoardPage, of: BoardPage | None = None) -> int:
    """How many dots somebody still has, as a page knows it."""
    vote, me = seen_by.link.session.meeting.vote, (of or seen_by).link.session.me
    return vote.free(me.user) if vote is not None and me is not None else -1


def test_only_owners_draw_and_who_asks_is_let_in(
    people: People, until: Until, dressed: QApplication
) -> None:
    """[MEET-7, MEET-8, ACC-3, ACC-8] Whoever came first on an open board may say who draws."""
    ana, mira = people.come("Ana"), people.come("Mira")
    ana.show_side("people")
    until(lambda: len(ana.link.session.peers) == 1)
    press(ana.side.people.hush)
    until(lambda: mira.may_ask)
    mira.rights.ask()
    until(lambda: ana.toast.text.text() == "Mira asks to edit.")
    assert asks(mira)
    ana.side.people.granted.emit(peer_of(ana, "Mira"), "editor")
    until(lambda: mira.link.session.role == "editor")
    assert not asks(mira)
    assert mira.toast.text.text() == "You can draw on this board now."
    ana.side.people.granted.emit(peer_of(ana, "Mira"), "viewer")
    until(lambda: mira.link.session.role == "viewer")


def test_others_see_where_a_laser_points_until_it_fades(
    people: People, until: Until, dressed: QApplication
) -> None:
    """[LIVE-6] In red; where several point, each in the person's colour; not from another page."""
    ana, mira = people.come("Ana"), people.come("Mira")
    until(lambda: len(mira.link.session.peers) == 1)
    ana.link.live(Presence(laser=[1600, 1600, 3200, 2400]))

    def beams() -> list[str]:
        desk = mira.desk
        return [c.name() for _, c in beams_of(desk.peers, desk.presence, "1", also=False)]

    until(lambda: beams() == [tokens()["laser"]["light"].lower()])
    desk = mira.desk
    [(trace, _)] = beams_of(desk.peers, desk.presence, "1", also=False)
    assert trace == [1600, 1600, 128, 3200, 2400, 255]
    [(_, colour)] = beams_of(desk.peers, desk.presence, "1", also=True)
    assert colour == theme.person("cobalt")
    assert beams_of(desk.peers, desk.presence, "2", also=False) == []
    x, y = desk.camera.to_screen(3200, 2400)
    shown = mira.canvas.grab().toImage().pixelColor(round(x) - 2, round(y) - 1)
    assert shown.red() > 240 > 100 > shown.green()
    ana.link.live(Presence(laser=None))
    until(lambda: beams() == [])
