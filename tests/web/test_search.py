"""Search in the browser: what is gone is found too, and one looks at the moment when it was there."""

from playwright.sync_api import expect
from tests.web.conftest import Come


def test_a_note_that_was_deleted_is_found_and_looked_at_in_its_moment(come: Come) -> None:
    """[SEEK-1, SEEK-2] On the board, and from the list of all boards."""
    ann = come("Ann")
    ann.opens("b1")
    ann.takes("note")
    ann.page.mouse.click(500, 400)
    ann.page.keyboard.type("Who brings the pump?")
    ann.page.keyboard.press("Escape")
    ann.sees(1)
    ann.page.keyboard.press("Delete")
    expect(ann.saved).to_have_text("Saved · #3")
    ann.page.keyboard.press("Control+f")
    field = ann.page.get_by_role("searchbox", name="Find on the board")
    expect(field).to_be_focused()
    field.fill("PUM")
    expect(ann.page.locator(".find-count")).to_have_text("Nothing found")
    ann.page.get_by_role("checkbox", name="In the past too").check()
    hit = ann.page.locator(".find .hit")
    expect(hit).to_contain_text("Removed since")
    hit.click()
    expect(ann.page.locator(".stage[data-past]")).to_be_visible()
    ann.lists()
    ann.page.get_by_role("searchbox").fill("pump bri")
    ann.page.locator(".hit", has_text="Who brings the pump?").click()
    expect(ann.page.locator(".stage[data-past]")).to_be_visible()
