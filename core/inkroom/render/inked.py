"""The strokes among elements that are nothing but ink: their outlines are made together."""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from inkroom.board import Element
from inkroom.drawing import is_plain_ink
from inkroom.look import Look, look_of

BATCH: Final = 1_000
"""So many elements are looked at together: more are no quicker, and take more memory."""
_FEW: Final = 16


class Inked(NamedTuple):
    """A stroke and its look."""

    element: Element
    look: Look


def batches(elements: Sequence[Element]) -> Iterator[tuple[Sequence[Element], list[Inked]]]:
    """Elements in portions, and the plain strokes of each; none where they are so few that it is no gain."""
    for start in range(0, len(elements), BATCH):
        batch = elements[start : start + BATCH]
        strokes = (Inked(one, look_of(one)) for one in batch if one.kind == "stroke")
        inked = [one for one in strokes if is_plain_ink(*one)]
        yield batch, inked if len(inked) >= _FEW else []
