"""Finding by words, in both languages."""

import json
from pathlib import Path
from typing import Any

from inkroom.board import element_of
from inkroom.search import found_among, match

VECTORS: dict[str, Any] = json.loads(
    (Path(__file__).parents[1] / "vectors/search.json").read_text(encoding="utf-8")
)


def test_how_well_a_text_fits_is_what_the_vectors_say() -> None:
    """`webclient/src/core/search.test.ts` reads the same."""
    for query, text, loose, expected in VECTORS["match"]:
        found = match(query, text, loose=loose)
        plain = [found.score, [list(span) for span in found.spans]] if found else None
        assert plain == expected, (query, text)


def test_what_starts_with_the_words_comes_before_what_holds_them() -> None:
    texts = ["Open the history", "History", "Prehistory", "Hungry in a story"]
    scores = {text: found.score for text in texts if (found := match("hist", text, loose=True))}
    assert sorted(scores, key=lambda text: -scores[text]) == [
        "History",
        "Open the history",
        "Prehistory",
        "Hungry in a story",
    ]


def test_what_says_the_words_is_found_in_reading_order() -> None:
    elements = [element_of(row) for row in VECTORS["elements"]]
    for query, ids in VECTORS["found"]:
        assert [one.element.id for one in found_among(elements, query)] == ids, query
