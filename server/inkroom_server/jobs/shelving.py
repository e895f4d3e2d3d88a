"""Things go into the library of the server: read in a worker, then put in whole or not at all (API-13)."""

import time
from hashlib import sha256
from pathlib import Path
from typing import Final

from msgspec import Struct

from inkroom.errors import BadFile
from inkroom.formats import library
from inkroom.formats.library import Packed
from inkroom_server.jobs.worker import Progress
from inkroom_server.log import Log
from inkroom_server.pictures import keep

FILE_BYTES: Final = 8 * 2**20


class Shelved(Struct):
    """What is in a file; `left` says what could not be carried."""

    things: list[Packed]
    pictures: list[bytes]
    left: list[str]


def read(log: Log, progress: Progress, path: Path) -> Shelved:
    """The things of a `.excalidrawlib`; raises BadFile."""
    size = path.stat().st_size
    if size > FILE_BYTES:
        raise BadFile(f"Expected a library of at most {FILE_BYTES:,} bytes, got more", "too_big")
    found = library.read(path.read_bytes())
    assets = {sha256(data).hexdigest(): data for data in found.pictures}
    now = time.time_ns() // 1_000_000
    things = [library.packed(thing, assets, now) for thing in found.things]
    progress(1.0)
    return Shelved(things, found.pictures, found.left)


def shelve(log: Log, found: Shelved, by: str) -> int:
    """Puts them in, their pictures first, which harm nobody where it fails; how many things came."""
    for picture in found.pictures:
        keep(log, picture)
    return log.library.add(found.things, by)
