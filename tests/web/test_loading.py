"""What the browser loads: little at first, and afterwards all that it needs without the server."""

import gzip
import json
from pathlib import Path

import pytest
from playwright.sync_api import expect
from tests.web.conftest import STATIC, Come
from tests.web.server import Running

BUDGET_KIB = 120
"""A board takes 119.3 (docs/bench.md), the list much less: it may go down, not up."""


FIRST = """
() => {
  const [usable] = performance.getEntriesByName("inkroom:usable");
  const until = usable?.startTime ?? (document.querySelector(".cards[data-state=live]") && performance.now());
  if (!until) return null;
  const files = performance.getEntriesByType("resource").filter(({ startTime }) => startTime <= until);
  return files.map(({ name }) => new URL(name).pathname).filter((path) => /\\.(js|css)$/.test(path));
}
"""
"""The scripts and style sheets that were asked for before the board was usable, or the list there; null: not yet."""


@pytest.mark.parametrize("place", ["/", "/b/demo"], ids=["list", "board"])
def test_a_page_is_small(server: Running, come: Come, place: str) -> None:
    """So much of gzip, without the fonts, before one can draw; the rest comes when it is opened, or after."""
    ana = come("Ana")
    ana.page.goto(server.url + place)
    found = ana.page.wait_for_function(FIRST).json_value()
    files = {STATIC.parent / path.lstrip("/") for path in found}
    assert len(files) > 2, "the page was not seen loading"
    page = STATIC.parent / ("index.html" if place == "/" else "board.html")
    sizes = {file.name: len(gzip.compress(file.read_bytes(), 9)) for file in {page, *files}}
    assert sum(sizes.values()) <= BUDGET_KIB * 1024, sizes


def test_all_parts_are_kept_at_the_first_visit(server: Running, come: Come) -> None:
    """[P3] What was never opened before opens without the server too."""
    ana = come("Ana")
    ana.opens("demo")
    ana.may_go_offline()
    server.kill()
    ana.page.goto(f"{server.url}/b/another")
    ana.takes("pen")
    ana.draws((300, 300), (600, 320))
    ana.waits(1)
    ana.page.keyboard.press("?")
    expect(ana.page.locator("dialog h2")).to_have_text("Keys")
    ana.page.keyboard.press("Escape")
    ana.page.click(".share-button")
    expect(ana.page.locator("dialog")).to_contain_text("Share")
    ana.page.goto(server.url)
    expect(ana.page.locator(".card")).to_have_count(2)


def test_the_page_can_be_installed() -> None:
    """Its manifest names icons that are there, one of them to be cut to any shape."""
    folder = Path(STATIC).parent
    manifest = json.loads((folder / "manifest.webmanifest").read_text("utf-8"))
    assert manifest["display"] == "standalone"
    assert all((folder / icon["src"].lstrip("/")).exists() for icon in manifest["icons"])
    assert {"192x192", "512x512"} <= {icon["sizes"] for icon in manifest["icons"]}
    assert any(icon.get("purpose") == "maskable" for icon in manifest["icons"])
