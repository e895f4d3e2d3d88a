"""The time bar in the browser: moments that are over, while others go on drawing."""

import re
from collections.abc import Callable

from playwright.sync_api import expect
from tests.web.person import Person

Come = Callable[..., Person]


SEEN = """() => {
  const slider = document.querySelector(".track-ground");
  new MutationObserver(() => { slider.dataset.seen = (slider.dataset.seen ?? "") + slider.ariaValueNow })
    .observe(slider, {attributeFilter: ["aria-valuenow"]});
}"""
"""Notes every step that the time bar comes by."""


def opened(person: Person, steps: int) -> None:
    """The time bar, with so many steps in it."""
    person.page.keyboard.press("Shift+T")
    slider = person.page.get_by_role("slider", name="Moment")
    expect(slider).to_have_attribute("aria-valuemax", str(steps))


def drawn(person: Person, count: int) -> None:
    person.takes("pen")
    for n in range(count):
        person.draws((300 + 60 * n, 300), (330 + 60 * n, 360))
    person.is_saved()


def test_the_past_is_looked_at_while_another_draws(come: Come) -> None:
    """[HIST-1] It looks like the past, nothing can be drawn in it, and now is one step away."""
    ann, ben = come("Ann"), come("Ben")
    ann.opens("b1")
    drawn(ann, 3)
    opened(ann, 3)
    slider = ann.page.get_by_role("slider", name="Moment")
    expect(slider).to_have_attribute("aria-valuenow", "3")
    expect(ann.page.locator(".stage[data-past]")).to_have_count(0)
    ann.page.keyboard.press("ArrowLeft")
    ann.page.keyboard.press("ArrowLeft")
    expect(slider).to_have_attribute("aria-valuenow", "1")
    expect(slider).to_have_attribute(
        "aria-valuetext", re.compile("step 1 of 3, You drew a stroke$")
    )
    expect(ann.page.locator(".stage[data-past]")).to_be_visible()
    expect(ann.page.get_by_role("status").filter(has_text="You see")).to_be_visible()
    expect(ann.page.locator(".rail [data-tool='pen']")).to_be_hidden()
    ben.opens("b1")
    drawn(ben, 1)
    expect(slider).to_have_attribute("aria-valuemax", "4")
    expect(slider).to_have_attribute("aria-valuenow", "1")
    ann.page.mouse.move(500, 500)
    ann.page.mouse.down()
    ann.page.mouse.move(600, 500)
    ann.page.mouse.up()
    ann.page.keyboard.press("End")
    expect(slider).to_have_attribute("aria-valuenow", "4")
    expect(ann.page.locator(".stage[data-past]")).to_have_count(0)
    assert len(ann.server.elements("b1")) == 4
    ann.page.keyboard.press("Escape")
    expect(ann.page.locator(".past-bar")).to_have_count(0)
    expect(ann.page.locator(".rail [data-tool='pen']")).to_be_visible()


def test_it_plays_to_now_and_stops_there(come: Come) -> None:
    """[HIST-3]"""
    ann = come("Ann")
    ann.opens("b1")
    drawn(ann, 3)
    opened(ann, 3)
    ann.page.evaluate(SEEN)
    ann.page.keyboard.press("Space")
    expect(ann.page.locator(".track-ground[data-seen$='3']")).to_be_attached()
    expect(ann.page.locator(".stage[data-past]")).to_have_count(0)
    expect(ann.page.get_by_role("button", name="Play", exact=True)).to_be_visible()
    seen = ann.page.get_attribute(".track-ground", "data-seen") or ""
    assert seen.startswith("0")
    assert list(seen) == sorted(seen)


def test_marks_are_set_and_jumped_to(come: Come) -> None:
    """[HIST-1] A mark is a step of the log; Shift and an arrow go from one to the next."""
    ann = come("Ann")
    ann.opens("b1")
    drawn(ann, 1)
    opened(ann, 1)
    ann.page.get_by_role("button", name="Mark", exact=True).click()
    ann.page.get_by_label("What should this moment be called?").fill("First sketch")
    ann.page.keyboard.press("Enter")
    flag = ann.page.get_by_role("button", name="First sketch")
    expect(flag).to_be_visible()
    slider = ann.page.get_by_role("slider", name="Moment")
    ann.page.keyboard.press("Home")
    expect(slider).to_have_attribute("aria-valuenow", "0")
    flag.click()
    expect(slider).to_have_attribute("aria-valuenow", "2")
    entries = ann.server.api("/api/boards/b1/entries")["entries"]
    assert [entry.get("mark") for entry in entries] == [None, "First sketch"]


