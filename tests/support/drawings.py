"""Files of Excalidraw made for a test, and the boards they become."""

import json
from collections.abc import Iterator
from typing import Any

from tests.core.test_svg import board

from inkroom.board import Board, Element, element_of
from inkroom.formats.excalidraw import read, write
from inkroom.formats.imported import Imported

Json = dict[str, Any]


def file_of(*elements: Json, files: Json | None = None, **state: Any) -> str:
    """A file with these elements; each gets what Excalidraw always writes."""
    full = [
        {"id": f"x{at}", "x": 0, "y": 0, "width": 100, "height": 50, **one}
        for at, one in enumerate(elements)
    ]
    return json.dumps(
        {
            "type": "excalidraw",
            "version": 2,
            "elements": full,
            "appState": state,
            "files": files or {},
        }
    )


def one(raw: Json, **state: Any) -> Json:
    """The one put that an element becomes."""
    (put,) = read(file_of(raw, **state)).puts
    return put


def board_of(imported: Imported) -> Board:
    """The board that an import makes."""
    made = Board()
    made.write(
        element_of({"id": "board", "kind": "board", "put": "", **imported.board, "writers": {}})
    )
    for put in imported.puts:
        made.write(element_of({**put, "put": "c:1", "writers": {}}))
    return made


def written(elements: Iterator[Element] | list[Element], **how: Any) -> list[Json]:
    """The elements of the file that a board with these becomes."""
    return list(json.loads(write(board(*elements), **how))["elements"])
