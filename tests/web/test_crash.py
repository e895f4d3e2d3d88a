"""The browser is killed in the middle of a stroke, the network comes and goes: nothing that was drawn is lost (P3)."""

import time
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from playwright.sync_api import Page, Playwright, expect
from tests.web.chromium import Chromium
from tests.web.conftest import Come
from tests.web.person import Person
from tests.web.server import Running

EDGE = """async () => {
  const answer = (request) => new Promise((done) => { request.onsuccess = () => done(request.result); });
  const db = await answer(indexedDB.open("inkroom"));
  const [row] = await answer(db.transaction("wet").objectStore("wet").getAll());
  db.close();
  return row ? row.put.geom[0] + row.put.geom[2] : null;
}"""
"""The right edge of the stroke in the journal, in board units."""


class Crashing:
    """Somebody whose browser is killed again and again, on one profile."""

    def __init__(self, chromium: Chromium, server: Running) -> None:
        self.chromium, self.server = chromium, server
        self.person = self.comes()

    def comes(self) -> Person:
        context = self.chromium.start()
        self.person = Person(context, self.server)
        return self.person

    def holds(self, y: float, to: float) -> None:
        """A pen goes from left to right and stays down."""
        mouse = self.person.page.mouse
        mouse.move(300, y)
        mouse.down()
        for x in range(300, int(to) + 1, 10):
            mouse.move(x, y)


@pytest.fixture
def crashing(server: Running, playwright: Playwright, tmp_path: Path) -> Iterator[Crashing]:
    chromium = Chromium(playwright, tmp_path / "profile")
    yield Crashing(chromium, server)
    chromium.kill()


def right_edges(server: Running) -> list[int]:
    """How far each stroke on the server reaches, in board units."""
    return sorted(row["geom"][0] + row["geom"][2] for row in server.elements("demo"))


def test_kill_9_of_the_browser_in_mid_stroke_keeps_the_stroke(crashing: Crashing) -> None:
    """[SES-19, P3] With the server there and without: what the journal has is on the board at the next start."""
    server = crashing.server
    edges: list[int] = []
    for round, offline in enumerate((False, True)):
        person = crashing.person
        person.opens("demo")
        person.sees(round)
        person.may_go_offline()
        person.takes("pen")
        if offline:
            server.kill()
        crashing.holds(200 + 60 * round, 500)
        edges.append(_journalled(person.page))
        crashing.chromium.kill()
        if offline:
            server.start()
        crashing.comes()
    crashing.person.opens("demo")
    crashing.person.sees(2)
    assert right_edges(server) == sorted(edges)


def test_kill_9_of_the_page_in_mid_stroke_keeps_the_stroke(crashing: Crashing) -> None:
    """[BUG-14] [SES-19, P3] The process of the page alone dies; the person loads it again."""
    person = crashing.person
    person.opens("demo")
    person.takes("pen")
    crashing.holds(200, 500)
    edge = _journalled(person.page)
    with person.page.expect_event("crash"):
        crashing.chromium.kill_renderers()
    person.page = person.context.new_page()
    person.opens("demo")
    person.sees(1)
    assert right_edges(crashing.server) == [edge]


def _journalled(page: Page) -> int:
    """Waits until the journal has the whole stroke; its right edge."""
    edge = 0
    while True:  # each look takes a turn of the page's loop
        found = page.evaluate(EDGE)
        if found is not None and found == edge:
            return int(found)
        edge = found or 0
        page.evaluate("() => new Promise((done) => setTimeout(done, 120))")


@pytest.mark.soak
def test_fifty_kills_at_any_moment_of_a_stroke_lose_no_stroke(crashing: Crashing) -> None:
    """[SES-19, P3]"""
    rng = Random(1)
    for round in range(50):
        person = crashing.person
        person.opens("demo")
        person.sees(round)
        person.takes("pen")
        mouse, x, y = person.page.mouse, 300.0, 120 + 10 * round
        mouse.move(x, y)
        mouse.down()
        end = time.monotonic() + rng.uniform(0.5, 1.5)
        while time.monotonic() < end:
            x += 2
            mouse.move(x, y)
        crashing.chromium.kill()
        crashing.comes()
    crashing.person.opens("demo")
    crashing.person.sees(50)


# ------------------------------------------------------------------ the network comes and goes


FREE_HAND: dict[str, object] = {
    "nib": {"curve": [33, 33, 67, 67], "constant": False, "steady": 0, "straighten": False}
}
"""A hand that rests while the network is switched makes no straight line."""


