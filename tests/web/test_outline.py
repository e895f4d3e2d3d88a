"""The board without seeing it, on paper, and before an audience."""

import re

from playwright.sync_api import expect
from tests.web.conftest import Come
from tests.web.server import Running


def test_the_outline_names_what_lies_on_the_board(server: Running, come: Come) -> None:
    """By keys alone: open it, walk, pick an element; it is selected on the board."""
    ana, mira = come("Ana"), come("Mira")
    ana.opens("demo")
    mira.opens("demo")
    ana.page.keyboard.press("o")
    ana.draws((500, 500), (700, 600))
    ana.page.keyboard.press("r")
    ana.draws((300, 200), (500, 300))
    ana.page.keyboard.press("Escape")
    mira.page.keyboard.press("Alt+o")
    rows = mira.page.locator(".outline-row")
    expect(rows).to_have_text(["Rectangle, Ink", "Ellipse, Ink"])
    expect(rows.first).to_be_focused()
    mira.page.keyboard.press("ArrowDown")
    mira.page.keyboard.press("Enter")
    expect(rows.nth(1)).to_have_attribute("aria-current", "true")
    spoken = mira.page.locator("[role=status]", has_text="Ana")
    expect(spoken).to_have_text(re.compile("step|ellipse|rectangle"))
    ana.page.keyboard.press("d")
    ana.draws((800, 200), (900, 300))
    expect(rows).to_have_text(["Rectangle, Ink", "Diamond, Ink", "Ellipse, Ink"])
    expect(spoken).to_have_text("Ana drew a diamond")
    mira.page.keyboard.press("Escape")
    expect(mira.page.locator(".outline-panel")).to_have_count(0)
    expect(mira.page.locator("[data-region=board]:focus-within")).to_be_attached()


def test_frames_are_presented_one_after_another(server: Running, come: Come) -> None:
    server.api("/api/boards", {"id": "demo", "title": "Talk"}, "POST")
    ana = come("Ana")
    ana.lists()
    ana.page.click(".template >> text=Retrospective")
    ana.is_saved()
    ana.sees(10)
    page = ana.page
    page.click(".bar-menu")
    page.click(".menu-item >> text=Present")
    count = page.locator(".present-count")
    expect(count).to_have_text("1 of 3")
    expect(page.locator(".rail")).to_be_hidden()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("PageDown")
    expect(count).to_have_text("3 of 3")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Home")
    expect(count).to_have_text("1 of 3")
    page.keyboard.press("Escape")
    expect(page.locator(".present")).to_have_count(0)
    expect(page.locator(".rail")).to_be_visible()


def test_pages_are_presented_one_after_another(come: Come) -> None:
    """[SHEET-7] Without frames each is a slide; the end brings the page of before back."""
    ana = come("Ana")
    ana.opens("demo")
    page = ana.page
    ana.takes("rect")
    ana.draws((300, 200), (700, 300))
    page.click(".bar-pages")
    page.get_by_role("button", name="Add a page").click()
    page.keyboard.press("Escape")
    pages = page.locator(".bar-pages")
    expect(pages).to_have_text("2 / 2")
    page.click(".bar-menu")
    page.click(".menu-item >> text=Present")
    count = page.locator(".present-count")
    expect(count).to_have_text("2 of 2")
    page.keyboard.press("ArrowLeft")
    expect(count).to_have_text("1 of 2")
    expect(pages).to_have_text("1 / 2")
    page.keyboard.press("Escape")
    expect(pages).to_have_text("2 / 2")


def test_the_board_alone_is_printed(server: Running, come: Come) -> None:
    ana = come("Ana")
    ana.opens("demo")
    ana.takes("rect")
    ana.draws((300, 200), (700, 300))
    ana.page.evaluate("window.print = () => { window.printed = true }")
    ana.page.click(".bar-menu")
    ana.page.click(".menu-item >> text=Print")
    ana.page.wait_for_function("window.printed")
    ana.page.emulate_media(media="print")
    expect(ana.page.locator(".paper img")).to_be_visible()
    expect(ana.page.locator(".bar")).to_be_hidden()
    ana.page.evaluate("dispatchEvent(new Event('afterprint'))")
    ana.page.emulate_media(media="screen")
    expect(ana.page.locator(".paper")).to_have_count(0)
    expect(ana.page.locator(".bar")).to_be_visible()
