"""Seeded logs and sessions for the golden vectors that both languages run.

    python -m tests.support.generate

writes `tests/vectors/logs.jsonl`; a test checks that it is what this makes (the same seed, the same bytes).
"""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import msgspec

from inkroom.board import Board, apply
from inkroom.elements import KINDS
from inkroom.errors import BadOp
from inkroom.history import START, Wrote, chain_of, check_restores, wrote
from inkroom.messages import encode, entry_bytes, read_entry, read_op, refusal_bytes

VECTORS = Path(__file__).resolve().parents[1] / "vectors"
LOGS = 1_200
WORDS = (
    "",
    "a",
    "Grüße",
    "日本 語",
    "🙂👩‍👩‍👧",
    'quote " back \\ slash /',
    "tab\tline\n",
    "\u2028\u007f",
    "ا ب",
)
KINDS_PUT = [kind for kind in KINDS if kind != "board"]
Json = dict[str, Any]


class Ops:
    """Random ops on few ids, so that they meet. `hostile` ones make no sense as often as not."""

    def __init__(self, rng: Random, *, hostile: bool) -> None:
        self.rng, self.hostile = rng, hostile
        self.ids = [f"e{n}" for n in range(rng.randint(1, 5))]
        self.clients = [f"c{n}" for n in range(1, rng.randint(2, 4))]

    def op(self, board: Board, client: str, cseq: int) -> Json:
        """An op as JSON; valid in form, whatever it means."""
        rng = self.rng
        op: Json = {"cseq": cseq}
        kind = rng.choices(("put", "set", "restore", "say", "none"), (30, 40, 25, 4, 1))[0]
        if kind == "put":
            op["put"] = [self.put(id) for id in self._some(self.ids, 2)]
        if kind == "set" or (self.hostile and rng.random() < 0.1):
            op["set"] = [self.set(id) for id in self._some([*self.ids, "board", "nowhere"], 3)]
        if kind == "restore" or (self.hostile and rng.random() < 0.1):
            op["restore"] = [self.restore(board, client, cseq) for _ in range(rng.randint(1, 3))]
        if kind == "say":
            op |= {"say": rng.choice(WORDS), "about": rng.choice(self.ids), "view": [0, 0, 100, 80]}
        if rng.random() < 0.05:
            op |= {"mark": "before lunch", "made": rng.randint(0, 2**41), "gesture": "g1"}
        if self.hostile and rng.random() < 0.05:
            op.setdefault("put", []).append(self.put(rng.choice(["board", self.ids[0]])))
        return op

    def put(self, id: str) -> Json:
        rng = self.rng
        kind = rng.choice(KINDS_PUT)
        put: Json = {"kind": kind, "id": id, "geom": self.geom(kind)}
        for register in self._some(sorted(KINDS[kind] - {"geom", "deleted"}), 3):
            put[register] = self.value(register)
        if kind == "stroke":
            put["pressure"] = rng.random() < 0.7
            put["points"] = self.points(pressure=put["pressure"])
            put["brush"] = rng.choice(("pen", "highlighter"))
        if kind == "image":
            put["asset"] = {"sha": "ab" * 32, "type": "image/png", "width": 64, "height": 48}
        if rng.random() < 0.05:
            put["extra"] = {"a": [1, None, {"b": rng.choice(WORDS)}], "É": 0.5}
        return put

    def set(self, id: str) -> Json:
        names = sorted({register for kind in KINDS.values() for register in kind})
        return {"id": id, **{name: self.value(name) for name in self._some(names, 4)}}

    def restore(self, board: Board, client: str, cseq: int) -> Json:
        """Any combination of expect, writer and alone; in a valid log mostly a true pair of an own op."""
        rng, me = self.rng, f"{client}:{cseq}"
        element = board.get(rng.choice([*self.ids, "board"]))
        if element is None:
            return {"id": "nowhere", "register": "ink", "value": None, "writer": None, "expect": me}
        register = rng.choice(sorted(KINDS[element.kind])) if rng.random() < 0.5 else ""
        register = register or rng.choice([*element.values, "deleted"])
        now, others = (
            element.writer(register),
            [f"{c}:{n}" for c in self.clients for n in (1, 2, 3)],
        )
        writer = rng.choice([None, me, now, element.put or None, rng.choice(others)])
        expect = now if rng.random() < 0.7 else rng.choice([None, me, *others])
        restore = {"id": element.id, "register": register, "value": self.value(register)}
        if self.hostile and rng.random() < 0.05:
            restore["value"] = rng.choice((5, "x", None, [1, 2], [], [1, 2, 3, 4, 5], {}, True))
        if writer is None and rng.random() < 0.5:
            restore["value"] = None
        return restore | {"writer": writer, "expect": expect, "alone": rng.random() < 0.3}

    def value(self, register: str) -> Any:
        rng = self.rng
        ends: Json = {"id": rng.choice(self.ids), "anchor": [500, rng.randint(0, 1000)]}
        sheets = [{"id": "1", "name": rng.choice(("", "Plan"))}, {"id": "2", "hidden": True}]
        choices: dict[str, list[Any]] = {
            "page": ["1", "2"], "layer": ["1", "top"], "z": ["a0", "a1", "Zz", "b00V"],
            "ink": ["#1D2432", "#DD2222", "none"], "fill": ["none", "#aabbcc"],
            "fill_style": ["solid", "hachure"], "width": [0, 32, 16_000], "dash": ["solid", "dotted"],
            "sketch": [0, 1, 2], "round": [0, 160], "opacity": [0, 50, 100],
            "group": [[], ["g1"], ["g1", "g2"]], "frame": ["", "f1"], "locked": [False, True],
            "link": ["", "https://example.org/?q=%20", "mailto:a@example.org"],
            "deleted": [False, True], "text": [*WORDS], "font": ["hand", "mono"],
            "size": [16, 320], "align": ["left", "centre"], "heads": [["none", "arrow"], ["dot", "bar"]],
            "from": [None, ends], "to": [None, ends], "curve": [0, 1, 2],
            "crop": [None, [0, 0, 10, 10]], "form": ["star", "cloud", "ellipse"],
            "title": ["", "Grüße"], "background": ["#FBFAF6"],
            "grid": ["dots", "none"], "pages": [[], sheets], "layers": [[], sheets[:1]],
            "tags": [[], ["Class 7b", "Grüße"]],
        }  # fmt: skip
        if register == "geom":
            return self.geom(rng.choice(KINDS_PUT))
        return rng.choice(choices[register])

    def geom(self, kind: str) -> list[int]:
        """The form of the kind; in a hostile log now and then another."""
        rng = self.rng
        count = rng.choice((4, 6, 8)) if kind in ("line", "arrow") else 5
        if self.hostile and rng.random() < 0.1:
            count = rng.randint(4, 9)
        return [
            rng.choice((0, -16, 1600, 2**31, -(2**31), rng.randint(-9999, 9999)))
            for _ in range(count)
        ]

    def points(self, *, pressure: bool) -> list[int]:
        rng = self.rng
        steps = [
            [
                rng.randint(-99, 99),
                rng.randint(-99, 99),
                *([rng.randint(0, 255)] if pressure else []),
                8,
            ]
            for _ in range(rng.randint(1, 4))
        ]
        return [number for step in steps for number in step]

    def _some(self, names: list[str], most: int) -> list[str]:
        """Up to `most` of the names; a hostile op names one twice now and then."""
        found = self.rng.sample(names, min(len(names), self.rng.randint(1, most)))
        return [*found, found[0]] if self.hostile and self.rng.random() < 0.03 else found


