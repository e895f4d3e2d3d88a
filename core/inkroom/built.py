"""What others have built on elements that are to change: edits, connectors and remarks (HIST-15)."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Final

from msgspec import UNSET, Struct

from inkroom.board import Board, Element, owner
from inkroom.messages import Entry
from inkroom.restoring import Restoring, Taken

PARTS: Final = ("edited", "bound", "said")


class Built(Struct):
    """What one person did to elements that somebody else drew, by id: `edited`, `bound` a connector to, `said`
    something about."""

    user: str
    edited: list[str]
    bound: list[str]
    said: list[str]

    @property
    def size(self) -> int:
        return len(self.edited) + len(self.bound) + len(self.said)


class Remark(Struct):
    """Somebody said something about an element."""

    about: str
    user: str


def nothing(_: str) -> bool:
    """No op is taken away."""
    return False


def remarks(entries: Iterable[Entry], since: int, taken: Taken = nothing) -> Iterator[Remark]:
    """What was said about elements after entry `since`, in comments and in chat; `entries`: all that say something."""
    threads: dict[str, str] = {}
    for entry in entries:
        if entry.refused is not UNSET or entry.say is UNSET:
            continue
        about = "" if entry.about is UNSET else entry.about
        if entry.thread is not UNSET:
            about = threads.setdefault(entry.thread, about)
        if about and entry.seq > since and not taken(entry.writer):
            yield Remark(about, entry.by)


def built_on(
    now: Board,
    before: Board,
    told: Restoring,
    said: Iterable[Remark],
    users: Mapping[str, str],
    *,
    taken: Taken = nothing,
    by: str = "",
) -> list[Built]:
    """Who built on what goes, changes or is left, whoever built most first.

    `before` is the board that is gone back to, `by` whoever restores: their own work is not told, and nobody's on what
    they drew themselves. What is `taken` away, or goes, builds on nothing.
    """
    ids = dict.fromkeys((*told.goes, *told.changes, *told.left))
    deeds = [("said", remark.about, remark.user) for remark in said]
    for part, id, writer in (*_edits(now, before, ids), *_bonds(now, before, ids, set(told.goes))):
        if not taken(writer):
            deeds.append((part, id, users.get(owner(writer), "")))
    found: dict[str, dict[str, set[str]]] = {}
    for part, id, user in deeds:
        element = now.get(id) if id in ids else None
        if element is None or user in ("", by, users.get(owner(element.put), "")):
            continue
        found.setdefault(user, {name: set() for name in PARTS})[part].add(id)
    built = [
        Built(user, *([id for id in ids if id in parts[name]] for name in PARTS))
        for user, parts in found.items()
    ]
    return sorted(built, key=lambda one: (-one.size, one.user))


_Deed = tuple[str, str, str]
"""A part of `Built`, the element, and the writer."""


def _edits(now: Board, before: Board, ids: Iterable[str]) -> Iterator[_Deed]:
    """Registers that an op wrote since, but for what put the element."""
    for element in (e for id in ids if (e := now.get(id)) is not None):
        was = before.get(element.id)
        for name in element.values:
            writer = element.writer(name) or ""
            if writer != element.put and (was is None or was.writer(name) != writer):
                yield "edited", element.id, writer


def _bonds(now: Board, before: Board, ids: Collection[str], goes: set[str]) -> Iterator[_Deed]:
    """Connectors that stay, and did not hold on to the element before."""
    for connector in now:
        if connector.deleted or connector.id in goes:
            continue
        for name, held in _ends(connector).items():
            if held in ids and not _held(before, connector.id, held):
                yield "bound", held, connector.writer(name) or connector.put


def _ends(connector: Element) -> dict[str, str]:
    """What each end of a connector holds on to, by its register."""
    return {name: end["id"] for name in ("from", "to") if (end := connector.values.get(name))}


def _held(board: Board, connector: str, held: str) -> bool:
    """Whether the connector held on to the element on that board."""
    one, target = board.get(connector), board.get(held)
    if one is None or one.deleted or target is None or target.deleted:
        return False
    return held in _ends(one).values()
