"""The board list: pushed live, and everything that is done there."""

import json
from pathlib import Path

from playwright.sync_api import expect
from tests.web.conftest import Come
from tests.web.server import Running

SAMPLE = {
    "type": "excalidraw",
    "version": 2,
    "elements": [
        {"id": "r1", "type": "rectangle", "x": 10, "y": 20, "width": 200, "height": 100, "angle": 0,
         "strokeColor": "#1e1e1e", "backgroundColor": "transparent", "fillStyle": "solid", "strokeWidth": 2,
         "strokeStyle": "solid", "roughness": 1, "opacity": 100, "seed": 1, "version": 1, "isDeleted": False}
    ],
}  # fmt: skip


def test_the_list_shows_what_others_do_without_a_reload(server: Running, come: Come) -> None:
    """[PATH-3] A new board, its title, who draws, its trash: all pushed."""
    ana, mira = come("Ana"), come("Mira")
    ana.lists()
    expect(ana.page.locator(".boards-empty")).to_contain_text(
        "No boards yet. Start one; it is saved as you draw."
    )
    mira.opens("demo")
    expect(ana.page.locator(".card-title")).to_have_text("Untitled board")
    mira.page.click(".bar-title")
    mira.page.keyboard.type("Greenhouse")
    mira.page.keyboard.press("Enter")
    expect(ana.page.locator(".card-title")).to_have_text("Greenhouse")
    mira.takes("pen")
    mira.draws((300, 300), (600, 320))
    expect(ana.page.locator(".card-pill")).to_have_text("1 drawing")
    expect(ana.page.locator(".card .avatar")).to_have_text("MI")
    server.api("/api/boards/demo", method="DELETE")
    expect(ana.page.locator(".card")).to_have_count(0)


def test_a_board_is_made_renamed_trashed_and_put_back(server: Running, come: Come) -> None:
    """[API-1] By hand, in the list."""
    ana = come("Ana")
    ana.lists()
    ana.page.click(".boards-head .primary")
    ana.is_saved()
    ana.page.click(".bar-menu")
    ana.page.click(".menu-item >> text=Back to your boards")
    ana.page.click(".card-more")
    ana.page.click(".menu-item >> text=Rename")
    ana.page.keyboard.type("Retro, sprint 12")
    ana.page.keyboard.press("Enter")
    expect(ana.page.locator(".card-title")).to_have_text("Retro, sprint 12")
    ana.page.click(".card-more")
    ana.page.click(".menu-item >> text=Move to trash")
    expect(ana.page.locator("dialog")).to_contain_text(
        "It stays there for 30 days, with its whole history."
    )
    ana.page.click("dialog .danger")
    expect(ana.page.locator(".card")).to_have_count(0)
    ana.page.click(".nav-entry >> text=Trash")
    ana.page.click(".card-restore")
    expect(ana.page.locator(".boards-empty")).to_have_text("The trash is empty.")
    ana.page.click(".nav-entry >> text=Boards")
    expect(ana.page.locator(".card-title")).to_have_text("Retro, sprint 12")


def test_titles_are_searched(server: Running, come: Come) -> None:
    for title in ("Greenhouse", "Login flow"):
        server.api("/api/boards", {"title": title}, "POST")
    ana = come("Ana")
    ana.lists()
    expect(ana.page.locator(".card")).to_have_count(2)
    ana.page.fill(".boards-search input", "green")
    expect(ana.page.locator(".card-title")).to_have_text("Greenhouse")
    ana.page.fill(".boards-search input", "pumpe")
    expect(ana.page.locator(".boards-empty")).to_have_text("Nothing found for 'pumpe'.")


def test_a_drawing_is_opened_from_a_file(server: Running, come: Come, tmp_path: Path) -> None:
    """[API-5] It becomes a board of its own."""
    file = tmp_path / "plan.excalidraw"
    file.write_text(json.dumps(SAMPLE))
    ana = come("Ana")
    ana.lists()
    with ana.page.expect_file_chooser() as chooser:
        ana.page.click(".boards-head .outline")
    chooser.value.set_files(file)
    ana.reads("Opened “plan.excalidraw”.")
    ana.is_saved()
    ana.sees(1)


def test_boards_of_this_device_are_listed_without_the_server(server: Running, come: Come) -> None:
    """[P3] One finds what waits here."""
    ana = come("Ana")
    ana.opens("demo")
    ana.page.click(".bar-title")
    ana.page.keyboard.type("Greenhouse")
    ana.page.keyboard.press("Enter")
    ana.is_saved()
    ana.may_go_offline()
    server.kill()
    ana.takes("pen")
    ana.draws((300, 300), (600, 320))
    ana.waits(1)
    ana.page.click(".bar-menu")
    ana.page.click(".menu-item >> text=Back to your boards")
    expect(ana.page.locator(".boards-notice")).to_be_visible()
    ana.page.click(".card >> text=Greenhouse")
    ana.waits(1)
    ana.sees(1)


