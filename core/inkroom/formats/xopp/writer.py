"""A board as a `.xopp` document: what its elements say where theirs can, else what is drawn of them (FILE-7)."""

import gzip
from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple
from xml.sax.saxutils import escape, quoteattr

from inkroom.bind import routed
from inkroom.board import Board, Element, painted_order
from inkroom.drawing import drawing
from inkroom.extent import is_highlight, painted_box, stroke_trace, turn_of
from inkroom.formats.xopp import value
from inkroom.geometry import Box, turned, union
from inkroom.item import Fill, Item, Picture, Stroke, Words
from inkroom.look import Look, look_of, writing_of
from inkroom.path import flattened
from inkroom.text import baseline, width_of

_A4: Final = Box(0, 0, value.units(595.28), value.units(841.89))
_MARGIN: Final = 20 * 16
_STYLES: Final = {"dashed": "dash", "dotted": "dot"}
_ALIGNS: Final = {"centre": "center", "right": "right"}
_OUTLINE: Final = 1
_HIGHLIGHT: Final = "7f"
_HEAD: Final = (
    '<?xml version="1.0" standalone="no"?>\n<xournal creator="Inkroom" fileversion="4">\n'
    "<title>Xournal++ document - see https://xournalpp.github.io/</title>\n"
)


class Document(NamedTuple):
    """The file, and a sentence for everything that it does not carry."""

    data: bytes
    left: list[str]


def write(board: Board, *, assets: Mapping[str, bytes] | None = None) -> Document:
    """The document: equal boards give equal bytes. `assets`: the bytes of pictures by their SHA-256."""
    writer = _Writer(board, assets or {})
    text = "".join((_HEAD, *writer.pages(), "</xournal>\n"))
    return Document(gzip.compress(text.encode(), mtime=0), writer.left)


class _Writer:
    """One board on its way out."""

    def __init__(self, board: Board, assets: Mapping[str, bytes]) -> None:
        self.assets = assets
        self.left: list[str] = []
        root = board.get("board")
        self.paper = str(root.get("background")) if root else "#FFFFFF"
        self.page_ids = [page["id"] for page in root.get("pages")] if root else []
        self.layers = (
            [(one["id"], one.get("name", "")) for one in root.get("layers")] if root else []
        )
        self.elements = painted_order(routed(board, e) for e in board.visible())
        self.layers = self.layers or [("1", "")]
        self.page_ids = self.page_ids or ["1"]

    def pages(self) -> Iterator[str]:
        for id in self.page_ids:
            yield from self._page([e for e in self.elements if e.get("page") == id])

    def _page(self, elements: list[Element]) -> Iterator[str]:
        sheet = next((e for e in elements if "background" in _kept(e)), None)
        drawn = [e for e in elements if e is not sheet and not _kept(e).get("ruling")]
        box = _box(sheet) if sheet else _around(drawn)
        size = f'width="{value.points(box.width)}" height="{value.points(box.height)}"'
        yield f"<page {size}>\n{_background(sheet, self.paper)}\n"
        known = {id for id, _ in self.layers}
        for at, (id, name) in enumerate(self.layers):
            label = f" name={quoteattr(name)}" if name else ""
            yield f"<layer{label}>\n"
            for element in drawn:
                if element.get("layer") == id or (at == 0 and element.get("layer") not in known):
                    yield from self._element(element, box)
            yield "</layer>\n"
        yield "</page>\n"

    def _element(self, element: Element, page: Box) -> Iterator[str]:
        if element.kind == "stroke":
            yield from _stroke(element, page)
            return
        if element.kind == "text" and turn_of(element) is None:
            yield _text(element, page)
            return
        turn = turn_of(element)
        for item in drawing(element).items:
            yield from self._item(element, item, turn, page)

    def _item(
        self, element: Element, item: Item, turn: tuple[int, int, int] | None, page: Box
    ) -> Iterator[str]:
        if isinstance(item, Words):
            if turn:
                self._tell(element, "its writing is upright there")
            yield _words(item, page)
        elif isinstance(item, Picture):
            yield from self._picture(element, item, page)
        else:
            for part in flattened(item.path):
                yield _part(item, _turned(part, turn), page)

    def _picture(self, element: Element, item: Picture, page: Box) -> Iterator[str]:
        data = self.assets.get(item.asset["sha"])
        if data is None or item.asset["type"] != "image/png":
            self._tell(element, "only PNG pictures are carried")
            return
        if item.crop or any(item.flip) or turn_of(element):
            self._tell(element, "it is whole, upright and not mirrored there")
        x, y, w, h = item.box
        sides = zip(
            ("left", "top", "right", "bottom"),
            (x - page.left, y - page.top, x + w - page.left, y + h - page.top),
            strict=True,
        )
        place = " ".join(f'{side}="{value.points(at)}"' for side, at in sides)
        yield f"<image {place}>{b64encode(data).decode()}</image>\n"

    def _tell(self, element: Element, reason: str) -> None:
        self.left.append(f"{element.kind} {element.id}: {reason}")


def _stroke(element: Element, page: Box) -> Iterator[str]:
    """A stroke, point by point."""
    trace, look = stroke_trace(element), look_of(element)
    if look.ink == "none":
        return
    marker = is_highlight(element)
    places = [n for at in range(0, len(trace), 3) for n in trace[at : at + 2]]
    flat = _turned(places, turn_of(element))
    if len(flat) == 2:
        flat *= 2
    size = look.width / value.POINT
    widths = [size]
    if element.fixed.get("pressure") is not False and not marker:
        widths += value.diameters(size, trace[2:-3:3] or trace[2::3])
    kept = _kept(element)
    attributes = {"tool": "highlighter" if marker else "pen", **_strings(kept)}
    attributes = {key: held for key, held in attributes.items() if key not in ("fill", "style")}
    attributes["color"] = _ink(kept, look, _HIGHLIGHT if marker else None)
    attributes["width"] = " ".join(f"{width:.6g}" for width in widths)
    if look.fill != "none":
        attributes["fill"] = str(kept.get("fill", 255))
    if look.dash != "solid":
        attributes["style"] = str(kept.get("style", _STYLES[look.dash]))
    yield f"<stroke{_written(attributes)}>{_places(flat, page)}</stroke>\n"


