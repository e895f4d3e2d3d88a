"""Excalidraw's files, in (FILE-4) and out (FILE-5).

What our elements have no register for stays in `extra["excalidraw"]`, and is written again as long
as it still means what the registers say.
"""

from inkroom.formats.excalidraw.reader import read, read_document
from inkroom.formats.excalidraw.scene import into_png, into_svg, scene_in
from inkroom.formats.excalidraw.writer import write

__all__ = ["into_png", "into_svg", "read", "read_document", "scene_in", "write"]
