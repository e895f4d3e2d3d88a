"""The web canvas beside Excalidraw and tldraw: the same strokes in one chromium, in one run.

`make bench-web` or `python -m tests.bench.beside 1000 10000 50000`. The two are npm packages: they are installed
and built in a folder of this device the first time. No limit of the frame rate: a frame takes as long as it takes.
"First paint" counts from the data: for the others from the call with all strokes as objects, for Inkroom from the
first part of the packed snapshot that comes from the server, until all that is in sight is painted.
"""

import argparse
import gzip
import json
import math
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from random import Random
from typing import Any, Final

from playwright.sync_api import Browser, Page, Response, Route, sync_playwright
from tests.bench.canvas import ARGS, ROOM_PX, board_file, imported, server, stroke
from tests.bench.machine import about

from inkroom.ink import decode_points

HERE: Final = Path(__file__).parent / "others"
WEB: Final = Path(__file__).parents[2] / "webclient"
OTHERS: Final = ("excalidraw", "tldraw")
FREE: Final = [*ARGS, "--disable-frame-rate-limit", "--disable-gpu-vsync"]
VIEW: Final = {"width": 1440, "height": 900}
PATIENCE_MS: Final = 180_000

DRIVE: Final = """
window.bench = {
  frame: () => new Promise(requestAnimationFrame),
  // Frames of so many turns of the wheel, one a frame, at most six seconds of them.
  async turn(count, dx, dy, ctrlKey) {
    const at = document.elementFromPoint(innerWidth / 2, innerHeight / 2);
    const intervals = [];
    let last = await this.frame();
    const begun = last;
    for (let n = 0; n < count && last - begun < 6000; n++) {
      const back = n < count / 2 ? 1 : -1;
      at.dispatchEvent(new WheelEvent("wheel", {
        deltaX: back * dx, deltaY: back * dy, ctrlKey, clientX: innerWidth / 2, clientY: innerHeight / 2,
        bubbles: true, cancelable: true,
      }));
      await this.frame();
      const now = performance.now();
      intervals.push(now - last);
      last = now;
    }
    return intervals;
  },
  // Until frames come quickly again: the end of the last slow one.
  async calm(from) {
    let last = performance.now();
    let end = last;
    for (let quick = 0; quick < 8; ) {
      await this.frame();
      const now = performance.now();
      if (now - last > 50) { end = now; quick = 0; } else quick++;
      if (now - from > 170_000) break;
      last = now;
    }
    return Math.max(end, from) - from;
  },
  up: 0,
};
addEventListener("pointerup", async () => {
  const from = performance.now();
  await window.bench.frame();
  await window.bench.frame();
  window.bench.up = performance.now() - from;
}, true);
"""
ARRIVAL: Final = """
const { fetch } = window;
window.fetch = async (...all) => { // a big board comes apart from the socket (JOIN-11)
  const answer = await fetch(...all);
  if (/\\/snapshot$/.test(new URL(answer.url).pathname) && answer.status === 200) window.arrived ??= performance.now();
  return answer;
};
window.WebSocket = class extends WebSocket {
  constructor(...all) {
    super(...all);
    this.addEventListener("message", ({ data }) => {
      if (typeof data !== "string") window.arrived ??= performance.now();
    });
  }
};
"""
PAINTED: Final = """
() => new Promise((done) => {
  const look = () => {
    const mark = performance.getEntriesByName("inkroom:painted").find((one) => one.detail > 0);
    if (mark) done(mark.startTime - window.arrived); else setTimeout(look, 2);
  };
  look();
})
"""


def strokes(count: int) -> list[dict[str, Any]]:
    """The strokes of `tests.bench.canvas` in px, as both others take them."""
    random, side = Random(count), math.sqrt(count * ROOM_PX)
    found = []
    for n in range(count):
        put = stroke(random, n, "", side)
        samples = decode_points(put["points"], True)
        trace = [
            [samples[at] / 16, samples[at + 1] / 16, round(samples[at + 2] / 255, 3)]
            for at in range(0, len(samples), 4)
        ]
        found.append({"id": put["id"], "ink": put["ink"], "points": trace})
    return found


def built(folder: Path) -> Path:
    """The pages of the others, built in `folder` if they are not there."""
    if not (folder / "dist/tldraw.html").exists():
        folder.mkdir(parents=True, exist_ok=True)
        for file in HERE.iterdir():
            shutil.copy(file, folder / file.name)
        install = ["npm", "install", "--no-audit", "--no-fund", "--ignore-scripts"]
        subprocess.run(install, cwd=folder, check=True)
        subprocess.run([WEB / "node_modules/.bin/vite", "build"], cwd=folder, check=True)
    return folder / "dist"


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        """Says nothing."""


