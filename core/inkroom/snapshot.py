"""A board on its way to a joiner: JSON lines, cut into parts (JOIN-4)."""

from typing import Any, Final

import msgspec

from inkroom.board import Board, element_of
from inkroom.errors import BadMessage
from inkroom.messages import UNREADABLE, Entry, read_entry

_row: Final = msgspec.json.Decoder(dict[str, Any])


class PartHead(msgspec.Struct):
    """The first line of a part. `says` are chat and comments, over all parts in the order of the log (TALK-6)."""

    seq: int
    chain: str
    epoch: int
    part: int
    parts: int
    elements: int
    says: list[msgspec.Raw] = []


_head: Final = msgspec.json.Decoder(PartHead)


class Assembly:
    """Collects the parts of one snapshot, in order, into a board."""

    def __init__(self) -> None:
        self.board = Board()
        self.seq = self.epoch = self.parts = 0
        self.chain = ""
        self.says: list[Entry] = []

    def add(self, text: str | bytes) -> bool:
        """Takes the next part; True when the board is whole. Raises BadMessage."""
        raw = text.encode() if isinstance(text, str) else text
        lines = raw.splitlines()
        try:
            head = _head.decode(lines[0])
            if head.part != self.parts + 1:
                raise BadMessage(f"Expected snapshot part {self.parts + 1}, got {head.part}")
            for line in lines[1:]:
                self.board.write(element_of(_element(_row.decode(line))))
        except (*UNREADABLE, IndexError, KeyError) as why:
            raise BadMessage(f"Expected a snapshot part, got {why}") from None
        self.parts = head.part
        self.seq, self.chain, self.epoch = head.seq, head.chain, head.epoch
        self.board.seq = head.seq
        self.says += [read_entry(bytes(say)) for say in head.says]
        return head.part == head.parts


def _element(row: dict[str, Any]) -> dict[str, Any]:
    """Points stay encoded in memory, as in an entry."""
    if "points" in row:
        row["points"] = msgspec.Raw(msgspec.json.encode(row["points"]))
    return row
