"""The writing on a board as a table."""

import csv
from typing import Any

from tests.support.drawings import board_of

from inkroom.formats.imported import Imported
from inkroom.formats.writing_table import COLUMNS, lines
from inkroom.source import Source


def test_all_writing_is_there_page_by_page_as_one_reads_it() -> None:
    """[FILE-18] [EL-11] With who wrote it and when, here or where it comes from."""
    puts: list[dict[str, Any]] = [
        {"id": "low", "kind": "note", "geom": [0, 1600, 160, 160, 0], "text": "below\nit"},
        {"id": "right", "kind": "rect", "geom": [800, 0, 160, 88, 0], "text": 'say "hi", Ana'},
        {"id": "left", "kind": "text", "geom": [16, 0, 160, 160, 0], "text": "Ω", "link": "https://a.example/"},
        {"id": "old", "kind": "frame", "geom": [0, 3200, 160, 160, 0], "title": "Pump",
         "extra": {"made": {"by": "Eve", "at": 1_700_000_000_123}}},
        {"id": "silent", "kind": "rect", "geom": [0, 0, 160, 160, 0]},
        {"id": "two", "kind": "text", "geom": [0, 0, 16, 16, 0], "text": "next", "page": "2"},
    ]  # fmt: skip
    board = {"pages": [{"id": "1"}, {"id": "2", "name": "Later"}]}
    made = board_of(Imported([put | {"z": f"a{n}"} for n, put in enumerate(puts)], board, [], []))
    head, *rows = csv.reader(lines(made, {"c:1": Source("Ben", 1_700_000_009_000)}))
    assert head == list(COLUMNS)
    assert [row[:4] for row in rows] == [
        ["1", "text", "Ω", "Ben"], ["1", "rect", 'say "hi", Ana', "Ben"],
        ["1", "note", "below\nit", "Ben"], ["1", "frame", "Pump", "Eve"],
        ["Later", "text", "next", "Ben"],
    ]  # fmt: skip
    assert [row[4] for row in rows][2:4] == [
        "2023-11-14T22:13:29+00:00",
        "2023-11-14T22:13:20+00:00",
    ]
    assert rows[1][5:9] == ["50", "0", "10", "5.5"]
    assert rows[0][9:] == ["https://a.example/", "left"]


def test_no_cell_is_a_formula() -> None:
    """[FILE-18] Nor are numbers changed."""
    said = ["=1+1", "+x", "-5", "-x", "@sum", "plain"]
    puts: list[dict[str, Any]] = [
        {"id": f"t{n}", "kind": "text", "geom": [0, 16 * n, 16, 16, 0], "text": text, "z": f"a{n}"}
        for n, text in enumerate(said)
    ]
    _, *rows = csv.reader(lines(board_of(Imported(puts, {}, [], [])), {}))
    assert [row[2] for row in rows] == ["'=1+1", "'+x", "-5", "'-x", "'@sum", "plain"]
