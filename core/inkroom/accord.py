"""The parts of an op that are about what people do together besides drawing; each stands alone (MEET-1)."""

from operator import attrgetter
from typing import Annotated, Any, Final, Literal

from msgspec import UNSET, Meta, Struct, UnsetType

from inkroom.elements import Id
from inkroom.errors import BadOp

Span = Annotated[int, Meta(ge=0, le=86_400_000)]
"""A length of time in ms, a day at most."""
ACCORD: Final = ("timer", "ballot", "dot", "grant", "hush", "lesson")
_accord: Final = attrgetter(*ACCORD)
OTHERS: Final = ("put", "set", "restore", "say", "thread", "mark", "view")


class Timer(Struct, forbid_unknown_fields=True):
    """A countdown (MEET-2): `left` of `whole` ms when the entry was written; it runs from then on, or rests."""

    left: Span
    whole: Span
    runs: bool


class Ballot(Struct, omit_defaults=True, forbid_unknown_fields=True):
    """A vote (MEET-4): everybody has `dots`, for any element or one of `among`. `closed` ends it, or opens it again."""

    id: Id
    dots: Annotated[int, Meta(ge=1, le=20)] = 3
    hidden: bool = False
    among: Annotated[list[Id], Meta(min_length=1, max_length=200)] | UnsetType = UNSET
    closed: bool = False


class Dot(Struct, forbid_unknown_fields=True):
    """So many of one's dots lie on an element now (MEET-5)."""

    ballot: Id
    on: Id
    count: Annotated[int, Meta(ge=0, le=20)]


class Grant(Struct, forbid_unknown_fields=True):
    """What an owner lets a user do from now on (MEET-7)."""

    user: Annotated[str, Meta(min_length=1, max_length=64)]
    role: Literal["editor", "commenter", "viewer"]


def meets(op: object) -> int:
    """How many of these parts an op or an entry has."""
    parts: tuple[Any, ...] = _accord(op)  # whatever their types
    return len(parts) - parts.count(UNSET)


def check_alone(op: object) -> None:
    """Raises BadOp where one of these parts stands beside another part that counts (MEET-1)."""
    count = meets(op)
    if count > 1 or (count and any(getattr(op, name) is not UNSET for name in OTHERS)):
        raise BadOp(f"Expected each of {', '.join(ACCORD)} alone in its op")
