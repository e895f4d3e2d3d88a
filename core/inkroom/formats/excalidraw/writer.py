"""A board as a `.excalidraw` file (FILE-5)."""

import json
from base64 import b64encode
from collections.abc import Callable, Mapping
from itertools import pairwise
from typing import Any, Final

from inkroom import order
from inkroom.bind import routed
from inkroom.board import Board, Element, painted_order
from inkroom.elements import KINDS, default
from inkroom.extent import is_highlight
from inkroom.formats.colour import Colour, parse
from inkroom.formats.excalidraw.inward import CARDS, Context, can_hold, registers_of
from inkroom.formats.excalidraw.kept import FRESH, OTHERS, fresh
from inkroom.formats.excalidraw.outward import fields_of, label_fields, points_of, shape_mark
from inkroom.formats.excalidraw.pen import to_ours, to_theirs
from inkroom.formats.excalidraw.value import Raw
from inkroom.formats.excalidraw.way import their_points
from inkroom.formats.excalidraw.words import their_box
from inkroom.ink import decode_points
from inkroom.look import kind_of
from inkroom.sketch import seed_of
from inkroom.source import Source, source_of
from inkroom.stack import Stack, sheet_of

_SOURCE: Final = "https://excalidraw.com"
_SKIPPED: Final = frozenset(("z", "page", "layer", "deleted"))
_GEOMETRY: Final = ("x", "y", "width", "height", "angle")
_MEANS: Final = {
    "strokeColor": "ink", "backgroundColor": "fill", "fillStyle": "fill_style",
    "strokeWidth": "width", "strokeStyle": "dash", "roughness": "sketch", "opacity": "opacity",
    "locked": "locked", "link": "link", "name": "title", "fontSize": "size", "fontFamily": "font",
    "textAlign": "align", "text": "text", "originalText": "text", "startArrowhead": "heads",
    "endArrowhead": "heads", "startBinding": "from", "endBinding": "to", "crop": "crop",
    "elbowed": "curve", "scale": "geom", **dict.fromkeys(_GEOMETRY, "geom"),
}  # fmt: skip
"""The register that a field tells."""


def write(
    board: Board,
    *,
    page: str | None = None,
    assets: Mapping[str, bytes] | None = None,
    author: Callable[[Element], Source | None] | None = None,
) -> str:
    """A page of a board (the first where none is named) as a file that Excalidraw opens.

    `assets`: the bytes of pictures by their SHA-256; a picture whose bytes are missing is left out.
    `author` tells who drew an element, and when, where the element does not say so itself (EL-11): that goes to
    `customData.inkroom.by` and `updated`.
    """
    return _Writer(board, page, assets or {}, author).file()


