"""The memory of a board in the browser: how fast its log is read, and how long a jump to a moment takes.

Run `python -m tests.bench.history 100000`; the web app must be built.
"""

import json
import sys
import tempfile
from pathlib import Path
from random import Random
from typing import Any

from playwright.sync_api import Page, sync_playwright
from tests.bench.canvas import ARGS, board_file, imported, server, shares

READ = """
() => new Promise((done) => {
  const look = () => {
    const [mark] = performance.getEntriesByName("inkroom:history");
    if (mark) done([mark.duration, mark.detail]);
    else setTimeout(look, 5);
  };
  look();
})
"""
WATCH = """
() => document.querySelector(".track-ground").addEventListener("pointerdown", () => {
  window.__begun = performance.now();
  performance.clearMarks("inkroom:painted");
}, true)
"""
JUMPED = """
() => new Promise((done) => {
  const look = () => {
    const [mark] = performance.getEntriesByName("inkroom:painted");
    if (mark) done(mark.startTime - window.__begun);
    else setTimeout(look, 1);
  };
  look();
})
"""
JUMPS = 20


def measure(page: Page, url: str, board: str) -> list[dict[str, Any]]:
    page.goto(f"{url}/b/{board}")
    page.locator(".saved[data-state=saved]").wait_for(state="attached", timeout=60_000)
    page.keyboard.press("Shift+T")
    ms, entries = page.evaluate(READ)
    found: list[dict[str, Any]] = [
        {"what": "entries read a second", "entries": entries, "value": round(entries / ms * 1000)}
    ]
    heap = page.evaluate("() => performance.memory.usedJSHeapSize / 2 ** 20")
    found.append({"what": "JS heap, MB", "value": round(heap)})
    page.evaluate(WATCH)
    box = page.locator(".track-ground").bounding_box()
    assert box is not None
    random, times = Random(1), list[float]()
    for _ in range(JUMPS):
        page.mouse.click(box["x"] + random.random() * box["width"], box["y"] + 20)
        times.append(page.evaluate(JUMPED))
        page.wait_for_timeout(200)
    found.append({"what": "jump, to painted, ms"} | shares(times))
    return found


def main(counts: list[int]) -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        sync_playwright() as driver,
        server(Path(folder) / "data") as url,
    ):
        browser = driver.chromium.launch(executable_path="/usr/bin/chromium", args=ARGS)
        for count in counts:
            name = imported(board_file(Path(folder), count, 1), url)
            context = browser.new_context(viewport={"width": 1440, "height": 900})
            for visit in ("from the server", "from the device"):
                page = context.new_page()
                for result in measure(page, url, name):
                    print(json.dumps({"entries": count, "read": visit} | result), flush=True)
                page.close()
            context.close()
        browser.close()


if __name__ == "__main__":
    main([int(count) for count in sys.argv[1:]] or [100_000])
