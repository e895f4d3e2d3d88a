"""The strokes among elements that are nothing but ink: their outlines are made together."""

from collections.abc import Callable, Iterator, Sequence
from typing import Final, NamedTuple, Protocol, TypeVar

from inkroom.board import Element
from inkroom.drawing import is_plain_ink
from inkroom.look import Look, look_of

P = TypeVar("P")
R = TypeVar("R")
BATCH: Final = 1_000
"""So many elements are looked at together: more are no quicker, and take more memory."""
_FEW: Final = 16


class Inked(NamedTuple):
    """A stroke and its look."""

    element: Element
    look: Look


class Each(Protocol):
    """Who has work done on each of many portions, and gives the results in their order: here, or with help."""

    def __call__(self, work: Callable[[P], R], parts: Sequence[P], /) -> Iterator[R]:
        """`work` changes nothing that is looked at later: it may be done in another process."""


def here(work: Callable[[P], R], parts: Sequence[P], /) -> Iterator[R]:
    """One portion after the other."""
    return map(work, parts)


def parted(elements: Sequence[Element]) -> list[Sequence[Element]]:
    """Elements in portions that are drawn one after the other, or several at once."""
    return [elements[start : start + BATCH] for start in range(0, len(elements), BATCH)]


def inked_of(part: Sequence[Element]) -> list[Inked]:
    """The plain strokes of a portion; none where they are so few that it is no gain."""
    strokes = (Inked(one, look_of(one)) for one in part if one.kind == "stroke")
    inked = [one for one in strokes if is_plain_ink(*one)]
    return inked if len(inked) >= _FEW else []
