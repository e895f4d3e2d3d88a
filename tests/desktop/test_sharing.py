"""Boards of this computer for everybody on its network."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from secrets import token_hex

import jwt
import pytest
from pytestqt.qtbot import QtBot
from tests.desktop.conftest import PATIENCE_MS
from tests.desktop.test_files import RECT, START_MS, draw, page_of
from tests.support.patience import PATIENCE_S

import inkroom
from inkroom_desktop import address as addresses
from inkroom_desktop import sharing
from inkroom_desktop.address import Address
from inkroom_desktop.device import Device
from inkroom_desktop.nearby import Nearby
from inkroom_desktop.panels import sharebox
from inkroom_desktop.panels.sharebox import ShareBox
from inkroom_desktop.permit import permit
from inkroom_desktop.window import Window

LOOPBACK = ("127.0.0.1",)


@pytest.fixture(autouse=True)
def only_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of a test leaves this computer."""
    for module in (sharing, sharebox):
        monkeypatch.setattr(module, "own_address", lambda: "127.0.0.1")


def joins(link: str, name: str) -> str:
    """Somebody comes by the link and draws; what the server made of it."""
    there = addresses.read(link)

    async def draw_once() -> str:
        async with inkroom.connect(
            there.server, there.board, name=name, token=there.token
        ) as board:
            await board.draw([(0, 0), (40, 40)])
            return "drawn"

    try:
        return asyncio.run(asyncio.wait_for(draw_once(), PATIENCE_S))
    except inkroom.InkroomError as why:
        return why.code


def test_a_token_is_signed_with_the_secret_of_the_folder(tmp_path: Path) -> None:
    """[ACC-2] Without one there is none."""
    assert permit(tmp_path, "b", "me") == ""
    (tmp_path / "secret").write_bytes(b"x" * 32)
    claims = jwt.decode(
        permit(tmp_path, "b", "me"), b"x" * 32, algorithms=["HS256"], audience="b", issuer="inkroom"
    )
    assert (claims["role"], claims["sub"]) == ("owner", "me")


def test_others_come_by_the_link_while_it_is_shared_and_no_longer(
    qtbot: QtBot, make_device: Callable[..., Device], nowhere: Address, tmp_path: Path
) -> None:
    """[ACC-2] The window goes on drawing through it all; a link for another role ends the one before."""
    window = Window(make_device("Ana"), nowhere)
    qtbot.addWidget(window)
    window._device.files.make(tmp_path / "Lesson.inkroom")
    page = page_of(qtbot, window)
    draw(qtbot, page, RECT)
    box = ShareBox(window, window._device.sharing, page.address, page.title)
    qtbot.addWidget(box)
    assert not box.link.text()
    box.go.click()
    qtbot.waitUntil(lambda: bool(box.link.text()), timeout=START_MS)
    first = box.link.text()
    assert joins(first, "Jo") == "drawn"
    qtbot.waitUntil(lambda: len(list(page.link.session.board.visible())) == 2, timeout=PATIENCE_MS)
    draw(qtbot, page, RECT | {"id": "e2"})
    viewer = next(b for b in box.roles.buttons() if b.property("role") == "viewer")
    viewer.click()
    qtbot.waitUntil(lambda: box.link.text() not in ("", first), timeout=PATIENCE_MS)
    assert joins(first, "Jo") == "token_invalid"
    seen = len(list(page.link.session.board.visible()))
    joins(box.link.text(), "Lea")  # who may only look draws nothing
    draw(qtbot, page, RECT | {"id": "e3"})
    assert len(list(page.link.session.board.visible())) == seen + 1
    box.go.click()
    assert not box.link.text()
    qtbot.waitUntil(lambda: page.link.session.phase == "live", timeout=START_MS)
    assert window._device.embedded.options == ()  # loopback alone, as before
    draw(qtbot, page, RECT | {"id": "e4"})
    window.close()


def test_a_room_is_heard_of_on_the_network_until_it_is_silent(qtbot: QtBot) -> None:
    """Not one's own. Others may announce theirs on this network meanwhile."""
    here, there = Nearby(LOOPBACK), Nearby(LOOPBACK)
    link = f"http://127.0.0.1:8000/b/x#token={token_hex(150)}"

    def heard(by: Nearby) -> list[str]:
        return [room.title for room in by.rooms if room.link == link]

    try:
        there.listen()
        here.listen()
        here.announce("x", "Lesson \u2603", "127.0.0.1", 8000, link)
        qtbot.waitUntil(lambda: bool(heard(there)), timeout=PATIENCE_MS)
        assert heard(there) == ["Lesson \u2603"]
        assert heard(here) == []
        here.silence()
        qtbot.waitUntil(lambda: not heard(there), timeout=PATIENCE_MS)
    finally:
        here.close()
        there.close()
