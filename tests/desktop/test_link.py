"""Links and windows against a real server process: together, offline, and over its death."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot
from tests.desktop.conftest import PATIENCE_MS, entries
from tests.desktop.plain import drag
from tests.support.spawner import Spawner

from inkroom.messages import Presence, Wet
from inkroom_desktop.address import Address, fresh_id
from inkroom_desktop.device import Device
from inkroom_desktop.link import Link
from inkroom_desktop.page import BoardPage
from inkroom_desktop.panels.text import words
from inkroom_desktop.window import Window

pytestmark = pytest.mark.desktop
Until = Callable[[Callable[[], bool]], None]
Make = Callable[..., Device]


def rect(id: str, **more: object) -> dict[str, object]:
    return {"id": id, "kind": "rect", "geom": [0, 0, 1600, 800, 0]} | more


def ids(link: Link) -> list[str]:
    return sorted(element.id for element in link.session.board.visible())


@pytest.fixture
def pair(make_device: Make, address: Address) -> tuple[Link, Link]:
    """Two devices on one board."""
    return make_device("Ana").link(address), make_device("Jonas").link(address)


def test_two_devices_see_what_the_other_draws(pair: tuple[Link, Link], until: Until) -> None:
    """P4: all screens end equal."""
    ana, jonas = pair
    until(lambda: ana.session.saved and jonas.session.saved)
    ana.submit({"put": [rect("a")]})
    jonas.submit({"put": [rect("j")], "say": "Hi"})
    until(lambda: ana.session.seq == jonas.session.seq == 2)
    assert ids(ana) == ids(jonas) == ["a", "j"]
    assert ana.session.confirmed.digest() == jonas.session.confirmed.digest()
    assert [entry.say for entry in ana.session.says] == ["Hi"]
    assert {p.name for p in ana.session.people.values()} == {"Ana", "Jonas"}


def test_undo_takes_back_ones_own_and_leaves_the_others(
    pair: tuple[Link, Link], until: Until
) -> None:
    """[BUG-8] P5 [UNDO-1]"""
    ana, jonas = pair
    ana.submit({"put": [rect("a")]})
    until(lambda: "a" in ids(jonas))
    jonas.submit({"set": [{"id": "a", "ink": "#AE1E0E"}]})
    until(lambda: ana.session.seq == 2)
    assert ana.undo()
    until(lambda: ana.session.saved and jonas.session.seq == 3)
    assert ids(ana) == ids(jonas) == ["a"]


def test_wet_ink_is_seen_while_the_pen_is_down(pair: tuple[Link, Link], until: Until) -> None:
    """[LIVE-2] [LIVE-4] It comes in pieces, and goes when the stroke is in the log."""
    ana, jonas = pair
    until(lambda: ana.session.saved and jonas.session.saved and bool(jonas.session.peers))
    ana.live(Presence(cursor=[16, 32], wet=Wet(id="w", points=[0, 0, 9, 16, 0, 9])))
    until(lambda: any(isinstance(state.wet, Wet) for state in jonas.session.presence.values()))
    ana.live(Presence(wet=Wet(id="w", start=1, points=[32, 0, 9, 48, 0, 9])))

    def points() -> list[int]:
        wets = [
            state.wet for state in jonas.session.presence.values() if isinstance(state.wet, Wet)
        ]
        return wets[0].points if wets else []

    until(lambda: points() == [0, 0, 9, 32, 0, 9, 48, 0, 9])
    ana.submit(
        {"put": [{"id": "w", "kind": "stroke", "points": [0, 0, 9, 0], "geom": [0, 0, 0, 0, 0]}]}
    )
    until(lambda: "w" in ids(jonas))
    assert points() == []


def test_nothing_is_saved_before_the_server_says_so(
    pair: tuple[Link, Link], address: Address, server: Spawner, until: Until
) -> None:
    """[BUG-37] P1 [SES-8]"""
    ana, _ = pair
    until(lambda: ana.session.saved)
    server.kill()
    ana.submit({"put": [rect("a")]})
    assert not ana.session.saved
    until(lambda: ana.session.phase == "offline")
    assert ana.session.waiting == 1
    server.start()
    ana.try_now()
    until(lambda: ana.session.saved)
    assert [e["put"][0]["id"] for e in entries(address)] == ["a"]


def test_kill_9_of_the_server_loses_nothing(
    pair: tuple[Link, Link], address: Address, server: Spawner, until: Until
) -> None:
    """P2 P3 [SES-5] Three times in the middle of drawing: every op once, and both screens equal."""
    links = pair
    until(lambda: all(link.session.saved for link in links))
    drawn: list[str] = []
    for turn in range(3):
        for n in range(12):
            for name, link in zip("aj", links, strict=True):
                drawn.append(f"{name}{turn}x{n}")
                link.submit({"put": [rect(drawn[-1])]})
            if n == 6:
                server.kill()
        until(lambda: all(link.session.phase == "offline" for link in links))
        server.start()
        for link in links:
            link.try_now()
        until(lambda: all(link.session.saved for link in links))
    until(lambda: links[0].session.seq == links[1].session.seq == len(drawn))
    put = [e["put"][0]["id"] for e in entries(address)]
    assert sorted(put) == sorted(drawn)
    assert ids(links[0]) == ids(links[1]) == sorted(drawn)
    assert links[0].session.confirmed.digest() == links[1].session.confirmed.digest()


def test_the_queue_of_a_closed_program_goes_out_when_it_is_started_again(
    make_device: Make, address: Address, server: Spawner, until: Until
) -> None:
    """P3: drawn while the server was dead, program ended, both started again."""
    device = make_device()
    link = device.link(address)
    until(lambda: link.session.saved)
    link.submit({"put": [rect("before")]})
    until(lambda: link.session.saved)
    server.kill()
    until(lambda: link.session.phase == "offline")
    link.submit({"put": [rect("offline")]})
    device.close()
    server.start()
    again = make_device().link(address)
    assert ids(again) == ["before", "offline"]
    until(lambda: again.session.saved)
    assert [e["put"][0]["id"] for e in entries(address)] == ["before", "offline"]


def test_the_ops_of_a_dead_window_are_sent_by_the_next_one(
    make_device: Make, address: Address, server: Spawner, until: Until
) -> None:
    """[SES-20] Under its own client id; when its queue is empty, its ops stay without the board."""
    device = make_device()
    first, second = device.link(address), device.link(address)
    assert first.session.client != second.session.client
    until(lambda: first.session.saved and second.session.saved)
    server.kill()
    until(lambda: first.session.phase == second.session.phase == "offline")
    first.submit({"put": [rect("one")]})
    second.submit({"put": [rect("two")]})
    device.close()
    server.start()
    device = make_device()
    third = device.link(address)
    until(lambda: third.session.saved and ids(third) == ["one", "two"])
    clients = {e["client"] for e in entries(address)}
    assert clients == {first.session.client, second.session.client}

    def left() -> dict[str, tuple[int, bool]]:
        known = device.store.clients(address.server, address.board)
        return {one.id: (one.waiting, one.cached) for one in known}

    (heir,) = clients - {third.session.client}
    until(lambda: left()[heir] == (0, False))
    assert [q.verdict for q in device.store.load(heir).ops] == ["saved"]


def test_a_server_that_was_set_back_gets_the_ops_of_a_window_that_is_gone(
    make_device: Make, until: Until, tmp_path: Path
) -> None:
    """[SES-20, SES-16] P3: they were saved; the copy that was put back is older than they are."""
    data, copy = tmp_path / "data", tmp_path / "copy"
    with Spawner(data) as server:
        address = Address(server.url, fresh_id())
        device = make_device()
        first, second = device.link(address), device.link(address)
        until(lambda: first.session.saved and second.session.saved)
        server.kill()
        shutil.copytree(data, copy)
        server.start()
        for link, name in ((first, "one"), (second, "two")):
            link.try_now()
            link.submit({"put": [rect(name)]})
        until(lambda: ids(first) == ["one", "two"] and first.session.saved and second.session.saved)
        device.close()
        server.kill()
        shutil.rmtree(data)
        shutil.copytree(copy, data)
        server.start()
        device = make_device()
        third = device.link(address)
        until(lambda: ids(third) == ["one", "two"] and third.session.saved)
        told = {(e["client"], e["put"][0]["id"]) for e in entries(address)}
        assert told == {(first.session.client, "one"), (second.session.client, "two")}
        device.close()


def test_a_client_id_in_use_is_given_up_and_the_ops_go_under_a_fresh_one(
    make_device: Make, address: Address, until: Until
) -> None:
    """[SES-12] The store was copied: two devices believe to be one client, and nothing is lost."""
    device = make_device("Ana")
    link = device.link(address)
    link.submit({"put": [rect("a")]})
    until(lambda: link.session.saved)
    old = link.session.client
    other = make_device("Twin")
    other.store.add(old, address.server, address.board)
    twin = other.link(address)
    assert twin.session.client == old
    twin.submit({"put": [rect("t")]})
    until(lambda: twin.session.saved and ids(twin) == ["a", "t"])
    assert twin.session.client != old
    other.keeper.flush()
    assert [known.id for known in other.store.clients(address.server, address.board)] == [
        twin.session.client
    ]


# ------------------------------------------------------------------ windows


@pytest.fixture
def windows(make_device: Make, address: Address, qtbot: QtBot) -> Iterator[tuple[Window, Window]]:
    """Two windows of two devices on one board."""
    made = []
    for name in ("Ana", "Jonas"):
        window = Window(make_device(name), address)
        qtbot.addWidget(window)
        window.resize(1200, 800)
        window.open(address)
        window.show()
        made.append(window)
    yield made[0], made[1]
    for window in made:
        window.end()


def seen(window: Window) -> BoardPage:
    page = window.page
    assert page is not None
    return page


def test_a_stroke_drawn_in_one_window_is_painted_in_the_other(
    windows: tuple[Window, Window], until: Until
) -> None:
    ana, jonas = (seen(window) for window in windows)
    until(lambda: ana.link.session.saved and jonas.link.session.saved)
    ana.run("tool.pen")
    ana.desk.set_style(ink="#AE1E0E", width=192)
    drag(ana.desk.tool, (100, 100), (150, 100), (200, 100))
    until(lambda: len(jonas.scene.index) == 1 and jonas.scene.tiles.whole)
    spot = jonas.desk.camera.to_screen(150 * 16, 100 * 16)
    image = jonas.canvas.grab().toImage()
    assert image.pixelColor(round(spot[0]), round(spot[1])).name().upper() == "#AE1E0E"


def test_the_window_tells_that_strokes_wait_and_that_they_are_saved(
    windows: tuple[Window, Window], server: Spawner, until: Until
) -> None:
    """P1: the words of the face, by the state of the session."""
    window = windows[0]
    page = seen(window)
    until(lambda: page.link.session.saved)
    assert window.bar.saved.shown.text == "Saved · #0"
    server.kill()
    until(lambda: page.link.session.phase == "offline")
    assert window.bar.saved.shown.text == "No connection"
    page.link.submit({"put": [rect("a")]})
    assert window.bar.saved.shown.text == "1 stroke waiting on this device"
    page.toggle_card(window.bar.saved.mapToGlobal(window.bar.saved.rect().bottomLeft()))
    assert page.card.title.text() == "No connection. Keep drawing."
    assert page.card.here.text() == "1 stroke"
    server.start()
    page.card.again.click()
    until(lambda: page.link.session.saved)
    assert window.bar.saved.shown.text == "Saved · #1"
    assert page.toast.text.text() == "Back. Your stroke is saved."


def answering(button: str, asked: list[str]) -> None:
    """Presses a button of the question as soon as it is there, and notes what it says."""

    def press() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        asked.append(box.text())
        next(b for b in box.buttons() if b.text() == words(button)).click()

    QTimer.singleShot(0, press)


@pytest.mark.usefixtures("asked")
def test_a_window_asks_before_it_goes_while_strokes_wait(
    windows: tuple[Window, Window], server: Spawner, until: Until, make_device: Make
) -> None:
    """[BUG-38] P1, P3: the person may stay; whoever goes all the same finds it again."""
    window = windows[0]
    page = seen(window)
    server.kill()
    until(lambda: page.link.session.phase == "offline")
    page.link.submit({"put": [rect("e1")]})
    asked: list[str] = []
    answering("offline.leave-stay", asked)
    assert not window.close()
    assert page.link.session.waiting == 1
    answering("offline.leave-close", asked)
    assert window.close()
    assert asked == ["1 stroke waits on this device."] * 2
    again = make_device("Ana").link(page.address)
    assert ids(again) == ["e1"]
    assert again.session.waiting == 1


def test_a_window_whose_strokes_are_just_going_out_waits_for_them_and_asks_nothing(
    windows: tuple[Window, Window], until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    """[SES-8]"""
    monkeypatch.setattr("inkroom_desktop.panels.leaving.PATIENCE_MS", PATIENCE_MS)
    window = windows[0]
    page = seen(window)
    until(lambda: page.link.session.saved)
    page.link.submit({"put": [rect("e1")]})
    assert page.link.session.waiting == 1
    assert window.close()
    assert page.link.session.waiting == 0


def test_chat_and_people_are_told_and_counted(windows: tuple[Window, Window], until: Until) -> None:
    ana, jonas = (seen(window) for window in windows)
    until(lambda: len(windows[0].bar.people.faces) == 2)
    assert [face.name for face in windows[0].bar.people.faces] == ["Ana", "Jonas"]
    jonas.show_side("chat")
    jonas.side.chat.said.emit("<img src=x>", False)
    until(lambda: ana.talk.unread == 1)
    assert windows[0].bar.chat.badge == 1
    windows[0].activateWindow()
    until(windows[0].isActiveWindow)  # what is in a window behind is not read
    ana.show_side("chat")
    assert ana.talk.unread == 0
    said = [label.text() for label in ana.side.chat.findChildren(type(ana.card.title))]
    assert "<img src=x>" in said


def test_boards_are_listed_as_the_server_pushes_them(
    windows: tuple[Window, Window], address: Address, until: Until
) -> None:
    """[PATH-3] A title that another gives is in the list without asking."""
    window = windows[0]
    until(lambda: address.board in window.boards.lobby.boards)
    seen(windows[1]).rename("Greenhouse & <b>basil</b>")
    until(lambda: window.boards.lobby.boards[address.board].title == "Greenhouse & <b>basil</b>")
    until(lambda: window.windowTitle().startswith("Greenhouse & <b>basil</b>"))
    window.show_list()
    until(lambda: window.boards.cards.by_id[address.board]._picture is not None)
    window.boards.cards.by_id[address.board].opened.emit(address.board)
    assert window.page is not None
