"""A board as a `.tldr` file: what tldraw has a shape for, and a word for each that it has not (FILE-20)."""

from base64 import b64encode
from collections.abc import Callable, Mapping
from math import cos, hypot, radians, sin
from typing import Any, Final, NamedTuple

from inkroom import order
from inkroom.bind import routed
from inkroom.board import Board, Element, painted_order
from inkroom.extent import is_highlight, stroke_trace, turn_of
from inkroom.figure import upright
from inkroom.formats.tldr import outward
from inkroom.formats.tldr.look import LABELS, NOTE, TEXTS
from inkroom.geometry import UNIT, turned
from inkroom.look import Writing, form_of, heads_of, look_of, writing_of
from inkroom.messages import encode
from inkroom.stack import sheet_of, sheets_of

_SCHEMA: Final = {
    "schemaVersion": 2,
    "sequences": {
        "com.tldraw.store": 5, "com.tldraw.asset": 1, "com.tldraw.document": 2, "com.tldraw.page": 1,
        "com.tldraw.shape": 4, "com.tldraw.asset.image": 6, "com.tldraw.shape.arrow": 8, "com.tldraw.shape.draw": 2,
        "com.tldraw.shape.frame": 1, "com.tldraw.shape.geo": 11, "com.tldraw.shape.group": 0,
        "com.tldraw.shape.highlight": 1, "com.tldraw.shape.image": 5, "com.tldraw.shape.line": 5,
        "com.tldraw.shape.note": 12, "com.tldraw.shape.text": 4, "com.tldraw.binding.arrow": 1,
    },
}  # fmt: skip
"""What tldraw 5.1 writes, but strokes are of the version before, with plain points: it brings them up itself."""
_GEO: Final = {
    "rect": "rectangle", "parallelogram": "rhombus", "arrow": "arrow-right", "cross": "x-box", "bubble": "rectangle",
}  # fmt: skip
_MIRRORED: Final = {"parallelogram": "rhombus-2", "arrow": "arrow-left"}
_OTHER: Final = ("cross", "bubble")
_EVEN: Final = ("rect", "ellipse", "diamond", "hexagon", "octagon", "arrow", *_OTHER)
"""As they are when they are turned upside down."""
_NOTICED: Final = 0.1
_LEAST: Final = 1 / UNIT
Record = dict[str, Any]


class Document(NamedTuple):
    """The file, and a sentence for everything that it does not carry."""

    data: bytes
    left: list[str]


def write(board: Board, *, assets: Mapping[str, bytes] | None = None) -> Document:
    """The file: equal boards give equal bytes. `assets`: the bytes of pictures by their SHA-256."""
    writer = _Writer(board, assets or {})
    file = {"tldrawFileFormatVersion": 1, "schema": _SCHEMA, "records": writer.records()}
    return Document(encode(file), writer.left)


