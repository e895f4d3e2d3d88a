"""Small real files: pictures of each kind, a drawing of Excalidraw, boards as `.inkroom`."""

import json
import struct
import tempfile
import zlib
from pathlib import Path
from typing import Any

from inkroom_server.backup import back_up
from inkroom_server.log import Log

SAMPLES = Path(__file__).resolve().parents[3] / "shared/samples/excalidraw"
"""Real drawings, beside the checkout where we work; absent elsewhere."""


def png(width: int = 2, height: int = 2) -> bytes:
    """A whole PNG, all black."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        )

    rows = zlib.compress(b"".join(b"\0" + b"\0" * width for _ in range(height)))
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    parts = [(b"IHDR", header), (b"IDAT", rows), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(*part) for part in parts)


def gif(width: int = 3, height: int = 4) -> bytes:
    return b"GIF89a" + struct.pack("<HHBBB", width, height, 0, 0, 0) + b";"


def jpeg(width: int = 5, height: int = 6) -> bytes:
    """The segments up to the frame header, which holds the size."""
    app = b"\xff\xe0" + struct.pack(">H", 16) + b"JFIF\0" + b"\0" * 9
    frame = b"\xff\xc2" + struct.pack(">HBHHB", 17, 8, height, width, 3) + b"\0" * 9
    return b"\xff\xd8" + app + b"\xff" + frame + b"\xff\xd9"


def webp(kind: str, width: int = 7, height: int = 8) -> bytes:
    """One of the three kinds of WebP: VP8, VP8L, VP8X."""
    if kind == "VP8X":
        size = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
        body = b"VP8X" + struct.pack("<I", 10) + b"\0\0\0\0" + size
    elif kind == "VP8L":
        bits = (width - 1) | (height - 1) << 14
        body = b"VP8L" + struct.pack("<I", 5) + b"\x2f" + struct.pack("<I", bits)
    else:
        body = b"VP8 " + struct.pack("<I", 10) + b"\0\0\0\x9d\x01\x2a"
        body += struct.pack("<HH", width, height)
    return b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body


def excalidraw(*elements: dict[str, Any]) -> bytes:
    """A file of Excalidraw; each element a rectangle unless it says otherwise."""
    whole = [
        {"id": f"r{n}", "type": "rectangle", "x": 10 * n, "y": 0, "width": 80, "height": 60,
         "angle": 0, "strokeColor": "#1e1e1e", "backgroundColor": "transparent", "fillStyle": "solid",
         "strokeWidth": 2, "strokeStyle": "solid", "roughness": 1, "opacity": 100, "groupIds": [],
         "seed": 1, "version": 1, "versionNonce": 1, "isDeleted": False, **element}
        for n, element in enumerate(elements)
    ]  # fmt: skip
    return json.dumps({"type": "excalidraw", "version": 2, "elements": whole}).encode()


def empty_backup() -> bytes:
    """A backup of a server without boards."""
    with tempfile.TemporaryDirectory() as room:
        folder = Path(room)
        Log.open(folder).close()
        back_up(folder, folder / "x", lambda size: None)
        return (folder / "x").read_bytes()
