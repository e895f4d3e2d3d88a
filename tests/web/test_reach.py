"""Nothing is out of reach: axe on every screen, in both themes, on a phone and from right to left; and keys alone."""

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tests.web.conftest import Come
from tests.web.server import Running

AXE = Path(__file__).resolve().parents[2] / "webclient/node_modules/axe-core/axe.min.js"
SETTLED = """() => Promise.allSettled(document.getAnimations()
    .filter((one) => one.effect.getComputedTiming().endTime < Infinity)
    .map((one) => one.finished))"""
"""A dialog that only begins to appear is none for axe, and what lies beneath it out of reach already."""


def clean(page: Page, where: str) -> None:
    """Asserts that axe finds nothing, once everything stands still."""
    page.evaluate(SETTLED)
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate("() => axe.run(document, {resultTypes: ['violations']})")
    told = [
        f"{one['id']}: {[n['html'][:160] for n in one['nodes']]}" for one in found["violations"]
    ]
    assert told == [], f"{where}: {json.dumps(told, indent=1)}"


def fill_boards(server: Running) -> None:
    """A board with a tag, one without, one in the trash."""
    for id, title in (("b1", "Forces"), ("b2", "Rain"), ("b3", "Old")):
        server.api("/api/boards", {"id": id, "title": title}, "POST")
    server.api("/api/boards/b1", {"tags": ["Physics"]}, "PATCH")
    server.api("/api/boards/b3", method="DELETE")


LOOKS = ["light", "dark", "contrast", "arabic"]


@pytest.mark.parametrize("look", LOOKS)
def test_the_list_and_its_dialogs_are_clean(server: Running, come: Come, look: str) -> None:
    """All boards, a tag, stars, rows, the trash, menus, tags, settings, the name."""
    fill_boards(server)
    ana = come("Ana", dark=look == "dark", settings=settings_of(look))
    page = ana.page
    ana.lists()
    expect(page.locator(".card")).to_have_count(2)
    clean(page, "list")
    page.click(".card-more >> nth=0")
    clean(page, "menu of a card")
    page.click(".menu-item >> nth=2")
    clean(page, "tags")
    page.keyboard.press("Escape")
    page.click(".boards-title .button[aria-pressed=false]")
    clean(page, "rows")
    page.click(".nav-settings")
    expect(page.locator("dialog")).to_be_visible()
    clean(page, "settings")
    page.keyboard.press("Escape")
    page.click(".nav-person")
    expect(page.locator("dialog")).to_be_visible()
    clean(page, "name and colour")
    page.keyboard.press("Escape")
    for hash in ("#trash", "#starred", "#tag=Physics"):
        page.goto(f"{server.url}/{hash}")
        page.reload()
        expect(page.locator(".cards[data-state=live]")).to_be_attached()
        clean(page, hash)


@pytest.mark.parametrize("look", LOOKS)
def test_the_board_and_its_panels_are_clean(server: Running, come: Come, look: str) -> None:
    """Empty, drawn on, something selected; menus, outline, share, presenting."""
    ana = come("Ana", dark=look == "dark", settings=settings_of(look))
    page = ana.page
    ana.opens("demo")
    clean(page, "empty board")
    page.keyboard.press("r")
    ana.draws((500, 300), (700, 420))
    ana.is_saved()
    clean(page, "selection")
    page.keyboard.press("Alt+o")
    expect(page.locator(".outline-row")).to_have_count(1)
    clean(page, "outline")
    page.keyboard.press("Escape")
    page.click(".share-button")
    expect(page.locator("dialog")).to_be_visible()
    clean(page, "share")
    page.keyboard.press("Escape")
    page.click(".saved")
    clean(page, "saved")
    page.keyboard.press("Escape")
    page.click(".bar-menu")
    clean(page, "menu")
    page.keyboard.press("Escape")
    page.click(".chat-button")
    clean(page, "chat")


def settings_of(look: str) -> dict[str, object]:
    return {"contrast": look == "contrast", "language": "ar" if look == "arabic" else "en"}


def test_a_phone_is_clean(server: Running, come: Come) -> None:
    fill_boards(server)
    ana = come("Ana", width=390, height=844, touch=True)
    ana.lists()
    clean(ana.page, "list")
    ana.opens("b1")
    clean(ana.page, "board")
    ana.page.tap(".rail .ink-well")
    clean(ana.page, "pen")


