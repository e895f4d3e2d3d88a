"""One board's authority: orders, validates, decides who is told (ROOM-1 to ROOM-4). Sans-I/O."""

from inkroom.room.batch import Batch, Row
from inkroom.room.intake import SERVER
from inkroom.room.mention import mentioned
from inkroom.room.parts import Frozen, Snapshot, one_stream, prepare
from inkroom.room.people import People
from inkroom.room.room import Entrance, Room
from inkroom.room.seat import Guest, Seat
from inkroom.room.tail import Link, Tail

__all__ = [
    "SERVER",
    "Batch",
    "Entrance",
    "Frozen",
    "Guest",
    "Link",
    "People",
    "Room",
    "Row",
    "Seat",
    "Snapshot",
    "Tail",
    "mentioned",
    "one_stream",
    "prepare",
]
