"""Elements on a clipboard, in our own form and Excalidraw's."""

import json
from pathlib import Path
from typing import Any

import pytest

from inkroom.board import Element, element_of
from inkroom.formats.clipboard import copied, pasted

VECTORS: dict[str, list[dict[str, Any]]] = json.loads(
    (Path(__file__).parents[1] / "vectors/clipboard.json").read_text(encoding="utf-8")
)
ELEMENTS = [element_of(dict(row, put="c:1")) for row in VECTORS["rows"]]


def plain(elements: list[Element]) -> list[dict[str, Any]]:
    rows = [{**e.fixed, **e.values, "id": e.id, "kind": e.kind} for e in elements]
    return list(json.loads(json.dumps(rows)))


def test_excalidraw_finds_its_own_elements() -> None:
    """[CLIP-1] `webclient/src/core/formats/clipboard.test.ts` reads the same vectors."""
    document = json.loads(copied(ELEMENTS))
    assert document["type"] == "excalidraw/clipboard"
    for raw in document["elements"]:
        raw.pop("customData", None)
    assert document["elements"] == VECTORS["copied"]


def test_what_was_copied_comes_back_whole_without_page_and_layer() -> None:
    """[CLIP-1] [CLIP-2]"""
    clip = pasted(copied(ELEMENTS))
    assert clip is not None
    assert plain(clip.elements) == VECTORS["pasted"]
    assert "page" in VECTORS["rows"][0]
    assert not any("page" in e.values or "layer" in e.values for e in clip.elements)


def test_excalidraws_clipboard_is_read_as_its_files_are() -> None:
    """[CLIP-2] [FILE-4] Its own oddities stay in `extra`."""
    clip = pasted(json.dumps({"type": "excalidraw/clipboard", "elements": VECTORS["theirs"]}))
    assert clip is not None
    told = [
        {k: v for k, v in row.items() if k not in ("extra", "z", "deleted")}
        for row in plain(clip.elements)
    ]
    assert told == VECTORS["puts"]


def test_what_no_board_would_take_is_left_out() -> None:
    """[CLIP-2]"""
    own = [{"id": "a", "kind": "rect", "geom": [0, 0, 1.5, 1, 0]}, {"id": "b", "kind": "cloud"}, 7]
    clip = pasted(json.dumps({"type": "excalidraw/clipboard", "inkroom": {"elements": own}}))
    assert clip is not None
    assert clip.elements == []


@pytest.mark.parametrize("text", ["Hello", '{"type":"other"}', "{broken", "[1]", "", "{}"])
def test_other_text_is_writing(text: str) -> None:
    """[CLIP-2]"""
    assert pasted(text) is None
