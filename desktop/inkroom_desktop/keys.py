"""Keys to commands by the one key table of both clients: by the character, and by the place of the key."""

import sys
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from inkroom.face import keys

_PLACES: Final = {
    **{2 + at: f"Digit{digit}" for at, digit in enumerate("1234567890")},
    **{16 + at: f"Key{letter}" for at, letter in enumerate("QWERTYUIOP")},
    **{30 + at: f"Key{letter}" for at, letter in enumerate("ASDFGHJKL")},
    **{44 + at: f"Key{letter}" for at, letter in enumerate("ZXCVBNM")},
    12: "Minus",
    13: "Equal",
    26: "BracketLeft",
    27: "BracketRight",
    40: "Quote",
    53: "Slash",
    52: "Period",
}
"""The place of a key (W3C code) by its scan code, the same on Windows and, eight more, on X11 and Wayland."""
_NAMED: Final = {
    Qt.Key.Key_Home: "Home",
    Qt.Key.Key_End: "End",
    Qt.Key.Key_Space: "Space",
    Qt.Key.Key_Delete: "Delete",
    Qt.Key.Key_Backspace: "Backspace",
    Qt.Key.Key_Escape: "Escape",
    Qt.Key.Key_Return: "Enter",
    Qt.Key.Key_Enter: "Enter",
    Qt.Key.Key_Tab: "Tab",
    Qt.Key.Key_Left: "ArrowLeft",
    Qt.Key.Key_Right: "ArrowRight",
    Qt.Key.Key_Up: "ArrowUp",
    Qt.Key.Key_Down: "ArrowDown",
    Qt.Key.Key_F6: "F6",
    Qt.Key.Key_PageUp: "PageUp",
    Qt.Key.Key_PageDown: "PageDown",
    Qt.Key.Key_Home: "Home",
    Qt.Key.Key_End: "End",
}
_TABLE: Final[list[dict[str, Any]]] = [
    row for row in keys()["keys"] if row.get("only", "desktop") == "desktop"
]


def key_of(command: str) -> str:
    """The key that a tool tip shows for a command; empty where it has none."""
    return next(
        (row["keys"][0] for row in _TABLE if row["command"] == command and row["where"] != "hold"),
        "",
    )


_SIGNS: Final = {"ArrowLeft": "←", "ArrowRight": "→", "ArrowUp": "↑", "ArrowDown": "↓"}


def caps_of(key: str) -> list[str]:
    """The parts of a key as they are written on it: `Ctrl`, `Z`."""
    *mods, name = f"{key[:-1]}Plus".split("+") if key.endswith("+") else key.split("+")
    return [*mods, "+" if name == "Plus" else _SIGNS.get(name, name)]


def tool_key(event: QKeyEvent) -> str:
    """A key as a tool wants it: `KeyboardEvent.key`, with `Shift+` and `Ctrl+` before it."""
    name = _NAMED.get(Qt.Key(event.key())) or _letter(event).lower()
    mods = event.modifiers()
    shift = "Shift+" if mods & Qt.KeyboardModifier.ShiftModifier else ""
    ctrl = "Ctrl+" if mods & Qt.KeyboardModifier.ControlModifier else ""
    return f"{ctrl}{shift}{name}"


_letters = True


def use_letters(*, on: bool) -> None:
    """Whether letters and signs without Ctrl or Alt are keys of the board."""
    global _letters
    _letters = on


def commands(event: QKeyEvent) -> list[tuple[str, str]]:
    """The commands that a key may stand for, each with where it does (`board`, `any`, `pen`, `selection`, `hold`)."""
    by_character, by_place = _chords(event)
    if not _letters and len(by_character[0].removeprefix("Shift+")) == 1:
        return []
    found = [
        (r["command"], r["where"])
        for r in _TABLE
        if any(chord in r["keys"] for chord in by_character)
    ]
    if not found and by_place:
        found = [(r["command"], r["where"]) for r in _TABLE if by_place in r["codes"]]
    return found


def _chords(event: QKeyEvent) -> tuple[list[str], str]:
    """The key with its modifiers, by character (with and without the Shift that made it) and by place."""
    mods = event.modifiers()
    ctrl = "Ctrl+" if mods & Qt.KeyboardModifier.ControlModifier else ""
    alt = "Alt+" if mods & Qt.KeyboardModifier.AltModifier else ""
    shift = "Shift+" if mods & Qt.KeyboardModifier.ShiftModifier else ""
    named = _NAMED.get(Qt.Key(event.key()))
    letter = named or _letter(event)
    chords = [f"{ctrl}{alt}{shift}{letter}"]
    if shift and not named and not letter.isalnum():
        chords.append(f"{ctrl}{alt}{letter}")
    place = named or _place(event)
    return chords, f"{ctrl}{alt}{shift}{place}" if place else ""


def _letter(event: QKeyEvent) -> str:
    """The character on the key, in capitals; what Ctrl or Alt would make of it is not asked."""
    if 0x20 <= event.key() <= 0xFFFF:
        return chr(event.key()).upper()
    return event.text().upper()


def _place(event: QKeyEvent) -> str:
    """The place of the key on the keyboard, where the system tells it."""
    scan = event.nativeScanCode()
    if sys.platform.startswith("linux"):
        scan -= 8
    return "" if sys.platform == "darwin" else _PLACES.get(scan, "")
