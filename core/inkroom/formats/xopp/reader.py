"""A `.xopp` or `.xoj` document as elements of ours: a page each, layers as they are (FILE-6).

Their highlighter paints over what is there, paler: a stroke of half its opacity. Our own brush would be
under the sheet of the page.
"""

from base64 import b64decode
from binascii import Error as Base64Error
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any, Final

from inkroom import order
from inkroom.elements import TEXT_LENGTH
from inkroom.errors import BadFile
from inkroom.formats.archive import Reader
from inkroom.formats.fit import title
from inkroom.formats.imported import Imported
from inkroom.formats.markup import Node, parse
from inkroom.formats.packed import MAGIC, unpacked
from inkroom.formats.picture import Pictures
from inkroom.formats.puts import plain
from inkroom.formats.split import pieces
from inkroom.formats.xopp import paper, value
from inkroom.ink import encode_points, natural_box, trace_of
from inkroom.text import line_height, widest, wrapped

PAGES: Final = 1_000
Put = dict[str, Any]
_ALIGNS: Final = {"center": "centre", "right": "right"}
_DASHES: Final = {"dash": "dashed", "dashdot": "dashed", "dot": "dotted"}
_LIMIT: Final = 16_000
_OPAQUE: Final = 255


def read(data: bytes) -> Imported:
    """The elements of a document; raises BadFile for what is no such file."""
    if data.startswith(b"PK"):
        archive = Reader(BytesIO(data), _is_member)
        if "content.xml" not in archive.names:
            raise BadFile("Expected a document of Xournal++, got another archive")
        return _Reader(parse(archive.read("content.xml")), archive).imported()
    return _Reader(parse(unpacked(data) if data.startswith(MAGIC) else data), None).imported()


def _is_member(name: str) -> bool:
    parts = name.split("/")
    return ".." not in parts and parts[0] in (
        *("attachments", "META-INF", "thumbnails"),
        *("content.xml", "mimetype"),
    )


