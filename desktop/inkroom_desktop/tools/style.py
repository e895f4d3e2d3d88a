"""The style of each tool: one for all, and an own ink of the highlighter and paper of notes."""

from collections.abc import Sequence
from dataclasses import fields, replace
from typing import Any, Final

from inkroom.board import Element
from inkroom.elements import KINDS
from inkroom.face import tokens
from inkroom.geometry import UNIT
from inkroom_desktop.tools.desk import Style

STYLE: Final = Style(
    ink=tokens()["ink"]["ink"]["light"],
    width=tokens()["strokeWidth"]["m"] * UNIT,
    size=tokens()["boardText"]["medium"] * UNIT,
)
"""What a tool starts with (face.md section 7)."""
_HIGHLIGHTER: Final[dict[str, Any]] = {
    "ink": tokens()["highlighter"]["yellow"]["light"],
    "width": tokens()["strokeWidth"]["highlighter"] * UNIT,
    "opacity": 100,
}
_NOTE: Final[dict[str, Any]] = {
    "fill": tokens()["note"]["yellow"]["light"],
    "ink": tokens()["ink"]["ink"]["light"],
}


def worn(element: Element, style: Style) -> Style:
    """The style of an element; where its kind has no such register, that of `style`."""
    own = KINDS[element.kind]
    names = [field.name for field in fields(Style) if field.name in own]
    return replace(style, **{name: element.get(name) for name in names})


def mixed(elements: Sequence[Element]) -> frozenset[str]:
    """What differs among the elements that have it: a panel shows none of it as chosen."""
    names = [field.name for field in fields(Style)]
    found = set()
    for name in names:
        values = {element.get(name) for element in elements if name in KINDS[element.kind]}
        if len(values) > 1:
            found.add(name)
    return frozenset(found)


class Styles:
    """Styles by tool."""

    def __init__(self) -> None:
        self._all = STYLE
        self._own: dict[str, dict[str, Any]] = {
            "highlighter": dict(_HIGHLIGHTER),
            "note": dict(_NOTE),
        }

    def of(self, tool: str) -> Style:
        return replace(self._all, **self._own.get(tool, {}))

    def set(self, tool: str, change: dict[str, Any]) -> None:
        """A register that a tool has for itself is set for that tool, any other for all."""
        own = self._own.get(tool, {})
        own.update((name, value) for name, value in change.items() if name in own)
        self._all = replace(self._all, **{n: value for n, value in change.items() if n not in own})
