"""The registers that say how an element looks, each made good where its value is unknown (DRAW-4)."""

import re
from collections.abc import Collection
from typing import Any, Final, NamedTuple, Protocol

from inkroom.elements import default
from inkroom.form import FORMS, OUTLINED, PLAIN, UNKNOWN

_PAINT: Final = re.compile("none|#[0-9A-Fa-f]{6}")
FONTS: Final = ("hand", "sans", "serif", "mono")


class Drawable(Protocol):
    """What can be drawn: an element, or what a tool shows before it is one."""

    @property
    def id(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def fixed(self) -> dict[str, Any]: ...
    def get(self, register: str) -> Any: ...


class Look(NamedTuple):
    """How lines and fills are drawn; lengths in board units, opacity in percent."""

    ink: str
    fill: str
    fill_style: str
    width: int
    dash: str
    sketch: int
    round: int
    opacity: int


def look_of(element: Drawable) -> Look:
    """The look of an element."""
    return Look(
        _colour(element, "ink"),
        _colour(element, "fill"),
        choice(element, "fill_style", ("solid", "tint", "hachure", "cross", "zigzag")),
        whole(element, "width", 0, 16_000),
        choice(element, "dash", ("solid", "dashed", "dotted")),
        whole(element, "sketch", 0, 2),
        whole(element, "round", 0, 2**31),
        whole(element, "opacity", 0, 100),
    )


class Writing(NamedTuple):
    """What an element says and in which letters; size in board units."""

    text: str
    font: str
    size: int
    align: str


def writing_of(element: Drawable) -> Writing:
    """The text of an element of a kind that has one."""
    text = element.get("text")
    return Writing(
        text if isinstance(text, str) else "",
        choice(element, "font", FONTS),
        whole(element, "size", 16, 32_000),
        choice(element, "align", ("left", "centre", "right")),
    )


def form_of(element: Drawable) -> str:
    """The form of what has an outline in its box (FORM-2); nothing of other kinds."""
    if element.kind not in OUTLINED:
        return ""
    form = element.get("form")
    return form if isinstance(form, str) and (form in PLAIN or form in FORMS) else UNKNOWN


def kind_of(element: Drawable) -> str:
    """The kind that an element looks like: a rect whose form is a star is a shape (FORM-2)."""
    form = form_of(element)
    if not form:
        return element.kind
    return form if form in PLAIN else "shape"


def choice(element: Drawable, register: str, known: Collection[str]) -> str:
    """The register's value where it is one of `known`."""
    value = element.get(register)
    return value if isinstance(value, str) and value in known else _default(element, register)


def whole(element: Drawable, register: str, least: int, most: int) -> int:
    """The register's value where it is a whole number in a range."""
    value = element.get(register)
    return value if type(value) is int and least <= value <= most else _default(element, register)


def _colour(element: Drawable, register: str) -> str:
    value = element.get(register)
    return str(value if is_paint(value) else _default(element, register))


def is_paint(value: Any) -> bool:
    """True for `none` and `#RRGGBB`."""
    return isinstance(value, str) and _PAINT.fullmatch(value) is not None


def _default(element: Drawable, register: str) -> Any:
    return default(element.kind, register)


def heads_of(element: Drawable) -> list[str]:
    """The names of the heads at both ends of a line; none for other kinds."""
    names = element.get("heads") if element.kind in ("line", "arrow") else None
    if isinstance(names, list) and len(names) == 2 and all(isinstance(n, str) for n in names):
        return names
    return ["none", "none"]
