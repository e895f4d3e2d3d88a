"""SVG drawings as elements (FILE-12): parsed to shapes, never kept as a picture."""

from inkroom.formats.svg.reader import read

__all__ = ["read"]
