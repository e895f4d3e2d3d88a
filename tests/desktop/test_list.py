"""The board list of the window: shelves, tags, stars, templates; the settings and the share dialog."""

import json
import urllib.request
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QCheckBox, QLabel, QWidget
from pytestqt.qtbot import QtBot

from inkroom import face
from inkroom_desktop import keys, theme
from inkroom_desktop.address import Address
from inkroom_desktop.device import Device
from inkroom_desktop.lobby import BoardRow
from inkroom_desktop.panels.settings import Settings
from inkroom_desktop.panels.share import Share
from inkroom_desktop.shelf import Shelf, ordered, tag_colour, tags_of
from inkroom_desktop.window import Window

Until = Callable[[Callable[[], bool]], None]


def api(address: Address, path: str, method: str, body: Any) -> None:
    """One request of the REST API."""
    data = json.dumps(body).encode()
    headers = {"content-type": "application/json"}
    request = urllib.request.Request(address.api(path), data, headers, method=method)
    urllib.request.urlopen(request).close()


def shown(window: Window) -> list[str]:
    """The ids of the cards that are seen."""
    return [id for id, card in window.boards.cards.by_id.items() if card.isVisibleTo(window.boards)]


@pytest.fixture
def window(device: Device, address: Address) -> Iterator[Window]:
    made = Window(device, address)
    made.show()
    yield made
    made.end()


def test_boards_stand_on_the_shelves_of_their_tags_and_stars(
    window: Window, device: Device, address: Address, until: Until
) -> None:
    """[EL-9] [PATH-3] Tags are everybody's and come by themselves, stars are this device's."""
    id, boards = address.board, window.boards
    until(lambda: boards.lobby.state == "live")
    api(address, "boards", "POST", {"id": id, "title": "Forces"})
    api(address, f"boards/{id}", "PATCH", {"tags": [f"Tag {id}"]})
    shelf = Shelf("tag", f"Tag {id}")
    until(lambda: shelf in boards.nav.shelves)
    boards.show_shelf(shelf)
    assert shown(window) == [id]
    boards.show_shelf(Shelf("starred"))
    assert boards.empty.text() == face.say("boards.starred-empty")
    boards.star(id)
    assert shown(window) == [id]
    assert device.store.value("stars") == id
    api(address, f"boards/{id}", "PATCH", {"tags": []})
    until(lambda: shelf not in boards.nav.shelves)


def test_a_new_board_begins_with_a_template(window: Window, until: Until) -> None:
    window.boards.make("flow")
    until(lambda: bool(window.pages))
    [page] = window.pages.values()
    until(lambda: len(list(page.link.session.board.visible())) == 12)
    until(lambda: page.link.session.saved)
    assert window.boards.template_for(page.address.board) == ""


def test_boards_are_ordered_as_one_likes() -> None:
    rows = [
        BoardRow("a", "beta", changed=2, created=1),
        BoardRow("b", "Alpha", changed=1, created=2),
    ]
    assert [row.id for row in ordered(rows, "changed")] == ["a", "b"]
    assert [row.id for row in ordered(rows, "created")] == ["b", "a"]
    assert [row.id for row in ordered(rows, "title")] == ["b", "a"]
    tagged = [BoardRow("a", tags=("x", "Y")), BoardRow("b", tags=("x",))]
    assert tags_of(tagged) == [("x", 2), ("Y", 1)]
    assert tag_colour("Class 7b", dark=False) == face.tokens()["ink"]["pink"]["light"]


def test_settings_hold_at_once_and_are_kept(
    window: Window, device: Device, address: Address, until: Until
) -> None:
    page = window.open(address)
    until(lambda: page.link.session.saved)
    dialog = Settings(window, device)
    dialog.changed.connect(window.preferences.settled)
    rail = page.rail.x()
    for flag in ("left-handed", "single-keys"):
        box = dialog.findChild(QCheckBox, flag)
        assert isinstance(box, QCheckBox)
        box.toggle()
    assert page.rail.x() > rail
    press = QKeyEvent(QKeyEvent.Type.KeyPress, Qt.Key.Key_R, Qt.KeyboardModifier.NoModifier, "r")
    assert keys.commands(press) == []
    undo = QKeyEvent(QKeyEvent.Type.KeyPress, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert keys.commands(undo) == [("edit.undo", "board")]
    dialog.themes.chosen.emit("dark")
    assert theme.dark()
    dialog.name.setText("Ana Kern")
    dialog.name.editingFinished.emit()
    until(lambda: (me := page.link.session.me) is not None and me.name == "Ana Kern")
    assert (device.store.value("name"), device.flag("left-handed")) == ("Ana Kern", True)
    keys.use_letters(on=True)
    theme.wear(QGuiApplication.instance(), "light")  # type: ignore[arg-type]  # it is the whole application


def test_no_note_of_the_settings_is_cut(qtbot: QtBot, device: Device) -> None:
    """A note that wraps has all its lines before the window is seen."""
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = Settings(parent, device)
    dialog.open()
    told = [one for one in dialog.findChildren(QLabel) if one.text()]
    assert len(told) > 10
    for one in told:
        assert one.height() >= one.heightForWidth(one.width()), one.text()


def test_the_link_of_a_board_is_copied(window: Window, address: Address, until: Until) -> None:
    """[ACC-1]"""
    told: list[str] = []
    dialog = Share(window, window._device.network, address, "Plan", owner=False, told=told.append)
    dialog.copy()
    assert QGuiApplication.clipboard().text() == address.page
    assert told == [face.say("people.link-copied")]


def test_an_owner_makes_links_and_sees_them(window: Window, address: Address, until: Until) -> None:
    """[API-10] A link is shown once, and listed by its name."""
    until(lambda: window.boards.lobby.state == "live")
    api(address, "boards", "POST", {"id": address.board})
    mine = Address(address.server, address.board, "anything")  # an open server takes it for none
    dialog = Share(window, window._device.network, mine, "Plan", owner=True, told=lambda _: None)
    assert dialog.link.text() == ""
    dialog.name.setText("Parents")
    dialog.role.setCurrentIndex(2)
    dialog.make()
    until(lambda: "#token=" in dialog.link.text())
    assert dialog.link.text() != mine.page
    until(lambda: dialog._links.count() == 1)


def test_the_list_shows_what_was_before_and_plays_what_is_new(
    window: Window, address: Address, until: Until
) -> None:
    """[HIST-3] A board that went on since one was here: its picture of then, and the steps since in ten seconds."""
    page = window.open(address)
    page.link.submit({"put": [{"kind": "rect", "id": "seen", "geom": [0, 0, 160, 80, 0]}]})
    until(lambda: page.link.session.seq == 1)
    window.close_page(page)
    api(address, f"boards/{address.board}", "PATCH", {"title": "Greenhouse"})
    until(lambda: address.board in window.boards.lobby.boards)
    until(lambda: window.boards.lobby.boards[address.board].head == 2)
    card = window.boards.cards.by_id[address.board]
    until(lambda: card._before is not None)
    assert card.pill.isVisibleTo(card)
    assert card.pill.accessibleName() == face.say("boards.watch", count=1)
    assert "boards.watch" in dict(window.boards._menu.rows(card.row))
    card.pill.click()
    past = window.pages[address.server, address.board].past
    until(lambda: past.player.seq == 1 or past.player.playing)
    until(lambda: past.player.seq is None)
    assert past.is_open
