"""Search on the desktop: what is gone is found too, and one looks at the moment when it was there."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtTest import QTest

from inkroom_desktop.address import Address
from inkroom_desktop.device import Device
from inkroom_desktop.page import BoardPage
from inkroom_desktop.window import Window

pytestmark = pytest.mark.desktop
Until = Callable[[Callable[[], bool]], None]


@pytest.fixture
def window(device: Device, address: Address) -> Iterator[Window]:
    made = Window(device, address.at(""))
    made.resize(1300, 800)
    made.show()
    yield made
    made.end()


@pytest.fixture
def page(window: Window, address: Address, until: Until) -> BoardPage:
    """A board on which a note was written over, and then another one deleted."""
    page = window.open(address)
    until(lambda: page.link.session.phase == "live")
    note = {"kind": "note", "geom": [0, 0, 1600, 1600, 0]}
    put = [
        {"id": "a", "text": "Who brings the pump?", **note},
        {"id": "b", "text": "Pumps", **note},
    ]
    page.desk.submit({"put": put})
    page.desk.submit({"set": [{"id": "a", "text": "Who brings the hose?"}]})
    page.desk.submit({"set": [{"id": "b", "deleted": True}]})
    until(lambda: page.link.session.saved)
    return page


def test_what_is_gone_is_found_and_looked_at_in_its_moment(page: BoardPage, until: Until) -> None:
    """[SEEK-1, SEEK-3] In the find bar, where one asks for the past too."""
    page.run("view.find")
    QTest.keyClicks(page.finder.field, "pump")
    assert page.finder.count.text() == "Nothing found"
    past = page.finder.past
    assert past.list.isHidden()
    past.box.setChecked(True)
    until(lambda: past.list.count() == 2)
    assert [past._note(hit) for hit in past._seeker.hits] == ["Removed since", "Written over since"]
    past.list.itemActivated.emit(past.list.item(1))
    until(lambda: page.past.player.seq == 1)
    until(lambda: page.desk.markings != [])
    page.finder.close_it()
    assert past.list.count() == 0


def test_the_list_finds_what_is_written_on_any_board(
    window: Window, page: BoardPage, until: Until
) -> None:
    """[SEEK-3] What still stands there is shown on the board as it is."""
    boards = window.boards
    window.show_list()
    QTest.keyClicks(boards.search, "hose")
    until(lambda: any(hit.board == page.address.board for hit in boards.written._seeker.hits))
    (at,) = [
        n for n, hit in enumerate(boards.written._seeker.hits) if hit.board == page.address.board
    ]
    boards.written.list.itemActivated.emit(boards.written.list.item(at))
    assert window.page is page
    assert page.desk.selection == ["a"]
    assert page.past.player.seq is None
    boards.search.setText("")
    assert boards.written.isHidden()
