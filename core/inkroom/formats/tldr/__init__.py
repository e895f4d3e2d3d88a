"""tldraw's files, in (FILE-14) and out (FILE-20)."""

from inkroom.formats.tldr.reader import read
from inkroom.formats.tldr.writer import Document, write

__all__ = ["Document", "read", "write"]
