"""The board and its reducer: `apply(board, entry)`, deterministic and total (RED-1 to RED-9)."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from operator import attrgetter
from typing import Any, Final

import msgspec
from msgspec import UNSET, Struct

from inkroom.elements import FIXED, RENAME, default, fits
from inkroom.messages import Entry, Restore

Writer = str
_NONE: Final[dict[str, Writer]] = {}
_NESTED: Final = frozenset(("asset", "from", "to", "pages", "layers"))
"""Fields whose values are structs, or lists of them."""
_APART: Final = frozenset((*FIXED, "id", "kind", "put", "writers"))
"""What a snapshot line has beside registers."""


class Element:
    """A thing on the board. Never changed in place: a write makes a new one that shares what is the same.

    `put` is the writer that made it; `fixed` its immutable fields; `values` its written registers; `writers` the
    writers of those registers that another op than `put` wrote.
    """

    __slots__ = ("fixed", "id", "kind", "lines", "put", "values", "writers")

    def __init__(
        self,
        id: str,
        kind: str,
        put: Writer,
        fixed: dict[str, Any],
        values: dict[str, Any],
        writers: dict[str, Writer] = _NONE,
    ) -> None:
        self.id, self.kind, self.put, self.fixed = id, kind, put, fixed
        self.values, self.writers = values, writers
        self.lines: bytes | None = None

    def get(self, register: str) -> Any:
        """The register's value, or its default (EL-7)."""
        value = self.values.get(register, UNSET)
        return default(self.kind, register) if value is UNSET else value

    def writer(self, register: str) -> Writer | None:
        """Who wrote the register; None: nobody."""
        if register not in self.values:
            return None
        return self.writers.get(register, self.put)

    @property
    def deleted(self) -> bool:
        return self.values.get("deleted") is True

    def written(self, register: str, value: Any, writer: Writer | None) -> "Element":
        """This element with one register written; `writer` None takes the register away."""
        values, writers = dict(self.values), dict(self.writers)
        writers.pop(register, None)
        if writer is None:
            values.pop(register, None)
        else:
            values[register] = value
            if writer != self.put:
                writers[register] = writer
        return Element(self.id, self.kind, self.put, self.fixed, values, writers)

    def same(self, other: "Element") -> bool:
        """True where all values and writers are the same."""
        return self.values == other.values and self.writers == other.writers

    def digest_lines(self) -> bytes:
        """The element's part of the digest (DIG-1)."""
        if self.lines is None:
            who = self.writers
            rows = [f"{self.id} {name} {who.get(name, self.put)}\n" for name in sorted(self.values)]
            self.lines = "".join(rows).encode()
        return self.lines

    def row(self) -> dict[str, Any]:
        """The element as a snapshot line (JOIN-4)."""
        row: dict[str, Any] = {"id": self.id, "kind": self.kind, "put": self.put, **self.fixed}
        row.update(
            (k, v)
            for k, v in self.values.items()
            if k != "deleted" or v is not False or k in self.writers
        )
        row["writers"] = self.writers
        return row


def element_of(row: dict[str, Any]) -> Element:
    """The element of a snapshot line; the inverse of `Element.row`."""
    fixed: dict[str, Any] = {name: row[name] for name in FIXED if name in row}
    rest = {k: v for k, v in row.items() if k not in _APART}
    if row["kind"] != "board":
        rest.setdefault("deleted", False)
    return Element(row["id"], row["kind"], row["put"], fixed, rest, row.get("writers") or {})


class Change(Struct):
    """What an entry did: `elements` that are new or other than before (None: not there before), `left` restores."""

    elements: dict[str, Element | None]
    left: list[Restore]


class Board:
    """Elements by id, at a point of the log; `over` makes it a thin layer above another board."""

    def __init__(self, over: "Board | None" = None) -> None:
        self.over = over
        self.seq: int = 0 if over is None else over.seq
        self.own: dict[str, Element] = {}
        if over is None:
            self.own["board"] = Element("board", "board", "", {}, {})

    def get(self, id: str) -> Element | None:
        found = self.own.get(id)
        return self.over.get(id) if found is None and self.over is not None else found

    def write(self, element: Element) -> None:
        self.own[element.id] = element

    def __iter__(self) -> Iterator[Element]:
        """Every element, deleted ones too, in no promised order."""
        if self.over is not None:  # an empty board is false
            for element in self.over:
                yield self.own.get(element.id, element)
            yield from (e for id, e in self.own.items() if self.over.get(id) is None)
        else:
            yield from self.own.values()

    def __len__(self) -> int:
        """How many elements there are, deleted ones too, `board` not."""
        if self.over is None:
            return len(self.own) - 1
        return len(self.over) + sum(1 for id in self.own if self.over.get(id) is None)

    def visible(self) -> Iterator[Element]:
        """The elements that are drawn, in no promised order."""
        return (e for e in self if e.kind != "board" and not e.deleted)

    def digest(self) -> str:
        """SHA-256 over the sorted lines `id register writer` (DIG-1)."""
        whole = hashlib.sha256()
        for element in sorted(self, key=lambda e: e.id):
            whole.update(element.digest_lines())
        return whole.hexdigest()

    def rows(self) -> list[dict[str, Any]]:
        """The canonical board (DIG-2)."""
        return [e.row() for e in sorted(self, key=lambda e: e.id) if e.kind != "board" or e.values]