class _Writer:
    """One file on its way out."""

    def __init__(
        self,
        board: Board,
        page: str | None,
        assets: Mapping[str, bytes],
        author: Callable[[Element], Source | None] | None,
    ) -> None:
        root = board.get("board")
        stack = Stack(board, page)
        self.background = str(root.get("background")) if root else "#FBFAF6"
        self.assets, self.author = assets, author
        there = (e for e in board.visible() if sheet_of(e, "pages", stack.pages) == stack.page)
        placed = sorted(painted_order(routed(board, e) for e in there), key=stack.rank)
        self.elements = [e for e in placed if e.kind != "image" or self._has(e)]
        self.byid = {e.id: e for e in self.elements}
        self.context = self._context()

    def file(self) -> str:
        raws = [raw for element in self.elements for raw in self._raws(element)]
        _bind(raws)
        for raw, index in zip(raws, order.many(None, None, len(raws)), strict=True):
            raw["index"] = index
        document = {
            "type": "excalidraw",
            "version": 2,
            "source": _SOURCE,
            "elements": raws,
            "appState": {"viewBackgroundColor": self.background, "gridSize": 20},
            "files": self._files(),
        }
        return json.dumps(document, ensure_ascii=False, separators=(",", ":")) + "\n"

    def _context(self) -> Context:
        """What an import of the file would read its elements against."""
        groups = {group: group for element in self.elements for group in element.get("group")}
        targets = {id: _plain_box(one) for id, one in self.byid.items()}
        pictures = [e.fixed["asset"] for e in self.elements if e.kind == "image"]
        assets = {asset["sha"][:40]: asset for asset in pictures}
        ground = parse(self.background) or Colour(255, 255, 255, 1.0)
        return Context(ground, {id: id for id in self.byid}, groups, targets, assets)

    def _has(self, element: Element) -> bool:
        return element.fixed["asset"]["sha"] in self.assets

    def _raws(self, element: Element) -> list[Raw]:
        """The element, and the text that is bound to it."""
        kept = _kept(element)
        said = None if kept.get("type") in CARDS else label_fields(element)
        made = self._references(fields_of(element))
        label = None
        if said:
            label = self._label(element, self._references(said), kept.get("label"))
        raw = {**_head(element.id, made["type"]), **self._with_kept(element, made, kept, label)}
        raw["customData"] = self._custom(element, raw, label, kept)
        drawn = self._source(element)
        raw["updated"] = drawn.at or raw["updated"]
        if drawn.by:
            raw["customData"]["inkroom"]["by"] = drawn.by
        return [raw, label] if label else [raw]

    def _source(self, element: Element) -> Source:
        known = source_of(element) or (self.author(element) if self.author else None)
        return known or Source()

    def _references(self, raw: Raw) -> Raw:
        """Without what is not in the file: a frame, or an element that an end holds on to."""
        if raw.get("frameId") not in self.byid:
            raw["frameId"] = None
        for end in ("startBinding", "endBinding"):
            if raw.get(end) and raw[end]["elementId"] not in self.byid:
                raw[end] = None
        return raw

    def _label(self, element: Element, said: Raw, kept: Any) -> Raw:
        kept = kept if isinstance(kept, dict) else {}
        id = kept.get("id")
        if not isinstance(id, str) or id in self.byid:
            id = f"{element.id}-text"[-64:]
        bond: Raw = {"containerId": element.id}
        if kind_of(element) == "shape":  # a line holds no text there
            bond = {"containerId": None, "customData": {"inkroom": {"label": element.id}}}
        label = {**_head(id, "text"), **said, **bond}
        fresh = {**label, **{k: v for k, v in kept.items() if k not in FRESH}}
        old, new = (self._read(one, None) for one in (label, fresh))
        names = ("text", "font", "size", "align", "ink", "opacity")
        same = all(old[name] == new[name] for name in names)
        return fresh if same else label

    def _with_kept(self, element: Element, made: Raw, kept: Raw, label: Raw | None) -> Raw:
        """The fields with those that were kept, as far as they still say what the registers say."""
        rest = {k: v for k, v in kept.items() if k not in ("label", "customData", "pen")}
        whole = self._read({**made, **rest}, label)
        for name, held in rest.items():
            register = _register(name, kind_of(element))
            if register is None or whole.get(register, _MISSING) == element.get(register):
                made[name] = held
        return self._with_pen(element, made, kept.get("pen"))

    def _with_pen(self, element: Element, made: Raw, pen: Any) -> Raw:
        """A stroke with its points as the pen left them, where it lies as it was imported."""
        if not isinstance(pen, dict):
            return made
        whole = self._read(made | pen, None)
        if whole["geom"] != element.get("geom") or whole["points"] != points_of(element):
            return made
        return made | pen

    def _custom(self, element: Element, raw: Raw, label: Raw | None, kept: Raw) -> Raw:
        """What Excalidraw has no field for, under our own name; others' data stays beside it."""
        mark: Raw = {"id": element.id, **shape_mark(element)}
        if element.kind == "note" and raw["type"] == "rectangle":
            mark["kind"] = "note"
        pen = kept.get("pen")
        if element.kind == "stroke" and not (
            isinstance(pen, dict) and raw["points"] is pen.get("points")
        ):
            mark |= _ink(element)
        custom = kept.get("customData")
        others = custom if isinstance(custom, dict) else {}
        read = self._read({**raw, "customData": {"inkroom": mark}}, label)
        differing = {}
        for name in sorted(KINDS[element.kind] - _SKIPPED):
            if name in ("from", "to", "frame"):
                continue
            was, now = read.get(name, default(kind_of(element), name)), element.get(name)
            if was == now or (element.kind == "stroke" and name == "geom"):
                continue
            if can_hold(element.kind, name, now):
                differing[name] = [read.get(name), now]
        if differing:
            mark["registers"] = differing
        return {**others, "inkroom": mark}

    def _read(self, raw: Raw, label: Raw | None) -> dict[str, Any]:
        """What an import would make of it."""
        read = registers_of(raw, label, self.context)
        return {**read.registers, **read.fixed} if read else {}

    def _files(self) -> dict[str, Raw]:
        files = {}
        for element in self.elements:
            if element.kind != "image":
                continue
            asset = element.fixed["asset"]
            data = b64encode(self.assets[asset["sha"]]).decode()
            id = asset["sha"][:40]
            url = f"data:{asset['type']};base64,{data}"
            files[id] = {"mimeType": asset["type"], "id": id, "dataURL": url, "created": 1}
        return files


