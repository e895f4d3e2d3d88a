"""A lesson: everyone works on a board of their own, and the teacher shows one to all."""

import re

import pytest
from playwright.sync_api import Browser, expect
from tests.web.conftest import Come
from tests.web.person import Person
from tests.web.server import Running


@pytest.fixture(scope="module")
def server(shared: Running) -> Running:
    """Each test has a board of its own, and none ends it."""
    return shared


def begins(come: Come, board: str, *names: str) -> list[Person]:
    """A teacher begins a lesson on a board; the pupils are there. All of them, the teacher first."""
    people = [come(name) for name in ("Ms Hill", *names)]
    for one in people:
        one.opens(board)
    teacher = people[0]
    teacher.page.click(".bar-people")
    teacher.page.get_by_role("button", name="Begin a lesson").click()
    for one in people[1:]:
        one.reads("Ms Hill began a lesson.")
    return people


def goes_aside(pupil: Person) -> None:
    """To their own board."""
    pupil.page.get_by_role("button", name="My board").click()
    expect(pupil.page).to_have_url(re.compile("--[0-9a-f]{12}$"))
    expect(pupil.page.locator(".bar-title")).to_have_text("My board")
    pupil.is_saved()


def test_everyone_works_alone_and_one_board_is_revealed(come: Come, browser: Browser) -> None:
    """[SIDE-2, SIDE-5, SIDE-8, MEET-11] The pictures come by themselves; undo takes a reveal back."""
    teacher, ana, ben = begins(come, "revealed", "Ana", "Ben")
    goes_aside(ana)
    ana.draws((400, 300), (600, 400))
    ana.draws((400, 500), (600, 450))
    ana.is_saved()
    card = teacher.page.locator(".class-card", has_text="Ana")
    expect(card.locator("img")).to_have_attribute("src", re.compile(r"v=2\b"))
    expect(teacher.page.locator(".class-none").last).to_have_text("Not opened yet: Ben")
    card.get_by_role("button", name="Reveal").click()
    teacher.reads("Everyone sees the board of Ana now.")
    for one in (teacher, ben):
        one.sees(3)
    teacher.page.locator(".toast").get_by_role("button", name="Undo").click()
    expect(ben.page.locator(".hints")).to_be_visible()  # nothing is there again
    teacher.page.keyboard.press("Control+Shift+z")
    expect(ben.page.locator(".hints")).to_be_hidden()
    teacher.page.locator(".bar-pages").click()
    teacher.page.get_by_role("button", name="Add a page").click()
    teacher.page.keyboard.press("Escape")
    card.get_by_role("button", name="Reveal").click()
    teacher.sees(6)
    teacher.is_saved()
    pages = [element.get("page", "1") for element in teacher.server.elements("revealed")]
    assert pages.count("1") == 3
    assert len(set(pages)) == 2, "onto the page in view"
    other = Person(browser.new_context(), teacher.server)  # whose console tells of the refusal
    other.page.goto(ana.page.url)
    expect(other.page.get_by_text("There is no board here, or it is not shared")).to_be_visible()
    other.context.close()


def test_the_teacher_helps_on_a_board_and_everyone_keeps_theirs(come: Come) -> None:
    """[SIDE-2, SIDE-7, MEET-11] After the lesson too; what was drawn without a connection is not lost."""
    teacher, ana = begins(come, "helped", "Ana")
    goes_aside(ana)
    teacher.page.get_by_role("button", name="Open the board of Ana").click()
    expect(teacher.page.locator(".bar-title")).to_have_text("Board of Ana")
    teacher.is_saved()
    teacher.draws((400, 300), (600, 400))
    ana.sees(1)
    teacher.page.get_by_role("button", name="Shared board").click()
    expect(teacher.page).to_have_url(re.compile("/helped$"))
    teacher.is_saved()
    ana.context.set_offline(True)
    ana.draws((400, 500), (600, 450))
    teacher.page.get_by_role("button", name="End the lesson").first.click()
    ana.context.set_offline(False)
    ana.is_saved()
    ana.page.get_by_role("button", name="Shared board").click()
    expect(ana.page.locator(".lesson")).to_have_count(1)
    expect(ana.page.locator(".lesson")).to_be_hidden()
    ana.page.click(".bar-people")
    ana.page.get_by_role("button", name="My board").click()
    ana.sees(2)
