"""What a picture is by its first bytes, whatever its name says: type and size, without unpacking it (API-7)."""

import hashlib
import re
from base64 import b64decode
from binascii import Error as Base64Error
from typing import Any, Final, NamedTuple

from inkroom.errors import BadFile

BYTES: Final = 10 * 2**20
PIXELS: Final = 32_000_000
SIDE: Final = 100_000
DOCUMENT: Final = b"%PDF-"
"""What a PDF begins with."""
_DATA: Final = re.compile(r"data:[^,]{0,200};base64,")


class Picture(NamedTuple):
    """A media type, and a size in px."""

    type: str
    width: int
    height: int


class Pictures:
    """The pictures that a file holds, each once, in the order in which they were met."""

    def __init__(self) -> None:
        self._held: dict[str, bytes] = {}

    def take(self, data: bytes) -> dict[str, Any]:
        """What an image says of its picture (`asset`); raises as `probe` does, and holds nothing then."""
        asset = asset_of(data)
        self._held.setdefault(asset["sha"], data)
        return asset

    def take_url(self, url: str) -> dict[str, Any]:
        """As `take`, for a `data:` URL; any other is a `bad_image`: nothing is fetched."""
        head = _DATA.match(url)
        try:
            data = b64decode(url[head.end() :], validate=True) if head else b""
        except (Base64Error, ValueError):
            data = b""
        return self.take(data)

    def all(self) -> list[bytes]:
        """Their bytes."""
        return list(self._held.values())


def asset_of(data: bytes) -> dict[str, Any]:
    """What an image says of a picture; raises as `probe` does."""
    found = probe(data)
    return {"sha": hashlib.sha256(data).hexdigest(), **found._asdict()}


def probe(data: bytes) -> Picture:
    """PNG, JPEG, WebP or GIF; raises BadFile `bad_image` for anything else, `image_too_large` over the limits."""
    if len(data) > BYTES:
        raise BadFile(
            f"Expected a picture of at most {BYTES:,} bytes, got {len(data):,}", "image_too_large"
        )
    try:
        found = _png(data) or _gif(data) or _webp(data) or _jpeg(data)
    except IndexError:
        found = None
    if found is None or not found.width or not found.height:
        raise BadFile("Expected a PNG, JPEG, WebP or GIF picture", "bad_image")
    if found.width * found.height > PIXELS or max(found.width, found.height) > SIDE:
        raise BadFile(
            f"Expected at most {PIXELS:,} pixels, got {found.width:,} x {found.height:,}",
            "image_too_large",
        )
    return found


def _png(data: bytes) -> Picture | None:
    if not data.startswith(b"\x89PNG\r\n\x1a\n") or data[12:16] != b"IHDR":
        return None
    return Picture("image/png", _big(data, 16, 4), _big(data, 20, 4))


def _gif(data: bytes) -> Picture | None:
    if not data.startswith((b"GIF87a", b"GIF89a")):
        return None
    return Picture("image/gif", _little(data, 6, 2), _little(data, 8, 2))


def _webp(data: bytes) -> Picture | None:
    if data[:4] != b"RIFF" or data[8:12] != b"WEBP":
        return None
    kind = data[12:16]
    if kind == b"VP8X":
        width, height = _little(data, 24, 3) + 1, _little(data, 27, 3) + 1
    elif kind == b"VP8L" and data[20] == 0x2F:
        bits = _little(data, 21, 4)
        width, height = (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    elif kind == b"VP8 " and data[23:26] == b"\x9d\x01\x2a":
        width, height = _little(data, 26, 2) & 0x3FFF, _little(data, 28, 2) & 0x3FFF
    else:
        return None
    return Picture("image/webp", width, height)


def _jpeg(data: bytes) -> Picture | None:
    """The size stands in the first frame header; the segments before it are passed over."""
    if not data.startswith(b"\xff\xd8\xff"):
        return None
    at = 2
    while data[at] == 0xFF:
        marker = data[at + 1]
        if marker == 0xFF:
            at += 1
        elif 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            return Picture("image/jpeg", _big(data, at + 7, 2), _big(data, at + 5, 2))
        else:
            at += 2 + _big(data, at + 2, 2)
    return None


def _big(data: bytes, at: int, size: int) -> int:
    return int.from_bytes(_part(data, at, size), "big")


def _little(data: bytes, at: int, size: int) -> int:
    return int.from_bytes(_part(data, at, size), "little")


def _part(data: bytes, at: int, size: int) -> bytes:
    if len(data) < at + size:
        raise IndexError
    return data[at : at + size]
