"""Walks an SVG and makes elements of its shapes."""

import re
from collections import Counter
from typing import Any, Final

from inkroom import order
from inkroom.elements import TEXT_LENGTH
from inkroom.errors import BadFile
from inkroom.formats import excalidraw
from inkroom.formats.fit import ELEMENTS, units
from inkroom.formats.imported import Imported
from inkroom.formats.markup import Node, parse
from inkroom.formats.picture import Pictures
from inkroom.formats.puts import plain
from inkroom.formats.split import pieces
from inkroom.formats.svg import matrix, way
from inkroom.formats.svg.matrix import Matrix
from inkroom.formats.svg.style import Style, length
from inkroom.geometry import rnd, turned
from inkroom.ink import encode_points, natural_box, simplify, trace_of
from inkroom.text import baseline, line_height, width_of

BYTES: Final = 5 * 2**20
_CONTAINERS: Final = ("svg", "g", "a", "switch")
_SILENT: Final = ("title", "desc", "metadata", "defs", "style", "namedview", "script", "symbol")
"""Nothing of these is drawn; a script is never run."""
_FONTS: Final = (
    *(
        ("shantell", "hand"),
        ("hand", "hand"),
        ("comic", "hand"),
        ("mono", "mono"),
        ("courier", "mono"),
    ),
    *(("sans", "sans"), ("inter", "sans"), ("arial", "sans"), ("helvetica", "sans")),
    *(("serif", "serif"), ("times", "serif")),
)
_MANY: Final = 12
"""A line of this many points was drawn by hand."""
_EPSILON: Final = 4.0
"""A quarter of a px: what points of a curve may be off to be left out."""
Put = dict[str, Any]


def read(data: bytes) -> Imported:
    """The drawing that Excalidraw left in an SVG, else its shapes; raises BadFile for what is no SVG."""
    if len(data) > BYTES:
        raise BadFile(f"Expected an SVG of at most {BYTES:,} bytes, got {len(data):,}", "too_big")
    scene = excalidraw.scene_in(data)
    if scene is not None:
        return excalidraw.read(scene)
    root = parse(data)
    if root.name != "svg":
        raise BadFile(f"Expected an SVG, got <{root.name}>")
    reader = _Reader()
    reader.container(root, Style({}, 1.0), _root(root), [])
    return reader.imported()


def _root(root: Node) -> Matrix:
    """From the view box to px."""
    box = matrix.numbers(root.get("viewBox"))
    if len(box) != 4 or box[2] <= 0 or box[3] <= 0:
        return matrix.IDENTITY
    across = length(root.get("width"), box[2]) / box[2] or 1.0
    down = length(root.get("height"), box[3]) / box[3] or across
    scale = min(across, down)
    return scale, 0.0, 0.0, scale, -box[0] * scale, -box[1] * scale


