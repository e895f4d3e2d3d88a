"""The newest entries of a board, kept ready for those who come back (JOIN-3)."""

from collections import deque
from collections.abc import Iterable
from itertools import islice
from typing import Final

from msgspec import Struct

ENTRIES: Final = 2_000
"""How many entries are kept at most."""
BYTES: Final = 4 * 2**20
"""How many bytes of them are kept at most."""


class Link(Struct):
    """One entry of the tail: whose op it is, the chain after it, and its bytes."""

    client: str
    cseq: int
    chain: str
    body: bytes


class Tail:
    """Entries `start` + 1 to the head, without a gap. `chain` belongs to `start`."""

    def __init__(self, start: int, chain: str, links: Iterable[Link] = ()) -> None:
        self.start, self._chain = start, chain
        self._links: deque[Link] = deque()
        self._bytes = 0
        for link in links:
            self.add(link)

    @property
    def head(self) -> int:
        return self.start + len(self._links)

    def add(self, link: Link) -> None:
        """The next entry; the oldest go where there is no room."""
        self._links.append(link)
        self._bytes += len(link.body)
        while len(self._links) > ENTRIES or self._bytes > BYTES:
            oldest = self._links.popleft()
            self._bytes -= len(oldest.body)
            self.start, self._chain = self.start + 1, oldest.chain

    def reaches(self, seq: int) -> bool:
        """True where all entries after `seq` are kept."""
        return self.start <= seq <= self.head

    def chain(self, seq: int) -> str:
        """The chain after entry `seq`, which the tail must reach."""
        return self._chain if seq == self.start else self._links[seq - self.start - 1].chain

    def after(self, seq: int) -> list[Link]:
        """The entries `seq` + 1 to the head, which the tail must reach."""
        return list(islice(self._links, seq - self.start, None))
