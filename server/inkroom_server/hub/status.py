"""A live room as the lobby shows it."""

import time

from msgspec import Struct

from inkroom.messages import Peer
from inkroom_server.hub.host import Host


class RoomStatus(Struct, frozen=True):
    """A live room as the lobby shows it. `drawers`: people who drew in the last seconds; rates per second."""

    id: str
    title: str
    tags: list[str]
    head: int
    peers: list[Peer]
    drawers: int
    ops: float
    deliveries: float


def status_of(host: Host) -> RoomStatus:
    """The room as it is now."""
    now = time.monotonic()
    return RoomStatus(
        host.id,
        host.room.title,
        host.room.tags,
        host.room.seq,
        [seat.shown() for seat in host.room.seats.values()],
        host.drawers,
        host.ops.per_s(now),
        host.deliveries.per_s(now),
    )
