"""A picture as a board: as the drawing that is kept in it, else as one image (FILE-9)."""

from contextlib import suppress

from inkroom.errors import BadFile
from inkroom.formats import excalidraw
from inkroom.formats.imported import Imported
from inkroom.formats.picture import asset_of
from inkroom.geometry import UNIT


def read(data: bytes) -> Imported:
    """A PNG, JPEG, WebP or GIF; raises BadFile for anything else, and `image_too_large`."""
    scene = excalidraw.scene_in(data)
    if scene is not None:
        with suppress(BadFile):  # a drawing that cannot be read leaves the picture
            return excalidraw.read(scene)
    asset = asset_of(data)
    geom = [0, 0, asset["width"] * UNIT, asset["height"] * UNIT, 0]
    put = {"id": "picture", "kind": "image", "asset": asset, "geom": geom, "z": "a0"}
    return Imported([put], {}, [data], [])
