"""Plain text, tables and Markdown as notes and texts (FILE-11)."""

import csv
import re
from collections.abc import Iterator
from typing import Any, Final

from inkroom import order
from inkroom.elements import TEXT_LENGTH
from inkroom.errors import BadFile
from inkroom.formats.imported import Imported
from inkroom.geometry import UNIT
from inkroom.text import line_height, widest, wrapped

NOTES: Final = 2_000
COLUMNS: Final = 5
"""Notes of a plain text in a row."""
SIDE: Final = 200 * UNIT
GAP: Final = 24 * UNIT
WIDTH: Final = 640 * UNIT
"""Where the lines of Markdown break."""

_SIZES: Final = (40, 32, 24, 20)
_BODY: Final = 20
_CODE: Final = 16
_FENCE: Final = re.compile(r"^(```|~~~)")
_HEADING: Final = re.compile(r"^(#{1,6})\s+(.*?)\s*#*$")
_BULLET: Final = re.compile(r"^(\s*)[-*+]\s+")
_MARKS: Final = re.compile(r"(\*\*|__|`)(.+?)\1")
_LINK: Final = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
Put = dict[str, Any]


def read_text(data: bytes) -> Imported:
    """A note for each paragraph."""
    paragraphs = [part.strip() for part in re.split(r"\n\s*\n", _decoded(data))]
    return _notes(
        [(part, at % COLUMNS, at // COLUMNS) for at, part in enumerate(filter(None, paragraphs))]
    )


def read_table(data: bytes) -> Imported:
    """A note for each cell that is not empty, in rows and columns; `,`, `;` and tabs divide."""
    text = _decoded(data)
    try:
        dialect: Any = csv.Sniffer().sniff(text[:10_000], ",;\t")
    except csv.Error:
        dialect = csv.excel
    try:
        rows = list(csv.reader(text.splitlines(), dialect))
    except csv.Error as why:
        raise BadFile(f"Expected a table, got: {why}") from None
    cells = [
        (cell.strip(), x, y)
        for y, row in enumerate(rows)
        for x, cell in enumerate(row)
        if cell.strip()
    ]
    return _notes(cells)


def read_markdown(data: bytes) -> Imported:
    """A text for each heading, paragraph, list and block of code, one below the other."""
    puts: list[Put] = []
    left: list[str] = []
    y = 0
    for text, size, font in _blocks(_decoded(data)):
        said = _cut(text, left)
        units = size * UNIT
        width = min(widest(said.split("\n"), font, units), WIDTH)
        height = line_height(units) * len(wrapped(said, font, units, width))
        put: Put = {"kind": "text", "text": said, "geom": [0, y, width, height, 0]}
        put |= {"font": font} if font != "hand" else {}
        put |= {"size": units} if size != _BODY else {}
        puts.append(put)
        y += height + GAP // 2
    return _numbered(puts, left)


def _blocks(text: str) -> Iterator[tuple[str, int, str]]:
    """Text, size in px and font of each block."""
    lines: list[str] = []
    fenced = False
    for line in [*text.split("\n"), ""]:
        heading = None if fenced else _HEADING.match(line)
        ends = _FENCE.match(line) or heading or (not fenced and not line.strip())
        if not ends:
            lines.append(line if fenced else _plain(line))
            continue
        if "\n".join(lines).strip():
            yield ("\n".join(lines), _CODE, "mono") if fenced else ("\n".join(lines), _BODY, "sans")
        lines = []
        if _FENCE.match(line):
            fenced = not fenced
        elif heading:
            yield _plain(heading[2]), _SIZES[min(len(heading[1]), len(_SIZES)) - 1], "hand"


def _plain(line: str) -> str:
    """A line without its marks: what it says, with a dot before a point of a list."""
    return _MARKS.sub(r"\2", _LINK.sub(r"\1", _BULLET.sub("\\1\u2022 ", line)))


def _notes(cells: list[tuple[str, int, int]]) -> Imported:
    if len(cells) > NOTES:
        raise BadFile(f"Expected at most {NOTES:,} notes, got {len(cells):,}", "limit_exceeded")
    left: list[str] = []
    step = SIDE + GAP
    return _numbered(
        [
            {"kind": "note", "text": _cut(text, left), "geom": [x * step, y * step, SIDE, SIDE, 0]}
            for text, x, y in cells
        ],
        left,
    )


def _numbered(puts: list[Put], left: list[str]) -> Imported:
    if not puts:
        raise BadFile("Expected some writing in the file, got none")
    for at, (put, z) in enumerate(zip(puts, order.many(None, None, len(puts)), strict=True)):
        put |= {"id": f"w{at}", "z": z}
    return Imported(puts, {}, [], left)


def _cut(text: str, left: list[str]) -> str:
    if len(text) > TEXT_LENGTH:
        left.append(f"the end of a text of {len(text):,} characters")
    return text[:TEXT_LENGTH]


def _decoded(data: bytes) -> str:
    """The text: UTF-8, or UTF-16 where it says so, else as Windows in western Europe writes."""
    for encoding in (
        ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "cp1252")
    ):
        try:
            text = data.decode(encoding)
        except UnicodeError:
            continue
        if "\0" not in text:
            return text.replace("\r\n", "\n").replace("\r", "\n")
    raise BadFile("Expected text, got something else")
