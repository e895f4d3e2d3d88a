"""The memory of a board in the browser: how fast its log is read, and how long a jump to a moment takes.

Run `python -m tests.bench.history 100000`; the web app must be built.
"""

import json
import sys
import tempfile
from pathlib import Path
from random import Random

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
JUMP = """
(x) => new Promise((done) => {
  const track = document.querySelector(".track-ground");
  const box = track.getBoundingClientRect();
  const at = { clientX: box.left + x * box.width, clientY: box.top + box.height / 2 };
  const press = { ...at, bubbles: true, pointerId: 1, button: 0, isPrimary: true };
  performance.clearMarks("inkroom:painted");
  const begun = performance.now();
  track.dispatchEvent(new PointerEvent("pointerdown", press));
  track.dispatchEvent(new PointerEvent("pointerup", press));
  const worked = performance.now() - begun;
  const look = () => {
    const [mark] = performance.getEntriesByName("inkroom:painted");
    if (mark) done([worked, mark.startTime - begun]);
    else setTimeout(look, 1);
  };
  look();
})
"""
JUMPS = 20


def measure(page: Page, url: str, board: str) -> list[dict[str, object]]:
    page.goto(f"{url}/b/{board}")
    page.locator(".saved[data-state=saved]").wait_for(state="attached", timeout=60_000)
    page.keyboard.press("Shift+T")
    ms, entries = page.evaluate(READ)
    found: list[dict[str, object]] = [
        {"what": "entries read a second", "entries": entries, "value": round(entries / ms * 1000)}
    ]
    heap = page.evaluate("() => performance.memory.usedJSHeapSize / 2 ** 20")
    found.append({"what": "JS heap, MB", "value": round(heap)})
    random = Random(1)
    times = [page.evaluate(JUMP, random.random()) for _ in range(JUMPS)]
    found.append({"what": "jump, script, ms"} | shares([one[0] for one in times]))
    found.append({"what": "jump, to painted, ms"} | shares([one[1] for one in times]))
    return found


def main(counts: list[int]) -> None:
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        with server(Path(folder) / "data") as url:
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
