"""The places of the board list: this computer, servers with their tokens, rooms that are near."""

from collections.abc import Callable, Iterator
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends.fail import Keyring as NoRing
from pytestqt.qtbot import QtBot
from tests.support.spawner import Spawner

from inkroom import face
from inkroom_desktop.address import HERE, Address
from inkroom_desktop.boardfile import Kept
from inkroom_desktop.device import Device
from inkroom_desktop.nearby import Room
from inkroom_desktop.panels.serverbox import ServerBox
from inkroom_desktop.store import Store
from inkroom_desktop.vault import Vault
from inkroom_desktop.window import Window

Until = Callable[[Callable[[], bool]], None]
INK = "https://ink.example"


class Ring(KeyringBackend):
    """A keyring in memory."""

    priority = 5.0
    kept: dict[tuple[str, str], str]

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]


@pytest.fixture
def ring() -> Iterator[Ring]:
    made = Ring()  # type: ignore[no-untyped-call]  # the library's
    made.kept = {}
    keyring.set_keyring(made)
    yield made
    keyring.set_keyring(NoRing())  # type: ignore[no-untyped-call]  # the library's


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = Store(tmp_path / "desktop.db")
    yield made
    made.close()


def test_a_token_lies_in_the_keyring_and_nowhere_else(store: Store, ring: Ring) -> None:
    vault = Vault(store)
    vault.keep(INK, "abc")
    assert vault.safe
    assert (Vault(store).read(INK), list(ring.kept.values())) == ("abc", ["abc"])
    assert "abc" not in store.value(f"secret:{INK}")
    vault.keep(INK, "")
    assert (Vault(store).read(INK), ring.kept) == ("", {})


def test_without_a_keyring_it_lies_in_a_file_that_is_nobody_elses(
    store: Store, tmp_path: Path
) -> None:
    vault = Vault(store)
    vault.keep(INK, "abc")
    assert not vault.safe
    assert Vault(store).read(INK) == "abc"
    assert (tmp_path / "desktop.db").stat().st_mode & 0o077 == 0


def test_a_server_is_added_with_the_token_of_its_link(
    qtbot: QtBot, device: Device, ring: Ring
) -> None:
    box = ServerBox(None, device.vault)  # type: ignore[arg-type]  # no window is needed
    qtbot.addWidget(box)
    assert not box.add.isEnabled()
    box.field.setText("a b c")
    assert not box.add.isEnabled()
    box.field.setText(f"{INK}/#token=abc")
    assert box.note.text() == face.say("places.safe")
    box.add.click()
    assert box.address == Address(INK, token="abc")
    device.places.add(box.address)
    device.places.add(box.address)
    assert device.places.servers == [INK]
    assert device.places.address(INK).token == "abc"
    assert device.places.board(INK, "b").token == "abc"
    device.places.keep(Address(INK, "b", "of the board"))
    assert device.places.board(INK, "b").token == "of the board"
    device.places.forget(INK)
    assert (device.places.servers, device.places.address(INK).token) == ([], "")


def test_it_is_said_where_the_token_is_kept_without_a_keyring(qtbot: QtBot, device: Device) -> None:
    box = ServerBox(None, device.vault)  # type: ignore[arg-type]  # no window is needed
    qtbot.addWidget(box)
    box.field.setText(f"{INK}/#token=abc")
    assert box.note.text() == face.say("places.unsafe")


@pytest.fixture
def window(device: Device, address: Address) -> Iterator[Window]:
    made = Window(device, address)
    yield made
    made.end()


def test_boards_of_this_computer_are_a_place(
    window: Window,
    device: Device,
    server: Spawner,
    until: Until,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    """A board in a file opens the file, so that it is written there; the place is shown again at the next start."""
    boards, embedded = window.boards, device.embedded

    def start(*options: str, port: int = 0) -> None:
        embedded.address = server.url
        embedded.ready.emit(server.url)

    monkeypatch.setattr(embedded, "start", start)  # the server of the tests is there already
    boards.make()
    until(lambda: bool(window.pages))
    boards.show_place(HERE)
    until(lambda: boards.lobby.state == "live")
    boards.make()
    until(lambda: len(window.pages) == 2)
    page = list(window.pages.values())[1]
    until(lambda: page.link.session.saved)
    assert [one.address.here for one in window.pages.values()] == [False, True]
    file, opened = tmp_path / "Garden.inkroom", list[Path]()
    file.touch()
    device.files.note(file, Kept(page.address.board, 0, ""))
    monkeypatch.setattr(device.files, "open", opened.append)
    boards.open_board(page.address.board)
    assert opened == [file]
    assert device.places.start == HERE


def test_a_room_that_is_near_is_joined(
    window: Window, device: Device, address: Address, until: Until
) -> None:
    assert window.boards.nearby.isHidden()
    device.nearby._note("x", Room("x", "Physics <b>", address.page, "desk"))
    assert not window.boards.nearby.isHidden()
    [row] = window.boards.nearby.rows
    row.join.click()
    until(lambda: bool(window.pages))
    assert [page.address.board for page in window.pages.values()] == [address.board]
    device.nearby._note("x", None)
    window.show_list()
    assert window.boards.nearby.isHidden()