def test_boards_are_found_by_their_tags_and_stars(server: Running, come: Come) -> None:
    """[EL-9] Tags are everybody's, stars are this device's."""
    for title in ("Forces", "Rain", "Retro"):
        server.api("/api/boards", {"title": title}, "POST")
    ana, mira = come("Ana"), come("Mira")
    ana.lists()
    mira.lists()
    card = ana.page.locator(".card", has_text="Forces")
    card.locator(".card-more").click()
    ana.page.click(".menu-item >> text=Tags")
    ana.page.keyboard.type("Physics")
    ana.page.keyboard.press("Enter")
    expect(ana.page.locator(".tags-popup [role=checkbox]")).to_have_attribute(
        "aria-checked", "true"
    )
    ana.page.keyboard.press("Escape")
    expect(card.locator(".card-tag")).to_have_text("Physics")
    mira.page.click(".nav-tags >> text=Physics")
    expect(mira.page.locator("h1")).to_have_text("Physics")
    expect(mira.page.locator(".card-title")).to_have_text("Forces")
    ana.page.locator(".card", has_text="Rain").locator(".card-star").click()
    ana.page.click(".nav-entry >> text=Starred")
    expect(ana.page.locator(".card-title")).to_have_text("Rain")
    mira.page.click(".nav-entry >> text=Starred")
    expect(mira.page.locator(".boards-empty")).to_contain_text("Nothing starred yet.")


def test_a_board_is_duplicated_with_its_history(server: Running, come: Come) -> None:
    """[API-5] [P7] The copy has every step of the first."""
    server.api("/api/boards", {"id": "b1", "title": "Greenhouse"}, "POST")
    ana = come("Ana")
    ana.opens("b1")
    ana.takes("rect")
    ana.draws((300, 300), (600, 420))
    ana.is_saved()
    ana.lists()
    ana.page.click(".card-more")
    ana.page.click(".menu-item >> text=Duplicate")
    ana.reads("“Greenhouse (copy)” is here, with its whole history.")
    titles = ana.page.locator(".card-title")
    expect(titles).to_have_text(["Greenhouse (copy)", "Greenhouse"])
    boards = {row["title"]: row["id"] for row in server.api("/api/boards")["boards"]}
    copy = boards["Greenhouse (copy)"]
    assert copy != "b1"
    assert len(server.elements(copy)) == 1
    first = server.api("/api/boards/b1/entries")["entries"]
    assert server.api(f"/api/boards/{copy}/entries")["entries"][: len(first)] == first


def test_a_board_begins_with_a_template(server: Running, come: Come) -> None:
    """The flow chart's arrows hold on to its shapes."""
    ana = come("Ana")
    ana.lists()
    ana.page.click(".template >> text=Flow chart")
    ana.is_saved()
    ana.sees(12)
    board = ana.page.url.rpartition("/")[2]
    elements = {row["id"]: row for row in server.elements(board)}
    arrows = [row for row in elements.values() if row["kind"] == "arrow"]
    assert all(row[end]["id"] in elements for row in arrows for end in ("from", "to"))
    ana.page.keyboard.press("Control+z")
    ana.page.click(".hints-way >> text=Retrospective")
    ana.sees(12 + 10)  # what was undone is there as deleted


def test_the_list_is_sorted_and_laid_out_as_one_likes(server: Running, come: Come) -> None:
    for title in ("Beta", "Alpha"):
        server.api("/api/boards", {"title": title}, "POST")
    ana = come("Ana")
    ana.lists()
    ana.page.click("button[aria-label='As a list']")
    expect(ana.page.locator(".cards.is-rows")).to_be_attached()
    ana.page.click(".boards-title >> text=Last changed")
    ana.page.click("[role=menuitemradio] >> text=Title")
    expect(ana.page.locator(".card-title")).to_have_text(["Alpha", "Beta"])
    ana.page.reload()
    expect(ana.page.locator(".cards.is-rows .card-title")).to_have_text(["Alpha", "Beta"])


def test_a_board_in_the_trash_says_how_long(server: Running, come: Come) -> None:
    """[API-1]"""
    server.api("/api/boards", {"id": "b1", "title": "Rain"}, "POST")
    server.api("/api/boards/b1", method="DELETE")
    ana = come("Ana")
    ana.page.goto(f"{server.url}/#trash")
    expect(ana.page.locator(".card")).to_contain_text("30 days left")
