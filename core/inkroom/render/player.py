"""A history as one HTML file that plays by itself, from the disk and without a network (FILM-3)."""

import gzip
from base64 import b64encode
from collections.abc import Iterable, Mapping
from importlib.resources import files
from typing import Any, Final

from inkroom.bind import Holders, routed
from inkroom.board import Board, Element, is_highlight
from inkroom.deed import deed_of
from inkroom.drawing import drawing
from inkroom.elements import Stroke
from inkroom.extent import painted_box
from inkroom.face import font_path
from inkroom.formats.transcript import deed_text
from inkroom.geometry import Box, union
from inkroom.history import History
from inkroom.ink import decode_points
from inkroom.messages import Entry, Person, encode, read_points
from inkroom.palette import ground, painted
from inkroom.render.svg import Writer, font_family
from inkroom.replay import LONGEST_MS, Replay

TEMPLATE: Final = files("inkroom.render").joinpath("player.html")
MARGIN: Final = 400


def player(
    history: History,
    *,
    people: Iterable[Person] = (),
    assets: Mapping[str, bytes] | None = None,
    idle: int | None = 2_000,
    dark: bool = False,
) -> bytes:
    """The file. A stroke grows in its own time and then gets the outline that it has on the board."""
    made = _Reel(history, people, assets or {}, idle, dark)
    packed = b64encode(gzip.compress(encode(made.film()), mtime=0))
    return TEMPLATE.read_bytes().replace(b"DATA", packed, 1)


class _Reel:
    def __init__(
        self,
        history: History,
        people: Iterable[Person],
        assets: Mapping[str, bytes],
        idle: int | None,
        dark: bool,
    ) -> None:
        self._history, self._dark = history, dark
        self._names = {person.id: person.name for person in people}
        self._writer = Writer(dark, assets)
        self._replay = Replay(history.entries, idle)
        self._holders = Holders()
        self._box: Box | None = None
        root = history.at(history.head).get("board")
        pages = root.get("pages") if root else []
        self._page = pages[0]["id"] if pages else "1"
        self._title = str(root.get("title")) if root else ""
        self._background = str(root.get("background")) if root else "#FBFAF6"

    def film(self) -> dict[str, Any]:
        steps = [self._step(entry) for entry in self._history.entries]
        box = (self._box or Box(0, 0, 5120, 3200)).grown(MARGIN)
        return {
            "title": self._title,
            "area": [box.left, box.top, box.width, box.height],
            "ground": ground(self._background, self._dark),
            "length": self._replay.length,
            "fonts": {
                font_family(font): b64encode(font_path(font_family(font)).read_bytes()).decode()
                for font in sorted(self._writer.used)
            },
            "steps": steps,
        }

    def _step(self, entry: Entry) -> dict[str, Any]:
        board = self._history.at(entry.seq)
        ids = [id for id in entry.ids() if id != "board"]
        for id in ids:
            self._holders.follow(id, board.get(id))
        name = self._names.get(entry.by, "")
        return {
            "end": self._replay.ms_of(entry.seq),
            "took": self._replay.lengths[entry.seq - 1],
            "at": entry.at,
            "told": f"{name} {deed_text(deed_of(entry))}".strip(),
            "changes": [
                self._change(board, id) for id in dict.fromkeys((*ids, *self._holders.of(ids)))
            ],
            "wet": [self._wet(put) for put in entry.put or () if isinstance(put, Stroke)],
        }

    def _change(self, board: Board, id: str) -> list[Any]:
        element: Element | None = board.get(id)
        if element is None or element.deleted or element.get("page") != self._page:
            return [id, "", None]
        element = routed(board, element)
        box = painted_box(element)
        self._box = union([box, *([self._box] if self._box else [])])
        key = f"{0 if is_highlight(element) else 1}{element.get('z')} {element.id}"
        return [id, key, self._writer.drawing(drawing(element))]

    def _wet(self, put: Stroke) -> dict[str, Any]:
        points = decode_points(read_points(put.points, put.pressure), put.pressure)
        flat = [
            n for at in range(0, len(points), 4) for n in (*points[at : at + 2], points[at + 3])
        ]
        length = flat[-1] or 1
        if length > LONGEST_MS:
            flat[2::3] = [ms * LONGEST_MS // length for ms in flat[2::3]]
        element = self._history.at(self._history.head).get(put.id)
        ink = str(put.ink or "#1D2432")
        return {
            "points": flat,
            "ink": painted(ink, "highlighter" if put.brush == "highlighter" else "ink", self._dark),
            "width": put.width or 32,
            "opacity": 0.5 if put.brush == "highlighter" or element is None else 1,
        }
