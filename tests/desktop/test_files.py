"""Boards in files, on the server of this computer."""

import json
import os
import signal
import threading
import urllib.request
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from PySide6.QtCore import QObject, Signal
from pytestqt.qtbot import QtBot
from tests.desktop.conftest import PATIENCE_MS
from tests.support.files import excalidraw
from tests.support.patience import PATIENCE_S

from inkroom.formats.inkroom_file import InkroomFile
from inkroom_desktop import boardfile
from inkroom_desktop.address import Address
from inkroom_desktop.boardfile import Kept
from inkroom_desktop.device import Device
from inkroom_desktop.files import OpenFile, Work
from inkroom_desktop.job import Job
from inkroom_desktop.link import Link
from inkroom_desktop.page import BoardPage
from inkroom_desktop.panels.text import words
from inkroom_desktop.window import Window

START_MS = 2 * PATIENCE_MS  # a server process starts in it
RECT = {"id": "e1", "kind": "rect", "geom": [0, 0, 1600, 800, 0]}


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits two seconds for a file to be written."""
    monkeypatch.setattr("inkroom_desktop.files.QUIET_MS", 50)


@pytest.fixture
def window(
    qtbot: QtBot, make_device: Callable[..., Device], nowhere: Address
) -> Callable[..., Window]:
    """A window by the name of its device."""

    def open_one(name: str = "Ana") -> Window:
        made = Window(make_device(name), nowhere)
        qtbot.addWidget(made)
        return made

    return open_one


def page_of(qtbot: QtBot, window: Window) -> BoardPage:
    """The page of the file, once it is there and in step with its server."""
    qtbot.waitUntil(lambda: window.page is not None, timeout=START_MS)
    page = window.page
    assert page is not None
    qtbot.waitUntil(lambda: page.link.session.phase == "live", timeout=START_MS)
    return page


def draw(qtbot: QtBot, page: BoardPage, *puts: dict[str, Any]) -> None:
    page.link.submit({"put": list(puts)})
    qtbot.waitUntil(lambda: page.link.session.saved, timeout=PATIENCE_MS)


def ids_in(path: Path) -> set[str]:
    """The elements of the board in a file, which is checked whole."""
    with path.open("rb") as file:
        return {element.id for element in InkroomFile(file).check().visible()}


def written(qtbot: QtBot, path: Path, ids: set[str]) -> None:
    qtbot.waitUntil(lambda: path.exists() and ids_in(path) == ids, timeout=PATIENCE_MS)


def test_a_new_file_is_written_as_the_board_changes(
    qtbot: QtBot, window: Callable[..., Window], tmp_path: Path
) -> None:
    """[FILE-1] And a second time it is the same board, with all its history."""
    path = tmp_path / "Plan.inkroom"
    first = window()
    first._device.files.make(path)
    page = page_of(qtbot, first)
    assert page.title == "Plan"
    assert page.address.here
    draw(qtbot, page, RECT)
    written(qtbot, path, {"e1"})
    board = page.address.board
    draw(qtbot, page, RECT | {"id": "e2"})
    first.close()
    assert ids_in(path) == {
        "e1",
        "e2",
    }  # what was not written yet is written before the window goes
    first._device.close()
    second = window()
    second.open_file(path)
    again = page_of(qtbot, second)
    assert again.address.board == board
    assert {e.id for e in again.link.session.board.visible()} == {"e1", "e2"}


def test_a_file_that_somebody_else_changed_is_left_alone(
    qtbot: QtBot, window: Callable[..., Window], tmp_path: Path
) -> None:
    """[FILE-2] What is drawn here goes beside it, and the person is told."""
    path, other = tmp_path / "Plan.inkroom", tmp_path / "Other.inkroom"
    here = window()
    here._device.files.make(other)
    page = page_of(qtbot, here)
    draw(qtbot, page, RECT)
    written(qtbot, other, {"e1"})
    here.close_page(page)
    here._device.files.make(path)
    page = page_of(qtbot, here)
    path.write_bytes(other.read_bytes())
    told: list[str] = []
    here._files[page].told.connect(told.append)
    draw(qtbot, page, RECT | {"id": "mine"})
    written(qtbot, tmp_path / "Plan (2).inkroom", {"mine"})
    assert ids_in(path) == {"e1"}
    qtbot.waitUntil(lambda: bool(told), timeout=PATIENCE_MS)
    assert "Plan (2).inkroom" in told[0]


def test_a_file_from_elsewhere_comes_with_its_history_and_a_drawing_is_brought_in(
    qtbot: QtBot, window: Callable[..., Window], tmp_path: Path
) -> None:
    """[FILE-2] Drawings of other programs become boards, and are not written to."""
    path, drawing = tmp_path / "Plan.inkroom", tmp_path / "Sketch.excalidraw"
    first = window("Ana")
    first._device.files.make(path)
    page = page_of(qtbot, first)
    draw(qtbot, page, RECT)
    draw(qtbot, page, RECT | {"id": "e2"})
    written(qtbot, path, {"e1", "e2"})
    second = window("Jo")
    second.open_file(path)
    other = page_of(qtbot, second)
    assert other.link.session.seq == page.link.session.seq
    drawing.write_bytes(excalidraw({"id": "r"}))
    before = drawing.read_bytes()
    second.open_file(drawing)
    qtbot.waitUntil(lambda: second.page is not other, timeout=START_MS)
    brought = page_of(qtbot, second)
    qtbot.waitUntil(
        lambda: len(list(brought.link.session.board.visible())) == 1, timeout=PATIENCE_MS
    )
    assert brought not in second._files
    assert drawing.read_bytes() == before


def test_a_file_that_becomes_a_board_says_how_far_it_is_and_can_be_called_off(
    qtbot: QtBot, window: Callable[..., Window], tmp_path: Path
) -> None:
    """[API-5] As a job of the server; nothing is left of one that was called off."""
    drawing = tmp_path / "Sketch.excalidraw"
    drawing.write_bytes(excalidraw({"id": "r"}))
    here, jobs, told = window(), list[Job](), list[str]()
    files = here._device.files
    files.told.connect(told.append)
    files.coming.connect(lambda job, name: jobs.append(job))
    here.open_file(drawing)
    qtbot.waitUntil(lambda: bool(jobs), timeout=START_MS)
    coming = words("import.coming", name=drawing.name, percent=0)
    assert here.toast.text.text() == coming
    [cancel] = here.toast._buttons
    cancel.click()
    qtbot.waitUntil(lambda: jobs[0].gone, timeout=PATIENCE_MS)
    assert (told, here.page) == ([], None)
    here.open_file(drawing)
    page = page_of(qtbot, here)
    qtbot.waitUntil(lambda: bool(told), timeout=PATIENCE_MS)
    assert told == [words("file.opened-plain", name=drawing.name)]
    assert page.toast.text.text() == told[0]
    assert not here._coming.get(jobs[1])


def test_a_file_that_is_broken_is_told_and_stays(
    qtbot: QtBot, window: Callable[..., Window], tmp_path: Path
) -> None:
    """[FILE-2]"""
    path = tmp_path / "Plan.inkroom"
    path.write_bytes(b"PK no")
    here = window()
    told: list[str] = []
    here._device.files.told.connect(told.append)
    here.open_file(path)
    qtbot.waitUntil(lambda: bool(told), timeout=START_MS)
    assert told[0].startswith("“Plan.inkroom” could not be opened")
    assert path.read_bytes() == b"PK no"
    assert here.page is None


def test_work_begins_when_those_who_wait_for_it_are_connected_and_ends_with_a_word(
    qtbot: QtBot, device: Device
) -> None:
    """It may end before the next line runs: what began by itself could end unheard."""
    calls: list[str] = []
    heard: list[object] = []
    work = Work(device.network, lambda: calls.append("once"))
    work.done.connect(heard.append)
    work.start()
    qtbot.waitUntil(lambda: bool(heard), timeout=PATIENCE_MS)
    broken = Work(device.network, lambda: calls[1:].index("nothing"))
    broken.failed.connect(heard.append)
    broken.start()
    qtbot.waitUntil(lambda: len(heard) == 2, timeout=PATIENCE_MS)
    assert calls == ["once"]
    assert heard == [None, "'nothing' is not in list"]


class Board(QObject):
    """What a file needs of a link."""

    settled = Signal()
    address = Address("http://127.0.0.1:9", "b1")
    session = SimpleNamespace(seq=2)


def test_a_window_that_goes_in_the_middle_of_a_write_knows_what_that_put_into_the_file(
    device: Device, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """[FILE-2] Else it would take it for somebody else's, and write beside it."""
    begun, go_on = threading.Event(), threading.Event()
    known: list[int] = []

    def write(at: Address, path: Path, kept: Kept) -> tuple[Path, Kept]:
        known.append(kept.head)
        begun.set()
        assert go_on.wait(PATIENCE_MS / 1000)
        return path, Kept(at.board, len(known), "")

    monkeypatch.setattr(boardfile, "write_back", write)
    path = tmp_path / "Plan.inkroom"
    opened = OpenFile(device.files, path, Kept("b1", 0, ""), cast(Link, Board()))
    opened._write()
    assert begun.wait(PATIENCE_MS / 1000)
    threading.Timer(0.05, go_on.set).start()
    opened.close()
    assert known == [0, 1]
    assert device.files.known(path) == Kept("b1", 2, "")


