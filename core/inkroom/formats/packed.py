"""Gzip that nobody vouches for."""

import zlib
from typing import Final

from inkroom.errors import BadFile
from inkroom.formats.archive import RATIO, UNPACKED

MAGIC: Final = b"\x1f\x8b"


def unpacked(data: bytes) -> bytes:
    """What gzip packed; raises BadFile where it is broken, `archive_limits` beyond what archives may hold (FILE-3)."""
    inflate = zlib.decompressobj(31)
    limit = min(UNPACKED, RATIO * max(len(data), 1024))
    try:
        whole = inflate.decompress(data, limit)
    except zlib.error as why:
        raise BadFile(f"Expected gzip, got: {why}") from None
    if not inflate.eof:
        if len(whole) >= limit:
            raise BadFile(f"Expected at most {limit:,} bytes unpacked", "archive_limits")
        raise BadFile("Expected gzip, got a part of it")
    return whole
