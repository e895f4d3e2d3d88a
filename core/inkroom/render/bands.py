"""A large board as a PNG, band by band: each is drawn apart, and only what lies in it is read and in memory."""

import struct
import zlib
from collections.abc import Mapping, Sequence
from functools import partial
from itertools import pairwise
from typing import Final, NamedTuple

from inkroom.board import Element
from inkroom.extent import painted_box
from inkroom.geometry import UNIT, Box
from inkroom.render.inked import Each, parted
from inkroom.render.png import drawn, fitted
from inkroom.render.svg import Writer

COUNT: Final = 12
"""More take less memory, but what lies across an edge is drawn twice."""
_SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
_LEVEL: Final = 4
_PRIME: Final = 65_521
_UP, _AVERAGE, _PAETH = 2, 3, 4


class Scene(NamedTuple):
    """What is drawn: elements from bottom to top, in a box, on a ground where there is one."""

    elements: Sequence[Element]
    box: Box
    ground: str | None
    dark: bool
    assets: Mapping[str, bytes]


class Strip(NamedTuple):
    """The rows of a band as one piece of a zlib stream, with the checksum and the number of its bytes."""

    data: bytes
    check: int
    size: int


Span = tuple[int, int]
"""From where to where something reaches, from top to bottom."""


def png_in_bands(scene: Scene, scale: float, each: Each) -> bytes:
    """The picture that `png` makes, `scale` px for each of the board, but for rounding where bands meet."""
    wide, high = fitted(scene.box.width / UNIT, scene.box.height / UNIT, scale)
    spans = [span for part in each(_spans, parted(scene.elements)) for span in part]
    edges = [high * n // COUNT for n in range(COUNT + 1)]
    bands = [band for band in pairwise(edges) if band[0] < band[1]]
    strips = list(each(partial(_strip, scene, spans, (wide, high)), bands))
    check = 1
    for strip in strips:
        check = _joined_check(check, strip)
    rows = b"".join(
        (b"\x78\x01", *(strip.data for strip in strips), b"\x03\x00", struct.pack(">I", check))
    )
    header = struct.pack(">IIBBBBB", wide, high, 8, 6, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", rows), (b"IEND", b""))
    return _SIGNATURE + b"".join(_chunk(kind, data) for kind, data in chunks)


def _spans(part: Sequence[Element]) -> list[Span]:
    boxes = map(painted_box, part)
    return [(box.top, box.bottom) for box in boxes]


def _strip(scene: Scene, spans: Sequence[Span], size: tuple[int, int], band: Span) -> Strip:
    """The rows from one edge to the next."""
    (wide, high), (first, end), box = size, band, scene.box
    unit = box.height / high
    top, bottom = box.top + first * unit, box.top + end * unit
    pairs = zip(scene.elements, spans, strict=True)
    within = [one for one, (a, b) in pairs if b >= top - unit and a <= bottom + unit]
    place = f"{box.left} {top!r} {box.width} {bottom - top!r}"
    text = "".join(
        (
            '<svg xmlns="http://www.w3.org/2000/svg" preserveAspectRatio="none" ',
            f'width="{wide}" height="{end - first}" viewBox="{place}" ',
            'fill="none" stroke-linecap="round" stroke-linejoin="round">',
            _ground(box, scene.ground) if scene.ground else "",
            *Writer(scene.dark, scene.assets).elements(within),
            "</svg>",
        )
    )
    rows = _rows(drawn(text), wide)
    packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    data = packer.compress(rows) + packer.flush(zlib.Z_FULL_FLUSH)
    return Strip(data, zlib.adler32(rows), len(rows))


def _ground(box: Box, colour: str) -> str:
    """A little larger than the box, so that the edge of a band is no edge of it."""
    place = f'x="{box.left}" y="{box.top - box.height}" width="{box.width}"'
    return f'<rect {place} height="{3 * box.height}" fill="{colour}"/>'


def _rows(png: bytes, wide: int) -> bytes:
    """The rows of a PNG of 32 bits a pixel as they are packed in it, the first of them without the one above."""
    at, packed = len(_SIGNATURE), []
    while at < len(png):
        size, kind = struct.unpack_from(">I4s", png, at)
        if kind == b"IDAT":
            packed.append(png[at + 8 : at + 8 + size])
        at += 12 + size
    rows = bytearray(zlib.decompress(b"".join(packed)))
    rows[: 1 + 4 * wide] = alone(rows[: 1 + 4 * wide])
    return bytes(rows)


def alone(row: bytearray) -> bytearray:
    """The first row of a PNG so that it means the same under any other."""
    filter = row[0]
    if filter == _UP:
        row[0] = 0
    elif filter == _PAETH:  # without a row above it predicts what is to the left
        row[0] = 1
    elif filter == _AVERAGE:
        row[0] = 0
        for n in range(5, len(row)):
            row[n] = (row[n] + row[n - 4] // 2) % 256
    return row


def _joined_check(check: int, strip: Strip) -> int:
    """Adler-32 of what is before and of the strip after it."""
    a, b = check & 0xFFFF, check >> 16
    c, d = strip.check & 0xFFFF, strip.check >> 16
    return (b + d + strip.size * (a - 1)) % _PRIME << 16 | (a + c - 1) % _PRIME


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
