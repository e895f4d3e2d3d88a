"""What fingers on the board mean: one draws, two move and zoom it (PEN-4)."""

from collections.abc import Iterator
from typing import Final, Literal, NamedTuple

from inkroom_desktop.pinch import Point

YOUNG_S: Final = 0.5
"""A second finger within this time turns a gesture of the first into moving the board."""


class Finger(NamedTuple):
    """A finger as an event of the screen has it, at a place in px."""

    id: int
    at: Point
    state: Literal["new", "down", "lifted"]


class Act(NamedTuple):
    """`press`, `move` and `release` have one place; `lead` has all fingers that move the board, none at its end."""

    kind: Literal["press", "move", "release", "finish", "cancel", "lead"]
    at: tuple[Point, ...] = ()


class Fingers:
    """Remembers which finger draws, since when, and whether they move the board."""

    def __init__(self) -> None:
        self._began = 0.0
        self.forget()

    def forget(self) -> None:
        """Those that are down mean nothing any more."""
        self._drawing: int | None = None
        self._leads = False
        self._late: set[int] = set()
        """Came while another drew: they mean nothing until they are lifted."""

    def acts(self, fingers: list[Finger], now: float, *, pans: bool) -> Iterator[Act]:
        """What the canvas shall do; `now` in s, `pans`: one finger too moves the board."""
        self._late &= {one.id for one in fingers if one.state == "down"}
        down = [one for one in fingers if one.state != "lifted" and one.id not in self._late]
        if self._drawing is not None:
            yield from self._drawn(fingers, down, now)
        elif self._leads or pans or len(down) > 1:
            yield self._lead(down)
        elif down and down[0].state == "new":
            self._drawing, self._began = down[0].id, now
            yield Act("press", (down[0].at,))

    def taken(self, now: float) -> Iterator[Act]:
        """The system, or a pen that is near, takes all fingers: one that has only just come was a palm."""
        if self._drawing is not None:
            yield Act("cancel" if self._young(now) else "finish")
        elif self._leads:
            yield Act("lead")
        self.forget()

    def _drawn(self, fingers: list[Finger], down: list[Finger], now: float) -> Iterator[Act]:
        own = next((one for one in fingers if one.id == self._drawing), None)
        if own is None:
            yield from self.taken(now)
        elif own.state == "lifted":
            self._drawing = None
            self._late |= {one.id for one in down}
            yield Act("release", (own.at,))
        elif len(down) > 1 and self._young(now):
            self._drawing = None
            yield Act("cancel")
            yield self._lead(down)
        else:
            self._late |= {one.id for one in down if one is not own}
            yield Act("move", (own.at,))

    def _lead(self, down: list[Finger]) -> Act:
        self._leads = bool(down)
        return Act("lead", tuple(one.at for one in down))

    def _young(self, now: float) -> bool:
        return now - self._began <= YOUNG_S
