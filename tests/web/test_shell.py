"""The page around the board: chat, people, keys, the phone, and what a screen reader gets."""

import json
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.web.conftest import Come
from tests.web.person import Person
from tests.web.server import Running

from inkroom_server.access import Access
from inkroom_server.log import Log
from inkroom_server.settings import Settings

AXE = Path(__file__).resolve().parents[2] / "webclient/node_modules/axe-core/axe.min.js"


@pytest.fixture(scope="module")
def server(shared: Running) -> Running:
    """Each test has a board of its own, and none ends it."""
    return shared


def test_a_line_of_chat_reaches_everybody_and_stays(come: Come, board: str) -> None:
    """[RED-9] Chat is a line in the log."""
    ana, mira = come("Ana"), come("Mira")
    ana.opens(board)
    mira.opens(board)
    ana.says("Hi")
    ana.hears("Hi")
    expect(mira.page.locator(".chat-badge")).to_have_text("1")
    mira.page.click(".chat-button")
    mira.hears("Hi")
    expect(mira.page.locator(".say-head b")).to_have_text("Ana")
    expect(mira.page.locator(".chat-badge")).to_be_hidden()
    mira.page.reload()
    mira.is_saved()
    mira.page.click(".chat-button")
    mira.hears("Hi")


def test_writing_cannot_become_markup(come: Come, board: str) -> None:
    """[SEC-22]"""
    ana = come("Ana")
    ana.opens(board)
    ana.says("<img src=x onerror=alert(1)>")
    ana.hears("<img src=x onerror=alert(1)>")
    expect(ana.page.locator(".say-text img")).to_have_count(0)


def test_a_new_name_and_colour_reach_the_others(come: Come, board: str) -> None:
    """[JOIN-6] [JOIN-8]"""
    ana, mira = come(), come("Mira")
    ana.opens(board)
    mira.opens(board)
    mira.page.click(".bar-people")
    expect(mira.page.locator(".people-row b")).to_have_text(["Mira (you)", "User"])
    ana.page.click(".bar-menu")
    ana.page.click(".menu-item >> text=Your name and colour")
    ana.page.fill("dialog input[name=name]", "Ana Kern")
    ana.page.click("dialog .swatch[aria-label='Pine']")
    ana.page.click("dialog .primary")
    expect(mira.page.locator(".people-row b")).to_have_text(["Mira (you)", "Ana Kern"])


def test_the_pointers_of_an_empty_board_vanish_at_the_first_stroke(come: Come, board: str) -> None:
    ana = come("Ana")
    ana.opens(board)
    expect(ana.page.locator(".hints-title")).to_have_text("An empty board")
    way = ana.page.locator(".hints-way").first
    box = way.bounding_box()
    assert box
    ana.takes("note")
    ana.page.mouse.click(box["x"] + 5, box["y"] + 5)  # the note lands where a template was offered
    ana.page.keyboard.type("Pump")
    ana.page.keyboard.press("Escape")
    ana.sees(1)
    ana.page.keyboard.press("Delete")
    expect(way).to_be_visible()
    ana.takes("pen")
    expect(way).to_be_hidden()
    expect(ana.page.locator(".hints-title")).to_be_visible()
    ana.draws((300, 300), (600, 320))
    expect(ana.page.locator(".hints")).to_be_hidden()
    ana.page.reload()
    ana.is_saved()
    expect(ana.page.locator(".hints")).to_be_hidden()


def test_keys_work_while_nothing_is_typed_and_esc_closes_the_innermost(
    come: Come, board: str
) -> None:
    ana = come("Ana")
    ana.opens(board)
    page = ana.page
    page.keyboard.press("r")
    expect(page.locator(".rail [data-tool=rect]")).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("?")
    expect(page.locator("dialog h2")).to_have_text("Keys")
    page.keyboard.type("pen")
    expect(page.locator(".help-row:visible")).to_have_text(["PenP"])
    page.keyboard.press("Escape")  # empties the field
    expect(page.locator("dialog input")).to_have_value("")
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).to_have_count(0)
    page.click(".chat-button")
    page.keyboard.type("rope")
    expect(page.locator(".rail [data-tool=rect]")).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("Escape")
    expect(page.locator(".side")).to_be_hidden()
    page.keyboard.press("s")
    expect(page.locator(".well")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".well")).to_have_count(0)


def test_f6_moves_through_the_parts_of_the_window(come: Come, board: str) -> None:
    ana = come("Ana")
    ana.opens(board)
    where = ana.page.locator("[data-region]:focus-within")
    seen = []
    for _ in range(3):
        ana.page.keyboard.press("F6")
        seen.append(where.get_attribute("data-region"))
    assert sorted(map(str, seen)) == ["bar", "board", "tools"]


