"""Every sample drawn by all who draw, compared pixel by pixel, with a page that shows where they differ.

Run `python -m tests.bench.pictures [FOLDER] [NAME…]` (FOLDER: `.reports/pictures`; NAME: a part of a sample's name).

A pixel differs where one of its colours is more than 64 of 255 apart. Of writing the shapes of letters are the
rasteriser's own: a pixel there counts only where its colour is nowhere within `NEAR` px in the other picture.
"""

import io
import sys
from collections.abc import Iterator
from hashlib import sha256
from html import escape
from itertools import combinations
from pathlib import Path
from typing import Final, NamedTuple

import pypdfium2
from msgspec import Raw
from PIL import Image, ImageChops, ImageDraw, ImageFilter
from tests.bench.painted import Browser, Case, browsing, desktop
from tests.support.drawings import board_of

from inkroom.drawing import drawing
from inkroom.formats import drawings
from inkroom.geometry import UNIT, Box
from inkroom.item import Words
from inkroom.messages import encode
from inkroom.render.pdf import pdf
from inkroom.render.png import png
from inkroom.render.sheet import around, shown
from inkroom.render.svg import svg

SAMPLES: Final = Path(__file__).resolve().parents[3] / "shared/samples"
LONGEST: Final = 1000
LEAST: Final = 8
"""Units of the board in a pixel, a whole number of them: so all place their pixels alike."""
FINE: Final = 4
"""PDFium draws no line thinner than a pixel: it draws so many times as large, and that is made small."""
APART: Final = 64
NEAR: Final = 2
GOAL: Final = 1.0