def _ink(kept: Mapping[str, Any], look: Look, alpha: str | None = None) -> str:
    """`#rrggbbaa`: as the file had it, where that still is what one sees."""
    theirs = kept.get("color")
    seen = {"ink": look.ink.lower(), "opacity": look.opacity}
    if isinstance(theirs, str) and value.paint(theirs) == seen:
        return theirs
    return look.ink.lower() + (alpha or f"{round(look.opacity * 2.55):02x}")


def _text(element: Element, page: Box) -> str:
    said, look, kept = writing_of(element), look_of(element), _kept(element)
    x, y, width = element.get("geom")[:3]
    attributes = _strings(kept) | {
        "size": value.points(said.size),
        "x": value.points(x - page.left),
        "y": value.points(y - page.top),
        "color": _ink(kept, look),
        "wrap": value.points(width),
    }
    if value.font(attributes.get("font", "")) != said.font or "font" not in attributes:
        attributes["font"] = value.their_font(said.font)
    if said.align in _ALIGNS:
        attributes["align"] = _ALIGNS[said.align]
    return f"<text{_written(attributes)}>{_plain(said.text)}</text>\n"


def _words(item: Words, page: Box) -> str:
    """The writing of a shape, a text for each line."""
    anchors = {"left": 0.0, "centre": 0.5, "right": 1.0}
    lines = []
    for text, x, y in item.lines:
        width = width_of(text, item.font, item.size)
        attributes = {
            "font": value.their_font(item.font),
            "size": value.points(item.size),
            "x": value.points(round(x - anchors[item.align] * width) - page.left),
            "y": value.points(y - baseline(item.font, item.size) - page.top),
            "color": f"{item.ink.lower()}{round(item.opacity * 2.55):02x}",
        }
        lines.append(f"<text{_written(attributes)}>{_plain(text)}</text>\n")
    return "".join(lines)


def _part(item: Stroke | Fill, flat: Sequence[float], page: Box) -> str:
    """A part of a path: a line, or an area with the thinnest edge."""
    ink = f"{item.ink.lower()}{round(item.opacity * 2.55):02x}"
    attributes = {"tool": "pen", "color": ink}
    if isinstance(item, Stroke):
        attributes["width"] = value.points(item.width)
        if item.dash:
            attributes["style"] = "dot" if item.dash[0] == 1 else "dash"
    else:
        attributes |= {"width": value.points(_OUTLINE), "fill": "255"}
    if len(flat) == 2:
        flat = [*flat, *flat]
    return f"<stroke{_written(attributes)}>{_places(flat, page)}</stroke>\n"


def _turned(flat: Sequence[float], turn: tuple[int, int, int] | None) -> list[float]:
    if turn is None:
        return list(flat)
    pairs = zip(flat[0::2], flat[1::2], strict=True)
    return [n for x, y in pairs for n in turned(x, y, *turn)]


def _places(flat: Sequence[float], page: Box) -> str:
    shifts = (page.left, page.top)
    return " ".join(value.points(n - shifts[at % 2]) for at, n in enumerate(flat))


def _background(sheet: Element | None, paper: str) -> str:
    """The ground of a page: as the file had it, with the colour that the sheet has now."""
    kept = _strings(_kept(sheet).get("background", {})) if sheet else {}
    fill = look_of(sheet).fill if sheet else paper
    if kept.get("type") == "pixmap":  # a file that does not go with this one
        kept = {}
    if not kept or (fill != "none" and value.on_paper(kept.get("color", "")) != fill.lower()):
        kept["color"] = f"{'#ffffff' if fill == 'none' else fill.lower()}ff"
    kept = {"type": "solid", **kept}
    kept.setdefault("style", "plain")
    return f"<background{_written(kept)}/>"


def _kept(element: Element) -> dict[str, Any]:
    """The attributes that an import kept."""
    extra = element.fixed.get("extra")
    kept = extra.get("xopp") if isinstance(extra, dict) else None
    return kept if isinstance(kept, dict) else {}


def _strings(kept: Mapping[str, Any]) -> dict[str, str]:
    """What of it can be attributes: an import of ours kept nothing else."""
    return {key: held for key, held in kept.items() if isinstance(held, str) and key.isalpha()}


def _box(sheet: Element) -> Box:
    x, y, w, h = sheet.get("geom")[:4]
    return Box(min(x, x + w), min(y, y + h), max(x, x + w), max(y, y + h))


def _around(elements: Iterable[Element]) -> Box:
    """A page for what nobody put on a sheet: all of it, and no smaller than A4."""
    box = union(painted_box(element) for element in elements)
    if box is None:
        return _A4
    box = box.grown(_MARGIN)
    right = max(box.right, box.left + _A4.width)
    return Box(box.left, box.top, right, max(box.bottom, box.top + _A4.height))


def _written(attributes: Mapping[str, str]) -> str:
    return "".join(f" {key}={quoteattr(_printable(held))}" for key, held in attributes.items())


def _plain(text: str) -> str:
    return escape(_printable(text))


def _printable(text: str) -> str:
    """Without what XML cannot hold."""
    return (
        "".join(c for c in text if c >= " " or c in "\t\n")
        .replace("\ufffe", "")
        .replace("\uffff", "")
    )
