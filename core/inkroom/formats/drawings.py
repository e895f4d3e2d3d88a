"""Files of other programs, told apart by the end of their names."""

from collections.abc import Callable
from typing import Final

from inkroom.errors import BadFile
from inkroom.formats import excalidraw, library, pages, single, svg, tldr, wbo, writing, xopp
from inkroom.formats.imported import Imported

READERS: Final[dict[str, Callable[[bytes], Imported]]] = {
    ".excalidraw": excalidraw.read,
    ".excalidrawlib": library.read_sheet,
    ".xopp": xopp.read,
    ".xoj": xopp.read,
    ".tldr": tldr.read,
    ".svg": svg.read,
    ".json": wbo.read,
    ".pdf": pages.read,
    **dict.fromkeys((".png", ".jpg", ".jpeg", ".webp", ".gif"), single.read),
    ".txt": writing.read_text,
    **dict.fromkeys((".csv", ".tsv"), writing.read_table),
    ".md": writing.read_markdown,
}
SUFFIXES: Final = (".inkroom", *READERS)
"""The ends of all files that can become a board."""


def read(name: str, data: bytes) -> Imported:
    """What is in a file; raises BadFile for one that cannot be read, and for a name without a known end."""
    reader = READERS.get(_end(name))
    if reader is None:
        *most, last = SUFFIXES
        raise BadFile(
            f"Expected a file that ends in {', '.join(most)} or {last}, got {name[:80]!r}"
        )
    return reader(data)


def _end(name: str) -> str:
    stem, dot, end = name.rpartition(".")
    return f"{dot}{end}".lower() if stem else ""
