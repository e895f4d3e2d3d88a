"""Entries as frames, each small enough for every peer (ROOM-7, MSG-6)."""

from collections.abc import Iterable
from typing import Final

FRAME_BYTES: Final = 250_000
"""A frame is at most 256 KiB; this leaves room for what stands around its entries."""


def entries_frames(first: int, links: Iterable[tuple[bytes, str]]) -> list[bytes]:
    """The `entries` messages of stored entries from `first` on, each with the chain after it."""
    frames: list[bytes] = []
    bodies: list[bytes] = []
    size, chain = 0, ""
    for body, after in links:
        if bodies and size + len(body) > FRAME_BYTES:
            frames.append(_frame(first, bodies, chain))
            first, bodies, size = first + len(bodies), [], 0
        bodies.append(body)
        size, chain = size + len(body) + 1, after
    if bodies:
        frames.append(_frame(first, bodies, chain))
    return frames


def _frame(first: int, bodies: list[bytes], chain: str) -> bytes:
    return b'{"type":"entries","from":%d,"entries":[%b],"chain":"%b"}' % (
        first,
        b",".join(bodies),
        chain.encode(),
    )
