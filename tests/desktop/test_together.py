"""Several people on one board: who follows whom, who presents, and signs."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from tests.desktop.conftest import entries

from inkroom.messages import Peer, Presence
from inkroom_desktop.address import Address
from inkroom_desktop.camera import Camera
from inkroom_desktop.device import Device
from inkroom_desktop.page import BoardPage
from inkroom_desktop.window import Window

pytestmark = pytest.mark.desktop
Until = Callable[[Callable[[], bool]], None]


class People:
    """Windows by the names of their people, all on one board."""

    def __init__(self, address: Address, make: Callable[..., Device], until: Until) -> None:
        self._address, self._make, self._until = address, make, until
        self.windows: list[Window] = []

    def come(self, name: str, width: int = 1100) -> BoardPage:
        window = Window(self._make(name), self._address)
        window.resize(width, 800)
        window.show()
        self.windows.append(window)
        page = window.open(self._address)
        self._until(lambda: page.link.session.saved)
        return page

    def close(self) -> None:
        for window in self.windows:
            window.close()


@pytest.fixture
def people(address: Address, make_device: Callable[..., Device], until: Until) -> Iterator[People]:
    """Their windows are closed at the end, whatever became of the test."""
    come = People(address, make_device, until)
    yield come
    come.close()


def window_of(people: People, page: BoardPage) -> Window:
    """Whose window a page is in."""
    return next(one for one in people.windows if page in one.pages.values())


def peer_of(page: BoardPage, name: str) -> str:
    """The user id of somebody who is here."""
    return next((p.user for p in page.link.session.peers.values() if p.name == name), "")


def peers_named(page: BoardPage, name: str) -> list[Peer]:
    """The peers of that name."""
    return [peer for peer in page.link.session.peers.values() if peer.name == name]


def middle(page: BoardPage) -> tuple[float, float]:
    canvas = page.canvas
    return page.desk.camera.to_board(canvas.width() / 2, canvas.height() / 2)


def is_begun(page: BoardPage) -> bool:
    """Whether a comment has its pin and no words yet."""
    return page.talk.talking.draft is not None


def company_rim(page: BoardPage) -> bool:
    """Whether there is a frame round the board."""
    return page.canvas.company.rim is not None


def near(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return abs(one[0] - other[0]) < 64 and abs(one[1] - other[1]) < 64


def test_who_follows_sees_what_the_other_sees_until_they_look_around(
    people: People, until: Until, dressed: QApplication
) -> None:
    """[LIVE-7] A frame in their colour and a banner with the way out."""
    ana, mira = people.come("Ana"), people.come("Mira", 1300)
    until(lambda: bool(peer_of(ana, "Mira")))
    ana.together.follow(peer_of(ana, "Mira"))
    assert ana.together.banner.isVisible()
    assert company_rim(ana)
    mira.desk.camera = Camera(3200, 1600, 0.5)
    until(lambda: near(middle(ana), middle(mira)))
    assert ana.desk.zoom < 0.5, "the smaller window shows all that the larger one does"
    QTest.mouseMove(ana.canvas, QPoint(400, 400))
    ana.desk.camera = ana.desk.camera.panned(10, 0)
    assert not ana.together.banner.isVisible()
    assert not company_rim(ana)


def test_who_presents_is_followed_and_recorded(
    people: People, until: Until, address: Address
) -> None:
    """[LIVE-8, LIVE-9] Also by who joins later; the end is in the log."""
    ana, mira = people.come("Ana"), people.come("Mira")
    until(lambda: bool(peer_of(ana, "Mira")))
    mira.together.lead.present(True)
    until(lambda: ana.together.followed == peer_of(ana, "Mira"))
    late = people.come("Late")
    until(lambda: late.together.followed != "")
    mira.together.banner.stop.click()
    until(lambda: mira.link.session.saved)
    views = [entry["view"] for entry in entries(address) if "view" in entry]
    assert views[-1] == [0, 0, 0, 0]
    assert all(view[2] > 0 for view in views[:-1])


def test_everybody_is_brought_to_who_calls(people: People, until: Until) -> None:
    """[LIVE-8]"""
    ana, mira = people.come("Ana"), people.come("Mira")
    until(lambda: bool(peer_of(ana, "Mira")))
    mira.show_side("people")
    QTest.mouseClick(mira.side.people.bring, Qt.MouseButton.LeftButton)
    until(lambda: ana.together.followed == peer_of(ana, "Mira"))


def test_a_sign_rises_on_all_screens_and_is_gone(people: People, until: Until) -> None:
    """[LIVE-8]"""
    ana, mira = people.come("Ana"), people.come("Mira")
    until(lambda: bool(peer_of(mira, "Ana")))
    ana.together.react("heart")
    assert ana.canvas.company.signs.any
    until(lambda: mira.canvas.company.signs.any)
    until(lambda: not mira.canvas.company.signs.any)


def test_a_pointer_beyond_the_edge_is_a_disc_on_it(people: People, until: Until) -> None:
    """face.md section 9; hidden pointers are not painted at all."""
    ana, mira = people.come("Ana"), people.come("Mira")
    until(lambda: bool(peer_of(ana, "Mira")))
    bare = ana.canvas.grab().toImage()
    mira.link.live(Presence(cursor=[160_000, 3_200]))
    until(lambda: any(state.cursor for state in ana.link.session.presence.values()))
    shown = ana.canvas.grab().toImage()
    at = (ana.canvas.width() - 20, 200)
    assert shown.pixelColor(*at) != bare.pixelColor(*at)
    ana.canvas.company.show_pointers(False)
    assert ana.canvas.grab().toImage().pixelColor(*at) == bare.pixelColor(*at)


def test_a_comment_is_pinned_answered_done_and_opened_again(people: People, until: Until) -> None:
    """[TALK-2, TALK-3, TALK-5] On the selection by C; what is new is counted until it is seen."""
    ana, mira = people.come("Ana"), people.come("Mira")
    ana.link.submit({"put": [{"id": "r1", "kind": "rect", "geom": [3200, 3200, 1600, 800, 0]}]})
    ana.desk.select(["r1"])
    ana.run("tool.comment")
    assert ana.side.tab == "comments"
    ana.side.comments.field.setText("Is 5 V enough?")
    QTest.keyClick(ana.side.comments.field, Qt.Key.Key_Return)
    until(lambda: bool(mira.talk.pins.pins))
    assert mira.talk.unread == 1
    (pin,) = mira.talk.pins.pins.values()
    assert pin.accessibleName() == "Comment 1 by Ana: Is 5 V enough?"
    x, y = mira.desk.camera.to_screen(4800, 3200)
    assert (pin.x() + 4, pin.y() + 34) == (round(x), round(y))
    QTest.mouseClick(pin, Qt.MouseButton.LeftButton)
    reply = mira.side.comments.reply
    assert reply is not None
    reply.setText("Yes.")
    QTest.keyClick(reply, Qt.Key.Key_Return)
    until(lambda: bool(ana.link.session.threads))  # each hears of it by a socket of their own
    (thread,) = ana.link.session.threads.values()
    until(lambda: len(thread.lines) == 2)
    mira.side.comments.judged.emit(thread.id, True)
    until(lambda: thread.done)
    ana.talk.talking.open = ""
    ana.talk.refresh()
    assert not ana.talk.pins.pins
    ana.side.comments.judged.emit(thread.id, False)
    until(lambda: not thread.done)


def test_without_a_selection_the_next_press_says_where(people: People, until: Until) -> None:
    """[TALK-2] And a comment without words is nothing."""
    ana = people.come("Ana")
    ana.run("tool.comment")
    assert ana.desk.tool_name == "comment"
    QTest.mouseClick(ana.canvas, Qt.MouseButton.LeftButton, pos=QPoint(500, 400))
    assert is_begun(ana)
    ana.side.comments.cancel.click()
    assert not is_begun(ana)
    assert ana.link.session.waiting == 0
    ana.run("tool.comment")
    QTest.mouseClick(ana.canvas, Qt.MouseButton.LeftButton, pos=QPoint(500, 400))
    ana.side.comments.field.setText("Here")
    QTest.keyClick(ana.side.comments.field, Qt.Key.Key_Return)
    until(lambda: len(ana.talk.pins.pins) == 1)


def test_who_is_named_is_told_and_names_are_offered(people: People, until: Until) -> None:
    """[MSG-10]"""
    ana, mira = people.come("Ana"), people.come("Mira Berg")
    until(lambda: bool(peer_of(ana, "Mira Berg")))
    told: list[str] = []
    mira.talk.mentioned.connect(told.append)
    ana.show_side("chat")
    field = ana.side.chat.field
    QTest.keyClicks(field, "Look, @mi")
    assert field.offer.currentCompletion() == "Mira Berg"
    field.offer.activated.emit("Mira Berg")
    QTest.keyClick(field, Qt.Key.Key_Return)
    until(lambda: bool(told))
    assert told == ["Ana named you: Look, @Mira Berg"]


def test_a_person_takes_another_colour(people: People, until: Until) -> None:
    """[JOIN-6] On a board where they have one already."""
    ana, mira = people.come("Ana"), people.come("Mira")
    until(lambda: bool(peer_of(mira, "Ana")))
    device = people.windows[0]._device
    device.recolour("rust")
    until(lambda: [peer.colour for peer in peers_named(mira, "Ana")] == ["rust"])
    until(lambda: ana.link.session.me is not None and ana.link.session.me.colour == "rust")
    assert device.colour == "rust"
