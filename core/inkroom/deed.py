"""What an entry did, for a sentence about it (HIST-4)."""

from collections.abc import Sequence
from typing import Final, Literal, NamedTuple

from msgspec import UNSET, Struct

from inkroom.accord import meets
from inkroom.board import named
from inkroom.messages import Entry, Op

What = Literal[
    "nothing", "refused", "drew", "erased", "brought-back", "moved", "wrote", "changed", "board",
    "undid", "redid", "marked", "commented", "said", "showed", "timed", "voted", "ruled",
]  # fmt: skip
PLACES: Final = {"geom", "from", "to", "z", "frame", "page"}


class Deed(NamedTuple):
    """`size` elements of one `kind`, which is "" where there are several kinds or it is not known."""

    what: What
    size: int = 0
    kind: str = ""


def deed_of(entry: Entry | Op) -> Deed:
    """The deed that an entry is; of several the most striking."""
    if getattr(entry, "refused", UNSET) is not UNSET:
        return Deed("refused")
    if entry.put:
        kinds = {str(put.__struct_config__.tag) for put in entry.put}
        return Deed("drew", len(entry.put), kinds.pop() if len(kinds) == 1 else "")
    if entry.restore:
        what: What = "redid" if entry.undoes is UNSET else "undid"
        return Deed(what, len({x.id for x in entry.restore}))
    if entry.set:
        return Deed(_what_of(entry.set), len({new.id for new in entry.set}))
    return Deed(_word_of(entry))


def _what_of(sets: Sequence[Struct]) -> What:
    changes = [named(new) for new in sets]
    names = {name for change in changes for name in change}
    if all(new.id == "board" for new in sets):  # type: ignore[attr-defined]  # every set has an id
        return "board"
    if any(change.get("deleted") is True for change in changes):
        return "erased"
    if any(change.get("deleted") is False for change in changes):
        return "brought-back"
    if "text" in names or "title" in names:
        return "wrote"
    return "moved" if names <= PLACES else "changed"


def _word_of(entry: Entry | Op) -> What:
    if entry.mark is not UNSET:
        return "marked"
    if entry.say is not UNSET:
        return "said" if entry.about is UNSET else "commented"
    if entry.timer is not UNSET:
        return "timed"
    if entry.ballot is not UNSET or entry.dot is not UNSET:
        return "voted"
    if meets(entry):
        return "ruled"
    return "nothing" if entry.view is UNSET else "showed"
