"""The server's disk fails while somebody draws in the desktop app: it is told in plain words, and nothing is lost."""

import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.support.faulty import FaultyDisk
from tests.support.spawner import Spawner

from inkroom_desktop.address import Address
from inkroom_desktop.device import Device
from inkroom_desktop.panels.text import words
from inkroom_desktop.window import Window

pytestmark = pytest.mark.desktop
RECT = {"id": "a", "kind": "rect", "geom": [0, 0, 1600, 800, 0]}


def test_a_full_disk_is_told_over_the_board_and_the_stroke_is_kept(
    device: Device, until: Callable[[Callable[[], bool]], None], tmp_path: Path
) -> None:
    """[DISK-1] [DISK-2] P1 P3: never "Saved" meanwhile; saved when the disk has room again."""
    disk = FaultyDisk(tmp_path / "server")
    with Spawner(disk.folder, disk.environment) as server:
        window = Window(device, Address(server.url, ""))
        window.show()
        page = window.open(Address(server.url, "b1"))
        session = page.link.session
        until(lambda: session.saved)
        assert not page.trouble.isVisible()
        disk.fail("full")
        page.link.submit({"put": [RECT]})
        until(page.trouble.isVisible)
        assert page.trouble.text.text() == words("offline.storage-full")
        assert not session.saved
        until(lambda: window.bar.saved.shown.state == "waiting")
        assert window.bar.saved.shown.text == words("saved.waiting", count=1)
        page.card.refresh()
        assert page.card.note.text() == words("offline.storage-full")
        disk.mend()
        until(lambda: session.saved and not page.trouble.isVisible())
        assert session.seq == 1
        assert window.bar.saved.shown.state == "saved"
        window.close()


def test_a_server_that_stops_says_so_and_what_waits_is_saved_when_it_is_back(
    device: Device, until: Callable[[Callable[[], bool]], None], tmp_path: Path
) -> None:
    """[LIM-6] [ROOM-11] As in the web; what was drawn meanwhile is told when it is saved."""
    with Spawner(tmp_path / "server") as server:
        window = Window(device, Address(server.url, ""))
        window.show()
        page = window.open(Address(server.url, "b1"))
        session = page.link.session
        until(lambda: session.saved)
        server.kill(signal.SIGTERM)
        until(page.toast.isVisible)
        assert page.toast.text.text() == words("offline.restart")
        page.link.submit({"put": [RECT]})
        server.start()
        until(lambda: page.toast.text.text() == words("offline.back", count=1))
        assert session.saved
        window.close()
