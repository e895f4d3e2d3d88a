"""A picture as a board: as the drawing that is kept in it, else as one image (FILE-9)."""

from contextlib import suppress
from datetime import UTC, datetime
from io import BytesIO
from typing import Final

from PIL import Image

from inkroom.errors import BadFile
from inkroom.formats import excalidraw
from inkroom.formats.imported import Imported
from inkroom.formats.picture import asset_of
from inkroom.formats.puts import sourced
from inkroom.geometry import UNIT
from inkroom.source import Source, source

_WHEN: Final = 0x0132
_WHO: Final = 0x013B


def read(data: bytes) -> Imported:
    """A PNG, JPEG, WebP or GIF; raises BadFile for anything else, and `image_too_large`."""
    scene = excalidraw.scene_in(data)
    if scene is not None:
        with suppress(BadFile):  # a drawing that cannot be read leaves the picture
            return excalidraw.read(scene)
    asset = asset_of(data)
    geom = [0, 0, asset["width"] * UNIT, asset["height"] * UNIT, 0]
    put = {"id": "picture", "kind": "image", "asset": asset, "geom": geom, "z": "a0"}
    return Imported([sourced(put, _taken(data))], {}, [data], [])


def _taken(data: bytes) -> Source:
    """What a camera noted: its clock knows no time zone, so it is read as UTC."""
    try:
        with Image.open(BytesIO(data)) as opened:
            exif = opened.getexif()
        at = datetime.strptime(str(exif[_WHEN])[:19], "%Y:%m:%d %H:%M:%S")
        when = int(at.replace(tzinfo=UTC).timestamp() * 1000)
    except (
        Exception
    ):  # Pillow raises many things for what is broken; the picture is there all the same
        return Source()
    return source(exif.get(_WHO), when)