class _Writer:
    """One board on its way out."""

    def __init__(self, board: Board, assets: Mapping[str, bytes]) -> None:
        self.board, self.assets = board, assets
        self.left: list[str] = []
        self.kept: dict[str, Record] = {}
        self.groups: dict[str, Record] = {}
        self.bindings: list[Record] = []
        self.elements = painted_order(board.visible())
        self.known = {element.id for element in self.elements}
        self.makers: dict[str, Callable[[Element], tuple[str, Record] | None]] = {
            "stroke": self._stroke, "line": self._line, "arrow": self._arrow, "text": self._text,
            "note": self._note, "image": self._image, "frame": self._frame,
        }  # fmt: skip

    def records(self) -> list[Record]:
        root = self.board.get("board")
        title = str(root.get("title")) if root else ""
        pages = sheets_of(self.board, "pages")
        found: list[Record] = [
            {
                "id": "document:document",
                "typeName": "document",
                "gridSize": 10,
                "name": title,
                "meta": {},
            }
        ]
        for number, (page, index) in enumerate(zip(pages, _indices(len(pages)), strict=True), 1):
            name = page.name or f"Page {number}"
            found.append(
                {
                    "id": f"page:{page.id}",
                    "typeName": "page",
                    "name": name,
                    "index": index,
                    "meta": {},
                }
            )
        shapes: list[Record] = []
        for element, index in zip(self.elements, _indices(len(self.elements)), strict=True):
            page_id = sheet_of(element, "pages", pages)
            shape = self._shape(routed(self.board, element), f"page:{page_id}", index)
            if shape:
                shapes.append(shape)
        return [*found, *self.kept.values(), *self.groups.values(), *shapes, *self.bindings]

    def _shape(self, element: Element, page: str, index: str) -> Record | None:
        made = self.makers.get(element.kind, self._geo)(element)
        if made is None:
            return None
        type, record = made
        look = look_of(element)
        if not outward.is_near(look.ink, marker=is_highlight(element)) and element.kind not in (
            "image",
            "frame",
            "note",
        ):
            self._tell(element, "its colour is the nearest of theirs")
        parent, left, top = self._parent(element, page, index)
        record["x"], record["y"] = record["x"] - left, record["y"] - top
        return {
            "id": f"shape:{element.id}", "typeName": "shape", "type": type, "parentId": parent, "index": index,
            "rotation": 0, "isLocked": element.get("locked") is True, "opacity": look.opacity / 100, "meta": {},
            **record,
        }  # fmt: skip

    def _parent(self, element: Element, page: str, index: str) -> tuple[str, float, float]:
        """What a shape belongs to, and where that begins: its group, its frame, or the page."""
        group = element.get("group")
        if group:
            self._group([str(one) for one in group], page, index)
            return self._group_id(str(group[0])), 0.0, 0.0
        frame = self.board.get(str(element.get("frame")))
        if frame is None or frame.id not in self.known or frame.kind != "frame" or turn_of(frame):
            return page, 0.0, 0.0
        x, y = upright(frame.get("geom"))[:2]
        return f"shape:{frame.id}", x / UNIT, y / UNIT

    def _group(self, ids: list[str], page: str, index: str) -> None:
        for at, id in enumerate(ids):
            parent = self._group_id(ids[at + 1]) if at + 1 < len(ids) else page
            record = {
                "id": self._group_id(id), "typeName": "shape", "type": "group", "parentId": parent, "index": index,
                "x": 0, "y": 0, "rotation": 0, "isLocked": False, "opacity": 1, "props": {}, "meta": {},
            }  # fmt: skip
            self.groups.setdefault(id, record)

    def _group_id(self, id: str) -> str:
        return f"shape:group-{id}" if id in self.known else f"shape:{id}"

    # ------------------------------------------------------------------ kinds

    def _stroke(self, element: Element) -> tuple[str, Record] | None:
        look, trace = look_of(element), stroke_trace(element)
        if look.ink == "none":
            return None
        marker, turn = is_highlight(element), turn_of(element)
        pairs = list(zip(trace[0::3], trace[1::3], strict=True))
        places = [turned(x, y, *turn) for x, y in pairs] if turn else pairs
        left, top = places[0]
        pressed = element.fixed.get("pressure") is not False and not marker
        drawn, pressures = outward.pen(look.width, trace[2::3], pressed=pressed)
        points = [
            {"x": (x - left) / UNIT, "y": (y - top) / UNIT, "z": z}
            for (x, y), z in zip(places, pressures, strict=True)
        ]
        props: Record = {
            "color": outward.ink(look.ink, marker=marker), "segments": [{"type": "free", "points": points}],
            "isComplete": True, **drawn,
        }  # fmt: skip
        if marker:
            del props["dash"]
            props["scale"] = max(look.width / UNIT, _LEAST) / (1.12 * TEXTS["m"])
        else:
            props |= {"fill": outward.fill(look), "isClosed": look.fill != "none"}
            if look.dash != "solid":
                props["dash"] = look.dash
        return "highlight" if marker else "draw", {
            "x": left / UNIT,
            "y": top / UNIT,
            "props": props,
        }

    def _geo(self, element: Element) -> tuple[str, Record]:
        look, said, form = look_of(element), writing_of(element), form_of(element)
        if form in _OTHER:
            self._tell(element, f"a {form} is another shape there")
        if look.fill != "none" and look.ink != "none" and look.fill.lower() != look.ink.lower():
            self._tell(element, "its line and its inside have one colour there")
        box = upright(element.get("geom"))
        if box.flip_y and form not in _EVEN:
            self._tell(element, "it is not upside down there")
        mirrored = box.flip_x and form in _MIRRORED
        geo = _MIRRORED[form] if mirrored else _GEO.get(form, form)
        colour = outward.ink(look.fill if look.ink == "none" else look.ink)
        props = {
            "geo": geo, "dash": outward.line(look)["dash"], "url": _link(element), "growY": 0, "color": colour,
            "labelColor": outward.ink(look.ink), "fill": outward.fill(look), "font": outward.font(said),
            "align": outward.align(said), "verticalAlign": "middle", "richText": outward.rich(said.text),
            **outward.labelled(look, said),
        }  # fmt: skip
        self._tell_size(element, said, props)
        return "geo", _boxed(element, props)

    def _text(self, element: Element) -> tuple[str, Record] | None:
        said = writing_of(element)
        if not said.text.strip():
            return None
        look, scale = look_of(element), outward.text(said)["scale"]
        width = max(abs(element.get("geom")[2]) / UNIT / scale, _LEAST)
        props = {
            "color": outward.ink(look.ink), "textAlign": outward.align(said), "w": width, "autoSize": False,
            "richText": outward.rich(said.text), **outward.text(said),
        }  # fmt: skip
        made = _boxed(element, props)
        del props["h"]
        props["w"] = width
        return "text", made

    def _note(self, element: Element) -> tuple[str, Record]:
        said, look = writing_of(element), look_of(element)
        w, h = (max(side / UNIT, _LEAST) for side in upright(element.get("geom"))[2:4])
        scale = w / NOTE
        if h < w - 1:
            self._tell(element, "a note is no lower than wide there")
        size = min(LABELS, key=lambda one: abs(LABELS[one] * scale - said.size / UNIT))
        props = {
            "color": outward.paper(look.fill) if look.fill != "none" else "yellow", "labelColor": "black", "size": size,
            "font": outward.font(said), "fontSizeAdjustment": None, "align": outward.align(said),
            "verticalAlign": "middle", "growY": max(h / scale - NOTE, 0), "url": _link(element),
            "richText": outward.rich(said.text), "scale": scale, "textFirstEditedBy": None,
        }  # fmt: skip
        self._tell_size(element, said, props)
        made = _boxed(element, props)
        del props["w"], props["h"]
        return "note", made

    def _line(self, element: Element) -> tuple[str, Record]:
        look, geom = look_of(element), element.get("geom")
        if heads_of(element) != ["none", "none"]:
            self._tell(element, "a line of several corners has no heads there")
        if look.fill != "none":
            self._tell(element, "a line has no inside there")
        flat = [(n - geom[at % 2]) / UNIT for at, n in enumerate(geom)]
        indices = _indices(len(flat) // 2)
        points = {
            one: {"id": one, "index": one, "x": x, "y": y}
            for one, x, y in zip(indices, flat[0::2], flat[1::2], strict=True)
        }
        spline = "cubic" if element.get("curve") == 1 else "line"
        props = {"points": points, "spline": spline, **outward.line(look)}
        return "line", {"x": geom[0] / UNIT, "y": geom[1] / UNIT, "props": props}

    def _arrow(self, element: Element) -> tuple[str, Record]:
        geom, look = element.get("geom"), look_of(element)
        bend = _bend(geom) if len(geom) == 6 and element.get("curve") == 1 else 0.0
        if len(geom) > 4 and not bend:
            return self._line(element)
        names = outward.heads(heads_of(element))
        if None in names:
            self._tell(element, "its head is an arrow's there")
        start, end = (name or "arrow" for name in names)
        self._bind(element)
        props = {
            "kind": "elbow" if element.get("curve") == 2 else "arc", "labelColor": "black", "fill": "none",
            "arrowheadStart": start, "arrowheadEnd": end, "font": "draw", "start": {"x": 0, "y": 0},
            "end": {"x": (geom[-2] - geom[0]) / UNIT, "y": (geom[-1] - geom[1]) / UNIT}, "bend": bend,
            "richText": outward.rich(""), "labelPosition": 0.5, "elbowMidPoint": 0.5, **outward.line(look),
        }  # fmt: skip
        return "arrow", {"x": geom[0] / UNIT, "y": geom[1] / UNIT, "props": props}

    def _bind(self, element: Element) -> None:
        for register, terminal in (("from", "start"), ("to", "end")):
            held = element.get(register)
            if not isinstance(held, dict) or held.get("id") not in self.known:
                continue
            x, y = (side / 1000 for side in held["anchor"])
            props = {
                "terminal": terminal, "normalizedAnchor": {"x": x, "y": y}, "isExact": False, "isPrecise": True,
                "snap": "none",
            }  # fmt: skip
            self.bindings.append(
                {
                    "id": f"binding:{element.id}-{terminal}", "typeName": "binding", "type": "arrow",
                    "fromId": f"shape:{element.id}", "toId": f"shape:{held['id']}", "props": props, "meta": {},
                }
            )  # fmt: skip

    def _image(self, element: Element) -> tuple[str, Record] | None:
        asset: Record = element.fixed.get("asset") or {}
        data = self.assets.get(str(asset.get("sha")))
        if data is None:
            self._tell(element, "its picture is not there")
            return None
        w, h, sha = asset["width"], asset["height"], asset["sha"]
        source = f"data:{asset['type']};base64,{b64encode(data).decode()}"
        props = {
            "w": w, "h": h, "name": "", "isAnimated": False, "mimeType": asset["type"], "src": source,
        }  # fmt: skip
        self.kept[sha] = {
            "id": f"asset:{sha}",
            "typeName": "asset",
            "type": "image",
            "props": props,
            "meta": {},
        }
        crop = element.get("crop")
        if crop:
            x, y, across, down = crop
            corners = ((x / w, y / h), ((x + across) / w, (y + down) / h))
            first, second = ({"x": left, "y": top} for left, top in corners)
            crop = {"topLeft": first, "bottomRight": second}
        box = upright(element.get("geom"))
        shown = {
            "playing": True, "url": _link(element), "assetId": f"asset:{sha}", "crop": crop, "flipX": box.flip_x,
            "flipY": box.flip_y, "altText": "",
        }  # fmt: skip
        return "image", _boxed(element, shown)

    def _frame(self, element: Element) -> tuple[str, Record]:
        return "frame", _boxed(element, {"name": str(element.get("title")), "color": "black"})

    def _tell_size(self, element: Element, said: Writing, props: Record) -> None:
        size = LABELS[props["size"]] * props["scale"] * UNIT
        if said.text.strip() and abs(size / said.size - 1) > _NOTICED:
            self._tell(element, "its writing is of another size there")

    def _tell(self, element: Element, reason: str) -> None:
        self.left.append(f"{element.kind} {element.id}: {reason}")


def _boxed(element: Element, props: Record) -> Record:
    """Where a box is: theirs turn about their corner. Its size goes to `props`."""
    box = upright(element.get("geom"))
    w, h, angle = box.w / UNIT, box.h / UNIT, radians(box.angle / 100)
    cx, cy = box.x / UNIT + w / 2, box.y / UNIT + h / 2
    c, s = cos(angle), sin(angle)
    props |= {"w": max(w, _LEAST), "h": max(h, _LEAST)}
    x, y = cx - c * w / 2 + s * h / 2, cy - s * w / 2 - c * h / 2
    return {"x": x, "y": y, "rotation": angle, "props": props}


def _bend(geom: list[int]) -> float:
    """How far the middle of an arrow is beside the straight way, in px."""
    ax, ay, mx, my, bx, by = geom
    dx, dy = bx - ax, by - ay
    long = hypot(dx, dy)
    if not long:
        return 0.0
    return ((mx - (ax + bx) / 2) * -dy + (my - (ay + by) / 2) * dx) / long / UNIT


def _link(element: Element) -> str:
    return str(element.get("link"))


def _indices(count: int) -> list[str]:
    return order.many(None, None, count)
