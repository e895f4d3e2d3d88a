"""The web canvas under load: first full paint, and frames while a big board is panned and zoomed.

Run `python -m tests.bench.canvas 10000 100000`; the web app must be built.
"""

import io
import json
import math
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import Any

from playwright.sync_api import Page, sync_playwright
from tests.bench.process import free_port

from inkroom.formats.inkroom_file import write
from inkroom.ink import encode_points, natural_box
from inkroom.messages import Person, encode, entry_bytes, read_op
from inkroom.order import many

ROOM_PX = 3600
"""Square px of the board for each stroke, as in `research/ink.md`."""
POINTS = 40
INKS = ("#1D2432", "#3150DE", "#178A3F", "#C2540A", "#AE1E0E")
PUTS = 60
ARGS = (
    "--no-sandbox --disable-gpu --disable-dev-shm-usage --disable-background-networking "
    "--disable-component-update --disable-sync --no-first-run"
).split()

FRAMES = """
() => new Promise((done) => {
  const frames = [];
  let last = performance.now();
  window.__stop = false;
  const step = (now) => {
    frames.push(now - last);
    last = now;
    if (window.__stop) done(frames.slice(1)); else requestAnimationFrame(step);
  };
  requestAnimationFrame((now) => { last = now; requestAnimationFrame(step); });
})
"""
WORK = """
() => {
  window.__work = [];
  const real = window.requestAnimationFrame.bind(window);
  window.requestAnimationFrame = (run) => real((now) => {
    const begun = performance.now();
    run(now);
    window.__work.push(performance.now() - begun);
  });
}
"""


def stroke(random: Random, n: int, z: str, side: float) -> dict[str, Any]:
    """A random walk of 40 points, about 140 px long, somewhere on a board `side` px wide."""
    x, y, way = random.uniform(0, side), random.uniform(0, side), random.uniform(0, 2 * math.pi)
    samples: list[int] = []
    for at in range(POINTS):
        way += random.uniform(-0.5, 0.5)
        x, y = x + 3.5 * math.cos(way), y + 3.5 * math.sin(way)
        samples += [round(x * 16), round(y * 16), random.randrange(100, 200), at * 8]
    trace = [v for at in range(0, len(samples), 4) for v in samples[at : at + 3]]
    box = natural_box(trace)
    return {
        "id": f"s{n}", "kind": "stroke", "points": encode_points(samples, True), "z": z, "width": 64,
        "ink": random.choice(INKS), "geom": [box.left, box.top, box.width, box.height, 0],
    }  # fmt: skip


def log(count: int, puts: int = PUTS) -> Iterator[bytes]:
    """The entries of a board of `count` strokes, so many of them in each."""
    random = Random(count)
    side = math.sqrt(count * ROOM_PX)
    orders = many(None, None, count)
    for seq, first in enumerate(range(0, count, puts), 1):
        put = [stroke(random, n, orders[n], side) for n in range(first, min(count, first + puts))]
        yield entry_bytes(seq, seq, "u1", "bench", read_op(encode({"cseq": seq, "put": put})))


def board_file(folder: Path, count: int, puts: int = PUTS) -> Path:
    """A `.inkroom` file of that many strokes, so many of them in an entry."""
    entries = list(log(count, puts))
    file = io.BytesIO()
    write(file, lambda: entries, [Person("u1", "Bench", "cobalt")], 1, lambda sha: None)
    path = folder / f"bench{count}.inkroom"
    path.write_bytes(file.getvalue())
    return path


@contextmanager
def server(data: Path) -> Iterator[str]:
    """The real server on a free port."""
    port = free_port()
    command = [
        str(Path(sys.executable).parent / "inkroom"),
        "serve",
        "--port",
        str(port),
        "--data",
        str(data),
    ]
    running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    assert running.stdout is not None
    running.stdout.readline()
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        running.terminate()
        running.wait(20)
        running.stdout.close()


