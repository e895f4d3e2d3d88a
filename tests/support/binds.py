"""Connectors that hold on to elements, and where their ends are then: `python -m tests.support.binds`."""

import json
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any, Final

from inkroom.bind import HELD, routed
from inkroom.board import Board, apply
from inkroom.form import FORMS, OUTLINED, PLAIN
from inkroom.messages import read_entry

FILE: Final = Path(__file__).resolve().parents[1] / "vectors/binds.jsonl"
COUNT: Final = 150
Json = dict[str, Any]


def board_of(puts: list[Json]) -> Board:
    board = Board()
    for at, put in enumerate(puts, 1):
        entry = {"seq": at, "at": 0, "by": "u", "client": "c", "cseq": at, "put": [put]}
        apply(board, read_entry(json.dumps(entry).encode()))
    return board


def shown(case: Json) -> list[int]:
    board = board_of(case["puts"])
    element = board.get("a")
    assert element is not None
    geom: list[int] = routed(board, element).get("geom")
    return geom


def cases() -> Iterator[Json]:
    for seed in range(COUNT):
        dice = Random(seed)
        puts = [_target(id, dice) for id in ("t1", "t2")] + [_connector(dice)]
        case: Json = {"seed": seed, "puts": puts}
        yield case | {"geom": shown(case)}


def _target(id: str, dice: Random) -> Json:
    kind = dice.choice([kind for kind in HELD if kind != "image"])
    x, y = dice.randrange(-4000, 4000), dice.randrange(-3000, 3000)
    w, h = dice.randrange(-1500, 3000), dice.randrange(0, 2000)
    angle = dice.choice([0, 0, 4500, 12_345])
    put: Json = {"kind": kind, "id": id, "geom": [x, y, w, h, angle]}
    if dice.random() < 0.3:
        put["round"] = 200
    if kind in OUTLINED and dice.random() < 0.3:
        put["form"] = dice.choice([*PLAIN, *FORMS])
    return put


def _connector(dice: Random) -> Json:
    points = [dice.randrange(-5000, 5000) for _ in range(2 * dice.choice([2, 2, 2, 3, 4]))]
    put: Json = {"kind": dice.choice(["arrow", "line"]), "id": "a", "geom": points}
    put["curve"] = dice.choice([0, 1, 2, 2])
    for end in ("from", "to"):
        if dice.random() < 0.8:
            anchor = dice.choice([[500, 500], [dice.randrange(0, 1001), dice.randrange(0, 1001)]])
            put[end] = {"id": dice.choice(["t1", "t2", "t2", "gone"]), "anchor": anchor}
    return put


def lines() -> str:
    return "".join(json.dumps(case, separators=(",", ":")) + "\n" for case in cases())


if __name__ == "__main__":
    FILE.write_text(lines(), encoding="utf-8")
