"""What stands over the pictures of a film: its title card, and what was said (FILM-5)."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, Final
from xml.sax.saxutils import escape

from inkroom.face import tokens
from inkroom.history import History
from inkroom.messages import Person
from inkroom.render.patch import Patch

CARD_MS: Final = 2_500
"""The title card stays so long."""
SAID_MS: Final = 6_000
"""A line stays so long."""
LINES: Final = 3
LONGEST: Final = 64
"""Characters of a line."""
_NAMES: Final = 6


def card(width: int, height: int, title: str, history: History, people: Sequence[Person]) -> Any:
    """The title, when it was and who took part, as RGBA pixels of a whole picture."""
    from inkroom.render.easel import raster

    steps = history.steps
    days = (
        [datetime.fromtimestamp(step.at / 1000, UTC) for step in (steps[0], steps[-1])]
        if steps
        else []
    )
    when = dict.fromkeys(f"{day:%Y-%m-%d}" for day in days)
    drew = dict.fromkeys(step.by for step in steps if step.size)
    names = [person.name for person in people if person.id in drew and person.name]
    more = [f"+{len(names) - _NAMES}"] if len(names) > _NAMES else []
    unit = height / 1080
    rows = [
        (title, 72, 600, "#1D2432"),
        (" – ".join(when), 34, 400, "#5A6270"),
        (" · ".join([*names[:_NAMES], *more]), 34, 400, "#5A6270"),
    ]
    y, text = height * 0.46, ""
    for said, size, weight, ink in rows:
        if said:
            text += _line(_cut(said), width / 2, y, size * unit, weight, ink, "middle")
            y += 66 * unit
    ground = f'<rect width="{width}" height="{height}" fill="#FBFAF6"/>'
    return raster(_svg(width, height, ground + text), width, height)


def _svg(width: float, height: float, body: str) -> str:
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:g}" height="{height:g}">{body}</svg>'


def _line(text: str, x: float, y: float, size: float, weight: int, ink: str, anchor: str) -> str:
    return (
        f'<text x="{x:g}" y="{y:g}" font-family="Inter" font-size="{size:g}" font-weight="{weight}" '
        f'text-anchor="{anchor}" fill="{ink}">{escape(text)}</text>'
    )


def _cut(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…"


def talk(lines: Sequence[tuple[Person | None, str]], unit: float) -> Any:
    """Lines that were said, with who said them, as RGBA pixels."""
    from inkroom.render.easel import raster

    colours, row, body = tokens()["people"], 44 * unit, ""
    rows = [((person.name if person else "")[:24], _cut(text), person) for person, text in lines]
    longest = max(len(name) + len(text) for name, text, _ in rows)
    width = round((longest * 13 + 90) * unit)
    for n, (name, text, person) in enumerate(rows):
        colour = (colours.get(person.colour) if person else None) or colours["slate"]
        y = n * row
        middle = y + row / 2 - 2 * unit
        body += (
            f'<rect y="{y:g}" width="{width}" height="{row - 4 * unit:g}" rx="{8 * unit:g}"'
            f' fill="#1D2432" fill-opacity="0.86"/><circle cx="{20 * unit:g}" cy="{middle:g}"'
            f' r="{7 * unit:g}" fill="{colour["light"]}" stroke="#fff"/>'
        )
        line = f"{name}: {text}" if name else text
        body += _line(line, 38 * unit, y + row / 2 + 5 * unit, 22 * unit, 400, "#FFFFFF", "start")
    return raster(_svg(width, row * len(rows), body), width, max(1, round(row * len(rows))))


def lay(picture: Any, over: Any, left: int, top: int) -> Patch | None:
    """RGBA pixels over a picture, where they are within it at the left and top; says where that was."""
    height, width = over.shape[:2]
    right, bottom = min(left + width, picture.shape[1]), min(top + height, picture.shape[0])
    if left < 0 or top < 0 or right <= left or bottom <= top:
        return None
    part = over[: bottom - top, : right - left].astype("uint16")
    alpha = part[:, :, 3:]
    under = picture[top:bottom, left:right].astype("uint16")
    mixed = (part[:, :, :3] * alpha + under * (255 - alpha)) // 255
    picture[top:bottom, left:right] = mixed.astype("uint8")
    return Patch(left, top, right, bottom)
