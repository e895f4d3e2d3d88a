"""A picture as a board: as the drawing that is kept in it, else as one image (FILE-9)."""

import hashlib
from contextlib import suppress
from typing import Any

from inkroom.errors import BadFile
from inkroom.formats import excalidraw
from inkroom.formats.imported import Imported
from inkroom.formats.picture import Picture, probe
from inkroom.geometry import UNIT


def read(data: bytes) -> Imported:
    """A PNG, JPEG, WebP or GIF; raises BadFile for anything else, and `image_too_large`."""
    scene = excalidraw.scene_in(data)
    if scene is not None:
        with suppress(BadFile):  # a drawing that cannot be read leaves the picture
            return excalidraw.read(scene)
    found = probe(data)
    put = {"id": "picture", **image(data, found), "geom": [*(0, 0), *size(found), 0], "z": "a0"}
    return Imported([put], {}, [data], [])


def image(data: bytes, found: Picture) -> dict[str, Any]:
    """What is fixed of the image of a picture."""
    asset = {"sha": hashlib.sha256(data).hexdigest(), **found._asdict()}
    return {"kind": "image", "asset": asset}


def size(found: Picture) -> tuple[int, int]:
    """A picture at one px of the board for each of its own."""
    return found.width * UNIT, found.height * UNIT
