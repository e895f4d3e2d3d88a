"""A library of shapes: Excalidraw's `.excalidrawlib`, which Inkroom's own form lies in (FILE-15)."""

import json
from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Any, Final, NamedTuple

from inkroom import order
from inkroom.board import Board, Element, element_of, painted_order
from inkroom.errors import BadFile
from inkroom.formats import clipboard, excalidraw
from inkroom.formats.document import decoded
from inkroom.formats.fit import title
from inkroom.formats.imported import Imported
from inkroom.formats.puts import Put, box, moved, put_of, renamed
from inkroom.geometry import UNIT, Box, union

THINGS: Final = 5_000
_SOURCE: Final = "https://excalidraw.com"
_PADDING: Final = 16 * UNIT
_GAP: Final = 48 * UNIT
_ROW: Final = 1_600 * UNIT


class Thing(NamedTuple):
    """One thing of a library: its name, its puts from bottom to top, and what the file says about it."""

    name: str
    puts: list[Put]
    about: dict[str, Any]


class Library(NamedTuple):
    """What a file holds; `left` says what could not be carried."""

    things: list[Thing]
    pictures: list[bytes]
    left: list[str]


def read(data: bytes | str) -> Library:
    """Both forms that Excalidraw wrote; raises BadFile for what is no library, or an empty one."""
    document = _document(data)
    given = document.get("libraryItems", document.get("library"))
    if not isinstance(given, list) or len(given) > THINGS:
        raise BadFile(f"Expected a list of at most {THINGS:,} things in the library")
    things: list[Thing] = []
    pictures: dict[bytes, None] = {}
    left: list[str] = []
    for at, item in enumerate(given, 1):
        raw = item if isinstance(item, dict) else {"elements": item}
        found = _found(raw, document.get("files"))
        if not found.puts:
            left.append(f"thing {at}: nothing in it that a board can show")
            continue
        pictures |= dict.fromkeys(found.pictures)
        left += [f"thing {at}: {reason}" for reason in found.left]
        things.append(Thing(title(_text(raw, "name")), found.puts, _about(raw)))
    if not things:
        raise BadFile("Expected things in the library, got none that a board can show")
    return Library(things, list(pictures), left)


def _document(data: bytes | str) -> dict[str, Any]:
    found = decoded(data, "a library of Excalidraw")
    if not isinstance(found, dict) or found.get("type") != "excalidrawlib":
        raise BadFile("Expected a library of Excalidraw, got another kind of JSON")
    return found


def _found(raw: dict[str, Any], files: Any) -> Imported:
    given = raw.get("elements")
    if not isinstance(given, list) or not any(isinstance(one, dict) for one in given):
        return Imported([], {}, [], [])
    named = [one.get("fileId") for one in raw["elements"] if isinstance(one, dict)]
    held = files if isinstance(files, dict) else {}
    used = {id: held[id] for id in named if isinstance(id, str) and id in held}
    found = excalidraw.read_document({"elements": raw["elements"], "files": used})
    own = clipboard.own_of(raw)
    return found if own is None else found._replace(puts=[put_of(one) for one in own], left=[])


def _text(raw: Mapping[str, Any], key: str) -> str:
    value = raw.get(key)
    return value if isinstance(value, str) else ""


def _about(raw: dict[str, Any]) -> dict[str, Any]:
    """What is written again as it was."""
    created = raw.get("created")
    about: dict[str, Any] = {"id": _text(raw, "id")[:100], "status": _text(raw, "status")[:20]}
    whole = type(created) is int and 0 < created < 2**53
    return {k: v for k, v in about.items() if v} | ({"created": created} if whole else {})


# ------------------------------------------------------------------ as a board


def read_sheet(data: bytes) -> Imported:
    """The things of a library on a board: each in a frame of its name, in rows."""
    library = read(data)
    rows: list[Put] = []
    x = y = tall = 0
    for at, thing in enumerate(library.things, 1):
        whole = (union(map(box, thing.puts)) or Box(0, 0, 0, 0)).grown(_PADDING)
        if x and x + whole.width > _ROW:
            x, y, tall = 0, y + tall + _GAP, 0
        rows += _framed(thing, at, whole, x, y)
        x, tall = x + whole.width + _GAP, max(tall, whole.height)
    for put, z in zip(rows, order.many(None, None, len(rows)), strict=True):
        put["z"] = z
    return Imported(rows, {}, library.pictures, library.left)


