"""The desktop canvas under load beside a QGraphicsView of the same strokes: first paint, frames, strokes, memory.

Run `python -m tests.bench.desk 1000 10000 100000` (`make bench-desktop`). Each of the two is a process of its own.
Times are CPU time of the window's thread, which other programs do not slow down much.
"""

import json
import math
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import msgspec
from tests.bench.canvas import ROOM_PX, stroke

from inkroom.board import Element
from inkroom.order import many

SIZE = (1440, 900)
FRAMES = 120
NOWHERE = "http://127.0.0.1:9"


def elements(count: int) -> list[Element]:
    """The strokes of the web's bench, as elements."""
    from inkroom_desktop.tools.draft import element_of_put

    random, side = Random(count), math.sqrt(count * ROOM_PX)
    made = []
    for n, z in enumerate(many(None, None, count)):
        one = element_of_put(stroke(random, n, z, side))
        one.fixed["points"] = msgspec.Raw(msgspec.json.encode(one.fixed["points"]))
        made.append(one)
    return made


def keep(folder: Path, count: int) -> None:
    """A board of so many strokes as this device would keep it."""
    from inkroom_desktop.store import Point, Store

    store = Store(folder / "desktop.db")
    store.add("bench", NOWHERE, "bench")
    store.checkpoint("bench", Point(1, 1, "0" * 16, elements(count), {}, [], []))
    store.close()


