"""The brush: carries the style of one element over to others."""

from dataclasses import fields
from typing import Any, Final

from inkroom.elements import KINDS
from inkroom_desktop.tools.desk import Desk, Style
from inkroom_desktop.tools.draft import selected
from inkroom_desktop.tools.edit import restyle

_NAMES: Final = tuple(field.name for field in fields(Style))
_PAPER: Final = ("fill", "fill_style")


class Brush:
    """Holds what `take` took."""

    def __init__(self) -> None:
        self._taken: dict[str, Any] = {}
        self._from = ""

    def take(self, desk: Desk) -> bool:
        """Takes the style of the first element of the selection; False where nothing is selected."""
        first = next(iter(selected(desk)), None)
        if first is None:
            return False
        own = KINDS[first.kind]
        self._taken = {name: first.get(name) for name in _NAMES if name in own}
        self._from = first.kind
        return True

    def give(self, desk: Desk) -> None:
        """Gives it to the selection. The paper of a note is no fill of a shape, nor the other way round."""
        notes = any(element.kind == "note" for element in selected(desk))
        alike = notes == (self._from == "note")
        restyle(desk, {n: v for n, v in self._taken.items() if alike or n not in _PAPER})
