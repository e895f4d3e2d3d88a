"""The golden logs: op sequences with what they must come to, in both languages."""

import hashlib
import json
from collections.abc import Iterator
from itertools import islice
from typing import Any

from tests.support import generate

from inkroom.board import Board, element_of
from inkroom.history import Verifier, fold
from inkroom.messages import read_entry

Log = tuple[dict[str, Any], list[bytes]]


def logs() -> Iterator[Log]:
    """Yield each golden log: what comes of it, and its entries as stored."""
    lines = iter((generate.VECTORS / "logs.jsonl").read_bytes().split(b"\n")[:-1])
    for head in lines:
        expected = json.loads(head)
        yield expected, list(islice(lines, expected["entries"]))


def test_the_golden_logs_are_what_the_generator_makes() -> None:
    assert list(generate.logs()) == (generate.VECTORS / "logs.jsonl").read_bytes().split(b"\n")[:-1]


def test_every_golden_log_comes_to_its_digest_board_and_chain() -> None:
    """[RED-1, RED-7, DIG-1, DIG-2, LOG-3] At least 1,000 logs, hostile ones too."""
    count = 0
    for expected, stored in logs():
        assert generate.outcome(stored) == {
            name: value for name, value in expected.items() if name not in ("seed", "kind")
        }
        count += 1
    assert count >= 1_000


def test_a_board_comes_back_whole_from_its_snapshot_lines() -> None:
    """[JOIN-4, DIG-2] Lines of JSON are enough: digest, values and writers are the same."""
    for expected, stored in logs():
        board = fold(read_entry(raw) for raw in stored)
        again = Board()
        for row in json.loads(generate.canonical(board.rows())):
            again.write(element_of(row))
        assert again.digest() == expected["digest"]
        assert hashlib.sha256(generate.canonical(again.rows())).hexdigest() == expected["board"]


def test_every_valid_golden_log_is_verified() -> None:
    """[LOG-2, LOG-9] What a room would store passes `verify`, entry by entry."""
    for expected, stored in logs():
        if expected["kind"] == "valid":
            verifier = Verifier()
            for raw in stored:
                verifier.add(raw)
            assert verifier.chain == expected["chain"]
