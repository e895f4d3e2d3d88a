"""A `.tldr` file as elements of ours (FILE-14)."""

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterator
from math import cos, degrees, hypot, pi, sin
from typing import Any, Final

from inkroom import order
from inkroom.elements import TEXT_LENGTH
from inkroom.errors import BadFile
from inkroom.formats.document import decoded
from inkroom.formats.fit import ELEMENTS, title, units
from inkroom.formats.imported import Imported
from inkroom.formats.picture import Pictures
from inkroom.formats.puts import plain, sourced
from inkroom.formats.split import pieces
from inkroom.formats.tldr import look
from inkroom.formats.tldr.points import number, points_of
from inkroom.geometry import UNIT, rnd
from inkroom.ink import encode_points, natural_box, trace_of
from inkroom.source import source
from inkroom.text import line_height, widest, wrapped

DEPTH: Final = 32
RECORDS: Final = 2 * ELEMENTS
_LINK: Final = re.compile(r"(https?://|mailto:)[^\x00-\x20]+")
_ROUND: Final = {"ellipse": "ellipse", "oval": "ellipse", "circle": "ellipse", "diamond": "diamond"}
_FORMS: Final = {
    "triangle": ("triangle", False), "rhombus": ("parallelogram", False), "rhombus-2": ("parallelogram", True),
    "trapezoid": ("trapezoid", False), "pentagon": ("pentagon", False), "hexagon": ("hexagon", False),
    "octagon": ("octagon", False), "star": ("star", False), "cloud": ("cloud", False), "heart": ("heart", False),
    "arrow-right": ("arrow", False), "arrow-left": ("arrow", True),
}  # fmt: skip
"""Our form of theirs, and whether it is mirrored."""
_CORNERS: Final = {
    "arrow-up": (0.25, 1, 0.25, 0.4, 0, 0.4, 0.5, 0, 1, 0.4, 0.75, 0.4, 0.75, 1),
    "arrow-down": (0.25, 0, 0.25, 0.6, 0, 0.6, 0.5, 1, 1, 0.6, 0.75, 0.6, 0.75, 0),
}  # fmt: skip
"""Shapes that we draw as closed lines: their corners as shares of the box."""

_CORNER: Final = 96
_WIDEST: Final = 16_000
_GAP: Final = 6.0
"""Between an arrow and what it holds on to, in px."""
Shape = dict[str, Any]
Place = tuple[float, float, float]
"""Where the corner of a shape is on its page, and its turn in radians."""


def read(data: bytes) -> Imported:
    """The elements of a file; raises BadFile for what is no such file, or one of the first generation."""
    found = decoded(data, "a file of tldraw")
    if isinstance(found, dict) and isinstance(found.get("document"), dict):
        raise BadFile("Expected a file of tldraw 2 or newer: open it there once and save it again")
    records = found.get("records") if isinstance(found, dict) else None
    if not isinstance(records, list):
        raise BadFile("Expected a file of tldraw, got another kind of JSON")
    if len(records) > RECORDS:
        raise BadFile(
            f"Expected at most {RECORDS:,} records, got {len(records):,}", "limit_exceeded"
        )
    known = [one for one in records if isinstance(one, dict) and "typeName" in one]
    if records and not known:
        raise BadFile("Expected records of tldraw, got something else")
    return _Reader(known).imported()


