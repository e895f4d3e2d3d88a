"""The drawing that Excalidraw puts into the pictures it exports: a text chunk of a PNG, a comment of an SVG."""

import re
import zlib
from base64 import b64decode
from binascii import Error as Base64Error
from collections.abc import Iterator
from typing import Any, Final

import msgspec

from inkroom.formats.archive import RATIO, UNPACKED

_KEY: Final = b"application/vnd.excalidraw+json"
_PNG: Final = b"\x89PNG\r\n\x1a\n"
_COMMENT: Final = re.compile(
    rb"<!--\s*payload-type:application/vnd\.excalidraw\+json\s*-->.*?"
    rb"<!--\s*payload-start\s*-->\s*([A-Za-z0-9+/=\s]*?)\s*<!--\s*payload-end\s*-->",
    re.DOTALL,
)


def scene_in(data: bytes) -> bytes | None:
    """The file of the drawing in a picture; None where there is none, or it cannot be unpacked."""
    payload = _in_png(data) if data.startswith(_PNG) else _in_svg(data)
    if payload is None:
        return None
    try:
        found = msgspec.json.decode(payload)
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        return None
    if not isinstance(found, dict):
        return None
    return payload if "elements" in found else _unpacked(found)


def _in_png(data: bytes) -> bytes | None:
    for name, body in _chunks(data):
        key, _, text = body.partition(b"\0")
        if name == b"tEXt" and key == _KEY:
            return text
    return None


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(_PNG)
    while at + 8 <= len(data):
        size = int.from_bytes(data[at : at + 4], "big")
        yield data[at + 4 : at + 8], data[at + 8 : at + 8 + size]
        at += size + 12


def _in_svg(data: bytes) -> bytes | None:
    found = _COMMENT.search(data)
    if found is None:
        return None
    try:
        return b64decode(b"".join(found[1].split()), validate=True)
    except Base64Error:
        return None


def _unpacked(packed: dict[str, Any]) -> bytes | None:
    """Their "bstring": a character for each byte, mostly deflated."""
    encoded = packed.get("encoded")
    if packed.get("encoding") != "bstring" or not isinstance(encoded, str):
        return None
    try:
        raw = encoded.encode("latin-1")
        if packed.get("compressed") is not True:
            return raw
        return zlib.decompressobj().decompress(raw, min(UNPACKED, RATIO * max(len(raw), 1024)))
    except (UnicodeError, zlib.error):
        return None
