"""Boards that cannot be opened now, servers that are not reached, and what support is told of it."""

import socket
import ssl
import urllib.request
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from inkroom import __version__
from inkroom_desktop.address import Address
from inkroom_desktop.device import Device
from inkroom_desktop.diagnosis import recent
from inkroom_desktop.network import Network, Request, code_of, reason
from inkroom_desktop.page import BoardPage
from inkroom_desktop.panels.endedcard import EndedCard
from inkroom_desktop.panels.logbox import LogBox
from inkroom_desktop.window import Window

pytestmark = pytest.mark.desktop
Until = Callable[[Callable[[], bool]], None]
RECT = {"id": "e1", "kind": "rect", "geom": [0, 0, 1600, 800, 0], "text": "a secret"}


@pytest.fixture
def window(device: Device, address: Address, dressed: QApplication) -> Iterator[Window]:
    """Closed at the end, whatever became of the test."""
    made = Window(device, address)
    made.show()
    yield made
    made.close()


def opened(window: Window, address: Address, until: Until) -> BoardPage:
    page = window.open(address)
    until(lambda: page.link.session.saved)
    return page


def card(page: BoardPage) -> EndedCard:
    return page.surround.ended


def ends(page: BoardPage, close: int) -> None:
    """As if the server had closed the socket with this code."""
    page.link.session.lost(close)
    page.link._pump()


def asks(address: Address, method: str, path: str) -> None:
    """Of the server's REST API."""
    urllib.request.urlopen(urllib.request.Request(address.api(path), method=method)).close()


def test_a_board_that_goes_to_the_trash_says_so_and_opens_again_when_it_is_back(
    window: Window, address: Address, until: Until
) -> None:
    """[LIM-6] What was drawn is still seen, and a copy can be made of it."""
    page = opened(window, address, until)
    page.link.submit({"put": [RECT]})
    until(lambda: page.link.session.saved)
    asks(address, "DELETE", f"boards/{address.board}")
    until(card(page).isVisible)
    assert card(page).note.text().startswith("This board is in the trash.")
    assert card(page).copy.isVisible()
    assert not card(page).field.isVisible()
    asks(address, "POST", f"boards/{address.board}/restore")
    card(page).go.click()
    again = window.page
    assert again is not None
    assert again is not page
    until(lambda: again.link.session.saved and len(list(again.link.session.board.visible())) == 1)
    assert not card(again).isVisible()


def test_a_link_that_was_ended_asks_for_another(
    window: Window, address: Address, until: Until
) -> None:
    """[LIM-6, ACC-2] What is no link changes nothing."""
    page = opened(window, address, until)
    ends(page, 4401)
    assert card(page).title.text() == "The link does not open this board any more"
    card(page).field.setText("a b")
    card(page).go.click()
    assert window.page is page
    card(page).field.setText(f"{address.page}#token=another")
    card(page).go.click()
    again = window.page
    assert again is not None
    assert again is not page
    assert again.address.token == "another"
    until(lambda: again.link.session.saved)


def test_another_version_is_named_with_what_to_do(
    window: Window, address: Address, until: Until
) -> None:
    """[LIM-6] And what support asks for is a press away."""
    page = opened(window, address, until)
    ends(page, 4426)
    assert card(page).title.text() == "The server has another version of Inkroom"
    assert __version__ in card(page).note.text()
    assert not card(page).copy.isVisible()  # nothing was drawn
    card(page).diagnose.click()
    assert f"board {address.board}" in QGuiApplication.clipboard().text()


def test_why_a_server_is_not_reached_is_told(
    window: Window, nowhere: Address, until: Until
) -> None:
    """[SES-10] By the card of the saved indicator, and by the list."""
    page = window.open(nowhere)
    until(lambda: page.link.why == "refused" and page.link.session.phase == "offline")
    page.card.refresh()
    assert page.card.note.text().startswith("127.0.0.1:9 is there, and no Inkroom server")
    window.show_list()
    window.boards.show_place(nowhere.server)
    until(lambda: "127.0.0.1:9 is there" in window.boards.notice.text())
    reasons = [reason(one()) for one in (socket.gaierror, ssl.SSLError, TimeoutError)]
    assert reasons == ["name", "trust", "late"]


def test_what_a_server_says_when_it_refuses_is_kept(
    qtbot: QtBot, device: Device, address: Address
) -> None:
    """[API-1] By its code."""
    network: Network = device.network
    request = Request(network)
    with qtbot.waitSignal(request.done) as heard:
        request.send("GET", address.api("boards/none"))
    status, answer = heard.args or []
    assert status == 404
    assert code_of(answer) == "not_found"
    assert code_of(None) == code_of(b"") == code_of({"error": "x"}) == ""


def test_the_log_for_support_has_the_connections_and_nothing_that_was_written(
    window: Window, address: Address, until: Until, qtbot: QtBot
) -> None:
    """It is read anew when it is copied."""
    page = opened(window, address, until)
    page.link.submit({"put": [RECT], "say": "another secret"})
    until(lambda: page.link.session.saved)
    box = LogBox(window, window._filing._diagnosis)
    qtbot.addWidget(box)
    assert f"board {address.board}" in box.text.toPlainText()
    recent.lines.append("the newest line")
    box.copy.click()
    copied = QGuiApplication.clipboard().text()
    assert copied.endswith("the newest line")
    assert "secret" not in copied