def _kept(element: Element) -> Raw:
    extra = element.fixed.get("extra")
    kept = extra.get("excalidraw") if isinstance(extra, dict) else None
    if not isinstance(kept, dict):
        return {}
    anew = fresh(element.kind)
    return {k: v for k, v in kept.items() if k not in anew or (k == "type" and v in OTHERS)}


def _head(id: str, kind: str) -> Raw:
    """What every element of a file has; random numbers come from the id, so equal boards give equal files."""
    seed = seed_of(id) % 2**31
    return {
        "id": id, "type": kind, "seed": seed, "version": 1, "versionNonce": seed, "updated": 1,
        "isDeleted": False, "index": "", "boundElements": [],
    }  # fmt: skip


def _bind(raws: list[Raw]) -> None:
    """Both sides of every bond are written: a shape knows its text and the arrows that hold on to it."""
    byid = {raw["id"]: raw for raw in raws}
    for raw in raws:
        holders: list[Any] = [raw.get("containerId")]
        if raw["type"] == "arrow":
            ends = (raw.get("startBinding"), raw.get("endBinding"))
            holders = [end.get("elementId") for end in ends if isinstance(end, dict)]
        kind = "arrow" if raw["type"] == "arrow" else "text"
        for holder in dict.fromkeys(one for one in holders if isinstance(one, str) and one in byid):
            byid[holder]["boundElements"].append({"id": raw["id"], "type": kind})


def _register(field: str, kind: str) -> str | None:
    if field in ("roundness", "strokeSharpness"):
        return {"line": "curve", "arrow": "curve", "rect": "round", "diamond": "round"}.get(kind)
    return _MEANS.get(field)


def _ink(element: Element) -> Raw:
    """What Excalidraw does not know of a stroke: when each point was drawn, and its exact pressure."""
    pressed = element.fixed.get("pressure") is not False
    samples = decode_points(points_of(element), pressed)
    times = [b - a for a, b in pairwise([0, *samples[3::4]])]
    mark: Raw = {"smooth": True}
    if any(times):
        mark["times"] = times
    if is_highlight(element):
        mark["brush"] = "highlighter"
    if not pressed:
        mark["pressure"] = False
    elif not all(map(_is_theirs, set(samples[2::4]))):
        mark["pressures"] = samples[2::4]
    return mark


def _is_theirs(pressure: int) -> bool:
    """True for a pressure that comes back from their form as it was."""
    return to_ours(to_theirs(pressure)) == pressure


def _plain_box(element: Element) -> Raw:
    geom = element.get("geom")
    return their_points(geom) if element.kind in ("line", "arrow") else their_box(geom)


_MISSING: Final = object()
