"""Elements as the web's canvas and the desktop's paint them, and SVG as Chromium does: for `tests.bench.pictures`."""

import base64
import io
import json
import os
import re
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, NamedTuple

from PIL import Image
from playwright.sync_api import Page, sync_playwright
from tests.bench.canvas import ARGS

from inkroom.board import Board, Element
from inkroom.formats.picture import probe
from inkroom.geometry import UNIT, Box
from inkroom.messages import encode
from inkroom.palette import ground

WEB: Final = Path(__file__).resolve().parents[2] / "webclient"
PAINT: Final = """
async ({ rows, box, scale, width, height, ground, pictures }) => {
  const { Painter } = await import("/src/view/painter.ts");
  const { elementOf } = await import("/src/core/board.ts");
  const held = new Map();
  for (const [sha, url] of Object.entries(pictures)) {
    const image = new Image();
    image.src = url;
    await image.decode();
    held.set(sha, image);
  }
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  const to = canvas.getContext("2d");
  to.fillStyle = ground;
  to.fillRect(0, 0, width, height);
  to.setTransform(scale, 0, 0, scale, -box[0] * scale, -box[1] * scale);
  const painter = new Painter({ get: (sha) => held.get(sha) ?? null });
  for (const row of rows) painter.paint(to, elementOf(row), scale * 16);
  return canvas.toDataURL("image/png");
}
"""
FONTS: Final = """
async () => {
  await import("/src/view/fonts.css");
  await Promise.all([...document.fonts].map((font) => font.load()));
}
"""


class Case(NamedTuple):
    """A sample, ready to be drawn: `box` of the board at `scale` px for one of it."""

    name: str
    board: Board
    elements: list[Element]
    box: Box
    scale: float
    size: tuple[int, int]
    assets: Mapping[str, bytes]

    @property
    def ground(self) -> str:
        root = self.board.get("board")
        return ground(str(root.get("background")) if root else "#FBFAF6", dark=False)


class Browser:
    """Chromium on a page of the dev server, whose modules it may import."""

    def __init__(self, page: Page) -> None:
        self._page = page

    def svg(self, text: str, size: tuple[int, int]) -> Image.Image:
        """The text as a picture of this size."""
        address = _address(text.encode(), "image/svg+xml")
        self._page.evaluate(
            """async ([src, width, height]) => {
              const image = new Image(width, height);
              image.style.display = "block";
              image.src = src;
              await image.decode();
              document.body.style.margin = 0;
              document.body.replaceChildren(image);
            }""",
            [address, *size],
        )
        clip: Any = {"x": 0, "y": 0, "width": size[0], "height": size[1]}
        return Image.open(io.BytesIO(self._page.screenshot(clip=clip, full_page=True)))

    def canvas(self, case: Case) -> Image.Image:
        """The elements as the web app paints them."""
        made = self._page.evaluate(
            PAINT,
            {
                "rows": [_row(element) for element in case.elements],
                "box": [case.box.left, case.box.top],
                "scale": case.scale / UNIT,
                "width": case.size[0],
                "height": case.size[1],
                "ground": case.ground,
                "pictures": {k: _address(v, probe(v).type) for k, v in case.assets.items()},
            },
        )
        return Image.open(io.BytesIO(base64.b64decode(made.partition(",")[2])))


def _row(element: Element) -> Any:
    return json.loads(encode(element.row()))


def _address(data: bytes, type: str) -> str:
    return f"data:{type};base64,{base64.b64encode(data).decode()}"


@contextmanager
def browsing() -> Iterator[Browser]:
    """A browser beside the dev server of the web app, both on this machine only."""
    command = [
        "node_modules/.bin/vite",
        "--port",
        "0",
        "--host",
        "127.0.0.1",
        "--clearScreen",
        "false",
    ]
    environment = {**os.environ, "NO_COLOR": "1"}
    with subprocess.Popen(
        command, cwd=WEB, env=environment, stdout=subprocess.PIPE, text=True
    ) as vite:
        try:
            assert vite.stdout is not None
            found = next(filter(None, (re.search(r"http://\S+", line) for line in vite.stdout)))
            with sync_playwright() as playwright:
                chromium = playwright.chromium.launch(
                    executable_path="/usr/bin/chromium", args=ARGS
                )
                page = chromium.new_page(viewport={"width": 1500, "height": 1500})
                blank = "<!doctype html><title>pictures</title><body></body>"
                page.route(
                    "**/pictures", lambda route: route.fulfill(body=blank, content_type="text/html")
                )
                page.goto(f"{found[0].rstrip('/')}/pictures")
                page.evaluate(FONTS)
                yield Browser(page)
                chromium.close()
        finally:
            vite.terminate()


def desktop(case: Case) -> Image.Image:
    """The elements as the desktop app paints them."""
    from PySide6.QtCore import QBuffer, QIODevice
    from PySide6.QtGui import QColor, QImage, QPainter
    from PySide6.QtWidgets import QApplication

    from inkroom_desktop import theme
    from inkroom_desktop.painter import Painter

    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication([])
        theme.load_fonts()
        theme.wear(app, "light")
    made = QImage(*case.size, QImage.Format.Format_RGB32)
    made.fill(QColor(case.ground))
    held = {sha: QImage.fromData(data) for sha, data in case.assets.items()}
    painter = Painter(lambda asset: held.get(asset["sha"]))
    to = QPainter(made)
    to.setRenderHint(QPainter.RenderHint.Antialiasing)
    to.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    to.scale(case.scale / UNIT, case.scale / UNIT)
    to.translate(-case.box.left, -case.box.top)
    for element in case.elements:
        painter.paint(to, element, case.scale / UNIT)
    to.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    made.save(buffer, "PNG")  # type: ignore[call-overload]  # PySide6's stubs want bytes here
    return Image.open(io.BytesIO(bytes(buffer.data().data())))
