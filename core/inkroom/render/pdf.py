"""A board as a PDF: vectors, text that can be searched, a page for each page or frame."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from io import BytesIO
from typing import Final

from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from inkroom.board import Board, Element
from inkroom.drawing import Drawing, drawing
from inkroom.extent import span
from inkroom.face import font_path
from inkroom.geometry import UNIT, Box
from inkroom.history import History
from inkroom.item import Fill, Item, Picture, Stroke, Words
from inkroom.palette import ground, painted
from inkroom.path import C, L, M, Path
from inkroom.render.inked import Each, here, parted
from inkroom.render.original import Beneath, Originals, Rect, original_of, put_beneath
from inkroom.render.pdf_stream import PageStream, Run, pieces_of, rgb
from inkroom.render.sheet import EMPTY, Sheet, around, frames, moments, pages, shown
from inkroom.render.svg import font_family
from inkroom.text import width_of

POINT: Final = 0.75 / UNIT
"""Points in one board unit: 72 of them are 96 px."""
SIDE: Final = 14_400
"""The longest side that readers of PDF take, in points; a larger page is made smaller."""

_ROUNDING: Final = 0.1
_SHARES: Final = {"left": 0.0, "centre": 0.5, "right": 1.0}


def pdf(
    board: Board,
    *,
    by_frame: bool = False,
    part: tuple[str | None, Box | None] | None = None,
    by_mark: History | None = None,
    dark: bool = False,
    transparent: bool = False,
    assets: Mapping[str, bytes] | None = None,
    step: Callable[[float], None] | None = None,
    each: Each = here,
) -> bytes:
    """The document; equal boards give equal bytes, but where pages of a PDF are beneath (FILE-19).

    `by_frame`: a page for each frame, where there is one; `part`: one page, with a page of the board (the first where
    it names none), cut at the area where there is one; `by_mark`: a page for each mark of this history, step by step
    to the board, with its name above. `assets`: the bytes of pictures by their
    SHA-256; one that is missing is a grey box. `step` is told how far it is, 0..1.
    `each`: who makes the outlines of the portions of a large board.
    """
    root = board.get("board")
    background = str(root.get("background")) if root else "#FBFAF6"
    sheets = list(frames(board)) if by_frame else []
    if part:
        sheets = [Sheet("", shown(board, part[0], None), part[1])]
    if by_mark:
        sheets = moments(by_mark)
    sheets = sheets or list(pages(board)) or [Sheet("1", [], EMPTY)]
    title = str(root.get("title")) if root else ""
    paper = None if transparent else ground(background, dark)
    book = _Book(title, dark, assets or {}, sheets, each, captioned=by_mark is not None)
    for number, sheet in enumerate(sheets):
        book.add(number, sheet, paper)
        if step:
            step((number + 1) / len(sheets))
    return book.bound()


@cache
def _font(font: str) -> TTFont:
    """A board font, known to the writer."""
    family = font_family(font)
    made = TTFont(family, str(font_path(family)))
    pdfmetrics.registerFont(made)
    return made


@cache
def _asian() -> str:
    """A font that readers of PDF have for what none of ours can write; it is named, not embedded."""
    made = UnicodeCIDFont("STSong-Light")
    pdfmetrics.registerFont(made)
    return str(made.fontName)


def _runs(text: str, font: str) -> list[tuple[str, str]]:
    """The text in pieces of one font each: its own, where that has the characters, else the one of the interface."""
    runs: list[tuple[str, str]] = []
    for character in text:
        if character < " " and character != "\t":
            continue
        name = _writing(character, font)
        if runs and runs[-1][0] == name:
            runs[-1] = (name, runs[-1][1] + character)
        else:
            runs.append((name, character))
    return runs


@cache
def _writing(character: str, font: str) -> str:
    """The font that writes a character."""
    code = ord(character)
    for one in (font, "sans"):
        if code in _font(one).face.charToGlyph or character == "\t":
            return str(_font(one).fontName)
    return _asian() if 0x2E80 <= code <= 0xFFEF else str(_font(font).fontName)


class _Book:
    """The document, and beside it what was drawn over pages of other documents, page for page."""

    def __init__(
        self,
        title: str,
        dark: bool,
        assets: Mapping[str, bytes],
        sheets: Sequence[Sheet],
        each: Each,
        *,
        captioned: bool,
    ) -> None:
        self.files = [BytesIO(), BytesIO()]
        canvas, ink = (Canvas(file, pageCompression=1, invariant=1) for file in self.files)
        canvas.setTitle(title)
        canvas.setCreator("Inkroom")
        self.canvas, self.ink = (_Writer(one, dark, assets, each) for one in (canvas, ink))
        self.originals = Originals(assets)
        self.sheets = sheets
        self.captioned = captioned
        """Each page has its name above it; what is under it is a picture then, as it was at that moment."""
        self.places = [None if captioned else self._original(sheet) for sheet in sheets]
        self.beneath: list[Beneath] = []

    def _original(self, sheet: Sheet) -> tuple[str, int] | None:
        """The page of a document that lies whole and upright under all that is on the sheet."""
        first = sheet.elements[0] if sheet.elements else None
        found = original_of(first) if first else None
        if first is None or found is None or first.get("crop") or first.get("opacity") != 100:
            return None
        *_, width, height, angle = first.get("geom")
        if angle or width <= 0 or height <= 0 or self.originals.page(*found) is None:
            return None
        return found

    def add(self, number: int, sheet: Sheet, paper: str | None) -> None:
        """One page."""
        place = self.places[number]
        elements = sheet.elements[1:] if place else sheet.elements
        box = sheet.area or around(sheet.elements, self.canvas.each)
        scale = POINT * min(1.0, SIDE / (POINT * max(box.width, box.height, 1)))
        canvas = self.canvas.canvas
        size = self._size(place, box.width * scale, box.height * scale)
        canvas.setPageSize(size)
        canvas.bookmarkPage(f"s{number}")
        if place:
            x, y, w, h, _ = sheet.elements[0].get("geom")
            left, bottom = (x - box.left) * scale, (box.bottom - y - h) * scale
            rect = (left, bottom, left + w * scale, bottom + h * scale)
            rect = (0.0, 0.0, *size) if sheet.area == Box(x, y, x + w, y + h) else rect
            self.beneath.append(Beneath(number, *place, rect))
            self._links(place, rect)
            self.ink.canvas.setPageSize(size)
            self.ink.page(elements, box, scale, None, is_whole=sheet.area is None)
            self.ink.end_page()
        else:
            self.canvas.page(elements, box, scale, paper, is_whole=sheet.area is None)
        self.canvas.links(sheet, box, scale)
        if self.captioned:
            self.canvas.caption(sheet.name, box.height * scale)
        self.canvas.end_page()

    def _size(
        self, place: tuple[str, int] | None, width: float, height: float
    ) -> tuple[float, float]:
        """Of a page in points: exactly that of the original where it is that but for rounding."""
        if place:
            wide, high = self.originals.page(*place).get_size()
            if abs(wide - width) < _ROUNDING and abs(high - height) < _ROUNDING:
                return float(wide), float(high)
        return width, height

    def _links(self, place: tuple[str, int], rect: Rect) -> None:
        left, bottom, right, top = rect
        for link in self.originals.links(*place):
            a, b, c, d = link.rect
            wide, high = right - left, top - bottom
            at = (left + a * wide, bottom + b * high, left + c * wide, bottom + d * high)
            if isinstance(link.to, str):
                self.canvas.canvas.linkURL(link.to, at)
            elif (place[0], link.to) in self.places:
                to = self.places.index((place[0], link.to))
                self.canvas.canvas.linkAbsolute("", f"s{to}", at)

    def bound(self) -> bytes:
        """The whole, with the bookmarks of the documents beneath, and one for each other page."""
        canvas, told = self.canvas.canvas, set[str]()
        for number, (sheet, place) in enumerate(zip(self.sheets, self.places, strict=True)):
            marks = list(self.originals.headings(place[0])) if place else []
            if place and marks:
                for mark in marks if place[0] not in told else ():
                    if (place[0], mark.page) in self.places:
                        to = self.places.index((place[0], mark.page))
                        canvas.addOutlineEntry(mark.title, f"s{to}", mark.level)
                told.add(place[0])
            elif len(self.sheets) > 1:
                canvas.addOutlineEntry(sheet.name, f"s{number}")
        canvas.save()
        made = self.files[0].getvalue()
        if not self.beneath:
            return made
        self.ink.canvas.save()
        return put_beneath(made, self.files[1].getvalue(), self.beneath, self.originals)


class _Writer:
    """Items as operators of a page; all numbers are board units, under one transform."""

    def __init__(self, canvas: Canvas, dark: bool, assets: Mapping[str, bytes], each: Each) -> None:
        self.canvas = canvas
        self.dark = dark
        self.assets = assets
        self.each = each
        self.readers: dict[str, ImageReader] = {}
        self.stream = PageStream(canvas)

    def page(
        self,
        elements: Sequence[Element],
        box: Box,
        scale: float,
        paper: str | None,
        *,
        is_whole: bool,
    ) -> None:
        """What is drawn on one page; `is_whole`: nothing lies outside the box."""
        canvas = self.canvas
        canvas.saveState()
        canvas.setLineCap(1)
        canvas.setLineJoin(1)
        canvas.transform(scale, 0, 0, -scale, -box.left * scale, box.bottom * scale)
        if paper:
            canvas.addLiteral(f"{rgb(paper)} rg {box.left} {box.top} {box.width} {box.height} re f")
        self.elements(elements, None if is_whole else box)
        canvas.restoreState()

    def elements(self, elements: Sequence[Element], box: Box | None) -> None:
        """Elements from bottom to top, those that meet the box; the outlines of many strokes are made at once."""
        for part, pieces in zip(
            parted(elements), pieces_of(elements, box, self.each, dark=self.dark), strict=True
        ):
            for piece in pieces:
                if isinstance(piece, Run):
                    self.run(piece)
                else:
                    self.drawing(drawing(part[piece]))

    def run(self, run: Run) -> None:
        """Strokes whose operators are known."""
        turn, marker, opacity = run.state
        with self.placed(turn, mixed=marker), self.faded(opacity):
            self.stream.put(run.operators)

    def end_page(self) -> None:
        """Nothing more comes onto this page."""
        self.stream.end_page()

    def caption(self, name: str, height: float) -> None:
        """The name of a moment at the upper left, as large as text of the board."""
        canvas, size = self.canvas, 20 * UNIT * POINT
        canvas.setFillColorRGB(*(0.93,) * 3 if self.dark else (0.11, 0.14, 0.2))
        left = size
        for font, run in _runs(name, "sans"):
            canvas.setFont(font, size)
            canvas.drawString(left, height - 1.5 * size, run)
            left += canvas.stringWidth(run, font, size)

    def links(self, sheet: Sheet, box: Box, scale: float) -> None:
        """Where elements lead."""
        for element in sheet.elements:
            link = element.get("link")
            if isinstance(link, str) and link:
                at = span(element)
                left, right = ((x - box.left) * scale for x in (at.left, at.right))
                bottom, top = ((box.bottom - y) * scale for y in (at.bottom, at.top))
                self.canvas.linkURL(link, (left, bottom, right, top))

    def drawing(self, one: Drawing) -> None:
        """A drawing, in a state of its own where it is turned or mixes with what is under it."""
        with self.placed(one.turn, mixed=one.blend != "normal"):
            for item in one.items:
                with self.faded(item.opacity):
                    self.item(item)

    @contextmanager
    def placed(self, turn: tuple[int, int, int] | None, *, mixed: bool) -> Iterator[None]:
        """What is drawn meanwhile is turned, and mixes with what is under it."""
        apart = turn is not None or mixed
        if apart:
            self.canvas.saveState()
        if turn:
            angle, x, y = turn
            self.canvas.translate(x, y)
            self.canvas.rotate(angle / 100)
            self.canvas.translate(-x, -y)
        if mixed:
            self.canvas.setBlendMode("Screen" if self.dark else "Multiply")
        yield
        if apart:
            self.canvas.restoreState()

    @contextmanager
    def faded(self, opacity: int) -> Iterator[None]:
        """What is drawn meanwhile is so faint, in percent."""
        if opacity < 100:
            self.canvas.saveState()
            self.canvas.setFillAlpha(opacity / 100)
            self.canvas.setStrokeAlpha(opacity / 100)
        yield
        if opacity < 100:
            self.canvas.restoreState()

    def item(self, item: Item) -> None:
        """One item."""
        if isinstance(item, Fill):
            self.fill(item)
        elif isinstance(item, Stroke):
            self.stroke(item)
        elif isinstance(item, Words):
            self.words(item)
        else:
            self.picture(item)

    def fill(self, item: Fill) -> None:
        """The inside of a path."""
        end = "f*" if item.rule == "evenodd" else "f"
        ink = rgb(painted(item.ink, item.tone, self.dark))
        self.canvas.addLiteral(f"{ink} rg {_operators(item.path)} {end}")

    def stroke(self, item: Stroke) -> None:
        """A line along a path."""
        ink = rgb(painted(item.ink, item.tone, self.dark))
        dash = f"[{' '.join(map(str, item.dash))}] 0 d"
        self.canvas.addLiteral(f"{ink} RG {item.width} w {dash} {_operators(item.path)} S")

    def words(self, item: Words) -> None:
        """Writing, upright in a page whose y runs down."""
        self.canvas.addLiteral(f"{rgb(painted(item.ink, item.tone, self.dark))} rg")
        for text, x, y in item.lines:
            at = x - _SHARES[item.align] * width_of(text, item.font, item.size)
            for name, run in _runs(text, item.font):
                line = self.canvas.beginText()
                line.setTextTransform(1, 0, 0, -1, at, y)
                line.setFont(name, item.size)
                line.textOut(run.replace("\t", "    "))
                self.canvas.drawText(line)
                at += width_of(run, item.font, item.size)

    def picture(self, item: Picture) -> None:
        """A picture, or the part of it that is shown."""
        x, y, w, h = item.box
        reader = self.reader(item.asset["sha"])
        if reader is None:
            self.canvas.addLiteral(f"0.92 0.92 0.91 rg {x} {y} {w} {h} re f")
            return
        width, height = item.asset["width"], item.asset["height"]
        left, top, across, down = item.crop or (0, 0, width, height)
        wide, high = width * w / across, height * h / down
        canvas = self.canvas
        canvas.saveState()
        canvas.addLiteral(f"{x} {y} {w} {h} re W n")
        flip_x, flip_y = item.flip
        canvas.translate(x + w if flip_x else x, y + h if flip_y else y)
        canvas.scale(-1 if flip_x else 1, -1 if flip_y else 1)
        canvas.transform(1, 0, 0, -1, -left * w / across, high - top * h / down)
        canvas.drawImage(reader, 0, 0, wide, high, mask="auto")
        canvas.restoreState()

    def reader(self, sha: str) -> ImageReader | None:
        """The picture, kept once in the document; None for one that is missing or broken."""
        if sha not in self.readers and sha in self.assets:
            try:
                self.readers[sha] = ImageReader(BytesIO(self.assets[sha]))
            except OSError:
                return None
        return self.readers.get(sha)


def _operators(path: Path) -> str:
    """A path as operators of a PDF."""
    parts: list[str] = []
    at = 0
    numbers: Sequence[int] = path
    while at < len(numbers):
        op = numbers[at]
        if op == L:
            parts.append(f"{numbers[at + 1]} {numbers[at + 2]} l")
            at += 3
        elif op == M:
            parts.append(f"{numbers[at + 1]} {numbers[at + 2]} m")
            at += 3
        elif op == C:
            parts.append(f"{' '.join(map(str, numbers[at + 1 : at + 7]))} c")
            at += 7
        else:
            parts.append("h")
            at += 1
    return "\n".join(parts)