def test_one_person_is_seen_alone(come: Come) -> None:
    """[HIST-4] The chips are buttons that stay pressed; a second press shows all again."""
    ann, ben = come("Ann"), come("Ben")
    ann.opens("b1")
    drawn(ann, 1)
    ben.opens("b1")
    drawn(ben, 1)
    opened(ann, 2)
    chip = ann.page.get_by_role("button", name="Only Ben")
    chip.click()
    expect(chip).to_have_attribute("aria-pressed", "true")
    chip.click()
    expect(chip).to_have_attribute("aria-pressed", "false")


def test_a_link_leads_to_its_moment(come: Come) -> None:
    """[HIST-1]"""
    ann = come("Ann")
    ann.opens("b1")
    drawn(ann, 3)
    ben = come("Ben")
    ben.page.goto(f"{ben.server.url}/b/b1#at=2")
    slider = ben.page.get_by_role("slider", name="Moment")
    expect(slider).to_have_attribute("aria-valuenow", "2")


def test_a_moment_is_restored_after_a_preview_and_can_be_undone(come: Come) -> None:
    """[HIST-6] Never one click; what comes back and goes is said before, and whose."""
    ann, ben = come("Ann"), come("Ben")
    ann.opens("b1")
    drawn(ann, 1)
    ben.opens("b1")
    drawn(ben, 2)
    opened(ann, 3)
    ann.page.keyboard.press("Home")
    ann.page.keyboard.press("ArrowRight")
    ann.page.get_by_role("button", name="Restore this moment").click()
    preview = ann.page.get_by_role("dialog", name=re.compile("^Restore "))
    expect(preview).to_contain_text("2 elements go")
    expect(preview).to_contain_text("1 element stays as it is")
    assert len(ann.server.elements("b1")) == 3
    preview.get_by_role("button", name="Restore this moment").click()
    expect(ann.page.locator(".stage[data-past]")).to_have_count(0)
    ann.is_saved()
    assert len(ann.server.elements("b1")) == 1
    ann.page.locator(".toast").get_by_role("button", name="Undo").click()
    ann.is_saved()
    assert len(ann.server.elements("b1")) == 3


def test_a_persons_work_is_taken_away(come: Come) -> None:
    """[HIST-7]"""
    ann, ben = come("Ann"), come("Ben")
    ann.opens("b1")
    drawn(ann, 1)
    ben.opens("b1")
    drawn(ben, 2)
    opened(ann, 3)
    ann.page.locator(".past-bar").get_by_role("button", name="More").click()
    ann.page.get_by_role("menuitem", name="Take away Ben's work").click()
    preview = ann.page.get_by_role("dialog", name="Take this work away?")
    expect(preview).to_contain_text("2 elements go")
    preview.get_by_role("button", name="Take it away").click()
    ann.is_saved()
    assert len(ann.server.elements("b1")) == 1


def test_only_what_lies_in_a_lasso_is_restored(come: Come) -> None:
    """[HIST-14] The lasso is asked for once; the loop stays until everything is shown again."""
    ann = come("Ann")
    ann.opens("b1")
    drawn(ann, 2)
    opened(ann, 2)
    more = ann.page.locator(".past-bar").get_by_role("button", name="More")
    preview = ann.page.get_by_role("dialog", name="Take this work away?")
    more.click()
    ann.page.get_by_role("menuitem", name="Only what lies in a lasso").click()
    ann.draws((290, 290), (345, 290), (345, 370), (290, 370), (290, 290))
    expect(ann.page.locator(".rail [data-tool='pen']")).to_have_attribute("aria-pressed", "true")
    for told in ("1 element goes", "2 elements go"):
        more.click()
        ann.page.get_by_role("menuitem", name=re.compile("Take away .*work$")).click()
        expect(preview).to_contain_text(told)
        ann.page.keyboard.press("Escape")
        more.click()
        every = ann.page.get_by_role("menuitem", name="Show everything again")
        expect(every).to_have_count(1 if told.startswith("1") else 0)
        if told.startswith("1"):
            every.click()


def test_two_moments_are_compared_on_the_board_and_as_a_list(come: Come) -> None:
    """[HIST-5]"""
    ann = come("Ann")
    ann.opens("b1")
    drawn(ann, 3)
    opened(ann, 3)
    ann.page.keyboard.press("Home")
    ann.page.keyboard.press("ArrowRight")
    ann.page.get_by_role("button", name="Compare").click()
    ann.page.get_by_role("menuitem", name="Now").click()
    told = ann.page.get_by_role("dialog", name="Compare")
    expect(told).to_contain_text("2 added")
    expect(told.get_by_role("listitem")).to_have_count(2)
    ann.page.keyboard.press("Escape")
    expect(told).to_have_count(0)


