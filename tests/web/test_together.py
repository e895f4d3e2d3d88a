"""Several people on one board: who follows whom, who presents, and signs."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import expect
from tests.web.conftest import Come
from tests.web.person import Person
from tests.web.server import Running


@pytest.fixture(scope="module")
def server(built: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """One server for all of these: each test has a board of its own, and none ends it."""
    running = Running(tmp_path_factory.mktemp("together") / "data")
    running.start()
    yield running
    running.kill()


@pytest.fixture
def board(request: pytest.FixtureRequest) -> str:
    """The id of this test's board."""
    return re.sub(r"[^A-Za-z0-9_-]", "-", request.node.name)[:64]


def wheels(person: Person, dx: int, dy: int) -> None:
    person.page.mouse.move(600, 400)
    person.page.mouse.wheel(dx, dy)


def views(server: Running, board: str) -> list[Any]:
    """The views that are in the log."""
    path = f"/api/boards/{board}/entries?after=0&limit=1000"
    return [entry["view"] for entry in server.api(path)["entries"] if "view" in entry]


def test_a_press_on_a_face_follows_and_ones_own_move_ends_it(come: Come, board: str) -> None:
    """[LIVE-7] The same zoom, a frame in their colour, a banner with the way out."""
    ana, mira = come("Ana"), come("Mira")
    for one in (ana, mira):
        one.opens(board)
    ana.page.locator(".bar").get_by_role("button", name="Follow Mira").click()
    banner = ana.page.locator(".lead-banner")
    expect(banner).to_contain_text("You follow Mira.")
    mira.page.keyboard.press("Control+-")
    expect(ana.page.locator(".zoom-value")).to_have_text("80%")
    wheels(ana, 0, 50)
    expect(banner).to_be_hidden()
    mira.page.keyboard.press("Control+-")
    expect(mira.page.locator(".zoom-value")).to_have_text("64%")
    expect(ana.page.locator(".zoom-value")).to_have_text("80%")


def test_who_presents_is_followed_by_all_and_by_who_joins(
    come: Come, server: Running, board: str
) -> None:
    """[LIVE-8, LIVE-9] What they show is in the log, and that it ended."""
    ana, mira = come("Ana"), come("Mira")
    for one in (ana, mira):
        one.opens(board)
    mira.page.click(".bar-people")
    mira.page.get_by_role("button", name="Present").click()
    expect(ana.page.locator(".lead-banner")).to_contain_text("You follow Mira.")
    late = come("Late")
    late.opens(board)
    expect(late.page.locator(".lead-banner")).to_contain_text("You follow Mira.")
    wheels(mira, 0, 300)
    mira.page.click(".lead-stop")
    expect(mira.page.locator(".lead-banner")).to_be_hidden()
    mira.is_saved()
    ana.page.click(".lead-stop")
    expect(ana.page.locator(".lead-banner")).to_be_hidden()
    written = views(server, board)
    assert written[-1] == [0, 0, 0, 0]
    assert len(written) >= 2
    assert all(width > 0 and height > 0 for _, _, width, height in written[:-1])


def test_everybody_is_brought_to_who_calls(come: Come, board: str) -> None:
    """[LIVE-8] Once: nothing is recorded, and who joins later is left alone."""
    ana, mira = come("Ana"), come("Mira")
    for one in (ana, mira):
        one.opens(board)
    mira.page.click(".bar-people")
    mira.page.get_by_role("button", name="Bring everyone to me").click()
    expect(ana.page.locator(".lead-banner")).to_contain_text("You follow Mira.")
    mira.reads("Everyone comes to what you see.")
    late = come("Late")
    late.opens(board)
    expect(late.page.locator(".lead-banner")).to_be_hidden()


def test_a_sign_is_told_and_can_be_made_by_keys(come: Come, board: str) -> None:
    """[LIVE-8]"""
    ana, mira = come("Ana"), come("Mira")
    for one in (ana, mira):
        one.opens(board)
    ana.page.locator(".react-button").focus()
    ana.page.keyboard.press("Enter")
    ana.page.get_by_role("menuitem", name="Heart").press("Enter")
    expect(mira.page.locator(".spoken")).to_have_text("Ana: Heart")
