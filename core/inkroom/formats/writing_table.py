"""All writing on a board as a table (CSV): what it says, where it is, who wrote it and when (FILE-18)."""

import csv
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from io import StringIO
from typing import Any, Final

from inkroom.board import Board, Element
from inkroom.cut import origin
from inkroom.extent import span
from inkroom.geometry import UNIT
from inkroom.source import Source, source_of
from inkroom.stack import Stack, sheets_of

COLUMNS: Final = (
    *("page", "kind", "text", "author", "time"),
    *("x", "y", "width", "height", "link", "id"),
)
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def lines(board: Board, sources: Mapping[str, Source]) -> Iterator[str]:
    """The rows from the first page on, on each as one reads: from top to bottom, then from left to right.

    `sources` tells by writer who put something there, where the element does not say so itself (EL-11).
    """
    yield _line(COLUMNS)
    for number, page in enumerate(sheets_of(board, "pages"), 1):
        said = [one for one in Stack(board, page.id).order(board.visible()) if _said(one)]
        for element in sorted(said, key=lambda one: (span(one).top, span(one).left, one.id)):
            made = source_of(element) or sources.get(origin(board, element).put) or Source()
            box = span(element)
            sides = (side / UNIT for side in (box.left, box.top, box.width, box.height))
            at = datetime.fromtimestamp(made.at / 1000, UTC) if made.at else None
            yield _line(
                (
                    *(page.name or number, element.kind, _said(element), made.by),
                    at.isoformat(timespec="seconds") if at else "",
                    *(f"{side:g}" for side in sides),
                    *(element.get("link"), element.id),
                )
            )


def _said(element: Element) -> str:
    held = element.get("title" if element.kind == "frame" else "text") if _writes(element) else ""
    return held.strip() if isinstance(held, str) else ""


def _writes(element: Element) -> bool:
    return element.kind in ("text", "note", "rect", "ellipse", "diamond", "frame")


def _line(cells: Any) -> str:
    out = StringIO()
    csv.writer(out).writerow([_plain(str(cell)) for cell in cells])
    return out.getvalue()


def _plain(cell: str) -> str:
    """A cell that no table program takes for a formula; a number stays one."""
    if not cell.startswith(_FORMULA):
        return cell
    try:
        float(cell)
    except ValueError:
        return f"'{cell}"
    return cell
