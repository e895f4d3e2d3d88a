"""The page that plays a history by itself, opened from the disk."""

from collections.abc import Callable
from pathlib import Path
from urllib.request import urlopen

from playwright.sync_api import Browser, expect
from tests.web.person import Person
from tests.web.server import Running

Come = Callable[..., Person]
SEEK = """(share) => {
  const time = document.getElementById("time");
  time.value = share * time.max;
  time.oninput();
  return [document.querySelectorAll("#board > g:nth-of-type(1) > g").length,
          document.querySelectorAll("#board polyline").length];
}"""


WALK = """() => {
  const time = document.getElementById("time"), there = [...Array(4001).keys()];
  return [...there, ...there.toReversed()].map((n) => {
    time.value = Math.round((n / 4000) * time.max);
    time.oninput();
    return document.querySelectorAll("#board > g:nth-of-type(1) > g").length;
  });
}"""
"""From the beginning to the end and back."""


def test_a_history_plays_from_the_disk_without_a_network(
    come: Come, server: Running, browser: Browser, tmp_path: Path
) -> None:
    """[FILM-3] Any moment can be chosen, back and forth, and the last is the board as it is."""
    ann = come("Ann")
    ann.opens("b1")
    ann.takes("pen")
    for n in range(3):
        ann.draws((300 + 90 * n, 300), (360 + 90 * n, 360), (300 + 90 * n, 420))
    ann.page.keyboard.press("Control+z")
    ann.is_saved()
    film = tmp_path / "film.html"
    with urlopen(f"{server.url}/api/boards/b1/export.html") as answer:
        film.write_bytes(answer.read())
    assert film.stat().st_size < 20_000
    context = browser.new_context(offline=True)
    page = context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda said: complaints.append(said.text))
    page.goto(film.as_uri())
    expect(page.locator("body[data-ready]")).to_be_attached()
    assert page.evaluate(SEEK, 1) == [2, 0]
    assert page.evaluate(SEEK, 0) == [0, 1]
    shown = page.evaluate(WALK)
    assert max(shown) == 3  # before the last was undone
    assert shown == shown[::-1]
    page.evaluate(SEEK, 0.9)
    page.click("#play")
    expect(page.locator("#play")).to_have_text("Play")
    assert page.evaluate("document.getElementById('told').textContent").endswith(
        "undid a change of an element"
    )
    assert complaints == []
    context.close()
