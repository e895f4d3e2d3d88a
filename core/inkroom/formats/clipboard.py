"""Elements on a clipboard: as Excalidraw's clipboard, which Inkroom's own form lies in (CLIP-1 to CLIP-3)."""

import json
from collections.abc import Iterable, Mapping
from typing import Any, Final, NamedTuple

from inkroom.board import Board, Element, element_of, painted_order
from inkroom.elements import KINDS
from inkroom.errors import BadFile, BadOp
from inkroom.formats import excalidraw
from inkroom.messages import encode, read_op

TYPE: Final = "excalidraw/clipboard"
MOST: Final = 10_000
_PLACES: Final = ("page", "layer")


class Clip(NamedTuple):
    """What was copied: elements from bottom to top, and the bytes of pictures that came with them."""

    elements: list[Element]
    pictures: list[bytes]


def copied(elements: Iterable[Element], assets: Mapping[str, bytes] | None = None) -> str:
    """The elements as text for a clipboard."""
    made = both(elements, assets)
    return json.dumps({"type": TYPE, **made}, ensure_ascii=False)


def both(elements: Iterable[Element], assets: Mapping[str, bytes] | None = None) -> dict[str, Any]:
    """The elements as Excalidraw takes them, and under `inkroom` as they are."""
    board = Board()
    rows = []
    for element in painted_order(elements):
        row = json.loads(encode(element.row()))
        for name in (*_PLACES, "writers"):
            row.pop(name, None)
        rows.append(row)
        board.write(element_of(json.loads(json.dumps(row))))
    theirs = json.loads(excalidraw.write(board, assets=assets))
    made = {"elements": theirs["elements"], "files": theirs["files"]}
    return {**made, "inkroom": {"elements": rows}}


def pasted(text: str) -> Clip | None:
    """What a text from a clipboard holds; None where it is writing and nothing else."""
    document = _document(text)
    if document is None:
        return None
    own = own_of(document)
    if own is not None:
        return Clip(own, [])
    try:
        found = excalidraw.read(text)
    except BadFile:
        return None
    return Clip(_sound(found.puts), found.pictures)


def own_of(holder: Mapping[str, Any]) -> list[Element] | None:
    """The elements that lie under `inkroom`, from bottom to top; None where none do."""
    own = holder.get("inkroom")
    rows = own.get("elements") if isinstance(own, dict) else None
    return _sound(rows) if isinstance(rows, list) else None


def _document(text: str) -> dict[str, Any] | None:
    if not text.lstrip().startswith("{"):
        return None
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return (
        found
        if isinstance(found, dict) and str(found.get("type")).startswith("excalidraw")
        else None
    )


def _sound(rows: Iterable[Any]) -> list[Element]:
    """Those that a board would take; page and layer are where they are pasted."""
    found: list[Element] = []
    for row in rows:
        if isinstance(row, dict) and row.get("kind") in KINDS and len(found) < MOST:
            put = {k: v for k, v in row.items() if k not in (*_PLACES, "put", "writers", "deleted")}
            element = _element(put)
            if element is not None:
                found.append(element)
    return found


def _element(put: dict[str, Any]) -> Element | None:
    try:
        raw = json.dumps({"cseq": 1, "put": [put]})
        read_op(raw)
        return element_of({**json.loads(raw)["put"][0], "put": "clip:1"})
    except (BadOp, ValueError):
        return None
