"""The drawing in a picture, as Excalidraw keeps it: a text chunk of a PNG, a comment of an SVG (FILE-17)."""

import json
import re
import zlib
from base64 import b64decode, b64encode
from binascii import Error as Base64Error
from collections.abc import Iterator
from typing import Any, Final

from inkroom.errors import BadFile
from inkroom.formats.archive import RATIO
from inkroom.formats.document import decoded

_KEY: Final = b"application/vnd.excalidraw+json"
_END: Final = 12
"""The last chunk of a PNG, in bytes."""
SCENE: Final = 50 * 2**20
"""The most bytes that a drawing in a picture may unpack to."""
_PNG: Final = b"\x89PNG\r\n\x1a\n"
_MARKS: Final = tuple(
    re.compile(rb"<!-- {0,9}payload-%s {0,9}-->" % part)
    for part in (rb"type:application/vnd\.excalidraw\+json", b"start", b"end")
)


def scene_in(data: bytes) -> bytes | None:
    """The file of the drawing in a picture; None where there is none, or it cannot be unpacked."""
    payload = _in_png(data) if data.startswith(_PNG) else _in_svg(data)
    if payload is None:
        return None
    found = _read(payload)
    if not isinstance(found, dict):
        return None
    return payload if "elements" in found else _unpacked(found)


def _read(payload: bytes) -> Any:
    """Packed drawings are text of a byte a character; plain ones are in UTF-8."""
    for text in (payload.decode("latin-1"), payload):
        try:
            found = decoded(text, "a drawing")
        except BadFile:
            continue
        if isinstance(found, dict) and ("encoded" in found) == isinstance(text, str):
            return found
    return None


def into_svg(picture: bytes, drawing: str) -> bytes:
    """An SVG with the drawing in it, as Excalidraw writes it and reads it again."""
    held = b64encode(_packed(drawing))
    comments = (b"type:" + _KEY, b"version:2", b"start")
    marks = b"".join(b"<!-- payload-%s -->" % comment for comment in comments)
    whole = b"<metadata>%s%s<!-- payload-end --></metadata>" % (marks, held)
    at = picture.index(b">") + 1
    return picture[:at] + whole + picture[at:]


def into_png(picture: bytes, drawing: str) -> bytes:
    """A PNG with the drawing in it, as a text chunk before its end."""
    body = b"tEXt" + _KEY + b"\0" + _packed(drawing)
    chunk = (len(body) - 4).to_bytes(4, "big") + body + zlib.crc32(body).to_bytes(4, "big")
    return picture[:-_END] + chunk + picture[-_END:]


def _packed(drawing: str) -> bytes:
    text = zlib.compress(drawing.encode(), 9).decode("latin-1")
    made = {"version": "1", "encoding": "bstring", "compressed": True, "encoded": text}
    return json.dumps(made, ensure_ascii=False, separators=(",", ":")).encode("latin-1")


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
    at = first = 0
    for mark in _MARKS:
        found = mark.search(data, at)
        if found is None:
            return None
        first, last, at = at, found.start(), found.end()
    try:
        return b64decode(b"".join(data[first:last].split()), validate=True)
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
        return zlib.decompressobj().decompress(raw, min(SCENE, RATIO * max(len(raw), 1024)))
    except (UnicodeError, zlib.error):
        return None
