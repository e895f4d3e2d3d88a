"""The pages of a PDF as locked pictures to draw on, a page of the board each (FILE-10)."""

import hashlib
import re
from datetime import datetime
from io import BytesIO
from typing import Any, Final

import pypdfium2
from PIL import Image
from pypdfium2.raw import FPDF_ERR_PASSWORD

from inkroom import order
from inkroom.errors import BadFile
from inkroom.formats.imported import Imported
from inkroom.formats.picture import BYTES, asset_of
from inkroom.formats.puts import sourced
from inkroom.geometry import UNIT, rnd
from inkroom.source import Source, source

PAGES: Final = 200
SCALE: Final = 2.0
"""Pixels of the picture for each px of the board, where its side stays within `SIDE`."""
SIDE: Final = 4_000
_LARGE: Final = 1_500_000
"""A PNG beyond these bytes is a photograph: JPEG keeps it smaller."""
_PX: Final = 96 / 72
_DATE: Final = re.compile(r"D:(\d{14})(?:Z|([+-])(\d\d)'?(\d\d)?)?")


def read(data: bytes) -> Imported:
    """Raises BadFile for what is no PDF, is locked by a password, or has more than 200 pages."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as why:
        locked = getattr(why, "err_code", None) == FPDF_ERR_PASSWORD
        raise BadFile(
            f"Expected a PDF that can be read, got {'one with a password' if locked else 'none'}"
        ) from None
    try:
        return _imported(document, data)
    finally:
        document.close()


def _imported(document: Any, data: bytes) -> Imported:
    count = len(document)
    if not 0 < count <= PAGES:
        raise BadFile(f"Expected 1 to {PAGES} pages, got {count:,}", "limit_exceeded")
    made = _source(document.get_metadata_dict())
    sha = hashlib.sha256(data).hexdigest()
    puts, pictures = [], [data]
    for number, z in enumerate(order.many(None, None, count), 1):
        try:
            page = document[number - 1]
        except pypdfium2.PdfiumError:
            raise BadFile(f"Expected page {number} to be whole") from None
        picture, geom = _drawn(page)
        put: dict[str, Any] = {"id": f"page-{number}", "kind": "image", "asset": asset_of(picture)}
        put |= {"extra": {"pdf": {"sha": sha, "page": number}}}
        put |= {"geom": geom, "locked": True, "z": z}
        put = sourced(put, made)
        puts.append(put | ({"page": str(number)} if number > 1 else {}))
        pictures.append(picture)
    board: dict[str, Any] = {"grid": "none"}
    if count > 1:
        board["pages"] = [{"id": str(number)} for number in range(1, count + 1)]
    return Imported(puts, board, pictures, [])


def _source(said: dict[str, str]) -> Source:
    """Whose document it is, and when they made it."""
    found = _DATE.match(said.get("CreationDate", ""))
    if found is None:
        return source(said.get("Author"), None)
    digits, sign, hours, minutes = found.groups(default="")
    text = f"{digits}{sign or '+'}{hours or '00'}{minutes or '00'}"
    try:
        at = datetime.strptime(text, "%Y%m%d%H%M%S%z").timestamp() * 1000
    except ValueError:
        at = 0.0
    return source(said.get("Author"), at)


def _drawn(page: Any) -> tuple[bytes, list[int]]:
    """A page as a picture, and its place at one px of the board for each 1/96 inch."""
    width, height = page.get_size()
    long = max(width, height) * _PX
    if not 1 <= long < 2**20:
        raise BadFile(f"Expected pages of a size that can be shown, got {width:g} x {height:g}")
    scale = _PX * min(SCALE, SIDE / long)
    drawn = page.render(scale=scale).to_pil().convert("RGB")
    geom = [0, 0, *(max(rnd(side * _PX * UNIT), 1) for side in (width, height)), 0]
    return _packed(drawn), geom


def _packed(drawn: Image.Image) -> bytes:
    out = BytesIO()
    drawn.save(out, "PNG", optimize=True)
    if out.tell() > _LARGE:
        out = BytesIO()
        drawn.save(out, "JPEG", quality=88)
    if out.tell() > BYTES:
        raise BadFile("Expected pages that fit into pictures of 10 MiB", "image_too_large")
    return out.getvalue()
