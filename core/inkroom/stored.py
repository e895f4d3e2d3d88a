"""What a device keeps of one client on one board."""

from typing import Any

from msgspec import Struct

from inkroom.messages import Entry
from inkroom.undo import Image, Queued


class Stored(Struct, kw_only=True):
    """The queue and archive, and a confirmed board to start from.

    `says` are the chat and the comments up to `seq`, as `Talk.entries` gives them: a tail brings none of them again.
    """

    epoch: int = 0
    seq: int = 0
    chain: str = "0" * 16
    rows: list[dict[str, Any]] = []
    ops: list[Queued] = []
    images: dict[int, Image] = {}
    says: list[Entry] = []
