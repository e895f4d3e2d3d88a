"""The commands that a person can pick by name: which there are now, their words, icons and keys."""

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

from inkroom.board import Element
from inkroom.face import commands
from inkroom.look import form_of
from inkroom_desktop import icons
from inkroom_desktop.keys import key_of
from inkroom_desktop.panels.text import words
from inkroom_desktop.tools.arrange import units_of
from inkroom_desktop.tools.draft import is_free

_LEAST: Final = {"draw": 0, "one": 1, "two": 2, "three": 3}


class Offer(NamedTuple):
    """A command that can be done now."""

    command: str
    label: str
    icon: str
    keys: str


def offers(selected: Sequence[Element], *, may_draw: bool, owns: bool = False) -> list[Offer]:
    """All that can be done now; `owns`: the history is theirs to make short."""
    rows = [row for row in commands()["commands"] if row.get("only", "desktop") == "desktop"]
    return [
        _offer(row, selected)
        for row in rows
        if (owns if row["when"] == "own" else _holds(row["when"], selected, may_draw))
    ]


def menu_of(name: str, selected: Sequence[Element], *, may_draw: bool) -> list[Offer | None]:
    """A menu of the table, "element" or "ground"; a line (None) only between what is there."""
    now = {offer.command: offer for offer in offers(selected, may_draw=may_draw)}
    found: list[Offer | None] = []
    for command in commands()[name]:
        offer = now.get(command) if command else None
        if offer is not None or (command is None and found and found[-1] is not None):
            found.append(offer)
    return found[:-1] if found and found[-1] is None else found


def _holds(when: str, selected: Sequence[Element], may_draw: bool) -> bool:
    if when == "always":
        return True
    if when == "chosen":
        return bool(selected)
    if when == "linked":
        return any(element.get("link") for element in selected)
    if not may_draw:
        return False
    if when == "formed":
        return any(is_free(element) and form_of(element) for element in selected)
    if when == "grouped":
        return any(element.get("group") for element in selected)
    return len(units_of(selected, 0)) >= _LEAST[when]


def _offer(row: dict[str, Any], selected: Sequence[Element]) -> Offer:
    command = row["command"]
    word = row.get("word", command)
    if command == "edit.lock" and selected and not any(is_free(one) for one in selected):
        word = "edit.unlock"
    return Offer(command, words(word), icons.named(*row["icon"].split(".")), key_of(command))
