"""Several people on one board: who follows whom, who presents, signs, comments and names in the chat."""

import re
from typing import Any

import pytest
from playwright.sync_api import expect
from tests.web.conftest import Come
from tests.web.person import Person
from tests.web.server import Running


@pytest.fixture(scope="module")
def server(shared: Running) -> Running:
    """Each test has a board of its own, and none ends it."""
    return shared


def wheels(person: Person, dx: int, dy: int) -> None:
    person.page.mouse.move(1000, 650)
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


def comments_on(person: Person, text: str) -> None:
    """C, and the words."""
    person.page.keyboard.press("c")
    person.page.keyboard.type(text)
    person.page.keyboard.press("Enter")
    person.is_saved()


def test_a_comment_is_pinned_answered_done_and_opened_again(come: Come, board: str) -> None:
    """[TALK-2, TALK-3, TALK-5]"""
    ana, mira = come("Ana"), come("Mira")
    for one in (ana, mira):
        one.opens(board)
    ana.takes("rect")
    ana.draws((400, 300), (600, 400))
    comments_on(ana, "Is 5 V enough?")
    pin = mira.page.locator(".pins button.is-new")
    expect(pin).to_have_accessible_name("Comment 1 by Ana: Is 5 V enough?")
    expect(mira.page.locator(".chat-badge")).to_have_text("1")
    pin.click()
    expect(mira.page.locator(".chat-badge")).to_be_hidden()
    mira.page.keyboard.type("Yes.")
    mira.page.keyboard.press("Enter")
    expect(ana.page.locator(".comments-replies .say-text")).to_have_text("Yes.")
    mira.page.get_by_role("button", name="Mark as done").click()
    expect(ana.page.get_by_role("radio", name="Done 1")).to_be_visible()
    ana.page.get_by_role("radio", name="Done 1").click()
    expect(ana.page.locator(".comments-row")).to_contain_text("Done by Mira")
    ana.page.get_by_role("button", name="Open again").click()
    expect(mira.page.get_by_role("radio", name="Open 1")).to_be_visible()
    late = come("Late")
    late.opens(board)
    expect(late.page.locator(".pins button.pin")).to_have_accessible_name(
        "Comment 1 by Ana: Is 5 V enough?"
    )


def test_a_pin_follows_what_it_is_about_and_a_place_needs_nothing(come: Come, board: str) -> None:
    """[TALK-2] With nothing selected C waits for a press; Esc takes a comment back that has no words."""
    ana = come("Ana")
    ana.opens(board)
    ana.takes("rect")
    ana.draws((400, 300), (600, 400))
    comments_on(ana, "Move it")
    pin = ana.page.locator(".pins button.pin")
    x, y = map(int, re.findall(r"(-?\d+)px", pin.get_attribute("style") or ""))
    ana.page.keyboard.press("Escape")
    ana.draws((400, 350), (500, 450))
    expect(pin).to_have_css("transform", f"matrix(1, 0, 0, 1, {x + 100}, {y + 100})")
    ana.page.keyboard.press("Escape")
    panel = ana.page.locator(".style.panel")
    expect(panel).to_be_hidden()  # it lay where the next press goes
    ana.page.keyboard.press("c")
    ana.page.mouse.click(800, 600)
    draft = ana.page.locator(".pins > span.pin")
    expect(draft).to_be_visible()
    ana.page.keyboard.press("Escape")
    expect(draft).to_be_hidden()
    expect(panel).to_be_hidden()
    ana.page.keyboard.press("c")
    ana.page.mouse.click(800, 600)
    expect(draft).to_be_visible()
    ana.page.keyboard.type("Here")
    ana.page.keyboard.press("Enter")
    expect(pin).to_have_count(2)


def test_names_are_completed_and_their_people_are_told(come: Come, board: str) -> None:
    """[MSG-10] In comments and in the chat; a press goes there."""
    ana, mira = come("Ana"), come("Mira Berg")
    for one in (ana, mira):
        one.opens(board)
    ana.page.click(".chat-button")
    ana.page.keyboard.type("Look, @mi")
    expect(ana.page.get_by_role("option", name="Mira Berg")).to_be_visible()
    ana.page.keyboard.press("Enter")
    ana.page.keyboard.type("!")
    ana.page.keyboard.press("Enter")
    mira.reads("Ana named you: Look, @Mira Berg !")
    mira.page.locator(".toast").get_by_role("button", name="Show").click()
    expect(mira.page.locator("#panel-chat .mention.is-me")).to_have_text("@Mira Berg")


def test_a_line_about_something_leads_to_it(come: Come, board: str) -> None:
    """[TALK-1]"""
    ana, mira = come("Ana"), come("Mira")
    for one in (ana, mira):
        one.opens(board)
    ana.takes("rect")
    ana.draws((400, 300), (600, 400))
    ana.page.click(".chat-button")
    ana.page.get_by_label("About the selection").check()
    ana.says("Next to this")
    mira.page.click(".chat-button")
    mira.page.get_by_role("button", name="Show Rectangle").click()
    expect(mira.page.locator(".style")).to_be_visible()