class _Reader:
    """One file on its way in."""

    def __init__(self, records: list[Shape]) -> None:
        kinds: dict[str, list[Shape]] = {}
        for record in records:
            kinds.setdefault(str(record.get("typeName")), []).append(record)
        self.pages = sorted(kinds.get("page", []), key=_index)
        self.shapes = {str(one.get("id")): one for one in kinds.get("shape", [])}
        self.assets = {str(one.get("id")): one for one in kinds.get("asset", [])}
        self.bindings = kinds.get("binding", [])
        self.children: dict[str, list[Shape]] = {}
        for shape in sorted(self.shapes.values(), key=_index):
            self.children.setdefault(str(shape.get("parentId")), []).append(shape)
        self.left: Counter[str] = Counter()
        self.pictures = Pictures()
        self.readers: dict[str, Callable[[Shape, Place], list[Shape]]] = {
            "draw": self._draw, "highlight": self._draw, "geo": self._geo, "text": self._text,
            "note": self._note, "line": self._line, "arrow": self._arrow, "image": self._image,
            "frame": self._frame, "bookmark": self._card, "embed": self._card,
        }  # fmt: skip

    def imported(self) -> Imported:
        rows = []
        for number_, page in enumerate(self.pages, 1):
            extra = {"page": str(number_)} if number_ > 1 else {}
            for put in self._inside(str(page.get("id")), (0.0, 0.0, 0.0), [], 0):
                rows += [piece | extra for piece in pieces(put)]
        for put, z in zip(rows, order.many(None, None, len(rows)), strict=True):
            put["z"] = z
        board: Shape = {}
        if len(self.pages) > 1:
            board["pages"] = [
                {"id": str(n), "name": _title(page.get("name"))}
                for n, page in enumerate(self.pages, 1)
            ]
        left = [f"{count} {name}" for name, count in sorted(self.left.items())]
        return Imported(rows, board, self.pictures.all(), left)

    def _inside(self, parent: str, place: Place, group: list[str], depth: int) -> Iterator[Shape]:
        """The elements of a page, a frame or a group, from bottom to top."""
        if depth > DEPTH:
            self.left["shapes too deep in groups"] += 1
            return
        for shape in self.children.get(parent, []):
            at = _place(shape, place)
            kind, id = str(shape.get("type")), str(shape.get("id"))
            inner = [_id(id), *group][:16] if kind == "group" else group
            if kind != "group":
                made = self._made(shape, at)
                for n, put in enumerate(made):
                    yield self._finished(
                        shape, put, group if len(made) == 1 else [_id(id), *group], n
                    )
            yield from self._inside(id, at, inner, depth + 1)

    def _made(self, shape: Shape, at: Place) -> list[Shape]:
        reader = self.readers.get(str(shape.get("type")))
        made = reader(shape, at) if reader else []
        if not made:
            self.left[f"{str(shape.get('type'))[:40]} that could not be read"] += 1
        return made

    def _finished(self, shape: Shape, put: Shape, group: list[str], at: int) -> Shape:
        """With what all shapes have; a register that holds its default is left out."""
        put["opacity"] = round(100 * max(0.0, min(number(shape.get("opacity"), 1.0), 1.0)))
        put["locked"] = shape.get("isLocked") is True
        if "width" in put:
            put["width"] = min(put["width"], _WIDEST)
        if group:
            put["group"] = group[:16]
        parent = self.shapes.get(str(shape.get("parentId")))
        if parent and parent.get("type") == "frame":
            put["frame"] = _id(str(parent.get("id")))
        link = _props(shape).get("url")
        if isinstance(link, str) and _LINK.fullmatch(link):
            put.setdefault("link", link[:2000])
        id = _id(str(shape.get("id")))
        meta = shape.get("meta")
        said = meta if isinstance(meta, dict) else {}
        made = source(said.get("createdBy"), said.get("createdAt"))
        return sourced({"id": f"{id}-{at}" if at else id, **plain(put)}, made)

    # ------------------------------------------------------------------ kinds

    def _draw(self, shape: Shape, at: Place) -> list[Shape]:
        props = _props(shape)
        scale = _scale(props)
        across, down = (
            number(props.get("scaleX"), 1.0) or 1.0,
            number(props.get("scaleY"), 1.0) or 1.0,
        )
        found = points_of(props.get("segments"))
        if not found:
            return []
        marker, pressed = shape.get("type") == "highlight", props.get("isPen") is True
        pressed = pressed and not marker
        thick, pressures = look.pen(props, scale, [z for _, _, z in found], pressed)
        samples: list[int] = []
        for (x, y, _), pressure in zip(found, pressures, strict=True):
            samples += (*_placed(at, x * across, y * down), pressure, 0)
        points = encode_points(samples, pressed)
        box = natural_box(trace_of(points, pressed))
        put: Shape = {"kind": "stroke", "points": points, **look.registers(props, scale)}
        put |= {"geom": [box.left, box.top, box.width, box.height, 0], "width": thick}
        if not pressed:
            put["pressure"] = False
        if marker:
            width = 1.12 * look.name(look.TEXTS, props.get("size"), "m") * scale
            put |= {
                "brush": "highlighter",
                "ink": look.name(look.MARKERS, props.get("color"), "black"),
            }
            put["width"] = round(16 * width)
        if props.get("isClosed") is not True:
            put.pop("fill", None)
        return [put]

    def _geo(self, shape: Shape, at: Place) -> list[Shape]:
        props = _props(shape)
        scale = _scale(props)
        w, h = number(props.get("w"), 1.0), number(props.get("h"), 1.0) + number(props.get("growY"))
        geo = str(props.get("geo"))
        drawn = look.registers(props, scale)
        said = look.writing(props, look.LABELS, scale)
        said["text"] = self._cut(said["text"])
        if geo in _CORNERS:
            shares = _CORNERS[geo]
            flat = [side * (h if n % 2 else w) for n, side in enumerate(shares)]
            put: Shape = {"kind": "line", "geom": _flat(at, [*flat, *flat[:2]]), **drawn}
        elif geo in _FORMS:
            form, mirrored = _FORMS[geo]
            x, y, wide, high, angle = _box(at, w, h)
            geom = [x + wide, y, -wide, high, angle] if mirrored else [x, y, wide, high, angle]
            put = {"kind": "shape", "form": form, "geom": geom, **drawn}
        else:
            if geo not in ("rectangle", "check-box", "x-box", *_ROUND):
                self.left[f"form of {geo[:40]}, a rectangle here"] += 1
            put = {"kind": _ROUND.get(geo, "rect"), "geom": _box(at, w, h), **drawn}
            if put["kind"] == "rect" and props.get("dash") == "draw":
                put["round"] = _CORNER
        ink = look.name(look.INKS, props.get("labelColor"), "black")
        if not said["text"].strip():
            return [put]
        if put["kind"] != "line" and ink == put["ink"]:
            return [put | said]
        words: Shape = {"kind": "rect", "geom": _box(at, w, h), "width": 0, "ink": ink, **said}
        if put["kind"] == "shape":
            words |= {"kind": "shape", "form": put["form"], "geom": list(put["geom"])}
        return [put, words]  # its words have a colour of their own

    def _text(self, shape: Shape, at: Place) -> list[Shape]:
        props = _props(shape)
        said = look.writing(props, look.TEXTS, _scale(props))
        said["text"] = self._cut(said["text"])
        font, size = said["font"], said["size"]
        width = rnd(number(props.get("w"), 1.0) * UNIT * _scale(props))
        if props.get("autoSize") is not False:
            width = widest(said["text"].split("\n"), font, size)
        height = line_height(size) * len(wrapped(said["text"], font, size, width))
        put = {"kind": "text", "geom": _box(at, width / UNIT, height / UNIT), **said}
        if not props.get("textAlign") and not props.get("align"):
            put["align"] = "left"
        return [put | {"ink": look.name(look.INKS, props.get("color"), "black")}]

    def _note(self, shape: Shape, at: Place) -> list[Shape]:
        props = _props(shape)
        scale = _scale(props)
        h = look.NOTE + number(props.get("growY"))
        said = look.writing(props, look.LABELS, scale)
        said["text"] = self._cut(said["text"])
        geom = _box(at, look.NOTE * scale, h * scale)
        fill = look.name(look.NOTES, props.get("color"), "black")
        return [{"kind": "note", "geom": geom, "fill": fill, "ink": "#1d1d1d", **said}]

    def _line(self, shape: Shape, at: Place) -> list[Shape]:
        props = _props(shape)
        points = props.get("points", props.get("handles"))
        rows = list(points.values()) if isinstance(points, dict) else points
        rows = [one for one in rows if isinstance(one, dict)] if isinstance(rows, list) else []
        rows.sort(key=_index)
        flat = [number(one.get(key)) for one in rows for key in ("x", "y")]
        if len(flat) < 4:
            return []
        put = {"kind": "line", "geom": _flat(at, flat), **look.registers(props, _scale(props))}
        put.pop("fill", None)
        return [put | ({"curve": 1} if props.get("spline") == "cubic" else {})]

    def _arrow(self, shape: Shape, at: Place) -> list[Shape]:
        props = _props(shape)
        ends, bound, targets = {}, {}, {}
        for end, register in (("start", "from"), ("end", "to")):
            held = props.get(end)
            held = held if isinstance(held, dict) else {}
            ends[end] = _placed(at, number(held.get("x")), number(held.get("y")))
            target, anchor = self._bound(shape, end, held)
            if target is not None:
                ends[end] = self._anchor(target, anchor)
                targets[end] = target
                shares = [rnd(max(-100.0, min(side, 100.0)) * 1000) for side in anchor]
                bound[register] = {"id": _id(str(target.get("id"))), "anchor": shares}
        start, end_ = ends["start"], ends["end"]
        if "start" in targets:
            ends["start"] = self._edge(targets["start"], start, end_)
        if "end" in targets:
            ends["end"] = self._edge(targets["end"], end_, start)
        (ax, ay), (bx, by) = ends["start"], ends["end"]
        whole, short = _long(start, end_), _long(ends["start"], ends["end"])
        bend = number(props.get("bend")) * UNIT * (short / whole if whole else 1.0)
        geom, curve = [ax, ay, bx, by], 0
        long = ((bx - ax) ** 2 + (by - ay) ** 2) ** 0.5
        if abs(bend) > UNIT and long:
            mx, my = (
                (ax + bx) / 2 - (by - ay) / long * bend,
                (ay + by) / 2 + (bx - ax) / long * bend,
            )
            geom, curve = [ax, ay, rnd(mx), rnd(my), bx, by], 1
        put = {"kind": "arrow", "geom": geom, "curve": curve, "heads": look.heads(props), **bound}
        put |= look.registers(props, _scale(props))
        put.pop("fill", None)
        return [put]

    def _bound(
        self, shape: Shape, end: str, held: Shape
    ) -> tuple[Shape | None, tuple[float, float]]:
        """What an end holds on to, and where in its box; kept in the arrow itself once, apart from it now."""
        found = next(
            (
                one
                for one in self.bindings
                if one.get("fromId") == shape.get("id") and _props(one).get("terminal") == end
            ),
            None,
        )
        anchor = _props(found).get("normalizedAnchor") if found else held.get("normalizedAnchor")
        target = self.shapes.get(str(found.get("toId") if found else held.get("boundShapeId")))
        anchor = anchor if isinstance(anchor, dict) else {}
        return target, (number(anchor.get("x"), 0.5), number(anchor.get("y"), 0.5))

    def _anchor(self, target: Shape, anchor: tuple[float, float]) -> tuple[int, int]:
        props = _props(target)
        w, h = number(props.get("w"), look.NOTE), number(props.get("h"), look.NOTE)
        return _placed(self._whole_place(target), anchor[0] * w, anchor[1] * h)

    def _edge(
        self, target: Shape, inner: tuple[int, int], outer: tuple[int, int]
    ) -> tuple[int, int]:
        """Where the way from a point in a shape to one outside leaves its box, and a gap further."""
        props, (left, top, turn) = _props(target), self._whole_place(target)
        c, s = cos(-turn), sin(-turn)
        w, h = number(props.get("w"), look.NOTE), number(props.get("h"), look.NOTE)
        ends = []
        for x, y in (inner, outer):
            dx, dy = x / UNIT - left, y / UNIT - top
            ends.append((c * dx - s * dy, s * dx + c * dy))
        (ix, iy), (ox, oy) = ends
        sides = [((-_GAP, w + _GAP), ix, ox - ix), ((-_GAP, h + _GAP), iy, oy - iy)]
        shares = [(edge - at) / step for edges, at, step in sides if step for edge in edges]
        share = min((n for n in shares if n > 0), default=1.0)
        if share >= 1:
            return inner
        return tuple(rnd(a + (b - a) * share) for a, b in zip(inner, outer, strict=True))  # type: ignore[return-value]

    def _whole_place(self, shape: Shape) -> Place:
        """Where a shape is on its page, whatever it is in."""
        chain = [shape]
        while len(chain) < DEPTH:
            parent = self.shapes.get(str(chain[-1].get("parentId")))
            if parent is None:
                break
            chain.append(parent)
        at: Place = (0.0, 0.0, 0.0)
        for one in reversed(chain):
            at = _place(one, at)
        return at

    def _image(self, shape: Shape, at: Place) -> list[Shape]:
        props = _props(shape)
        record = self.assets.get(str(props.get("assetId")), {})
        source = _props(record).get("src")
        try:
            asset = self.pictures.take_url(source if isinstance(source, str) else "")
        except BadFile:
            return []
        geom = _box(at, number(props.get("w"), 1.0), number(props.get("h"), 1.0))
        put: Shape = {"kind": "image", "asset": asset, "geom": geom}
        crop = props.get("crop")
        if isinstance(crop, dict):
            sides = [crop.get("topLeft"), crop.get("bottomRight")]
            corners = [one if isinstance(one, dict) else {} for one in sides]
            left, top = (number(corners[0].get(key)) for key in "xy")
            right, bottom = (number(corners[1].get(key), 1.0) for key in "xy")
            w, h = asset["width"], asset["height"]
            put["crop"] = [
                rnd(left * w),
                rnd(top * h),
                rnd((right - left) * w),
                rnd((bottom - top) * h),
            ]
        return [put]

    def _frame(self, shape: Shape, at: Place) -> list[Shape]:
        props = _props(shape)
        geom = _box(at, number(props.get("w"), 1.0), number(props.get("h"), 1.0))
        return [{"kind": "frame", "geom": geom, "title": _title(props.get("name"))}]

    def _card(self, shape: Shape, at: Place) -> list[Shape]:
        """A page of the web in a box: a card with its address."""
        props = _props(shape)
        url = props.get("url")
        geom = _box(at, number(props.get("w"), 300.0), number(props.get("h"), 100.0))
        said = self._cut(url.replace("\0", "")) if isinstance(url, str) else ""
        return [{"kind": "rect", "geom": geom, "text": said, "font": "sans", "size": 256}]

    def _cut(self, said: str) -> str:
        if len(said) > TEXT_LENGTH:
            self.left["end of a text that is too long"] += 1
        return said[:TEXT_LENGTH]