def toggles(ana: Person, server: Running, count: int) -> None:
    """Goes offline or online in the middle of each of `count` strokes."""
    ana.opens("demo")
    ana.may_go_offline()
    ana.takes("pen")
    mouse = ana.page.mouse
    for n in range(count):
        x, y = 120 + 150 * (n % 6), 120 + 3 * (n // 6)
        mouse.move(x, y)
        mouse.down()
        mouse.move(x + 30, y, steps=3)
        ana.context.set_offline(n % 2 == 0)
        mouse.move(x + 90 + n % 7, y, steps=3)
        mouse.up()
        if n % 10 == 9:
            ana.sees(n + 1)
    ana.context.set_offline(False)
    ana.is_saved()
    ana.sees(count)
    widths = sorted(row["geom"][2] for row in server.elements("demo"))
    assert widths == sorted(16 * (90 + n % 7) for n in range(count)), "each once, each whole"
    entries = server.api("/api/boards/demo/entries?after=0&limit=1000")["entries"]
    assert len(entries) == count


def test_twenty_offline_toggles_in_mid_stroke_lose_and_double_nothing(
    server: Running, come: Come
) -> None:
    """[BUG-17] [P3, P4, SES-5]"""
    toggles(come("Ana", settings=FREE_HAND), server, 20)


@pytest.mark.soak
def test_two_hundred_offline_toggles_in_mid_stroke_lose_and_double_nothing(
    server: Running, come: Come
) -> None:
    """[P3, P4, SES-5]"""
    toggles(come("Ana", settings=FREE_HAND), server, 200)


# ------------------------------------------------------------------ what the page asks of the browser


SPY = """() => {
  window.asked = { modes: [], persist: 0 };
  const plain = IDBDatabase.prototype.transaction;
  IDBDatabase.prototype.transaction = function (stores, mode, options) {
    if (mode === "readwrite" && [stores].flat().includes("ops")) window.asked.modes.push(options?.durability);
    return plain.call(this, stores, mode, options);
  };
  StorageManager.prototype.persist = () => { window.asked.persist += 1; return Promise.resolve(true); };
}"""


def test_ops_are_written_strictly_and_the_browser_is_asked_to_keep_them(come: Come) -> None:
    """[SES-2, P3]"""
    ana = come("Ana")
    ana.context.add_init_script(f"({SPY})()")
    ana.opens("demo")
    ana.takes("pen")
    ana.draws((300, 300), (600, 320))
    ana.is_saved()
    asked = ana.page.evaluate("window.asked")
    assert asked["persist"] == 1
    assert len(asked["modes"]) > 0
    assert set(asked["modes"]) == {"strict"}


def test_a_page_warns_before_it_is_closed_while_strokes_wait(server: Running, come: Come) -> None:
    """[BUG-38] [SES-8, P1, P3] And says nothing where all is saved."""
    ana = come("Ana")
    ana.opens("demo")
    asked: list[str] = []
    ana.page.on("dialog", lambda dialog: asked.append(dialog.type))
    ana.takes("pen")
    ana.draws((300, 300), (600, 320))
    ana.is_saved()
    ana.page.reload()
    ana.is_saved()
    assert asked == []
    ana.takes("pen")
    server.kill()
    ana.draws((300, 400), (600, 420))
    ana.waits(1)
    with ana.page.expect_event("close"):
        ana.page.close(run_before_unload=True)
    assert asked == ["beforeunload"]
    server.start()
    ana.page = ana.context.new_page()
    ana.opens("demo")
    ana.sees(2)


SAID = """() => {
  const saved = document.querySelector(".saved");
  window.said = [];
  const look = () => window.said.push([saved.textContent, Number(saved.dataset.waiting)]);
  new MutationObserver(look).observe(saved, { subtree: true, childList: true, characterData: true, attributes: true });
}"""


def test_saved_is_never_said_while_anything_waits(come: Come) -> None:
    """[BUG-37] [BUG-28] [P1, SES-8] Not even for the moment that a stroke takes to the server's disk."""
    ana = come("Ana")
    ana.opens("demo")
    ana.takes("pen")
    ana.page.evaluate(SAID)
    for n in range(8):
        ana.draws((300, 200 + 40 * n), (600, 220 + 40 * n))
    ana.is_saved()
    expect(ana.saved).to_have_text("Saved · #8")
    said = ana.page.evaluate("window.said")
    assert any(waiting for _, waiting in said)
    assert [text for text, waiting in said if waiting and text.startswith("Saved")] == []
