"""A board as a PDF: vectors, text that can be searched, a page for each page or frame."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from io import BytesIO
from typing import Final

from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from inkroom.board import Board
from inkroom.drawing import Drawing, drawing
from inkroom.extent import span
from inkroom.face import font_path
from inkroom.geometry import UNIT, Box
from inkroom.history import History
from inkroom.item import Fill, Item, Picture, Stroke, Words
from inkroom.palette import ground, painted
from inkroom.path import C, L, M, Path
from inkroom.render.sheet import EMPTY, Sheet, around, frames, moments, pages, shown
from inkroom.render.svg import font_family
from inkroom.text import width_of

POINT: Final = 0.75 / UNIT
"""Points in one board unit: 72 of them are 96 px."""
SIDE: Final = 14_400
"""The longest side that readers of PDF take, in points; a larger page is made smaller."""

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
) -> bytes:
    """The document; equal boards give equal bytes.

    `by_frame`: a page for each frame, where there is one; `part`: one page, with a page of the board (the first where
    it names none), cut at the area where there is one; `by_mark`: a page for each mark of this history, step by step
    to the board, with its name above. `assets`: the bytes of pictures by their
    SHA-256; one that is missing is a grey box. `step` is told how far it is, 0..1.
    """
    root = board.get("board")
    background = str(root.get("background")) if root else "#FBFAF6"
    sheets = list(frames(board)) if by_frame else []
    if part:
        sheets = [Sheet("", shown(board, part[0], None), part[1])]
    if by_mark:
        sheets = moments(by_mark)
    sheets = sheets or list(pages(board)) or [Sheet("1", [], EMPTY)]
    out = BytesIO()
    canvas = Canvas(out, pageCompression=1, invariant=1)
    canvas.setTitle(str(root.get("title")) if root else "")
    canvas.setCreator("Inkroom")
    writer = _Writer(canvas, dark, assets or {})
    paper = None if transparent else ground(background, dark)
    for number, sheet in enumerate(sheets):
        writer.sheet(sheet, paper, f"s{number}", len(sheets) > 1, captioned=by_mark is not None)
        if step:
            step((number + 1) / len(sheets))
    canvas.save()
    return out.getvalue()


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


class _Writer:
    """Items as operators of a page; all numbers are board units, under one transform."""

    def __init__(self, canvas: Canvas, dark: bool, assets: Mapping[str, bytes]) -> None:
        self.canvas = canvas
        self.dark = dark
        self.assets = assets
        self.readers: dict[str, ImageReader] = {}

    def sheet(
        self, sheet: Sheet, paper: str | None, mark: str, listed: bool, *, captioned: bool = False
    ) -> None:
        """One page, with a place in the outline where there are several, its name above where it is `captioned`."""
        drawings = [drawing(element) for element in sheet.elements]
        box = sheet.area or around(drawings)
        scale = POINT * min(1.0, SIDE / (POINT * max(box.width, box.height, 1)))
        canvas = self.canvas
        canvas.setPageSize((box.width * scale, box.height * scale))
        if listed:
            canvas.bookmarkPage(mark)
            canvas.addOutlineEntry(sheet.name, mark)
        canvas.saveState()
        canvas.setLineCap(1)
        canvas.setLineJoin(1)
        canvas.transform(scale, 0, 0, -scale, -box.left * scale, box.bottom * scale)
        if paper:
            canvas.addLiteral(
                f"{_rgb(paper)} rg {box.left} {box.top} {box.width} {box.height} re f"
            )
        for one in drawings:
            if one.box.meets(box):
                self.drawing(one)
        canvas.restoreState()
        self.links(sheet, box, scale)
        if captioned:
            self.caption(sheet.name, box.height * scale)
        canvas.showPage()

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
        apart = one.turn is not None or one.blend != "normal"
        if apart:
            self.canvas.saveState()
        if one.turn:
            angle, x, y = one.turn
            self.canvas.translate(x, y)
            self.canvas.rotate(angle / 100)
            self.canvas.translate(-x, -y)
        if one.blend != "normal":
            self.canvas.setBlendMode("Screen" if self.dark else "Multiply")
        for item in one.items:
            self.item(item)
        if apart:
            self.canvas.restoreState()

    def item(self, item: Item) -> None:
        """One item; faint ones in a state of their own."""
        faint = item.opacity < 100
        if faint:
            self.canvas.saveState()
            self.canvas.setFillAlpha(item.opacity / 100)
            self.canvas.setStrokeAlpha(item.opacity / 100)
        if isinstance(item, Fill):
            self.fill(item)
        elif isinstance(item, Stroke):
            self.stroke(item)
        elif isinstance(item, Words):
            self.words(item)
        else:
            self.picture(item)
        if faint:
            self.canvas.restoreState()

    def fill(self, item: Fill) -> None:
        """The inside of a path."""
        end = "f*" if item.rule == "evenodd" else "f"
        ink = _rgb(painted(item.ink, item.tone, self.dark))
        self.canvas.addLiteral(f"{ink} rg {_operators(item.path)} {end}")

    def stroke(self, item: Stroke) -> None:
        """A line along a path."""
        ink = _rgb(painted(item.ink, item.tone, self.dark))
        dash = f"[{' '.join(map(str, item.dash))}] 0 d"
        self.canvas.addLiteral(f"{ink} RG {item.width} w {dash} {_operators(item.path)} S")

    def words(self, item: Words) -> None:
        """Writing, upright in a page whose y runs down."""
        self.canvas.addLiteral(f"{_rgb(painted(item.ink, item.tone, self.dark))} rg")
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


def _rgb(colour: str) -> str:
    return " ".join(f"{int(colour[at : at + 2], 16) / 255:.4g}" for at in (1, 3, 5))


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