def resident() -> float:
    """MB that this process has in memory."""
    status = Path("/proc/self/status").read_text()
    line = next(one for one in status.splitlines() if one.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


def spread(values: list[float]) -> dict[str, float]:
    """The middle, the 95th of 100 and the worst, in ms."""
    ordered = sorted(values)
    p95 = ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]
    return {
        "p50": round(ordered[len(ordered) // 2], 2),
        "p95": round(p95, 2),
        "max": round(ordered[-1], 2),
    }


def timed(frame: Callable[[int], None], between: Callable[[], None]) -> dict[str, float]:
    """CPU ms of each of many frames; what happens between them is not counted."""
    took = []
    for n in range(FRAMES):
        begin = time.thread_time()
        frame(n)
        took.append((time.thread_time() - begin) * 1000)
        between()
    return spread(took)


def zoom_at(n: int) -> float:
    """How far the n-th frame zooms: in for half of them, then out."""
    return 1.03 if n < FRAMES // 2 else 1 / 1.03


def ours(count: int, folder: Path) -> dict[str, Any]:
    """A whole window with the board, from the store of the device."""
    from dataclasses import replace

    from PySide6.QtCore import QEvent, QPointF, Qt
    from PySide6.QtGui import QMouseEvent
    from PySide6.QtWidgets import QApplication

    from inkroom_desktop import theme
    from inkroom_desktop.address import Address
    from inkroom_desktop.device import Device
    from inkroom_desktop.sweep import Sweep
    from inkroom_desktop.window import Window

    start = time.process_time()
    app = QApplication(["bench"])
    sweep = Sweep()  # as the app does
    sweep.begin()
    app.setStyle("Fusion")
    theme.load_fonts()
    theme.wear(app, "light")
    device = Device(folder, "Bench")
    window = Window(device, Address(NOWHERE))
    window.resize(*SIZE)
    window.show()
    app.processEvents()
    found: dict[str, Any] = {"window usable, CPU s": round(time.process_time() - start, 2)}
    before, begin = resident(), time.process_time()
    page = window.open(Address(NOWHERE, "bench"))
    canvas, desk = page.canvas, page.desk
    drawn: list[float] = []
    canvas.painted.connect(lambda: drawn.append(time.process_time() - begin))
    while not drawn:
        app.processEvents()
    found["first paint, CPU s"] = round(drawn[0], 2)
    found["memory added, MB"] = round(resident() - before)
    middle = (canvas.width() / 2, canvas.height() / 2)

    def settle() -> None:
        for _ in range(4):
            app.processEvents()

    def look(n: int, dx: float, by: float) -> None:
        camera = desk.camera.panned(dx if n < FRAMES // 2 else -dx, 0)
        desk.camera = camera.zoomed(camera.zoom * by, *middle) if by != 1 else camera
        canvas.repaint()

    found["pan, whole board"] = timed(lambda n: look(n, 8, 1), settle)
    found["zoom"] = timed(lambda n: look(n, 0, zoom_at(n)), settle)
    desk.camera = desk.camera.zoomed(1, *middle)
    settle()
    found["pan, 100 %"] = timed(lambda n: look(n, 12, 1), settle)
    add, random = iter(range(10**9)), Random(1)

    def put(_: int) -> None:
        one = stroke(random, 10**6 + next(add), desk.top_z(), 800)
        desk.submit({"put": [one]})
        canvas.repaint()

    found["add a stroke"] = timed(put, settle)
    page.run("tool.pen")
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier

    def pointer(kind: QEvent.Type, x: float) -> None:
        at = QPointF(x, 450 + 40 * math.sin(x / 20))
        app.sendEvent(canvas, QMouseEvent(kind, at, at, left, left, none))

    pointer(QEvent.Type.MouseButtonPress, 300)

    def draw(n: int) -> None:
        pointer(QEvent.Type.MouseMove, 300 + 4 * n)
        canvas.repaint(canvas._wet_rect)

    found["pen event to pixel"] = timed(draw, settle)
    pointer(QEvent.Type.MouseButtonRelease, 800)
    desk.camera = replace(desk.camera)
    window.end()
    device.close()
    sweep.end()
    return found


def theirs(count: int) -> dict[str, Any]:
    """The same strokes as path items of a QGraphicsScene, seen by a view that updates whole."""
    from PySide6.QtCore import QRectF, Qt
    from PySide6.QtGui import QPainter
    from PySide6.QtWidgets import QApplication, QGraphicsScene, QGraphicsView

    from inkroom.drawing import drawing
    from inkroom_desktop.inks import painted
    from inkroom_desktop.painter import _path_of

    app = QApplication(["bench"])
    made = elements(count)
    before, begin = resident(), time.process_time()
    scene = QGraphicsScene()
    for element in made:
        for item in drawing(element).items:
            path = _path_of(item)
            if path is not None:
                scene.addPath(path, Qt.PenStyle.NoPen, painted(item.ink, "ink"))  # type: ignore[union-attr]  # strokes are filled paths
    view = QGraphicsView(scene)
    view.setRenderHint(QPainter.RenderHint.Antialiasing)
    view.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.FullViewportUpdate)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.resize(*SIZE)
    view.show()
    view.fitInView(QRectF(scene.sceneRect()), Qt.AspectRatioMode.KeepAspectRatio)
    app.processEvents()
    view.viewport().repaint()
    found: dict[str, Any] = {
        "first paint, CPU s": round(time.process_time() - begin, 2),
        "memory added, MB": round(resident() - before),
    }
    frames = 12 if count > 20_000 else 40

    def some(frame: Callable[[int], None]) -> dict[str, float]:
        took = []
        for n in range(frames):
            start = time.thread_time()
            frame(n)
            took.append((time.thread_time() - start) * 1000)
        return spread(took)

    def pan(n: int) -> None:
        bar = view.horizontalScrollBar()
        bar.setValue(bar.value() + (8 if n < frames // 2 else -8))
        view.viewport().repaint()

    def zoom(n: int) -> None:
        by = 1.03 if n < frames // 2 else 1 / 1.03
        view.scale(by, by)
        view.viewport().repaint()

    found["zoom"] = some(zoom)
    view.scale(1.02, 1.02)
    found["pan, whole board"] = some(pan)
    view.resetTransform()
    view.scale(1 / 16, 1 / 16)
    found["pan, 100 %"] = some(pan)
    return found


def main(counts: list[int]) -> None:
    environment = os.environ | {"QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen")}
    for count in counts:
        with tempfile.TemporaryDirectory() as folder:
            for which in ("keep", "ours", "theirs"):
                command = [sys.executable, "-m", "tests.bench.desk", which, str(count), folder]
                done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=True)
                for line in done.stdout.splitlines():
                    print(line.decode(), flush=True)


def one(which: str, count: int, folder: Path) -> None:
    if which == "keep":
        keep(folder, count)
        return
    found = ours(count, folder) if which == "ours" else theirs(count)
    name = "Inkroom" if which == "ours" else "QGraphicsView"
    for what, value in found.items():
        print(json.dumps({"strokes": count, "of": name, "what": what, "value": value}))


if __name__ == "__main__":
    if sys.argv[1:2] and sys.argv[1] in ("keep", "ours", "theirs"):
        one(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]))
    else:
        main([int(count) for count in sys.argv[1:]] or [1_000, 10_000, 100_000])
