"""tldraw's files, in (FILE-14)."""

from inkroom.formats.tldr.reader import read

__all__ = ["read"]