def test_the_server_of_this_computer_comes_back_where_it_was(
    qtbot: QtBot, window: Callable[..., Window], tmp_path: Path
) -> None:
    """[P3] Killed in the middle, it starts again, and what was drawn meanwhile is there."""
    path = tmp_path / "Plan.inkroom"
    here = window()
    here._device.files.make(path)
    page = page_of(qtbot, here)
    embedded = here._device.embedded
    assert embedded._process is not None
    os.kill(embedded._process.processId(), signal.SIGKILL)
    page.link.submit({"put": [RECT]})
    qtbot.waitUntil(lambda: page.link.session.saved, timeout=START_MS)
    written(qtbot, path, {"e1"})


def test_a_second_window_uses_the_server_of_the_first_and_takes_it_over(
    qtbot: QtBot, make_device: Callable[..., Device], nowhere: Address, tmp_path: Path
) -> None:
    """[LOG-6] Two programs of one computer never write to one folder."""
    first, second = make_device("Ana").embedded, make_device("Jo").embedded
    second.folder = first.folder
    with qtbot.waitSignal(first.ready, timeout=START_MS):
        first.start()
    with qtbot.waitSignal(second.ready, timeout=START_MS):
        second.start()
    assert second.address == first.address
    with qtbot.waitSignal(second.ready, timeout=START_MS):
        first.stop()
    answer = urllib.request.urlopen(f"{second.address}/api/boards", timeout=PATIENCE_S)
    assert json.load(answer) == {"boards": []}
    answer.close()


def test_a_file_is_whole_at_every_moment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """[FILE-2] A disk that is full leaves the old one."""
    path = tmp_path / "a.inkroom"
    boardfile.replace(path, b"old")
    monkeypatch.setattr(os, "fsync", lambda _: (_ for _ in ()).throw(OSError("full")))
    with pytest.raises(OSError, match="full"):
        boardfile.replace(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]
