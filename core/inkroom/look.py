"""The registers that say how an element looks, each made good where its value is unknown (DRAW-4)."""

import re
from collections.abc import Collection
from functools import lru_cache
from typing import Any, Final, NamedTuple, Protocol

from inkroom.elements import default
from inkroom.form import FORMS, OUTLINED, PLAIN, UNKNOWN

_PAINT: Final = re.compile("none|#[0-9A-Fa-f]{6}")
FILL_STYLES: Final = ("solid", "tint", "hachure", "cross", "zigzag")
DASHES: Final = ("solid", "dashed", "dotted")
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


_LOOK: Final = ("ink", "fill", "fill_style", "width", "dash", "sketch", "round", "opacity")


def look_of(element: Drawable) -> Look:
    """The look of an element."""
    values = tuple(map(element.get, _LOOK))
    try:
        return _look(element.kind, *values)
    except TypeError:  # a list, where a look has none
        return _look.__wrapped__(element.kind, *values)


@lru_cache(4_096, typed=True)
def _look(kind: str, *values: Any) -> Look:
    """Many elements look alike."""
    read = dict(zip(_LOOK, values, strict=True))
    return Look(
        _colour(kind, "ink", read["ink"]),
        _colour(kind, "fill", read["fill"]),
        _choice(kind, "fill_style", read["fill_style"], FILL_STYLES),
        _whole(kind, "width", read["width"], 0, 16_000),
        _choice(kind, "dash", read["dash"], DASHES),
        _whole(kind, "sketch", read["sketch"], 0, 2),
        _whole(kind, "round", read["round"], 0, 2**31),
        _whole(kind, "opacity", read["opacity"], 0, 100),
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
    return _choice(element.kind, register, element.get(register), known)


def whole(element: Drawable, register: str, least: int, most: int) -> int:
    """The register's value where it is a whole number in a range."""
    return _whole(element.kind, register, element.get(register), least, most)


def _choice(kind: str, register: str, value: Any, known: Collection[str]) -> str:
    return value if isinstance(value, str) and value in known else str(default(kind, register))


def _whole(kind: str, register: str, value: Any, least: int, most: int) -> int:
    good = type(value) is int and least <= value <= most
    return value if good else int(default(kind, register))


def _colour(kind: str, register: str, value: Any) -> str:
    return str(value if is_paint(value) else default(kind, register))


def is_paint(value: Any) -> bool:
    """True for `none` and `#RRGGBB`."""
    return isinstance(value, str) and _PAINT.fullmatch(value) is not None


def heads_of(element: Drawable) -> list[str]:
    """The names of the heads at both ends of a line; none for other kinds."""
    names = element.get("heads") if element.kind in ("line", "arrow") else None
    if isinstance(names, list) and len(names) == 2 and all(isinstance(n, str) for n in names):
        return names
    return ["none", "none"]
