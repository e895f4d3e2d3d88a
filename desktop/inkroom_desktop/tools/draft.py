"""A draft: an element that is about to be put, in the form of its JSON and as the board would show it."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import msgspec

from inkroom.bind import routed
from inkroom.board import Board, Element, apply
from inkroom.elements import Put, default
from inkroom.messages import Entry, encode
from inkroom_desktop.tools.desk import Desk, Draft, Style

_put: Final = msgspec.json.Decoder(Put)
INK: Final = ("ink", "width", "opacity")
"""What a stroke takes of the style."""
OUTLINE: Final = ("ink", "width", "dash", "sketch", "curve", "opacity")
"""What a line or an arrow takes of the style."""
SHAPE: Final = (
    "ink",
    "fill",
    "fill_style",
    "width",
    "dash",
    "sketch",
    "round",
    "opacity",
    "font",
    "size",
)
"""What a shape takes of the style."""
TEXT: Final = ("ink", "opacity", "font", "size", "align")
"""What writing takes of the style."""


def dressed(kind: str, style: Style, names: Sequence[str]) -> Draft:
    """The registers of a new element of `kind`, those left out that read the same unwritten (EL-7)."""
    return {
        name: getattr(style, name) for name in names if getattr(style, name) != default(kind, name)
    }


def element_of_put(put: Draft) -> Element:
    """The element that a put makes."""
    board = Board()
    made: Put = _put.decode(encode(put))
    apply(board, Entry(seq=1, at=0, by="", client="draft", cseq=1, put=[made]))
    return board.own[put["id"]]


def changed(element: Element, registers: Mapping[str, Any]) -> Element:
    """An element as it would look with other registers."""
    shown = element
    for name, value in registers.items():
        shown = shown.written(name, value, element.put)
    return shown


def is_free(element: Element) -> bool:
    """True where a gesture may change the element."""
    return element.get("locked") is not True


def free_of(desk: Desk) -> list[Element]:
    """The elements of the selection that may be changed."""
    return [element for element in selected(desk) if is_free(element)] if desk.may_draw else []


def selected(desk: Desk) -> list[Element]:
    """The elements of the selection that are there."""
    found = (desk.board.get(id) for id in desk.selection)
    return [routed(desk.board, e) for e in found if e is not None and not e.deleted]
