"""A board as prepared snapshot parts; what did not change since the last time is not packed again (JOIN-4, ROOM-8)."""

import zlib
from collections.abc import Iterator
from itertools import zip_longest
from typing import Final

from msgspec import Raw, Struct

from inkroom.board import Board, Element
from inkroom.messages import encode
from inkroom.snapshot import PartHead

CHUNK_BYTES: Final = 192 * 1024
"""Unpacked JSON in a part; packed it stays far below 256 KiB."""
SHARE_BYTES: Final = 48 * 1024
"""Says in a part; one say may be longer."""
_GZIP: Final = b"\x1f\x8b\x08\0\0\0\0\0\0\xff"
_LAST: Final = b"\x03\0"
"""An empty block that ends a deflate stream."""
_PIECE_END: Final = b"\0\0\xff\xff" + _LAST
_TRAILER: Final = 8
"""The CRC and the size that end a gzip stream."""


class Frozen(Struct):
    """A board at one moment: its elements are never changed in place, so a list of them is a whole copy."""

    elements: list[Element]
    seq: int
    chain: str
    epoch: int
    says: list[bytes]

    def digest(self) -> str:
        """The digest of the board at that moment (DIG-1)."""
        board = Board()
        board.own = {element.id: element for element in self.elements}
        return board.digest()


class Chunk(Struct):
    """Elements that share a part: their lines, packed as a piece of a deflate stream that others may follow."""

    elements: list[Element]
    packed: bytes
    crc: int
    size: int


class Snapshot(Struct):
    """A board at `seq`, as gzip parts that are ready to send."""

    seq: int
    chain: str
    epoch: int
    parts: list[bytes]
    chunks: list[Chunk] = []


def prepare(frozen: Frozen, before: Snapshot | None) -> Snapshot:
    """The snapshot of a frozen board; takes over the chunks of the snapshot `before` that are still right."""
    chunks = _chunks(frozen.elements, _worth(before.chunks) if before else [])
    shares = _shares(frozen.says)
    count = max(len(chunks), len(shares))
    empty = _chunk([], [])
    filled = zip_longest(chunks, shares)
    parts = [
        _part(frozen, chunk or empty, says or [], number, count)
        for number, (chunk, says) in enumerate(filled, 1)
    ]
    return Snapshot(frozen.seq, frozen.chain, frozen.epoch, parts, chunks)


def _shares(says: list[bytes]) -> list[list[bytes]]:
    """The says, cut so that a part can carry a share beside its elements."""
    shares: list[list[bytes]] = []
    size = SHARE_BYTES
    for say in says:
        if size + len(say) > SHARE_BYTES:
            shares.append([])
            size = 0
        shares[-1].append(say)
        size += len(say)
    return shares


def _worth(chunks: list[Chunk]) -> list[Chunk]:
    """The chunks, unless changes have split them into so many that all are better packed anew."""
    size = sum(chunk.size for chunk in chunks)
    return chunks if len(chunks) <= 4 + 2 * size // CHUNK_BYTES else []


def _chunks(elements: list[Element], known: list[Chunk]) -> list[Chunk]:
    chunks: list[Chunk] = []
    at = 0
    for index, chunk in enumerate(known):
        here = elements[at : at + len(chunk.elements)]
        at += len(here)
        last = index == len(known) - 1
        if last and chunk.size < CHUNK_BYTES // 2:  # a small last chunk grows
            at -= len(here)
        elif here == chunk.elements:  # the same objects
            chunks.append(chunk)
        else:
            chunks += _packed(here)
    return chunks + _packed(elements[at:], whole=not chunks)


def _packed(elements: list[Element], *, whole: bool = False) -> list[Chunk]:
    """Chunks of these elements; with `whole` at least one."""
    chunks: list[Chunk] = []
    lines: list[bytes] = []
    size = start = 0
    for at, element in enumerate(elements):
        line = encode(element.row()) + b"\n"
        if lines and size + len(line) > CHUNK_BYTES:
            chunks.append(_chunk(elements[start:at], lines))
            lines, size, start = [], 0, at
        lines.append(line)
        size += len(line)
    if lines or (whole and not chunks):
        chunks.append(_chunk(elements[start:], lines))
    return chunks


def _chunk(elements: list[Element], lines: list[bytes]) -> Chunk:
    text = b"".join(lines)
    return Chunk(elements, _deflated(text), zlib.crc32(text), len(text))


def _deflated(text: bytes) -> bytes:
    packer = zlib.compressobj(5, zlib.DEFLATED, -15)
    return packer.compress(text) + packer.flush(zlib.Z_FULL_FLUSH)


def _part(frozen: Frozen, chunk: Chunk, says: list[bytes], number: int, count: int) -> bytes:
    """One gzip stream: the head line, and behind it the chunk as it was packed."""
    elements = len(frozen.elements)
    raw = [Raw(say) for say in says]
    head = PartHead(frozen.seq, frozen.chain, frozen.epoch, number, count, elements, raw)
    line = encode(head) + b"\n"
    crc = _crc_joined(zlib.crc32(line), chunk.crc, chunk.size)
    end = crc.to_bytes(4, "little") + (len(line) + chunk.size).to_bytes(4, "little")
    return _GZIP + _deflated(line) + chunk.packed + _LAST + end


def one_stream(parts: list[bytes]) -> Iterator[bytes] | None:
    """All parts as a single gzip stream, in pieces (JOIN-11); None: an older version made them, each with an end."""
    if all(part.endswith(_PIECE_END, 0, -_TRAILER) for part in parts):
        return _joined(parts)
    return None


def _joined(parts: list[bytes]) -> Iterator[bytes]:
    crc = size = 0
    yield _GZIP
    for part in parts:
        part_crc, part_size = (int.from_bytes(part[at:][:4], "little") for at in (-8, -4))
        crc, size = _crc_joined(crc, part_crc, part_size), size + part_size
        yield part[len(_GZIP) : -len(_LAST) - _TRAILER]
    yield _LAST + crc.to_bytes(4, "little") + (size % 2**32).to_bytes(4, "little")


def _crc_joined(first: int, second: int, size: int) -> int:
    """The CRC-32 of two texts one after the other, the second `size` bytes long."""
    for bit in range(size.bit_length()):
        if size >> bit & 1:
            first = _times(_SHIFTS[bit], first)
    return first ^ second


def _times(a: int, b: int) -> int:
    """The product of two remainders of CRC-32's polynomial, their lowest power in the highest bit."""
    product = 0
    for bit in range(31, -1, -1):
        if a >> bit & 1:
            product ^= b
        b = b >> 1 ^ (0xEDB88320 if b & 1 else 0)
    return product


def _shifts() -> list[int]:
    """What 1, 2, 4, … bytes more make of a CRC-32: x to the power of 8, 16, 32, …"""
    shifts = [1 << 23]
    for _ in range(31):
        shifts.append(_times(shifts[-1], shifts[-1]))
    return shifts


_SHIFTS: Final = _shifts()
