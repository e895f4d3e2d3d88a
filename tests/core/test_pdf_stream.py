"""Strokes that are packed where their outlines are made, portion by portion."""

from contextlib import closing
from random import Random

import pypdfium2
import pytest
from tests.core.test_drawing import element
from tests.core.test_outlines import scribble
from tests.core.test_pdf import seen, text_of
from tests.core.test_svg import board

from inkroom.board import Board
from inkroom.geometry import Box
from inkroom.render import pdf_stream
from inkroom.render.pdf import pdf


def crowded() -> Board:
    """Strokes of two runs that follow on each other, words between others, a stroke that is turned."""
    chance = Random(5)
    strokes = [scribble(chance, n) for n in range(260)]
    for n, one in enumerate(strokes):
        one.values |= {"z": f"a{n // 100}", "opacity": 40 if n < 100 else 100}
    words = element("text", [0, 0, 20_000, 800, 0], text="between", z="a1V", size=640)
    return board(*strokes, words)


@pytest.mark.parametrize("area", [None, Box(0, 0, 25_000, 25_000)])
def test_a_page_looks_the_same_whether_its_strokes_were_packed_before_or_not(
    area: Box | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """[DRAW-1] Each run is a stream of its own then, with what is between them in others."""
    looks, streams = [], []
    for many in (3, 10_000):
        monkeypatch.setattr(pdf_stream, "_MANY", many)
        data = pdf(crowded(), part=(None, area))
        streams.append(data.count(b"endstream"))
        with closing(pypdfium2.PdfDocument(data)) as document:
            looks.append((seen(document).tobytes(), text_of(document)))
    assert streams[0] > streams[1] + 4
    assert looks[0] == looks[1]
    assert looks[0][1] == "between"
