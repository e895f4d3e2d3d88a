"""The history of a board made short in the browser, by its owner."""

from playwright.sync_api import expect
from tests.web.conftest import Come

VERB = "Make the history short"


def test_an_owner_makes_the_history_short_and_everybody_is_told(come: Come) -> None:
    """[COMP-7] [COMP-6] [COMP-5] What goes and what the copy is called is said first; others hear who did it."""
    ann, ben = come("Ann"), come("Ben")
    ann.opens("b1")
    ann.takes("pen")
    ann.draws((300, 300), (360, 360))
    ann.draws((400, 300), (460, 360))
    ann.is_saved()
    ann.page.keyboard.press("ControlOrMeta+z")
    expect(ann.saved).to_have_text("Saved · #3")
    ben.opens("b1")
    ben.page.keyboard.press("Shift+T")
    ben.page.get_by_role("button", name="More", exact=True).click()
    expect(ben.page.get_by_role("menuitem", name="Check the history")).to_be_visible()
    expect(ben.page.get_by_role("menuitem", name=VERB)).to_have_count(0)
    ann.page.keyboard.press("Shift+T")
    ann.page.get_by_role("button", name="More", exact=True).click()
    ann.page.get_by_role("menuitem", name=VERB).click()
    dialog = ann.page.get_by_role("dialog", name=VERB)
    expect(dialog).to_contain_text("3, since ")
    dialog.get_by_label("The whole history goes on").fill("Until lunch")
    dialog.get_by_role("button", name="Make it short").click()
    expect(dialog).to_contain_text("What was before is on “Until lunch”.")
    expect(ben.page.locator(".toast")).to_contain_text(
        "Ann made the history of this board short. What was before is on “Until lunch”."
    )
    for one in (ann, ben):  # the time bar has the short history
        slider = one.page.locator(".track-ground")
        expect(slider).to_have_attribute("aria-valuemax", "2")
    (done,) = ann.server.api("/api/boards/b1/compactions")["compactions"]
    assert (done["head"], done["title"]) == (3, "Until lunch")
    assert len(ann.server.elements("b1")) == 1
    ben.page.locator(".toast").get_by_role("button", name="Open it").click()
    expect(ben.page).to_have_url(f"{ben.server.url}/b/{done['copy']}")
    dialog.get_by_role("button", name="Close").last.click()
    expect(ann.page.locator(".toast")).to_have_count(0)
