"""Frames that nobody should send: of the JSON Schema of the wire, spoilt in many ways, and a corpus of old sinners."""

import json
import random
import string
from collections.abc import Callable, Iterator
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parents[2]
CORPUS: Final = ROOT / "tests/vectors/malformed.jsonl"
DEEP: Final = 5
Json = Any  # what json.loads gives


@cache
def schema() -> dict[str, Json]:
    found: dict[str, Json] = json.loads((ROOT / "webclient/src/core/wire.json").read_text())
    return found


def corpus() -> list[str | bytes]:
    """Every frame that once made trouble here or elsewhere; one a line: a text, or the hex of a binary frame."""
    lines = [json.loads(line) for line in CORPUS.read_text().splitlines()]
    return [bytes.fromhex(line["hex"]) if "hex" in line else line["text"] for line in lines]


class Frames:
    """Frames of one seed; `cseq` is the number that the next op should have."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.cseq = 1

    def __iter__(self) -> Iterator[str | bytes]:
        known = corpus()
        while True:
            if self.random.random() < 0.05:
                yield self.random.choice(known)
            else:
                yield self.frame()

    def frame(self) -> str | bytes:
        """A message that fits the schema, spoilt once or more."""
        message = self._made({"$ref": "#/$defs/ClientMessage"}, 0)
        if message.get("type") == "ops":
            message["ops"] = [self._op() for _ in range(self.random.randint(1, 3))]
        for _ in range(self.random.choice((1, 1, 1, 2, 4))):
            self._spoil(message)
        text = json.dumps(message, ensure_ascii=False)
        how = self.random.random()
        if how < 0.55:
            return text
        if how > 0.995:  # each ends its connection
            return self.random.randbytes(self.random.randrange(1, 200))
        return self.random.choice(TORN)(text, self.random)

    def _op(self) -> Json:
        op = self._made({"$ref": "#/$defs/Op"}, 0)
        op["cseq"] = self.cseq
        return op

    # ------------------------------------------------------------- what fits

    def _made(self, rule: dict[str, Json], depth: int) -> Json:
        r = self.random
        if "$ref" in rule:
            return self._made(schema()["$defs"][rule["$ref"].rpartition("/")[2]], depth)
        for many in ("anyOf", "oneOf"):
            if many in rule:
                return self._made(r.choice(rule[many]), depth)
        if "enum" in rule:
            return r.choice(rule["enum"])
        if "const" in rule:
            return rule["const"]
        kind = rule.get("type")
        made: dict[Json, Callable[[], Json]] = {
            "object": lambda: self._object(rule, depth),
            "array": lambda: self._array(rule, depth),
            "string": lambda: self._string(rule),
            "integer": lambda: r.choice((0, 1, 7, r.randint(-999, 999), rule.get("maximum", 9))),
            "number": lambda: r.randint(-9, 9),
            "boolean": lambda: r.random() < 0.5,
            "null": lambda: None,
        }
        return made[kind]() if kind in made else r.choice((None, 1, "x", [], {}))

    def _object(self, rule: dict[str, Json], depth: int) -> Json:
        wanted = set(rule.get("required", ()))
        chance = 0.4 if depth < DEEP else 0.0
        return {
            name: self._made(part, depth + 1)
            for name, part in rule.get("properties", {}).items()
            if name in wanted or self.random.random() < chance
        }

    def _array(self, rule: dict[str, Json], depth: int) -> Json:
        least = rule.get("minItems", 0)
        count = min(max(least, self.random.randint(0, 3)), rule.get("maxItems", 9))
        if depth >= DEEP:
            count = least
        if "prefixItems" in rule:
            return [self._made(part, depth + 1) for part in rule["prefixItems"]]
        return [self._made(rule.get("items", {}), depth + 1) for _ in range(count)]

    def _string(self, rule: dict[str, Json]) -> str:
        if "#" in rule.get("pattern", ""):
            return "#DD2222"
        size = self.random.randint(1, min(8, rule.get("maxLength", 8)))
        return "".join(self.random.choices(string.ascii_letters, k=size))

    # ------------------------------------------------------------- what does not

    def _spoil(self, value: Json) -> None:
        """Changes one place in it."""
        r = self.random
        while isinstance(value, dict | list) and value:
            keys = list(value) if isinstance(value, dict) else list(range(len(value)))
            key = r.choice(keys)
            if isinstance(value[key], dict | list) and value[key] and r.random() < 0.7:
                value = value[key]
                continue
            how = r.random()
            if how < 0.2:
                del value[key]
            elif how < 0.3 and isinstance(value, dict):
                value[r.choice(NAMES)] = deepcopy(value[key])
            else:
                value[key] = deepcopy(r.choice(WRONG))
            return


NAMES: Final = (
    "__proto__",
    "constructor",
    "type",
    "cseq",
    "put",
    "x" * 3_000,
    "",
    "\u202e",
    "deleted",
)
WRONG: Final[tuple[Json, ...]] = (
    None, True, False, 0, -1, -0.0, 0.5, 1e308, float("inf"), float("nan"), 2**31 + 1, 2**53, 2**63, 2**64, 10**400,
    "", "\0", "x" * 20_000, "\ud800", "\u202e\u2066", "#zzzzzz", "javascript:alert(1)", "e\n1", "board", "__proto__",
    [], {}, [[]], [[[[[[]]]]]], [None] * 40, [2**31] * 40, {"type": "ping"}, {"__proto__": {}}, ["x"] * 2_000,
)  # fmt: skip


def _cut(text: str, r: random.Random) -> str:
    return text[: r.randrange(len(text) or 1)]


def _flipped(text: str, r: random.Random) -> str:
    at = r.randrange(len(text))
    return (
        text[:at] + chr(r.choice((0, 9, 34, 44, 91, 93, 123, 125, 0x2028, 0xFEFF))) + text[at + 1 :]
    )


def _doubled(text: str, r: random.Random) -> str:
    return text[:-1] + "," + text[1:]


def _nested(text: str, r: random.Random) -> str:
    depth = r.choice((10, 600, 20_000))
    return text[:-1] + ',"x":' + "[" * depth + "]" * r.choice((depth, depth - 1)) + "}"


def _number(text: str, r: random.Random) -> str:
    word = r.choice(
        ("1e400", "-1e400", "NaN", "Infinity", "1" * 5_000, "0x10", "01", "+1", "1.", "1e5")
    )
    return text.replace("0", word, 1).replace("null", word, 1)


TORN: Final = (_cut, _flipped, _doubled, _nested, _number, _cut, _flipped, _doubled, _number)
