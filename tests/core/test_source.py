"""Who drew an imported element, and when: in all formats that say so."""

import io
import json
import time
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from tests.support.drawings import board_of, file_of

from inkroom.board import element_of
from inkroom.formats import drawings, excalidraw
from inkroom.source import Source, source_of

CASES = json.loads((Path(__file__).parents[1] / "vectors/source.json").read_text(encoding="utf-8"))
AT = 1_700_000_000_123


@pytest.mark.parametrize(("extra", "wanted"), CASES)
def test_what_an_import_kept_is_read(extra: Any, wanted: dict[str, Any] | None) -> None:
    """[EL-11] `webclient/src/core/source.test.ts` reads the same vectors."""
    row = {"id": "e", "kind": "rect", "put": "c:1", "geom": [0, 0, 1, 1, 0], "extra": extra}
    found = source_of(element_of(row))
    assert (found._asdict() if found else None) == wanted


def only(name: str, data: bytes | str) -> Source | None:
    """The source of the one element in a file."""
    (put,) = drawings.read(name, data if isinstance(data, bytes) else data.encode()).puts
    return source_of(element_of({**put, "put": "c:1"}))


def test_excalidraw_says_when_and_a_file_of_ours_who() -> None:
    """[EL-11] [FILE-4] [FILE-5] And both go out again."""
    raw = {"type": "rectangle", "updated": AT, "customData": {"inkroom": {"by": "Ana"}}}
    assert only("a.excalidraw", file_of(raw)) == Source("Ana", AT)
    assert only("a.excalidraw", file_of({"type": "rectangle", "updated": 1})) is None
    out = excalidraw.write(board_of(excalidraw.read(file_of(raw))))
    (again,) = json.loads(out)["elements"]
    assert (again["updated"], again["customData"]["inkroom"]["by"]) == (AT, "Ana")
    fresh = board_of(excalidraw.read(file_of({"type": "rectangle"})))
    told = excalidraw.write(fresh, author=lambda element: Source("Ben", AT))
    assert only("b.excalidraw", told) == Source("Ben", AT)


def test_wbo_says_when() -> None:
    """[EL-11] [FILE-13]"""
    row = {"tool": "Rectangle", "type": "rect", "x": 0, "y": 0, "x2": 9, "y2": 9, "time": AT}
    assert only("a.json", json.dumps({"r": row})) == Source("", AT)


def test_tldraw_says_what_its_programs_noted() -> None:
    """[EL-11] [FILE-14] `meta` is free; `createdBy` and `createdAt` are what its own examples write."""
    shape = {
        "typeName": "shape", "id": "shape:a", "type": "geo", "parentId": "page:p", "index": "a1",
        "x": 0, "y": 0, "props": {"geo": "rectangle", "w": 9, "h": 9},
        "meta": {"createdBy": "Ana", "createdAt": AT},
    }  # fmt: skip
    records = [{"typeName": "page", "id": "page:p", "index": "a1"}, shape]
    head = {"tldrawFileFormatVersion": 1, "schema": {"schemaVersion": 2}}
    assert only("a.tldr", json.dumps(head | {"records": records})) == Source("Ana", AT)


def test_a_photo_says_when_it_was_taken() -> None:
    """[EL-11] [FILE-9] As its camera's clock had it."""
    exif = Image.Exif()
    exif[0x0132], exif[0x013B] = "2024:05:06 07:08:09", "Ana"
    out = io.BytesIO()
    Image.new("RGB", (4, 3)).save(out, "JPEG", exif=exif)
    assert only("a.jpg", out.getvalue()) == Source("Ana", 1_714_979_289_000)


def test_a_pdf_says_who_and_when() -> None:
    """[EL-11] [FILE-10]"""
    out = io.BytesIO()
    when = time.gmtime(AT / 1000)
    Image.new("RGB", (40, 30)).save(out, "PDF", author="Ana", creationDate=when)
    assert only("a.pdf", out.getvalue()) == Source("Ana", AT // 1000 * 1000)