def _framed(thing: Thing, at: int, whole: Box, x: int, y: int) -> list[Put]:
    id = f"thing-{at}"
    about = {**thing.about, "place": [whole.left, whole.top]}
    frame: Put = {"id": id, "kind": "frame", "geom": [x, y, whole.width, whole.height, 0]}
    frame |= {"extra": {"library": about}} | ({"title": thing.name} if thing.name else {})
    puts = renamed(thing.puts, lambda n: f"{id}-{n}", f"{id}-g")
    placed = [moved(put, x - whole.left, y - whole.top) for put in puts]
    return [frame, *(put | {"frame": put.get("frame") or id} for put in placed)]


# ------------------------------------------------------------------ out


def write(things: Iterable[Thing], assets: Mapping[str, bytes] | None = None) -> str:
    """The things as a file that Excalidraw opens; equal things give equal bytes."""
    items: list[str] = []
    files: dict[str, Any] = {}
    for at, thing in enumerate(things, 1):
        item, pictures = _item(thing, assets)
        about = {"id": f"thing-{at}", "status": "unpublished", "created": 1, **thing.about}
        items.append(_text_of({**about, **item}))
        files |= pictures
    return _whole(items, files)


class Packed(NamedTuple):
    """A thing as it lies in a file, so that files are joined of them: `item` and `files` (its pictures) are JSON.

    Things with the same in them have the same `id`.
    """

    id: str
    name: str
    item: str
    files: str


def packed(thing: Thing, assets: Mapping[str, bytes], created: int) -> Packed:
    """The thing under an id of its own; `created` (ms since 1970 UTC) where it does not say when it was made."""
    item, files = _item(thing, assets)
    id = sha256(_text_of(item).encode()).hexdigest()[:24]
    about = {"status": "unpublished", "created": created, **thing.about, "id": id}
    return Packed(id, thing.name, _text_of({**about, **item}), _text_of(files))


def joined(things: Iterable[tuple[str, str]]) -> str:
    """A file of things that were packed, each as its item and its files."""
    items: list[str] = []
    files: dict[str, Any] = {}
    for item, pictures in things:
        items.append(item)
        files |= json.loads(pictures)
    return _whole(items, files)


def _item(
    thing: Thing, assets: Mapping[str, bytes] | None
) -> tuple[dict[str, Any], dict[str, Any]]:
    """What a file says of a thing besides id, status and date, and its pictures."""
    made = clipboard.both((element_of({**put, "put": "clip:1"}) for put in thing.puts), assets)
    files = made.pop("files")
    return {**({"name": thing.name} if thing.name else {}), **made}, files


def _whole(items: list[str], files: dict[str, Any]) -> str:
    """Excalidraw keeps no pictures in a library, and passes over these."""
    head = f'{{"type":"excalidrawlib","version":2,"source":"{_SOURCE}","libraryItems":['
    tail = f',"files":{_text_of(files)}' if files else ""
    return f"{head}{','.join(items)}]{tail}}}\n"


def _text_of(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def things_of(board: Board, elements: Iterable[Element]) -> list[Thing]:
    """Each frame is a thing, and of what is in none each group, and each element that is in no group."""
    members: dict[str, list[Element]] = {}
    frames: dict[str, Element] = {}
    for element in painted_order(elements):
        root = _root(board, element)
        if root is element and element.kind == "frame":
            frames[element.id] = element
            members.setdefault(element.id, [])
        elif root is not element:
            members.setdefault(root.id, []).append(element)
        else:
            groups = element.get("group")
            members.setdefault(f"g {groups[-1]}" if groups else element.id, []).append(element)
    return [_thing(frames.get(id), inside) for id, inside in members.items() if inside]


def _root(board: Board, element: Element) -> Element:
    """The outermost frame that the element is in, or itself."""
    seen = {element.id}
    while True:
        frame = board.get(element.get("frame")) if element.get("frame") else None
        if frame is None or frame.kind != "frame" or frame.get("deleted") or frame.id in seen:
            return element
        seen.add(frame.id)
        element = frame


def _thing(frame: Element | None, inside: list[Element]) -> Thing:
    puts = [put_of(element) for element in inside]
    if frame is None:
        return Thing("", puts, {})
    extra = frame.fixed.get("extra")
    kept = extra.get("library") if isinstance(extra, dict) else None
    about = dict(kept) if isinstance(kept, dict) else {}
    place = about.pop("place", None)
    left, top = frame.get("geom")[:2]
    if isinstance(place, list) and len(place) == 2:
        left, top = left - place[0], top - place[1]
    plain = [
        put | {"frame": "" if put.get("frame") == frame.id else put.get("frame", "")}
        for put in puts
    ]
    return Thing(str(frame.get("title")), [moved(put, -left, -top) for put in plain], about)