def names_board(entry: Entry) -> bool:
    """True for an entry that changes the board's own element: its title, its pages."""
    if entry.set is UNSET and entry.restore is UNSET:  # as nearly always
        return False
    return any(change.id == "board" for change in (*(entry.set or ()), *(entry.restore or ())))


def painted_order(elements: Iterable[Element]) -> list[Element]:
    """Elements from bottom to top (Z-1)."""
    return sorted(elements, key=lambda e: (not is_highlight(e), e.get("z"), e.id))


def is_highlight(element: Element) -> bool:
    return element.fixed.get("brush") == "highlighter"


def apply(board: Board, entry: Entry) -> Change:
    """Folds one entry into `board`. Never raises; elements are replaced, never changed (RED-1)."""
    change = Change({}, [])
    board.seq = entry.seq
    if entry.refused is not UNSET:
        return change
    writer = entry.writer
    for put in entry.put or ():
        if board.get(put.id) is None:  # RED-2
            element = made(put, writer)
            change.elements.setdefault(put.id, None)
            board.write(element)
    for change_of in entry.set or ():
        _set(board, change, change_of, writer)
    for restore in entry.restore or ():
        if not _restore(board, change, restore, entry.client):
            change.left.append(restore)
    return change


def named(struct: Struct) -> dict[str, Any]:
    """The fields that a put or a set names, as plain JSON values, without the id."""
    read, registers, nested = _fields(type(struct))
    found = {
        register: value
        for register, value in zip(registers, read(struct), strict=True)
        if value is not UNSET
    }
    for register in nested:
        if register in found:
            found[register] = msgspec.to_builtins(found[register])
    return found


Reading = Callable[[Struct], tuple[Any, ...]]


@cache
def _fields(kind: type[Struct]) -> tuple[Reading, tuple[str, ...], tuple[str, ...]]:
    """How to read all fields of a put or a set but the id, which register each is, and which are nested."""
    names = [name for name in kind.__struct_fields__ if name != "id"]
    registers = tuple(RENAME.get(name, name) for name in names)
    return attrgetter(*names), registers, tuple(name for name in registers if name in _NESTED)


def made(put: Struct, writer: Writer) -> Element:
    """The element that a put makes."""
    kind = str(put.__struct_config__.tag)
    values = named(put)
    fixed: dict[str, Any] = {name: values.pop(name) for name in FIXED if name in values}
    if not fits(kind, "geom", values["geom"]):  # RED-4; the others of a put are its kind's anyway
        del values["geom"]
    values["deleted"] = False
    return Element(put.id, kind, writer, fixed, values)  # type: ignore[attr-defined]  # every put has an id


def _set(board: Board, change: Change, new: Struct, writer: Writer) -> None:
    before = element = board.get(new.id)  # type: ignore[attr-defined]  # every set has an id
    if element is None:  # RED-3
        return
    for register, value in named(new).items():
        if fits(element.kind, register, value):  # RED-4
            element = element.written(register, value, writer)
    if element is not before:
        change.elements.setdefault(element.id, before)
        board.write(element)


def _restore(board: Board, change: Change, restore: Restore, client: str) -> bool:
    element = board.get(restore.id)
    if element is None or element.writer(restore.register) != restore.expect:  # RED-5
        return False
    if restore.alone and any(owner(element.writer(r)) != client for r in element.values):  # RED-6
        return False
    if restore.writer is None:
        if restore.register == "deleted":  # every put wrote it, and a snapshot line counts on that
            return False
    elif not fits(element.kind, restore.register, restore.value):
        return False
    change.elements.setdefault(element.id, element)
    board.write(element.written(restore.register, restore.value, restore.writer))
    return True


def owner(writer: Writer | None) -> str:
    """The client of a writer."""
    return (writer or "").partition(":")[0]