@contextmanager
def files(folder: Path) -> Iterator[str]:
    """A server of files on a free port."""
    there = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=folder))
    threading.Thread(target=there.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{there.server_address[1]}"
    finally:
        there.shutdown()
        there.server_close()


def shares(intervals: list[float]) -> str:
    """The middle and the 95th of 100, in ms."""
    ordered = sorted(intervals)
    return f"{ordered[len(ordered) // 2]:.1f} / {ordered[int(len(ordered) * 0.95)]:.1f}"


def heap(page: Page) -> float:
    """MB of JavaScript that are in use."""
    session = page.context.new_cdp_session(page)
    session.send("HeapProfiler.collectGarbage")
    used: float = session.send("Runtime.getHeapUsage")["usedSize"]
    return used / 1e6


def turned(page: Page, count: int, dx: float, dy: float, ctrl: bool = False) -> list[float]:
    args = [count, dx, dy, ctrl]
    found: list[float] = page.evaluate("(all) => window.bench.turn(...all)", args)
    return found


def moved(page: Page, pen: str, whole: Callable[[], None]) -> dict[str, Any]:
    """What all three are put through once the whole board is seen; `whole` goes to 100 %."""
    result: dict[str, Any] = {"pan, all seen": shares(turned(page, 120, 12, 7))}
    result["zoom"] = shares(turned(page, 120, 0, -12, ctrl=True))
    result["heap MB"] = round(heap(page))
    whole()
    page.evaluate("window.bench.calm(performance.now())")
    result["pan, 100 %"] = shares(turned(page, 120, 12, 7))
    page.keyboard.press(pen)
    ups = []
    random = Random(1)
    for _ in range(5):
        x, y = random.uniform(300, 900), random.uniform(200, 600)
        page.mouse.move(x, y)
        page.mouse.down()
        for at in range(20):
            page.mouse.move(x + 6 * at, y + 3 * at)
        page.evaluate("window.bench.up = 0")
        page.mouse.up()
        page.wait_for_function("window.bench.up > 0")
        ups.append(page.evaluate("window.bench.up"))
    return result | {"stroke added": round(sorted(ups)[2], 1)}


def local_only(route: Route) -> None:
    """Fonts and icons that a page asks the internet for fail at once, and not after a while."""
    if route.request.url.startswith("http://127.0.0.1"):
        route.continue_()
    else:
        route.abort()


def weighed(page: Page) -> list[int]:
    """Collects the bytes, packed, of what a page loads before it is used."""
    sizes: list[int] = []

    def came(response: Response) -> None:
        if response.request.resource_type in ("document", "script", "stylesheet") and response.ok:
            sizes.append(len(gzip.compress(response.body(), 9)))

    page.on("response", came)
    return sizes


def other(browser: Browser, name: str, url: str, lines: list[dict[str, Any]]) -> dict[str, Any]:
    context = browser.new_context(viewport=VIEW, bypass_csp=True)  # type: ignore[arg-type] # a dict of two numbers
    context.set_default_timeout(PATIENCE_MS)
    context.route("**/*", local_only)
    page = context.new_page()
    page.add_init_script(DRIVE)
    sizes = weighed(page)
    page.goto(f"{url}/{name}.html")
    page.evaluate("window.other.ready")
    page.evaluate("window.bench.calm(performance.now())")
    page.evaluate("(lines) => { window.lines = lines; }", lines)
    first = page.evaluate(
        """async () => {
          const from = performance.now();
          await window.other.load(window.lines);
          window.lines = null;
          return window.bench.calm(from);
        }"""
    )
    loaded = sum(sizes)
    pen = page.evaluate("window.other.pen")
    result = {"first paint": round(first)} | moved(
        page, pen, lambda: page.evaluate("window.other.whole()")
    )
    context.close()
    return result | {"load KiB": round(loaded / 1024)}


def ours(browser: Browser, url: str, board: str) -> dict[str, Any]:
    context = browser.new_context(viewport=VIEW, bypass_csp=True)  # type: ignore[arg-type] # a dict of two numbers
    context.set_default_timeout(PATIENCE_MS)
    page = context.new_page()
    page.add_init_script(ARRIVAL + DRIVE)
    page.goto(f"{url}/b/{board}")
    first = page.evaluate(PAINTED)
    usable = page.evaluate("performance.getEntriesByName('inkroom:usable')[0].startTime")
    page.evaluate("window.bench.calm(performance.now())")
    page.wait_for_timeout(
        3000
    )  # the parts that come behind the first picture, the copy on the device
    result = {"first paint": round(first)} | moved(
        page, "p", lambda: page.keyboard.press("Control+0")
    )
    context.close()
    return result | {"usable ms": round(usable)}


def run(counts: list[int], mine: list[int], folder: Path) -> Iterator[dict[str, Any]]:
    """The figures of each program at each count, ours also at those of `mine`."""
    with (
        tempfile.TemporaryDirectory() as at,
        sync_playwright() as driver,
        files(built(folder)) as theirs,
        server(Path(at) / "data") as url,
    ):
        browser = driver.chromium.launch(executable_path="/usr/bin/chromium", args=FREE)
        for count in sorted({*counts, *mine}):
            head = {"strokes": count}
            board = imported(board_file(Path(at), count), url)
            yield head | {"program": "inkroom"} | ours(browser, url, board)
            for name in OTHERS if count in counts else ():
                yield head | {"program": name} | other(browser, name, theirs, strokes(count))
        browser.close()


def table(rows: list[dict[str, Any]]) -> str:
    """The rows in Markdown: times in ms, frames as the middle and the 95th of 100."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    lines = [names, ["---"] * len(names)]
    lines += [[str(row.get(name, "")) for name in names] for row in rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("counts", nargs="*", type=int, default=[1_000, 10_000, 50_000])
    parser.add_argument("--ours", nargs="*", type=int, default=[100_000], help="of Inkroom alone")
    parser.add_argument(
        "--folder", type=Path, default=Path(tempfile.gettempdir()) / "inkroom-bench-web"
    )
    args = parser.parse_args()
    print(json.dumps(about()), flush=True)
    rows = []
    for row in run(args.counts, args.ours, args.folder):
        print(json.dumps(row), file=sys.stderr, flush=True)
        rows.append(row)
    print(table(rows))


if __name__ == "__main__":
    main()
