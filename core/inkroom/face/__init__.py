"""What both clients wear, as data: tokens, icons, fonts and words. Nothing here decides anything.

The web app imports the same JSON files. `packaging/face/` makes all of them but `tokens.json` and
`strings/`, which are written by hand.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any

from inkroom.face.words import LANGUAGES, language, say, speak, strings

__all__ = [
    "LANGUAGES", "advances", "commands", "font_path", "font_paths", "icon_svg", "icons", "keys", "language", "say",
    "speak", "strings", "templates", "tokens",
]  # fmt: skip

HERE = Path(__file__).parent
STYLES = {400: "Regular", 500: "Medium", 600: "SemiBold", 700: "Bold"}

# Parsed JSON of many shapes; who reads a token knows its shape.
Tokens = dict[str, Any]


@cache
def tokens() -> Tokens:
    """Return `tokens.json`: colours by theme, lengths in logical px, times in ms."""
    return dict(json.loads((HERE / "tokens.json").read_text(encoding="utf-8")))


@cache
def icons() -> dict[str, str]:
    """Return the inner markup of every icon, on a 24 grid, by the names in `tokens()["icon"]`."""
    return dict(json.loads((HERE / "icons.json").read_text(encoding="utf-8"))["icons"])


def icon_svg(name: str, colour: str, stroke: float | None = None) -> str:
    """Return one icon as a whole SVG, drawn in `colour` (any that SVG knows)."""
    width = tokens()["size"]["icon-stroke"] if stroke is None else stroke
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" '
        f'stroke="{colour}" stroke-width="{width}" stroke-linecap="round" stroke-linejoin="round">'
        f"{icons()[name].replace('currentColor', colour)}</svg>"
    )


@cache
def advances() -> dict[str, dict[str, Any]]:
    """Return the metrics of the board fonts hand, sans, serif and mono, in 1/1000 em.

    Each is {"ascent", "descent", "missing", "runs": [[first code point, [advance, …]], …]};
    `packaging/face/advances.py` tells the whole format.
    """
    return dict(json.loads((HERE / "advances.json").read_text(encoding="utf-8"))["fonts"])


@cache
def templates() -> list[dict[str, Any]]:
    """Return what a board can begin with, in the order of the list; `inkroom.templates` makes ops of it."""
    return list(json.loads((HERE / "templates.json").read_text(encoding="utf-8"))["templates"])


@cache
def keys() -> dict[str, list[dict[str, Any]]]:
    """Return the key table ("keys") and the rows of the help sheet ("help")."""
    return dict(json.loads((HERE / "keys.json").read_text(encoding="utf-8")))


@cache
def commands() -> dict[str, Any]:
    """Return the commands that are picked by name ("commands"), and the menus of a right click."""
    return dict(json.loads((HERE / "commands.json").read_text(encoding="utf-8")))


def font_path(family: str, weight: int = 400) -> Path:
    """Return the TrueType file of a family ("Inter", "Shantell Sans", …).

    Raise ValueError for one that is not bundled.
    """
    path = HERE / "fonts" / f"{family.replace(' ', '')}-{STYLES.get(weight, weight)}.ttf"
    if not path.exists():
        raise ValueError(f"expected a bundled font, got {family!r} {weight!r}")
    return path


def font_paths() -> list[Path]:
    """Return all bundled font files, in a fixed order."""
    return sorted((HERE / "fonts").glob("*.ttf"))