class _Reader:
    """One document on its way in."""

    def __init__(self, root: Node, archive: Reader | None) -> None:
        if root.name not in ("xournal", "MrWriter"):
            raise BadFile(f"Expected a document of Xournal++, got <{root.name}>")
        self.pages = [child for child in root.children if child.name == "page"]
        if not 0 < len(self.pages) <= PAGES:
            raise BadFile(f"Expected 1 to {PAGES:,} pages, got {len(self.pages):,}")
        self.archive = archive
        self.left: list[str] = []
        self.pictures = Pictures()
        self.sounds: set[str] = set()
        self.readers: dict[str, Callable[[Node], Put | None]] = {
            "stroke": self._stroke,
            "text": self._text,
            "image": self._image,
            "teximage": self._image,
        }

    def imported(self) -> Imported:
        rows = [
            piece
            for number, page in enumerate(self.pages, 1)
            for put in self._page(page, str(number))
            for piece in pieces(put)
        ]
        for put, z in zip(rows, order.many(None, None, len(rows)), strict=True):
            put["z"] = z
        if self.sounds:
            self.left.append(f"{len(self.sounds)} sound recording(s) that strokes belong to")
        return Imported(rows, self._board(), self.pictures.all(), self.left)

    def _board(self) -> Put:
        board: Put = {"grid": "none"}
        if len(self.pages) > 1:
            board["pages"] = [{"id": str(n)} for n in range(1, len(self.pages) + 1)]
        names = self._layer_names()
        if len(names) > 1 or names[0]:
            board["layers"] = [{"id": str(n), "name": name} for n, name in enumerate(names, 1)]
        return board

    def _layer_names(self) -> list[str]:
        """Layers of all pages by their number, each with the first name that a page gives it."""
        names: list[str] = [""]
        for page in self.pages:
            for at, layer in enumerate(child for child in page.children if child.name == "layer"):
                names += [""] * (at + 1 - len(names))
                names[at] = names[at] or title(layer.get("name"))
        return names

    def _page(self, page: Node, id: str) -> Iterator[Put]:
        """The elements of a page from bottom to top."""
        width, height = (value.number(page.get(side), 600) for side in ("width", "height"))
        ground = next((child for child in page.children if child.name == "background"), None)
        whole = [*self._ground(ground, id, width, height)]
        layers = [child for child in page.children if child.name == "layer"]
        for at, layer in enumerate(layers, 1):
            for node in layer.children:
                put = self._element(node, f"page {id}")
                if put:
                    whole.append(put | ({"layer": str(at)} if at > 1 else {}))
        for n, put in enumerate(whole):
            yield {"id": f"p{id}-{n}"} | plain(put) | ({"page": id} if id != "1" else {})

    def _ground(self, ground: Node | None, id: str, width: float, height: float) -> Iterator[Put]:
        common = {"locked": True, "group": [f"paper-{id}"]}
        yield paper.sheet(ground, width, height) | common
        for ruling in paper.rulings(ground, width, height):
            yield ruling | common
        if ground is None:
            return
        if ground.get("style") in paper.UNDRAWN:
            self.left.append(f"page {id}: its {ground.get('style')} paper is kept, but not drawn")
        if ground.get("type") == "pdf":
            self.left.append(f"page {id}: its PDF background, which is another file")
        if ground.get("type") == "pixmap":
            picture = self._attached(ground.get("filename"))
            asset = self._asset(picture) if picture else None
            if asset is None:
                self.left.append(f"page {id}: its background picture, which is another file")
            else:
                geom = [0, 0, value.units(width), value.units(height), 0]
                kept = {"xopp": {"ruling": True}}
                yield {"kind": "image", "asset": asset, "geom": geom, "extra": kept} | common

    def _element(self, node: Node, place: str) -> Put | None:
        reader = self.readers.get(node.name)
        put = reader(node) if reader else None
        if put is None:
            self.left.append(f"{place}: one {node.name}")
        elif node.get("fn"):
            self.sounds.add(node.get("fn"))
        return put

    def _stroke(self, node: Node) -> Put | None:
        flat = value.numbers(node.text, "stroke")
        widths = value.numbers(node.get("width"), "stroke") or [1.0]
        if len(flat) < 2 or len(flat) % 2:
            return None
        places = [value.units(n) for n in flat]
        pressed = len(widths) > 1
        size = max(widths[1:]) if pressed else widths[0]
        steps = [value.pressure(width, size) for width in widths[1:]] or [255]
        samples = [
            n
            for at in range(len(places) // 2)
            for n in (places[2 * at], places[2 * at + 1], steps[min(at, len(steps) - 1)], 0)
        ]
        encoded = encode_points(samples, pressed)
        box = natural_box(trace_of(encoded, pressed))
        put: Put = {
            "kind": "stroke",
            "points": encoded,
            "geom": [box.left, box.top, box.width, box.height, 0],
            **value.paint(node.get("color", "black")),
            "width": max(1, min(value.units(size), _LIMIT)),
            "dash": _DASHES.get(node.get("style").partition(":")[0].strip(), "solid"),
            "extra": _kept(node, "width"),
        }
        if not pressed:
            put["pressure"] = False
        alpha = value.number(node.get("fill"), -1)
        if alpha >= 0:
            put["fill"] = value.on_paper(node.get("color", "black"), min(alpha, _OPAQUE) / _OPAQUE)
        return put

    def _text(self, node: Node) -> Put | None:
        said = node.text.replace("\0", "")
        if not said.strip():
            return None
        if len(said) > TEXT_LENGTH:
            self.left.append(f"the end of a text of {len(said):,} characters")
        said = said[:TEXT_LENGTH]
        font = value.font(node.get("font"))
        size = max(16, min(value.units(value.number(node.get("size"), 12)), 32_000))
        width = value.units(value.number(node.get("wrap")))
        width = width or widest(said.split("\n"), font, size)
        x, y = (value.units(value.number(node.get(key))) for key in ("x", "y"))
        height = line_height(size) * len(wrapped(said, font, size, width))
        return {
            "kind": "text",
            "text": said,
            "geom": [x, y, width, height, 0],
            "font": font,
            "size": size,
            "align": _ALIGNS.get(node.get("align"), "left"),
            **value.paint(node.get("color", "black")),
            "extra": _kept(node, "x", "y", "size", "wrap", "align"),
        }

    def _image(self, node: Node) -> Put | None:
        link = next((child for child in node.children if child.name == "attachment"), None)
        data = self._attached(link.get("path")) if link else _decoded(node.text)
        asset = self._asset(data) if data else None
        if asset is None:
            return None
        sides = ("left", "top", "right", "bottom")
        left, top, right, bottom = (value.units(value.number(node.get(side))) for side in sides)
        put: Put = {
            "kind": "image",
            "asset": asset,
            "geom": [left, top, right - left, bottom - top, 0],
        }
        if node.name == "teximage":
            put["extra"] = _kept(node, *sides)
        return put

    def _attached(self, name: str) -> bytes | None:
        if self.archive is None or name not in self.archive.names:
            return None
        return self.archive.read(name)

    def _asset(self, data: bytes) -> Put | None:
        """A picture of the document, kept once; None for what a board does not show."""
        try:
            return self.pictures.take(data)
        except BadFile:
            return None


def _decoded(text: str) -> bytes | None:
    try:
        return b64decode("".join(text.split()), validate=True)
    except (Base64Error, ValueError):
        return None


def _kept(node: Node, *said: str) -> Put:
    """The attributes that the registers do not say."""
    return {"xopp": {key: held for key, held in node.attributes.items() if key not in said}}
