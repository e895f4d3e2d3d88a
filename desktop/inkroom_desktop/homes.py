"""Where new elements go, what is beside others, and who looks at a page."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from inkroom.board import Element
from inkroom.elements import default
from inkroom.extent import is_highlight, span
from inkroom.geometry import Box
from inkroom.messages import Presence
from inkroom.stack import Stack

_MOST: Final = 300
"""A drag looks at so many others at most."""


def placed(
    puts: Sequence[dict[str, Any]], stack: Stack, wanted: str | None
) -> list[dict[str, Any]] | None:
    """New elements on the page and the layer in view; None where no layer takes them (SHEET-4)."""
    layer = stack.open_layer(wanted)
    if puts and layer is None:
        return None
    place = {"page": stack.page, "layer": layer or ""}
    mine = {name: id for name, id in place.items() if id != default("rect", name)}
    return [mine | put for put in puts]


def neighbours(seen: Sequence[Element], ids: Sequence[str]) -> list[Box]:
    """The boxes of those in sight that a drag of `ids` snaps to: the topmost, and no marks."""
    others = [element for element in seen if element.id not in ids and not is_highlight(element)]
    return [span(element) for element in others[-_MOST:]]


def here(presence: Mapping[str, Presence], stack: Stack) -> dict[str, Presence]:
    """Those who look at the page in view."""
    ids = [one.id for one in stack.pages]
    return {
        peer: state
        for peer, state in presence.items()
        if (state.page if state.page in ids else ids[0]) == stack.page
    }
