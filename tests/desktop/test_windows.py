"""Several windows of one device, what they have open, and what the next start opens again."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu

from inkroom_desktop.address import Address, fresh_id
from inkroom_desktop.device import Device
from inkroom_desktop.windows import Windows

Make = Callable[..., Device]


@pytest.fixture
def windows(device: Device, nowhere: Address) -> Iterator[Windows]:
    made = Windows(device)
    made.open(nowhere.at(""))
    yield made
    made.end()


def boards(windows: Windows) -> list[list[str]]:
    """The ids of the boards that are open, by window, the one in front first."""
    return [[page.address.board for page in window.pages.values()] for window in windows.all]


def test_what_was_open_is_open_again(
    windows: Windows, device: Device, make_device: Make, nowhere: Address
) -> None:
    """In its windows, with the board that was seen, and with the tokens of the links."""
    first = windows.all[0]
    first.open(nowhere.at("a"))
    first.open(Address(nowhere.server, "b", "secret"))
    first.show_page(next(iter(first.pages.values())))
    first.window_wanted.emit(None)
    windows.all[1].open(nowhere.at("c"))
    windows.end()
    device.close()
    again = Windows(make_device())
    again.restore(nowhere.at(""))
    assert boards(again) == [["a", "b"], ["c"]]
    [a, b] = again.all[0].pages.values()
    assert again.all[0].page is a
    assert b.address.token == "secret"
    again.end()


def test_a_board_moves_to_a_window_of_its_own(windows: Windows, nowhere: Address) -> None:
    """A window that is closed takes none of the others with it; the last one comes back."""
    first = windows.all[0]
    first.open(nowhere.at("a"))
    page = first.open(nowhere.at("b"))
    first.bar.moved.emit(page)
    assert boards(windows) == [["a"], ["b"]]
    second = windows.all[1]
    second.came_forward.emit()
    assert boards(windows) == [["b"], ["a"]]
    assert second.leads()
    assert not first.leads()
    first.close()
    assert boards(windows) == [["b"]]
    second.close()
    kept = Windows(windows._device)
    kept.restore(nowhere.at(""))
    assert boards(kept) == [["b"]]
    kept.end()


def test_the_menu_offers_the_boards_of_the_last_days(windows: Windows, nowhere: Address) -> None:
    [window] = windows.all
    ids = [fresh_id(), fresh_id()]
    for id in ids:
        window.close_page(window.open(nowhere.at(id)))
    menu = QMenu(window)
    window.menus.recent_wanted.emit(menu)
    assert len(menu.actions()) == 2
    menu.actions()[0].trigger()
    assert [page.address.board for page in window.pages.values()] in ([ids[0]], [ids[1]])


def test_tabs_are_walked_through_and_the_screen_is_filled(
    windows: Windows, nowhere: Address
) -> None:
    [window] = windows.all
    pages = [window.open(nowhere.at(id)) for id in "abc"]
    window.run("menu.next-board")
    assert window.page is pages[0]
    window.run("menu.previous-board")
    assert window.page is pages[2]
    window.run("view.full-screen")
    assert window.windowState() & Qt.WindowState.WindowFullScreen
    window.run("view.full-screen")
    assert not window.windowState() & Qt.WindowState.WindowFullScreen


def test_diagnostics_hold_nothing_that_was_drawn_or_written(
    windows: Windows, nowhere: Address
) -> None:
    [window] = windows.all
    page = window.open(Address(nowhere.server, "b7", "secret"))
    put = {"id": "e1", "kind": "text", "geom": [0, 0, 1600, 422, 0], "text": "Greenhouse"}
    page.link.submit({"put": [put], "set": [{"id": "board", "title": "Plan"}]})
    window.run("menu.diagnostics")
    text = QGuiApplication.clipboard().text()
    assert "board b7 on 127.0.0.1:9: joining" in text or "board b7 on 127.0.0.1:9: offline" in text
    assert "1 waiting" in text
    assert not any(word in text for word in ("Greenhouse", "Plan", "secret"))
