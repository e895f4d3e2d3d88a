"""The library of the server: things that everybody may put on boards (API-13)."""

import time
from collections.abc import Sequence
from hashlib import sha256
from typing import Final

from msgspec import Struct
from sqlalchemy import Connection, delete, func, insert, select

from inkroom.errors import InkroomError
from inkroom.formats.library import THINGS, Packed
from inkroom_server.log.disk import Disk
from inkroom_server.log.tables import things

BYTES: Final = 16 * 2**20
"""What all things may have together, of characters in a file: a panel takes them in at once."""
_order = (things.c.created.desc(), things.c.place)


class ThingInfo(Struct, frozen=True):
    """A thing without what is in it; `created`: when it was put in, in ms since 1970 UTC."""

    id: str
    name: str
    created: int
    by: str


class Library:
    """The newest things first. Raises Unavailable `storage` where the disk takes nothing."""

    def __init__(self, disk: Disk) -> None:
        self._disk = disk

    def all(self) -> list[ThingInfo]:
        query = select(things.c.id, things.c.name, things.c.created, things.c.by).order_by(*_order)
        with self._disk.reading() as connection:
            return [ThingInfo(*row) for row in connection.execute(query)]

    def packed(self) -> list[tuple[str, str]]:
        """Of each thing what a file is joined of."""
        query = select(things.c.item, things.c.files).order_by(*_order)
        with self._disk.reading() as connection:
            return [(row.item, row.files) for row in connection.execute(query)]

    def tag(self) -> str:
        """Another one whenever other things are in it, or in another order."""
        return sha256("\n".join(one.id for one in self.all()).encode()).hexdigest()[:16]

    def add(self, found: Sequence[Packed], by: str) -> int:
        """Puts things in, those that are there already left where they are; how many came. Raises `library_full`."""

        def work(connection: Connection) -> int:
            known = set(connection.execute(select(things.c.id)).scalars())
            fresh = {one.id: one for one in found if one.id not in known}.values()
            size = sum(len(one.item) + len(one.files) for one in fresh) + _size(connection)
            if len(known) + len(fresh) > THINGS or size > BYTES:
                said = f"Expected at most {THINGS:,} things of {BYTES:,} characters in the library"
                raise InkroomError(f"{said}, it would have more", "library_full")
            now = time.time_ns() // 1_000_000
            rows = [
                {"created": now, "place": at, "by": by, **one._asdict()}
                for at, one in enumerate(fresh)
            ]
            if rows:
                connection.execute(insert(things), rows)
            return len(rows)

        return self._disk.write(work)

    def remove(self, id: str) -> bool:
        """Takes a thing out; False if there is none of this id."""
        query = delete(things).where(things.c.id == id)
        return self._disk.write(lambda connection: connection.execute(query).rowcount) > 0


def _size(connection: Connection) -> int:
    query = select(func.sum(func.length(things.c.item) + func.length(things.c.files)))
    return int(connection.execute(query).scalar() or 0)
