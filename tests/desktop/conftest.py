"""What the desktop's tests stand on: a dressed application, a device in a folder, a server process."""

import gc
import json
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import keyring
import pytest
from keyring.backends.fail import Keyring as NoRing
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from tests.support.patience import PATIENCE_S
from tests.support.spawner import Spawner

from inkroom_desktop import device as devices
from inkroom_desktop import theme
from inkroom_desktop.address import Address, fresh_id
from inkroom_desktop.device import Device
from inkroom_desktop.panels import leaving
from inkroom_desktop.sweep import Sweep

PATIENCE_MS = PATIENCE_S * 1000
ASK = leaving._ask
keyring.set_keyring(NoRing())  # type: ignore[no-untyped-call]  # the library's
devices.NETWORKS = ("127.0.0.1",)
"""Nothing of a test leaves this computer, and nothing stays on it."""


@pytest.fixture(scope="session")
def dressed(qapp: QApplication) -> QApplication:
    """The application in our fonts, in light."""
    qapp.setStyle("Fusion")
    theme.load_fonts()
    theme.wear(qapp, "light")
    return qapp


@pytest.fixture(autouse=True)
def swept(qapp: QApplication) -> Iterator[None]:
    """As in the app: the collector never ends a window's object on another thread. What a test left ends here."""
    sweep = Sweep()
    yield
    gc.collect(1)
    sweep.end()


@pytest.fixture(scope="module", autouse=True)
def all_swept() -> Iterator[None]:
    yield
    gc.collect()


@pytest.fixture(autouse=True)
def light(dressed: QApplication) -> Iterator[None]:
    """Every test begins in light."""
    yield
    if theme.dark():
        theme.wear(dressed, "light")


@pytest.fixture(autouse=True)
def leave(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever is asked whether to close a board with strokes that wait closes it: nobody sits there to answer."""
    monkeypatch.setattr(leaving, "_ask", lambda parent, count: True)


@pytest.fixture
def asked(leave: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody does sit there."""
    monkeypatch.setattr(leaving, "_ask", ASK)


@pytest.fixture
def make_device(dressed: QApplication, tmp_path: Path) -> Iterator[Callable[..., Device]]:
    """Devices by name, each with a folder of its own; the same name again is the same device, started anew."""
    made: list[Device] = []

    def make(name: str = "Ana") -> Device:
        device = Device(tmp_path / name, name)
        made.append(device)
        return device

    yield make
    for device in made:
        device.close()


@pytest.fixture
def device(make_device: Callable[..., Device]) -> Device:
    return make_device()


@pytest.fixture(scope="session")
def spawner(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Spawner]:
    """One server for all tests: each has a board of its own."""
    with Spawner(tmp_path_factory.mktemp("server")) as running:
        yield running


@pytest.fixture
def server(spawner: Spawner) -> Spawner:
    """A real server process that runs, whatever the test before did to it."""
    if not spawner.pid:
        spawner.start()
    return spawner


@pytest.fixture
def address(server: Spawner) -> Address:
    """A new board of the server."""
    return Address(server.url, fresh_id())


@pytest.fixture
def nowhere() -> Address:
    """A board of a server that does not answer."""
    return Address("http://127.0.0.1:9", "lost")


@pytest.fixture
def until(qtbot: QtBot) -> Callable[[Callable[[], bool]], None]:
    """Waits, with the events running, until something is true."""

    def wait(true: Callable[[], bool]) -> None:
        qtbot.waitUntil(true, timeout=PATIENCE_MS)

    return wait


def entries(address: Address) -> list[dict[str, Any]]:
    """The log of a board, from the server's REST API."""
    path = f"boards/{address.board}/entries?after=0&limit=5000"
    with urllib.request.urlopen(address.api(path)) as answer:
        found: list[dict[str, Any]] = json.load(answer)["entries"]
    return found
