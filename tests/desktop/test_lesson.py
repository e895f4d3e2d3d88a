"""A lesson in windows: everyone works on a board of their own, and the teacher shows one to all."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from tests.desktop.test_files import START_MS, page_of
from tests.desktop.test_sharing import only_here
from tests.desktop.test_together import People, people, window_of

from inkroom_desktop import address as addresses
from inkroom_desktop.address import HERE, Address
from inkroom_desktop.device import Device
from inkroom_desktop.page import BoardPage
from inkroom_desktop.panels.lessonstrip import OWN, SHARED, LessonStrip
from inkroom_desktop.panels.pupilcard import PupilCard
from inkroom_desktop.sharing import OPEN
from inkroom_desktop.window import Window

__all__ = ["only_here", "people"]

pytestmark = pytest.mark.desktop
Until = Callable[[Callable[[], bool]], None]
HOUR_MS = 3_600_000
RECT = {"kind": "rect", "geom": [0, 0, 1600, 800, 0]}


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a busy computer news is no less news."""
    monkeypatch.setattr("inkroom_desktop.gathering.NEWS_MS", HOUR_MS)


def press(widget: object) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)  # type: ignore[call-overload]  # any widget


def strip(page: BoardPage) -> LessonStrip:
    return page.lesson.strip


def draw(page: BoardPage, *ids: str) -> None:
    page.link.submit({"put": [RECT | {"id": id} for id in ids]})


def count(page: BoardPage) -> int:
    return len(list(page.link.session.board.visible()))


def begin(until: Until, teacher: BoardPage, *pupils: BoardPage) -> None:
    """The teacher begins a lesson, and all know of it."""
    teacher.show_side("people")
    until(teacher.side.people.lesson.isVisible)
    press(teacher.side.people.lesson)
    for page in pupils:
        until(strip(page).isVisible)


def aside(until: Until, window: Window, board: str) -> BoardPage:
    """The side board that was opened in the window."""

    def there() -> bool:
        page = window.page
        return page is not None and page.address.board != board and page.link.session.saved

    until(there)
    assert window.page is not None
    return window.page


def card(page: BoardPage, name: str) -> PupilCard | None:
    found = page.lesson.pupils.cards.values()
    return next((one for one in found if one.pupil.name == name), None)


def drawn(page: BoardPage, name: str, head: int) -> Callable[[], bool]:
    """Whether the class shows somebody's board with so many steps, and its picture."""

    def true() -> bool:
        one = card(page, name)
        return one is not None and one.pupil.board.head == head and one.open.picture is not None

    return true


def test_everyone_works_alone_and_one_board_is_revealed(
    people: People, until: Until, dressed: QApplication
) -> None:
    """[SIDE-2, SIDE-5, SIDE-8, MEET-11] The pictures come by themselves; undo takes a reveal back."""
    hill, ana, ben = people.come("Ms Hill"), people.come("Ana"), people.come("Ben")
    begin(until, hill, ana, ben)
    assert ana.toast.text.text() == "Ms Hill began a lesson. You have a board of your own."
    strip(ana).places.chosen.emit(OWN)
    own = aside(until, window_of(people, ana), ana.address.board)
    assert own.title == "My board"
    assert strip(own).places.value == OWN
    draw(own, "a", "b")
    until(drawn(hill, "Ana", 1))
    assert hill.lesson.pupils.away.text() == "Not opened yet: Ben"
    assert hill.lesson.pupils.head.text() == "Class \u00b7 1 board"
    press(card(hill, "Ana").reveal)  # type: ignore[union-attr]  # it is there
    until(lambda: count(ben) == 3)
    until(lambda: hill.toast.text.text() == "Everyone sees the board of Ana now.")
    (frame,) = [one for one in ben.link.session.board.visible() if one.kind == "frame"]
    assert frame.get("title") == "Ana"
    assert hill.desk.selection == [frame.id]
    made = {
        one.fixed["extra"]["made"]["by"]
        for one in hill.desk.board.visible()
        if one.fixed.get("extra")
    }
    assert made == {"Ana"}
    hill.link.undo()
    until(lambda: count(ben) == 0)


