"""What people of one board do together: a timer, a vote, who may draw."""

import re

import pytest
from playwright.sync_api import expect
from tests.web.conftest import Come
from tests.web.person import Person
from tests.web.server import Running


@pytest.fixture(scope="module")
def server(shared: Running) -> Running:
    """Each test has a board of its own, and none ends it."""
    return shared


def test_a_timer_is_seen_by_all_and_by_who_comes_late(come: Come, board: str) -> None:
    """[MEET-2, MEET-10] Set, lengthened, paused and taken away by anybody who may draw."""
    ana, mira = come("Ana"), come("Mira")
    for one in (ana, mira):
        one.opens(board)
    ana.page.click(".bar-people")
    ana.page.get_by_role("button", name="Timer", exact=True).click()
    ana.page.get_by_role("button", name="5 min", exact=True).click()
    mira.reads("Ana set the timer to 5:00.")
    late = come("Late")
    late.opens(board)
    expect(late.page.locator(".timer-time")).to_have_text(re.compile(r"^4:\d\d$"))
    mira.page.get_by_role("button", name="Pause timer").click()
    mira.page.get_by_role("button", name="Add a minute").click()
    for one in (ana, mira, late):
        expect(one.page.locator(".timer.is-resting .timer-time")).to_have_text(
            re.compile(r"^5:\d\d$")
        )
    late.page.get_by_role("button", name="Stop timer").click()
    for one in (ana, mira, late):
        expect(one.page.locator(".timer")).to_be_hidden()


def writes_a_note(person: Person, text: str) -> None:
    """A note in the middle."""
    person.page.keyboard.press("n")
    person.page.mouse.click(600, 400)
    person.page.keyboard.type(text)
    person.page.keyboard.press("Escape")
    person.is_saved()


def test_dots_are_laid_taken_back_and_counted(come: Come, board: str) -> None:
    """[MEET-4, MEET-5, MEET-6] What is hidden is told when the vote is closed."""
    ana, mira = come("Ana"), come("Mira")
    ana.opens(board)
    writes_a_note(ana, "Water pump")
    mira.opens(board)
    ana.page.click(".bar-people")
    ana.page.get_by_role("button", name="Vote", exact=True).click()
    ana.page.get_by_role("switch", name="Show counts only at the end").click()
    ana.page.get_by_role("button", name="Start vote").click()
    mira.reads("Ana started a vote.")
    words = mira.page.locator(".vote-words")
    expect(words).to_have_text("3 dots left · 0 people voted")
    lay = mira.page.get_by_role("button", name="Water pump: lay a dot")
    lay.click()
    expect(words).to_have_text("2 dots left · 1 person voted")
    lay.click()
    expect(words).to_have_text("1 dot left · 1 person voted")
    mira.page.get_by_role("button", name="Water pump: take a dot back").click()
    expect(words).to_have_text("2 dots left · 1 person voted")
    expect(ana.page.locator(".vote-words")).to_have_text("3 dots left · 1 person voted")
    expect(ana.page.locator(".vote-add")).to_have_text("")
    ana.page.get_by_role("button", name="Close vote").click()
    for one in (ana, mira):
        expect(one.page.locator(".vote-row")).to_have_text("Water pump1 dot")
        expect(one.page.locator(".vote-add")).to_have_text("1")
    mira.page.locator(".vote-away").click()
    expect(mira.page.locator(".vote")).to_be_hidden()


def test_only_owners_draw_and_who_asks_is_let_in(come: Come, board: str) -> None:
    """[MEET-7, MEET-8, ACC-3, ACC-8] Whoever came first on an open board may say who draws."""
    ana, mira = come("Ana"), come("Mira")
    for one in (ana, mira):
        one.opens(board)
    ana.page.click(".bar-people")
    ana.page.get_by_role("switch", name="Only owners draw").click()
    mira.reads("Only owners draw now.")
    expect(mira.page.locator(".rail [data-tool='pen']")).to_have_count(0)
    mira.page.get_by_role("button", name="Ask to edit").click()
    ana.reads("Mira asks to edit.")
    row = ana.page.locator(".people-row", has_text="Mira")
    expect(row).to_contain_text("Asks to edit")
    row.get_by_role("button", name="Let Mira edit").click()
    mira.reads("You can draw on this board now.")
    mira.takes("rect")
    mira.draws((500, 300), (700, 400))
    mira.is_saved()
    ana.sees(1)
    expect(mira.page.get_by_role("button", name="Ask to edit")).to_be_hidden()
    row.get_by_role("button", name="What Mira may do").click()
    ana.page.get_by_role("menuitemradio", name="Viewer").click()
    expect(mira.page.locator(".saved-pill")).to_have_text("View only")


RED = """() => [...document.querySelectorAll('.stage canvas')].some((canvas) => {
  const { width, height } = canvas;
  const copy = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  copy.drawImage(canvas, 0, 0);
  const { data } = copy.getImageData(0, 0, width, height);
  for (let n = 0; n < data.length; n += 4)
    if (data[n] > 240 && data[n + 1] < 70 && data[n + 2] < 70 && data[n + 3] > 200) return true;
  return false;
})"""
"""Whether something as red as a laser is painted."""


def test_others_see_where_a_laser_points_until_it_fades(come: Come, board: str) -> None:
    """[LIVE-6]"""
    ana, mira = come("Ana"), come("Mira")
    for one in (ana, mira):
        one.opens(board)
    assert not mira.page.evaluate(RED)
    ana.takes("laser")
    ana.page.mouse.move(500, 500)
    ana.page.mouse.down()
    ana.page.mouse.move(640, 560, steps=8)
    mira.page.wait_for_function(RED)
    ana.page.mouse.up()
    mira.page.wait_for_function(f"() => !({RED})()")
