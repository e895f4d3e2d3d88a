"""Plain text, tables and Markdown as notes and texts (FILE-11)."""

import csv
import re
from collections.abc import Iterable, Iterator
from io import StringIO
from itertools import islice
from typing import Any, Final

from inkroom import order
from inkroom.elements import TEXT_LENGTH
from inkroom.errors import BadFile
from inkroom.formats.imported import Imported
from inkroom.geometry import UNIT
from inkroom.text import line_height, widest, wrapped

BYTES: Final = 5 * 2**20
NOTES: Final = 2_000
BLOCKS: Final = 10_000
COLUMNS: Final = 5
"""Notes of a plain text in a row."""
SIDE: Final = 200 * UNIT
GAP: Final = 24 * UNIT
WIDTH: Final = 640 * UNIT
"""Where the lines of Markdown break."""

_SAMPLE: Final = 2_000
"""As much of a table is looked at to find what divides it: what looks takes long for more."""
_SIZES: Final = (40, 32, 24, 20)
_BODY: Final = 20
_CODE: Final = 16
_GAPS: Final = re.compile(r"\n\s*\n")
_FENCE: Final = re.compile(r"^(```|~~~)")
_HEADING: Final = re.compile(r"^(#{1,6})\s+(?=\S)(.*)$")
_BULLET: Final = re.compile(r"^(\s*)[-*+]\s+")
_MARKS: Final = re.compile(r"(\*\*|__|`)(.+?)\1")
_LINK: Final = re.compile(r"!?\[([^\]\[]{0,1000})\]\([^()]{0,2000}\)")
Put = dict[str, Any]


def read_text(data: bytes) -> Imported:
    """A note for each paragraph."""
    paragraphs = (part.strip() for part in _paragraphs(_decoded(data)))
    return _notes(
        (part, at % COLUMNS, at // COLUMNS) for at, part in enumerate(filter(None, paragraphs))
    )


def _paragraphs(text: str) -> Iterator[str]:
    at = 0
    for gap in _GAPS.finditer(text):
        yield text[at : gap.start()]
        at = gap.end()
    yield text[at:]


def read_table(data: bytes) -> Imported:
    """A note for each cell that is not empty, in rows and columns; `,`, `;` and tabs divide."""
    text = _decoded(data)
    try:
        dialect: Any = csv.Sniffer().sniff(text[:_SAMPLE], ",;\t")
    except csv.Error:
        dialect = csv.excel
    try:
        return _notes(_cells(csv.reader(StringIO(text, newline=""), dialect)))
    except csv.Error as why:
        raise BadFile(f"Expected a table, got: {why}") from None


def _cells(rows: Iterable[list[str]]) -> Iterator[tuple[str, int, int]]:
    for y, row in enumerate(rows):
        for x, cell in enumerate(row):
            if cell.strip():
                yield cell.strip(), x, y


def read_markdown(data: bytes) -> Imported:
    """A text for each heading, paragraph, list and block of code, one below the other."""
    puts: list[Put] = []
    left: list[str] = []
    y = 0
    for text, size, font in _blocks(_decoded(data)):
        if len(puts) == BLOCKS:
            raise BadFile(f"Expected at most {BLOCKS:,} blocks, got more", "limit_exceeded")
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
            said = heading[2].rstrip().rstrip("#").rstrip()
            yield _plain(said), _SIZES[min(len(heading[1]), len(_SIZES)) - 1], "hand"


def _plain(line: str) -> str:
    """A line without its marks: what it says, with a dot before a point of a list."""
    return _MARKS.sub(r"\2", _LINK.sub(r"\1", _BULLET.sub("\\1\u2022 ", line)))


def _notes(found: Iterable[tuple[str, int, int]]) -> Imported:
    cells = list(islice(found, NOTES + 1))
    if len(cells) > NOTES:
        raise BadFile(f"Expected at most {NOTES:,} notes, got more", "limit_exceeded")
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
    if len(data) > BYTES:
        raise BadFile(f"Expected at most {BYTES:,} bytes of text, got {len(data):,}", "too_big")
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