def test_the_teacher_helps_on_a_board_and_everyone_keeps_theirs(
    people: People, until: Until, dressed: QApplication
) -> None:
    """[SIDE-2, SIDE-7, MEET-11] The strip leads to and fro; after the lesson the own board stays."""
    hill, ana = people.come("Ms Hill"), people.come("Ana")
    begin(until, hill, ana)
    strip(ana).places.chosen.emit(OWN)
    own = aside(until, window_of(people, ana), ana.address.board)
    until(lambda: card(hill, "Ana") is not None)
    press(card(hill, "Ana").open)  # type: ignore[union-attr]  # it is there
    looked = aside(until, window_of(people, hill), hill.address.board)
    until(lambda: looked.title == "Board of Ana")
    assert not looked.side.people.lesson.isVisibleTo(looked.side.people)
    draw(looked, "h")
    until(lambda: count(own) == 1)
    strip(looked).places.chosen.emit(SHARED)
    assert window_of(people, hill).page is hill
    press(strip(hill).end)
    until(lambda: not strip(ana).isVisible())
    assert strip(own).isVisibleTo(own.canvas)
    strip(own).places.chosen.emit(SHARED)
    assert window_of(people, ana).page is ana
    ana.show_side("people")
    until(ana.side.people.mine.isVisible)
    press(ana.side.people.mine)
    assert window_of(people, ana).page is own


def test_nothing_is_revealed_of_a_board_that_is_empty_or_out_of_reach(
    people: People, until: Until, dressed: QApplication
) -> None:
    """[SIDE-8] It is said, and nothing has changed."""
    hill, ana = people.come("Ms Hill"), people.come("Ana")
    begin(until, hill, ana)
    strip(ana).places.chosen.emit(OWN)
    own = aside(until, window_of(people, ana), ana.address.board)
    draw(own, "a")
    own.link.undo()
    until(drawn(hill, "Ana", 2))
    press(card(hill, "Ana").reveal)  # type: ignore[union-attr]  # it is there
    until(lambda: hill.toast.text.text() == "There is nothing on the board of Ana yet.")
    pupil = card(hill, "Ana").pupil  # type: ignore[union-attr]  # it is there
    other = pupil._replace(board=pupil.board.__class__("none"), name="Zoe")
    hill.lesson.pupils.shown.emit(other)
    told = "The board of Zoe is not within reach. Nothing has changed."
    until(lambda: hill.toast.text.text() == told)
    assert count(hill) == 0


def test_the_class_is_listened_to_only_while_it_is_seen(
    people: People, until: Until, dressed: QApplication
) -> None:
    """[SIDE-5] And for its owner alone."""
    hill, ana = people.come("Ms Hill"), people.come("Ana")
    begin(until, hill, ana)
    pupils = hill.lesson.pupils
    until(lambda: pupils.lobby.state == "live" and pupils.none.isVisible())
    hill.show_side("chat")
    assert not pupils.isVisible()
    strip(ana).places.chosen.emit(OWN)
    aside(until, window_of(people, ana), ana.address.board)
    assert strip(hill).pupils.isVisible()
    press(strip(hill).pupils)
    until(lambda: card(hill, "Ana") is not None)
    assert not strip(hill).pupils.isVisible()
    ana.show_side("people")
    assert not ana.lesson.pupils.isVisibleTo(ana.side.people)


def test_a_lesson_on_the_network_of_this_computer(
    qtbot: QtBot, make_device: Callable[..., Device], nowhere: Address, tmp_path: Path
) -> None:
    """[SIDE-2, ACC-2] Whoever came by a link to look alone draws on a board of their own, which can be revealed."""
    window, guest = Window(make_device("Ms Hill"), nowhere), Window(make_device("Ana"), nowhere)
    for one in (window, guest):
        qtbot.addWidget(one)
        one.show()

    def until(true: Callable[[], bool]) -> None:
        qtbot.waitUntil(true, timeout=START_MS)

    window._device.embedded.start(*OPEN)  # once, and not again for the network
    window._device.files.make(tmp_path / "Lesson.inkroom")
    hill = page_of(qtbot, window)
    sharing = window._device.sharing
    sharing.start(hill.address, hill.title, "viewer")
    until(lambda: bool(sharing.link) and hill.link.session.phase == "live")
    ana = guest.open(addresses.read(sharing.link))
    until(lambda: ana.link.session.role == "viewer")
    begin(until, hill, ana)
    strip(ana).places.chosen.emit(OWN)
    own = aside(until, guest, ana.address.board)
    assert own.desk.may_draw
    draw(own, "a")
    until(drawn(hill, "Ana", 1))
    press(card(hill, "Ana").reveal)  # type: ignore[union-attr]  # it is there
    until(lambda: count(ana) == 2)
    press(card(hill, "Ana").open)  # type: ignore[union-attr]  # it is there
    looked = aside(until, window, hill.address.board)
    until(lambda: looked.title == "Board of Ana" and count(looked) == 1)
    again = window._device.places.board(HERE, looked.address.board)
    assert again.key == looked.address.key
    for one in (guest, window):
        one.close()