def hostile_log(rng: Random, count: int) -> Iterator[bytes]:
    """Entries as stored, of ops that a room would refuse as well: the reducer is total."""
    ops, board = Ops(rng, hostile=True), Board()
    last: dict[str, int] = {}
    for seq in range(1, count + 1):
        client = rng.choice(ops.clients)
        cseq = last[client] = last.get(client, 0) + 1
        fields: Json = {"seq": seq, "at": 1_000 * seq, "by": f"u{client}", "client": client}
        fields |= ops.op(board, client, cseq)
        if rng.random() < 0.05:
            fields["refused"] = "invalid_op"
        stored = encode(read_entry(encode(fields)))
        apply(board, read_entry(stored))
        yield stored


def valid_log(rng: Random, count: int) -> Iterator[bytes]:
    """Entries as a room would store them: ops that it would refuse are refused (ROOM-3, ROOM-4)."""
    ops, board = Ops(rng, hostile=False), Board()
    last: dict[str, int] = {}
    known: dict[str, Wrote] = {}
    for seq in range(1, count + 1):
        client = rng.choice(ops.clients)
        cseq = last[client] = last.get(client, 0) + 1
        whose = (seq, 1_000 * seq, f"u{client}", client)
        try:
            op = read_op(encode(true_pairs(ops.op(board, client, cseq), known, rng)))
            check_restores(op, client, known.get)
            known[f"{client}:{cseq}"] = wrote(op, f"{client}:{cseq}")
            stored = entry_bytes(*whose, op)
        except BadOp as why:
            stored = refusal_bytes(*whose, cseq, why.code)
        apply(board, read_entry(stored))
        yield stored


def true_pairs(op: Json, known: dict[str, Wrote], rng: Random) -> Json:
    """Gives most restores of an op the value that their writer wrote."""
    for x in op.get("restore", []):
        if rng.random() < 0.9:
            x["value"] = known.get(x["writer"], {}).get((x["id"], x["register"]), x["value"])
    return op


def canonical(value: Any) -> bytes:
    """JSON that is equal in both languages: compact, names in order."""
    plain = json.loads(msgspec.json.encode(value))
    return json.dumps(plain, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def outcome(stored: list[bytes]) -> Json:
    """What folding the log must come to: digest, board, chain, and what each entry changed and left."""
    board, chain, changes = Board(), START, []
    for raw in stored:
        entry = read_entry(raw)
        change = apply(board, entry)
        left = [n for n, x in enumerate(entry.restore or ()) if any(x is y for y in change.left)]
        changes.append([sorted(change.elements), left])
        chain = chain_of(chain, raw)
    return {
        "entries": len(stored),
        "digest": board.digest(),
        "board": hashlib.sha256(canonical(board.rows())).hexdigest(),
        "chain": chain,
        "changes": hashlib.sha256(canonical(changes)).hexdigest(),
    }


def logs(count: int = LOGS) -> Iterator[bytes]:
    """The lines of `logs.jsonl`: for each log what comes of it, then its entries as stored."""
    for seed in range(count):
        rng = Random(seed)
        kind = "valid" if seed % 2 else "hostile"
        make = valid_log if seed % 2 else hostile_log
        stored = list(make(rng, rng.choice((1, 5, 15, 30))))
        yield encode({"seed": seed, "kind": kind, **outcome(stored)})
        yield from stored


def main() -> None:
    """Write the vectors."""
    (VECTORS / "logs.jsonl").write_bytes(b"\n".join(logs()) + b"\n")


if __name__ == "__main__":
    main()