def test_a_board_is_exported_from_the_menu(come: Come, board: str) -> None:
    """[API-4]"""
    ana = come("Ana")
    ana.opens(board)
    ana.takes("rect")
    ana.draws((300, 300), (600, 420))
    ana.is_saved()
    ana.page.click(".bar-menu")
    ana.page.click(".menu-item >> text=Export")
    dialog = ana.page.locator(".dialog-export")
    expect(dialog.locator("canvas[data-whole]")).to_be_visible()
    dialog.get_by_label("Format").select_option("svg")
    dialog.get_by_role("radio", name="Dark").click()
    expect(dialog.locator(".export-size")).to_have_text("336 × 156 px")
    with ana.page.expect_download() as download:
        dialog.get_by_role("button", name="Save").click()
    picture = Path(download.value.path()).read_text()
    assert picture.startswith('<svg xmlns="http://www.w3.org/2000/svg" width="336')
    assert "#17191D" in picture


def test_a_phone_draws_with_the_bar_at_the_bottom(server: Running, come: Come, board: str) -> None:
    ana = come("Ana", width=390, height=844, touch=True)
    ana.opens(board)
    ana.page.tap(".rail .ink-well")
    expect(ana.page.locator(".sheet h2")).to_have_text("Pen")
    ana.page.tap(".sheet [aria-label='Blue']")
    ana.page.tap(".sheet-head button")
    ana.draws((100, 300), (280, 360))
    ana.sees(1)
    ana.is_saved()
    [stroke] = server.elements(board)
    assert stroke["ink"] == "#3150DE"


def test_text_is_written_where_it_will_stand(server: Running, come: Come, board: str) -> None:
    ana = come("Ana")
    ana.opens(board)
    ana.takes("text")
    ana.page.mouse.click(400, 300)
    ana.page.keyboard.type("Soil sensor")
    ana.page.keyboard.press("Escape")
    ana.is_saved()
    [text] = server.elements(board)
    assert (text["kind"], text["text"]) == ("text", "Soil sensor")


def test_undo_says_when_nothing_is_left(come: Come, board: str) -> None:
    """[UNDO-1]"""
    ana = come("Ana")
    ana.opens(board)
    ana.page.keyboard.press("Control+z")
    ana.reads("Nothing of yours left to undo.")


def test_who_may_only_look_has_no_tools_to_draw(
    tmp_path: Path, built: None, browser: Browser
) -> None:
    """[ACC-2] [ACC-3] A link for looking; and without a link there is no board."""
    with closing(Log.open(tmp_path / "data")) as log:
        access = Access(log, Settings(public=True))
        log.create("demo", "Greenhouse")
        token, _ = access.create_token("demo", "viewer", name="Tom")
    server = Running(tmp_path / "data", public=True)
    server.start()
    tom = Person(browser.new_context(), server)
    tom.page.goto(f"{server.url}/b/demo#token={token}")
    tom.is_saved()
    assert token not in tom.page.url
    expect(tom.page.locator(".saved-pill")).to_have_text("View only")
    expect(tom.page.locator(".rail button")).to_have_count(3)
    tom.page.reload()
    tom.is_saved()
    stranger = Person(browser.new_context(), server)
    stranger.page.goto(f"{server.url}/b/demo")
    expect(stranger.page.locator(".plain")).to_contain_text(
        "There is no board here, or it is not shared with you."
    )
    stranger.page.goto(server.url)
    expect(stranger.page.locator(".boards-empty")).to_contain_text(
        "Open the one that you were sent."
    )
    server.kill()


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_nothing_on_the_pages_is_out_of_reach(
    server: Running, come: Come, board: str, dark: bool
) -> None:
    """axe finds no violation on the list, the board, its panels, dialogs and menus."""
    server.api("/api/boards", {"id": board, "title": "Greenhouse"}, "POST")
    ana = come("Ana", dark=dark)
    ana.lists()
    clean(ana.page)
    ana.opens(board)
    clean(ana.page)
    ana.takes("rect")
    ana.draws((300, 300), (600, 420))
    ana.says("Hi")
    ana.hears("Hi")
    clean(ana.page)
    ana.page.click("#tab-people")
    ana.page.click(".bar-menu")
    clean(ana.page)
    ana.page.keyboard.press("Escape")
    ana.page.click(".share-button")
    expect(ana.page.locator("dialog[open] h2")).to_be_visible()
    clean(ana.page)
    ana.page.keyboard.press("Escape")
    ana.page.keyboard.press("Escape")
    ana.page.click(".stage", position={"x": 700, "y": 600})
    ana.page.keyboard.press("?")
    expect(ana.page.locator("dialog[open] h2")).to_be_visible()
    clean(ana.page)


def clean(page: Page) -> None:
    """Asserts that axe finds nothing."""
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate("() => axe.run(document, {resultTypes: ['violations']})")
    told = [
        f"{one['id']}: {[n['html'][:160] for n in one['nodes']]}" for one in found["violations"]
    ]
    assert told == [], json.dumps(told, indent=1)