def test_everything_of_the_list_is_done_by_keys(server: Running, come: Come) -> None:
    """[API-1] Search, open a card's menu, star it, go to the stars, open it."""
    fill_boards(server)
    ana = come("Ana")
    page = ana.page
    ana.lists()
    page.locator(".boards-search input").focus()
    page.keyboard.type("forces")
    expect(page.locator(".card")).to_have_count(1)
    for _ in range(30):
        if page.evaluate("document.activeElement.matches('.card-star')"):
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".card-star")).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")  # Open
    ana.is_saved()
    assert page.url.endswith("/b/b1")


def test_colours_that_the_system_forces_leave_borders_and_swatches(
    server: Running, come: Come
) -> None:
    """The chosen tool can be told, and inks keep their colour."""
    ana = come("Ana")
    ana.page.emulate_media(forced_colors="active")
    ana.opens("demo")
    look = "one => getComputedStyle(one)"
    chosen = ana.page.locator(".tool[aria-pressed=true]")
    assert chosen.evaluate(f"one => ({look})(one).outlineStyle") == "solid"
    ink = ana.page.locator(".ink-well > i")
    assert ink.evaluate(f"one => ({look})(one).forcedColorAdjust") == "none"


def test_a_short_window_folds_tools_and_keeps_the_ink_well(server: Running, come: Come) -> None:
    """Comment, frame and image go into `more` one by one (face.md section 7)."""
    ana = come("Ana", width=1024, height=768, touch=True)
    ana.opens("demo")
    well, tools = ana.page.locator(".ink-well"), ana.page.locator(".rail [data-tool]")
    expect(well).to_be_in_viewport(ratio=1)
    expect(tools.last).to_have_attribute("data-tool", "image")
    ana.page.tap(".rail [aria-label=More]")
    ana.page.tap("[role=menuitem] >> text=Frame")
    ana.draws((300, 300), (600, 500))
    ana.sees(1)
    ana.page.set_viewport_size({"width": 1024, "height": 600})
    expect(tools.last).to_have_attribute("data-tool", "note")
    expect(well).to_be_in_viewport(ratio=1)
    ana.page.set_viewport_size({"width": 1024, "height": 900})
    expect(tools.last).to_have_attribute("data-tool", "comment")


def test_a_lesson_is_clean_and_led_by_keys(server: Running, come: Come) -> None:
    """[MEET-11] [SIDE-8] The class from right to left, the strip on a phone; the focus stays where one works."""
    hill = come("Ms Hill", settings={"language": "ar"})
    ana = come("Ana", width=390, height=844, touch=True, dark=True)
    page = hill.page
    for one in (hill, ana):
        one.opens("demo")
    page.click(".bar-people")
    page.locator(".people-all:visible").last.click()  # begins it
    strip = ana.page.locator(".lesson-places button")
    strip.last.focus()
    clean(ana.page, "strip on a phone")
    ana.page.keyboard.press("Enter")
    expect(ana.page).to_have_url(re.compile("--[0-9a-f]{12}$"))
    ana.is_saved()
    ana.draws((120, 300), (260, 360))
    ana.is_saved()
    clean(ana.page, "a board of one's own")
    card = page.locator(".class-card")
    expect(card.locator("img")).to_have_attribute("src", re.compile(r"v=1\b"))
    clean(page, "class from right to left")
    box, panel = card.bounding_box(), page.locator(".side").bounding_box()
    assert box is not None
    assert panel is not None
    assert box["x"] + box["width"] > panel["x"] + panel["width"] / 2, "it begins at the right"
    page.locator("#tab-people").focus()
    page.keyboard.press("ArrowRight")  # the tab at the right is the one before
    expect(page.locator("#tab-comments")).to_be_focused()
    page.keyboard.press("ArrowLeft")
    expect(page.locator("#tab-people")).to_be_focused()
    for _ in range(10):
        if page.evaluate("document.activeElement.matches('.class-reveal')"):
            break
        page.keyboard.press("Tab")
    reveal = page.locator(".class-reveal")
    expect(reveal).to_be_focused()
    page.keyboard.press("Enter")
    hill.sees(2)
    expect(reveal).not_to_have_attribute("aria-busy", "true")
    expect(reveal).to_be_focused()
    page.keyboard.press("Escape")
    end = page.locator(".lesson .button").last
    end.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".lesson")).to_be_hidden()
    expect(page.locator(".stage")).to_be_focused()