class _Reader:
    """Collects the elements of one drawing."""

    def __init__(self) -> None:
        self.puts: list[Put] = []
        self.pictures = Pictures()
        self.left: Counter[str] = Counter()
        self.groups = 0

    def imported(self) -> Imported:
        if not self.puts:
            raise BadFile("Expected shapes in the SVG, got none that a board can show")
        made = [piece for put in self.puts for piece in pieces(put)]
        for put, z in zip(made, order.many(None, None, len(made)), strict=True):
            put["z"] = z
        left = [f"{count} <{name}>" for name, count in sorted(self.left.items())]
        return Imported(made, {}, self.pictures.all(), left)

    def container(self, node: Node, outer: Style, to: Matrix, group: list[str]) -> None:
        """What is in a group, in order."""
        style = outer.inner(node)
        if style.hidden(node):
            return
        to = matrix.times(to, matrix.read(node.get("transform")))
        if node.name in ("g", "a") and sum(1 for _ in node.children) > 1:
            self.groups += 1
            group = [f"g{self.groups}", *group][:16]
        for child in node.children:
            if child.name in _CONTAINERS:
                self.container(child, style, to, group)
            elif child.name not in _SILENT:
                self._shape(child, style, to, group, node.get("href") if node.name == "a" else "")

    def _shape(self, node: Node, outer: Style, to: Matrix, group: list[str], link: str) -> None:
        style = outer.inner(node)
        if style.hidden(node):
            return
        to = matrix.times(to, matrix.read(node.get("transform")))
        made = self._made(node, style, to)
        if made is None:
            self.left[node.name] += 1
            return
        for put in made:
            if group:
                put["group"] = group
            if re.match(r"(https?://|mailto:)[^\x00-\x20]+$", link):
                put["link"] = link[:2000]
            self._add(put)

    def _add(self, put: Put) -> None:
        if len(self.puts) >= ELEMENTS:
            raise BadFile(f"Expected at most {ELEMENTS:,} shapes in an SVG", "limit_exceeded")
        self.puts.append({"id": f"s{len(self.puts)}", **plain(put)})

    def _made(self, node: Node, style: Style, to: Matrix) -> list[Put] | None:
        """The elements of a shape; None for one that a board has not."""
        match node.name:
            case "rect":
                return _rect(node, style, to)
            case "circle" | "ellipse":
                return _ellipse(node, style, to)
            case "line":
                ends = [length(node.get(key)) for key in ("x1", "y1", "x2", "y2")]
                return _lines([way.Part(ends, False, False)], style, to)
            case "polyline" | "polygon":
                flat = matrix.numbers(node.get("points"))
                flat = flat[: len(flat) // 2 * 2]
                part = way.Part(flat, node.name == "polygon", False)
                return _lines([part], style, to) if len(flat) >= 4 else []
            case "path":
                return _lines(way.parts(node.get("d")), style, to)
            case "text":
                return _text(node, style, to)
            case "image":
                return self._image(node, to)
        return None

    def _image(self, node: Node, to: Matrix) -> list[Put] | None:
        sides = (node.get("width"), node.get("height"))
        width, height = (length(side) for side in sides)
        geom = _box(length(node.get("x")), length(node.get("y")), width, height, to)
        if geom is None:
            return None
        try:
            asset = self.pictures.take_url("".join(node.get("href").split()))
        except BadFile:
            return None
        return [{"kind": "image", "asset": asset, "geom": geom}]


def _box(x: float, y: float, w: float, h: float, to: Matrix) -> list[int] | None:
    """A box as a `geom`; None where the transform skews it."""
    turn = matrix.turn(to)
    if turn is None:
        return None
    across, down, angle = turn
    cx, cy = matrix.placed(to, x + w / 2, y + h / 2)
    w, h = w * across, h * abs(down)
    return [units(cx - w / 2), units(cy - h / 2), units(w), units(h), rnd(angle * 100) % 36_000]


def _rect(node: Node, style: Style, to: Matrix) -> list[Put]:
    x, y, w, h = (length(node.get(key)) for key in ("x", "y", "width", "height"))
    geom = _box(x, y, w, h, to)
    if geom is None:
        corners = [x, y, x + w, y, x + w, y + h, x, y + h]
        return _lines([way.Part(corners, True, False)], style, to)
    radius = length(node.get("rx") or node.get("ry")) * matrix.size(to)
    look = style.registers(matrix.size(to))
    return [{"kind": "rect", "geom": geom, **look, "round": max(0, units(radius))}]


def _ellipse(node: Node, style: Style, to: Matrix) -> list[Put]:
    cx, cy = length(node.get("cx")), length(node.get("cy"))
    rx = length(node.get("r") or node.get("rx"))
    ry = length(node.get("r") or node.get("ry"))
    geom = _box(cx - rx, cy - ry, 2 * rx, 2 * ry, to)
    if geom is None:
        round_ = f"M{cx - rx} {cy}a{rx} {ry} 0 1 0 {2 * rx} 0a{rx} {ry} 0 1 0 {-2 * rx} 0z"
        return _lines(way.parts(round_), style, to)
    return [{"kind": "ellipse", "geom": geom, **style.registers(matrix.size(to))}]


def _lines(parts: list[way.Part], style: Style, to: Matrix) -> list[Put]:
    """Parts of a path: what is filled as closed lines, what is drawn alone as lines, or as ink where it bends."""
    look = style.registers(matrix.size(to))
    if look["ink"] == "none" and look["fill"] == "none":
        return []
    made = []
    for part in parts:
        pairs = zip(part.flat[0::2], part.flat[1::2], strict=True)
        flat = [units(n) for x, y in pairs for n in matrix.placed(to, x, y)]
        if part.closed and flat[:2] != flat[-2:]:
            flat += flat[:2]
        if look["fill"] != "none" and len(flat) >= 6:
            closed = flat if flat[:2] == flat[-2:] else [*flat, *flat[:2]]
            made.append({"kind": "line", "geom": _fewer(closed, part.bent), **look})
        elif look["ink"] == "none":
            continue
        elif part.bent or len(flat) >= 2 * _MANY:
            made.append(_ink(flat, look))
        else:
            made.append({"kind": "line", "geom": flat, **look, "fill": "none"})
    return made


def _fewer(flat: list[int], bent: bool) -> list[int]:
    return _every(_simple(flat)) if bent else flat


def _simple(flat: list[int]) -> list[int]:
    """As samples, without those that no one misses; the ends stay."""
    pairs = zip(flat[0::2], flat[1::2], strict=True)
    return simplify([n for x, y in pairs for n in (x, y, 255, 0)], _EPSILON)


def _every(samples: list[int]) -> list[int]:
    return [n for at in range(0, len(samples), 4) for n in samples[at : at + 2]]


def _ink(flat: list[int], look: Put) -> Put:
    points = encode_points(_simple(flat), False)
    box = natural_box(trace_of(points, False))
    geom = [box.left, box.top, box.width, box.height, 0]
    return {
        "kind": "stroke",
        "points": points,
        "pressure": False,
        "geom": geom,
        **look,
        "fill": "none",
    }


def _text(node: Node, style: Style, to: Matrix) -> list[Put]:
    """A text with the lines that its parts start; placed by its first baseline."""
    lines = _said(node).strip("\n")[:TEXT_LENGTH]
    if not lines.strip():
        return []
    font = next(
        (ours for mark, ours in _FONTS if mark in style.said.get("font-family", "").lower()), "hand"
    )
    size = max(16, min(units(length(style.said.get("font-size", "16")) * matrix.size(to)), 32_000))
    width = max(width_of(line, font, size) for line in lines.split("\n"))
    anchor = {"middle": 0.5, "end": 1.0}.get(style.said.get("text-anchor", ""), 0.0)
    turn = matrix.turn(to)
    first = next((child for child in node.children if child.name == "tspan"), node)
    x = length(node.get("x") or first.get("x"))
    y = length(node.get("y") or first.get("y"))
    px, py = matrix.placed(to, x, y)
    height = line_height(size) * (lines.count("\n") + 1)
    angle = rnd(turn[2] * 100) % 36_000 if turn else 0
    # from the place on the first baseline to the middle of the box, about which the box is turned
    aside, down = turned(width * (0.5 - anchor), height / 2 - baseline(font, size), angle, 0, 0)
    left, top = units(px) + rnd(aside - width / 2), units(py) + rnd(down - height / 2)
    geom = [left, top, width, height, angle]
    ink = style.registers(1.0)["fill"]
    put: Put = {"kind": "text", "text": lines, "geom": geom, "font": font, "size": size}
    return [
        put | {"ink": ink if ink != "none" else "#000000", "opacity": round(100 * style.opacity)}
    ]


def _said(node: Node) -> str:
    """The text of a node; a part with a place of its own is a line of its own."""
    said = ""
    for part in node.parts:
        if isinstance(part, str):
            said += re.sub(r"\s+", " ", part)
        elif part.name == "tspan":
            apart = said.strip() and (part.get("x") or part.get("dy"))
            said = f"{said.rstrip()}\n{_said(part).strip()}" if apart else said + _said(part)
    return "".join(c for c in said if c >= " " or c == "\n")
