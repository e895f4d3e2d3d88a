"""The collector runs on the window's thread alone."""

import threading
import weakref
from collections.abc import Callable

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from inkroom_desktop import sweep
from inkroom_desktop.device import Device
from inkroom_desktop.network import Request


def test_what_other_threads_do_ends_no_object_of_the_window(qtbot: QtBot) -> None:
    """However much they allocate; the window's own sweep does."""
    ended: list[threading.Thread] = []
    for _ in range(3):
        one = Ring()
        weakref.finalize(one, lambda: ended.append(threading.current_thread()))
    del one
    kept: list[object] = []
    busy = threading.Thread(target=lambda: kept.extend([{}] for _ in range(100_000)))
    busy.start()
    busy.join()
    assert not ended
    sweep.sweep()
    assert ended == [threading.main_thread()] * 3


class Ring(QObject):
    """Only the collector ends it."""

    def __init__(self) -> None:
        super().__init__()
        self.own = self


def test_what_the_network_works_for_ends_on_the_windows_thread(
    qtbot: QtBot, device: Device, until: Callable[[Callable[[], bool]], None]
) -> None:
    """Though the last that knew it was the work."""
    ended: list[threading.Thread] = []
    request = Request(device.network)
    weakref.finalize(request, lambda: ended.append(threading.current_thread()))
    request.send("GET", "http://127.0.0.1:9/nothing")
    del request
    until(lambda: bool(ended))
    assert ended == [threading.main_thread()]