def imported(file: Path, url: str) -> str:
    """The id of the board that is made of the file."""
    command = [str(Path(sys.executable).parent / "inkroom"), "import", str(file), "--server", url]
    said: str = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return said.split(" on board ")[1].split()[0]


def shares(values: list[float]) -> dict[str, float]:
    """The middle, the 95th of 100 and the worst, in ms."""
    values = sorted(values) or [0.0]
    return {
        "p50": round(values[len(values) // 2], 1),
        "p95": round(values[int(len(values) * 0.95)], 1),
        "max": round(values[-1], 1),
        "frames": len(values),
    }


def moving(page: Page, name: str, act: Any) -> dict[str, Any]:
    """Frame intervals, and the time spent in each frame's own work, while something happens."""
    page.evaluate("() => { window.__work.length = 0; window.__frames = (" + FRAMES + ")(); }")
    act()
    frames = page.evaluate("() => { window.__stop = true; return window.__frames; }")
    work = page.evaluate("() => window.__work")
    return {"what": name, "interval": shares(frames), "work": shares(work)}


def measure(page: Page, url: str, board: str) -> list[dict[str, Any]]:
    page.add_init_script(f"({WORK})()")
    page.goto(f"{url}/b/{board}")
    found = page.evaluate_handle(
        """() => new Promise((done) => {
          const look = () => {
            const marks = performance.getEntriesByName("inkroom:painted");
            const mark = marks.find((one) => one.detail > 0);
            if (mark) done(mark.startTime);
            else setTimeout(look, 5);
          };
          look();
        })"""
    ).json_value()
    results: list[dict[str, Any]] = [{"what": "from navigation to all painted", "ms": round(found)}]
    page.mouse.move(720, 450)

    def wheel(times: int, dx: float, dy: float) -> None:
        for _ in range(times):
            page.mouse.wheel(dx, dy)

    def zoom(times: int, by: float) -> None:
        page.keyboard.down("Control")
        wheel(times, 0, by)
        page.keyboard.up("Control")

    def there_and_back() -> None:
        wheel(60, 12, 7)
        wheel(60, -12, -7)

    def out_and_in() -> None:
        zoom(80, 10)
        zoom(80, -10)

    results.append(moving(page, "pan, fit", there_and_back))
    results.append(moving(page, "zoom in from fit", lambda: zoom(90, -8)))
    page.keyboard.press("Control+0")
    page.wait_for_timeout(600)
    results.append(moving(page, "pan, 100 %, new ground", lambda: wheel(120, 40, 10)))
    results.append(moving(page, "pan, 100 %, back", lambda: wheel(120, -40, -10)))
    results.append(moving(page, "zoom 100 % to fit and back", out_and_in))

    def draw() -> None:
        page.mouse.down()
        for at in range(100):
            page.mouse.move(720 + 3 * at, 450 + 40 * math.sin(at / 8))
        page.mouse.up()

    page.keyboard.press("p")
    results.append(moving(page, "draw a stroke", draw))
    page.keyboard.press("Shift+1")
    page.wait_for_timeout(800)
    results.append(moving(page, "draw a stroke, fit", draw))
    return results


def main(counts: list[int]) -> None:
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        data = Path(folder) / "data"
        with server(data) as url:
            browser = driver.chromium.launch(executable_path="/usr/bin/chromium", args=ARGS)
            for count in counts:
                file = board_file(Path(folder), count)
                name = imported(file, url)
                for again in ("first visit", "second visit"):
                    context = browser.new_context(viewport={"width": 1440, "height": 900})
                    for result in measure(context.new_page(), url, name):
                        print(json.dumps({"elements": count, "visit": again} | result), flush=True)
                        if again == "second visit":
                            break
                    context.close()
            browser.close()


if __name__ == "__main__":
    main([int(count) for count in sys.argv[1:]] or [10_000, 100_000])