def test_a_new_board_begins_at_a_moment(come: Come) -> None:
    """[HIST-9] With its history; the old one stays as it is."""
    ann = come("Ann")
    ann.opens("b1")
    drawn(ann, 3)
    opened(ann, 3)
    ann.page.keyboard.press("Home")
    ann.page.keyboard.press("ArrowRight")
    ann.page.get_by_role("button", name="New board from here").click()
    ann.page.wait_for_url(re.compile("/b/(?!b1)"))
    ann.is_saved()
    board = ann.page.url.rpartition("/")[2]
    assert len(ann.server.elements(board)) == 1
    assert len(ann.server.elements("b1")) == 3


def test_the_story_of_an_element_is_told_from_the_style_panel(come: Come) -> None:
    """[HIST-4] Each step, by whom; the rest is pale."""
    ann, ben = come("Ann"), come("Ben")
    ann.opens("b1")
    drawn(ann, 1)
    ben.opens("b1")
    drawn(ben, 1)
    ann.takes("select")
    ann.page.mouse.click(315, 330)
    ann.page.keyboard.press("Control+d")
    ann.page.get_by_role("button", name="History of this element").click()
    story = ann.page.get_by_role("dialog", name="What happened to it")
    expect(story.get_by_role("listitem")).to_have_count(1)
    expect(story).to_contain_text("Ann drew a stroke")
    story.get_by_role("button", name="Replay just this").click()
    ann.page.keyboard.press("Escape")
    expect(story).to_have_count(0)


def test_a_history_is_checked_and_saved_as_film_and_transcript(come: Come) -> None:
    """[HIST-10, FILM-1, FILM-2]"""
    ann = come("Ann")
    ann.opens("b1")
    drawn(ann, 2)
    opened(ann, 2)

    def more(name: str) -> None:
        ann.page.locator(".past-bar").get_by_role("button", name="More").click()
        ann.page.get_by_role("menuitem", name=name).click()

    more("Check the history")
    expect(ann.page.locator(".toast")).to_contain_text("All 2 steps are as they were made")
    with ann.page.expect_download() as waiting:
        more("Transcript")
    told = waiting.value.path().read_text("utf-8")
    assert re.search(r"#1  Ann drew a stroke\n.*#2  Ann drew a stroke\n$", told)
    with ann.page.expect_download() as waiting:
        more("Film as GIF")
    assert waiting.value.path().read_bytes()[:6] == b"GIF89a"


def test_the_board_list_plays_what_is_new_since_the_last_visit(come: Come) -> None:
    """[HIST-3] Ten seconds, whatever it was; then the board is as it is now."""
    ann, ben = come("Ann"), come("Ben")
    ann.opens("b1")
    drawn(ann, 1)
    ann.lists()
    ben.opens("b1")
    drawn(ben, 2)
    news = ann.page.get_by_role("button", name="Watch the 2 steps since you were here")
    expect(news).to_have_text("2 new steps")
    news.click()
    ann.page.wait_for_url(re.compile("/b/b1#since=1$"))
    expect(ann.page.get_by_role("slider", name="Moment")).to_have_attribute("aria-valuenow", "3")
    expect(ann.page.locator(".stage[data-past]")).to_have_count(0)
    ann.is_saved()


def test_a_moment_that_is_over_gets_a_mark_and_alt_tells_who_drew(come: Come) -> None:
    """[HIST-11, HIST-13] The mark stands where one looks; Alt tells of what the pointer is over."""
    ann = come("Ann")
    ann.opens("b1")
    drawn(ann, 3)
    opened(ann, 3)
    slider = ann.page.get_by_role("slider", name="Moment")
    ann.page.keyboard.press("ArrowLeft")
    expect(slider).to_have_attribute("aria-valuenow", "2")
    ann.page.get_by_role("button", name="Mark", exact=True).click()
    expect(ann.page.get_by_role("textbox")).to_be_focused()
    ann.page.keyboard.type("Two strokes")
    ann.page.keyboard.press("Enter")
    expect(slider).to_have_attribute("aria-valuemax", "4")
    ann.page.keyboard.press("Home")
    expect(slider).to_have_attribute("aria-valuenow", "0")
    ann.page.get_by_role("button", name="Two strokes").click()
    expect(slider).to_have_attribute("aria-valuenow", "2")
    told = ann.page.locator(".who-tip")
    expect(told).to_be_attached()
    ann.page.keyboard.down("Alt")
    ann.page.mouse.move(375, 330)
    expect(told).to_contain_text("Drawn by you")
    ann.page.keyboard.up("Alt")
    expect(told).to_be_hidden()