def _props(record: Shape) -> Shape:
    props = record.get("props")
    return props if isinstance(props, dict) else {}


def _scale(props: Shape) -> float:
    return max(0.01, min(number(props.get("scale"), 1.0), 100.0))


def _index(record: Shape) -> str:
    return str(record.get("index", ""))


def _id(theirs: str) -> str:
    """An id of ours for one of theirs, which have a colon in them."""
    plain = re.sub(r"[^A-Za-z0-9_-]", "-", theirs.removeprefix("shape:"))
    same = plain and len(plain) <= 56 and plain != "board"
    return (
        plain if same else "x" + hashlib.sha256(theirs.encode("utf-8", "replace")).hexdigest()[:20]
    )


def _title(given: Any) -> str:
    return title(given) if isinstance(given, str) else ""


def _place(shape: Shape, parent: Place) -> Place:
    x, y, turn = parent
    c, s = cos(turn), sin(turn)
    dx, dy = number(shape.get("x")), number(shape.get("y"))
    return x + c * dx - s * dy, y + s * dx + c * dy, turn + number(shape.get("rotation"))


def _placed(at: Place, x: float, y: float) -> tuple[int, int]:
    """A point of a shape, in board units of its page."""
    left, top, turn = at
    c, s = cos(turn), sin(turn)
    return units(left + c * x - s * y), units(top + s * x + c * y)


def _long(start: tuple[int, int], end: tuple[int, int]) -> float:
    return hypot(end[0] - start[0], end[1] - start[1])


def _flat(at: Place, flat: list[float]) -> list[int]:
    pairs = zip(flat[0::2], flat[1::2], strict=True)
    return [n for x, y in pairs for n in _placed(at, x, y)]


def _box(at: Place, w: float, h: float) -> list[int]:
    """The `geom` of a box whose corner is there: ours turns about the middle."""
    cx, cy = _placed(at, w / 2, h / 2)
    width, height = units(w), units(h)
    return [
        cx - rnd(width / 2),
        cy - rnd(height / 2),
        width,
        height,
        rnd(degrees(at[2] % (2 * pi)) * 100) % 36_000,
    ]
