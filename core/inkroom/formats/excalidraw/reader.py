"""A `.excalidraw` file as elements of ours (FILE-4)."""

import hashlib
import re
from collections.abc import Iterator
from typing import Any, Final

from inkroom import order
from inkroom.drawing import words_ink
from inkroom.errors import BadFile
from inkroom.formats.colour import Colour, parse
from inkroom.formats.document import decoded
from inkroom.formats.excalidraw import value
from inkroom.formats.excalidraw.inward import (
    LABELLED,
    Context,
    Read,
    holder_of,
    mark_of,
    registers_of,
)
from inkroom.formats.excalidraw.kept import kept_of
from inkroom.formats.excalidraw.value import Raw
from inkroom.formats.fit import ELEMENTS
from inkroom.formats.imported import Imported
from inkroom.formats.picture import Pictures
from inkroom.formats.puts import plain, sourced
from inkroom.formats.split import pieces
from inkroom.source import Source, source

_ID: Final = re.compile("[A-Za-z0-9_-]{1,64}")
_TYPES: Final = ("excalidraw", "excalidraw/clipboard")
_PAPER: Final = Colour(255, 255, 255, 1.0)


def read(data: bytes | str, *, above: str | None = None) -> Imported:
    """The elements of a file, in order above the index `above`; raises BadFile for what is no such file."""
    return read_document(_document(data), above=above)


def read_document(document: Raw, *, above: str | None = None) -> Imported:
    """As `read`, of a document with a list of `elements`, and `files`."""
    return _Reader(document).imported(above)


def _document(data: bytes | str) -> Raw:
    found = decoded(data, "a drawing of Excalidraw")
    if not isinstance(found, dict) or found.get("type") not in _TYPES:
        raise BadFile("Expected a drawing of Excalidraw, got another kind of JSON")
    if not isinstance(found.get("elements"), list):
        raise BadFile("Expected a list of elements in the drawing, got none")
    return found


class _Reader:
    """One file on its way in."""

    def __init__(self, document: Raw) -> None:
        self.document = document
        self.left: list[str] = []
        self.pictures = Pictures()
        self.elements = self._living()
        ids = self._ids()
        state = document.get("appState")
        self.background = parse(
            value.text(state if isinstance(state, dict) else {}, "viewBackgroundColor")
        )
        ground = self.background if self.background and self.background.a == 1 else _PAPER
        targets = {value.text(raw, "id"): raw for raw in self.elements}
        self.context = Context(ground, ids, self._groups(), targets, self._assets())
        self.labels = self._labels(targets)
        self.said = {id(raw) for raw in self.labels.values()}

    def imported(self, above: str | None) -> Imported:
        rows = [put for raw in self.elements for put in self._puts(raw)]
        _tell_apart(rows)
        for put, z in zip(rows, order.many(above, None, len(rows)), strict=True):
            put["z"] = z
        board = {}
        if self.background and self.background.a == 1:
            board["background"] = self.background.hex()
        return Imported(rows, board, self.pictures.all(), self.left)

    def _living(self) -> list[Raw]:
        """The elements that are not deleted, from bottom to top."""
        listed = self.document["elements"]
        if len(listed) > ELEMENTS:
            raise BadFile(
                f"Expected at most {ELEMENTS:,} elements, got {len(listed):,}", "limit_exceeded"
            )
        given = [one for one in listed if isinstance(one, dict) and value.text(one, "type")]
        if listed and not given:
            raise BadFile("Expected elements in the drawing, got something else")
        living = [one for one in given if one.get("isDeleted") is not True]
        indices = [one.get("index") for one in living]
        if all(isinstance(n, str) and n for n in indices) and len(set(indices)) == len(indices):
            living.sort(key=lambda one: str(one["index"]))
        return living

    def _ids(self) -> dict[str, str]:
        """Ids of ours by theirs: the same where it can be."""
        ids: dict[str, str] = {}
        for raw in self.elements:
            theirs = value.text(raw, "id")
            free = _ID.fullmatch(theirs) and len(theirs) <= 56 and theirs != "board"
            ids[theirs] = theirs if free else _hashed(theirs)
        return ids

    def _groups(self) -> dict[str, str]:
        groups: dict[str, str] = {}
        for raw in self.elements:
            named = raw.get("groupIds")
            for group in named if isinstance(named, list) else ():
                if isinstance(group, str) and group not in groups:
                    groups[group] = group if _ID.fullmatch(group) else _hashed(group)
        return groups

    def _assets(self) -> dict[str, dict[str, Any]]:
        """The pictures of the file by their ids; what is no picture that a board shows is told."""
        files = self.document.get("files")
        assets: dict[str, dict[str, Any]] = {}
        for id, file in files.items() if isinstance(files, dict) else ():
            url = value.text(file, "dataURL") if isinstance(file, dict) else ""
            try:
                assets[id] = self.pictures.take_url(url)
            except BadFile as why:
                self.left.append(f"picture {id}: {why}")
        return assets

    def _labels(self, targets: dict[str, Raw]) -> dict[str, Raw]:
        """The text that is bound to a shape, by the id of the shape: where both are of one colour."""
        labels: dict[str, Raw] = {}
        for raw in self.elements:
            within = targets.get(holder_of(raw))
            if raw.get("type") != "text" or within is None or value.text(within, "id") in labels:
                continue
            shape, words = (registers_of(one, None, self.context) for one in (within, raw))
            if shape is None or words is None or shape.kind not in LABELLED:
                continue
            if _is_label(shape.kind, shape.registers, words.registers):
                labels[value.text(within, "id")] = raw
        return labels

    def _puts(self, raw: Raw) -> Iterator[dict[str, Any]]:
        theirs = value.text(raw, "id")
        if id(raw) in self.said:
            return
        said = self.labels.get(theirs)
        read = registers_of(raw, said, self.context)
        if read is None:
            self._tell(raw, "this type is not carried")
            return
        for reason in read.left:
            self._tell(raw, reason)
        made = _put(self.context.ids[theirs], read)
        extra = kept_of(raw, said, made)
        if extra:
            made["extra"] = {"excalidraw": extra}
        found = list(pieces(sourced(made, _source(raw))))
        if len(found) > 1:
            self._tell(raw, f"it is too long for one element and became {len(found)}")
        yield from found

    def _tell(self, raw: Raw, reason: str) -> None:
        self.left.append(
            f"{value.text(raw, 'type') or 'element'} {value.text(raw, 'id')}: {reason}"
        )


def _source(raw: Raw) -> Source:
    """Excalidraw notes the last change of an element; who drew it only a file of ours says."""
    return source(mark_of(raw).get("by"), raw.get("updated"))


def _put(id: str, read: Read) -> dict[str, Any]:
    return plain({"id": id, "kind": read.kind, **read.fixed, **read.registers})


def _tell_apart(rows: list[dict[str, Any]]) -> None:
    """Gives a fresh id to every element whose id another one has already."""
    seen: set[str] = set()
    for put in rows:
        while put["id"] in seen:
            put["id"] = _hashed(f"{put['id']} {len(seen)}")
        seen.add(put["id"])


def _is_label(kind: str, shape: dict[str, Any], words: dict[str, Any]) -> bool:
    """True where the words look as a shape's own words would: it has one ink for both."""
    if kind == "note":
        return True
    ink = words_ink(shape["ink"], shape["fill"], shape["fill_style"])
    return (ink.lower(), shape["opacity"]) == (words["ink"].lower(), words["opacity"])


def _hashed(theirs: str) -> str:
    return "x" + hashlib.sha256(theirs.encode("utf-8", "replace")).hexdigest()[:20]