def cases(wanted: list[str]) -> Iterator[Case]:
    paths = sorted(p for p in SAMPLES.rglob("*.*") if p.suffix in (".excalidraw", ".xopp"))
    for path in paths:
        if wanted and not any(part in path.name for part in wanted):
            continue
        read = drawings.read(path.name, path.read_bytes())
        for put in read.puts:
            if "points" in put:  # as they come off the wire
                put["points"] = Raw(encode(put["points"]))
        board = board_of(read)
        elements = shown(board, None, None)
        whole = around(elements)
        unit = max(LEAST, -(-max(whole.width, whole.height) // LONGEST))
        size = (-(-whole.width // unit), -(-whole.height // unit))
        left, top = whole.left, whole.top
        box = Box(left, top, left + size[0] * unit, top + size[1] * unit)
        assets = {sha256(data).hexdigest(): data for data in read.pictures}
        yield Case(path.name, board, elements, box, UNIT / unit, size, assets)


def painted(case: Case, browser: Browser) -> dict[str, Image.Image]:
    """The sample as each of the five draws it."""
    text = svg(case.board, area=case.box, assets=case.assets)
    whole = svg(case.board, area=case.box, assets=case.assets, fonts=True)
    paper = pdf(case.board, part=(None, case.box), assets=case.assets)
    page = pypdfium2.PdfDocument(paper)[0]
    printed = page.render(scale=FINE * case.size[0] / page.get_size()[0]).to_pil()
    made = {
        "SVG": browser.svg(whole, case.size),
        "PNG": Image.open(io.BytesIO(png(text, case.scale))),
        "PDF": printed.reduce(FINE),
        "web": browser.canvas(case),
        "desktop": desktop(case),
    }
    return {name: _fitted(picture, case.size) for name, picture in made.items()}


def _fitted(picture: Image.Image, size: tuple[int, int]) -> Image.Image:
    """In the one size; they may be a pixel apart by rounding."""
    if max(abs(a - b) for a, b in zip(picture.size, size, strict=True)) > 1:
        raise ValueError(f"Expected a picture of {size}, got {picture.size}")
    return picture.convert("RGB").crop((0, 0, *size))


def differing(one: Image.Image, other: Image.Image, letters: Image.Image) -> Image.Image:
    """White where they differ, letters apart."""
    found = _far(one, other)
    where = letters.getbbox()
    if where is None:
        return found
    a, b, mask, here = (picture.crop(where) for picture in (one, other, letters, found))
    loose = ImageChops.multiply(_unlike(a, b), _unlike(b, a))
    found.paste(Image.composite(ImageChops.multiply(here, loose), here, mask), where)
    return found


def _far(one: Image.Image, other: Image.Image) -> Image.Image:
    apart = ImageChops.difference(one, other).split()
    most = ImageChops.lighter(ImageChops.lighter(apart[0], apart[1]), apart[2])
    return most.point(lambda value: 255 if value > APART else 0)


def _unlike(one: Image.Image, other: Image.Image) -> Image.Image:
    """White where a colour of `one` is beyond what `other` has nearby."""
    least = most = other
    for _ in range(NEAR):
        least, most = least.filter(ImageFilter.MinFilter(3)), most.filter(ImageFilter.MaxFilter(3))
    beyond = ImageChops.lighter(ImageChops.subtract(one, most), ImageChops.subtract(least, one))
    return _far(beyond, Image.new("RGB", one.size))


def letters_of(case: Case) -> Image.Image:
    """White where there is writing."""
    mask = Image.new("L", case.size)
    pen = ImageDraw.Draw(mask)
    for element in case.elements:
        made = drawing(element)
        if any(isinstance(item, Words) for item in made.items):
            box = made.box
            sides = (box.left, box.top, box.right, box.bottom)
            offs = (case.box.left, case.box.top) * 2
            pen.rectangle(
                [(s - o) * case.scale / UNIT for s, o in zip(sides, offs, strict=True)], fill=255
            )
    return mask


class Row(NamedTuple):
    """How much of a picture differs between two who draw it, in percent."""

    sample: str
    pair: str
    percent: float
    shown: Path


def compared(case: Case, browser: Browser, folder: Path) -> Iterator[Row]:
    letters = letters_of(case)
    pictures = painted(case, browser)
    stem = case.name.partition(".")[0]
    for name, picture in pictures.items():
        picture.save(folder / f"{stem}-{name}.png")
    for (a, one), (b, other) in combinations(pictures.items(), 2):
        found = differing(one, other, letters)
        share = 100 * found.histogram()[255] / (found.width * found.height)
        path = folder / f"{stem}-{a}-{b}.png"
        _over(one, found).save(path)
        yield Row(case.name, f"{a} / {b}", share, path)


def _over(picture: Image.Image, found: Image.Image) -> Image.Image:
    """The differences in red over a pale picture."""
    pale = Image.blend(picture, Image.new("RGB", picture.size, "white"), 0.75)
    pale.paste((220, 0, 0), mask=found.filter(ImageFilter.MaxFilter(3)))
    return pale


def page(rows: list[Row], folder: Path) -> None:
    """`index.html`: the worst first, each with its difference image."""
    lines = [
        f"<h2>{escape(row.sample)}: {row.pair}: {row.percent:.2f} %</h2>"
        f'<img loading="lazy" src="{row.shown.name}" alt="">'
        for row in sorted(rows, key=lambda row: -row.percent)
    ]
    style = "body{font:14px sans-serif;margin:24px}img{max-width:100%;border:1px solid #ccc}"
    head = "<!doctype html><meta charset=utf-8><title>Difference images</title>"
    (folder / "index.html").write_text(
        f"{head}<style>{style}</style>{''.join(lines)}", encoding="utf-8"
    )


def table(rows: list[Row]) -> str:
    """Samples down, pairs across, for docs/pictures.md."""
    pairs = list(dict.fromkeys(row.pair for row in rows))
    found: dict[str, dict[str, float]] = {}
    for row in rows:
        found.setdefault(row.sample, {})[row.pair] = row.percent
    lines = [f"| sample | {' | '.join(pairs)} |", f"|---|{'---|' * len(pairs)}"]
    lines += [
        f"| {name} | {' | '.join(f'{one[pair]:.2f}' for pair in pairs)} |"
        for name, one in found.items()
    ]
    return "\n".join(lines)


def main(args: list[str]) -> None:
    folder = Path(args[0] if args else ".reports/pictures")
    rows: list[Row] = []
    folder.mkdir(parents=True, exist_ok=True)
    with browsing() as browser:
        for case in cases(args[1:]):
            rows += compared(case, browser, folder)
            worst = max(rows[-10:], key=lambda row: row.percent)
            print(f"{case.name}: at most {worst.percent:.2f} % ({worst.pair})", flush=True)
    page(rows, folder)
    print(table(rows))
    over = [row for row in rows if row.percent > GOAL]
    print(f"{len(over)} of {len(rows)} pairs differ by more than {GOAL:.0f} %: {folder}/index.html")


if __name__ == "__main__":
    main(sys.argv[1:])
