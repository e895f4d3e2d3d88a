"""Parts of a picture, in px."""

from collections.abc import Iterable
from typing import NamedTuple


class Patch(NamedTuple):
    """A part of a picture in px."""

    left: int
    top: int
    right: int
    bottom: int

    def joined(self, other: "Patch") -> "Patch":
        """The smallest that holds both."""
        return Patch(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )

    def meets(self, other: "Patch") -> bool:
        """True where the two share a pixel, or an edge."""
        return (
            self.left <= other.right
            and other.left <= self.right
            and self.top <= other.bottom
            and other.top <= self.bottom
        )


def merged(patches: Iterable[Patch]) -> list[Patch]:
    """Patches that meet, as one."""
    found: list[Patch] = []
    for patch in patches:
        near = [other for other in found if other.meets(patch)]
        while near:
            found = [other for other in found if other not in near]
            for other in near:
                patch = patch.joined(other)
            near = [other for other in found if other.meets(patch)]
        found.append(patch)
    return found
