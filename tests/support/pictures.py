"""Seeded pictures for the vectors that both languages run: order, ink, text, drawings, hits, colours.

    python -m tests.support.pictures

writes `tests/vectors/{order,ink,text,drawing,hit,palette,guess}.json`; tests check that they are what this makes.
"""

import hashlib
import json
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

import msgspec

from inkroom import ink, order, text
from inkroom.board import Element, element_of
from inkroom.drawing import drawing
from inkroom.elements import KINDS
from inkroom.face import tokens
from inkroom.form import FORMS, PLAIN
from inkroom.geometry import cosine, sine
from inkroom.guess import guess
from inkroom.hit import hits, lassoed, within
from inkroom.palette import ground, painted
from inkroom.path import path_text

VECTORS = Path(__file__).resolve().parents[1] / "vectors"
Json = dict[str, Any]

INKS = ("#1D2432", "#3150DE", "#AE1E0E", "#178A3F", "#C2540A", "#123456", "none")
WORDS = (
    "Soil", "sensor", "Dry?", "a", "Pump 5 V", "Grüße", "日本語", "🙂", "supercalifragilistic",
    "\n", "", "e\u0301", "\t", "Ω≈ç√", "мир", "-", "WWWWWWWWWWWWWWWWWWWWWW", "\u200b", "\x0b",
)  # fmt: skip


def sha(value: str) -> str:
    """The first 16 hex digits of the SHA-256 of a text."""
    return hashlib.sha256(value.encode()).hexdigest()[:16]


def plain(value: Any) -> str:
    """A value as canonical JSON, the form that is hashed."""
    return json.dumps(msgspec.to_builtins(value), separators=(",", ":"), ensure_ascii=False)


# ------------------------------------------------------------------ order


def orders() -> Json:
    """Chains of insertions: each step names two neighbours and what came between them."""
    random = Random(1)
    cases: list[list[str | None]] = []
    for _ in range(20):
        keys = [order.FIRST]
        for _ in range(60):
            at = random.choice((0, len(keys), random.randint(0, len(keys)), len(keys) // 2))
            below = keys[at - 1] if at else None
            above = keys[at] if at < len(keys) else None
            new = order.between(below, above)
            cases.append([below, above, new])
            keys.insert(at, new)
    odd = (
        None,
        "",
        "a0",
        "b0",
        "a00",
        "zz",
        "z" * 27,
        "A" + "0" * 26,
        "!",
        "aé",
        "Zz",
        "a1",
        "a0V",
    )
    cases += [[below, above, order.between(below, above)] for below in odd for above in odd]
    spans = [(None, None), ("a0", "a1"), (None, "a0"), ("a0", None), ("Zz", "a0"), ("a0V", "a0W")]
    series = [[a, b, n, order.many(a, b, n)] for a, b in spans for n in (0, 1, 2, 5, 40)]
    return {"between": cases, "many": series}


# ------------------------------------------------------------------ ink


def traces() -> Iterator[tuple[list[int], int]]:
    """Strokes as traces, with the size of their pen: the edges first, then 1,000 by seed."""
    for size in (0, 1, 32, 112, 256, 257, 384, 16_000):
        for pressure in (0, 1, 128, 255):
            yield [5, -7, pressure], size
            yield [5, -7, pressure, 5, -7, 255 - pressure], size
            yield [0, 0, pressure, 160, 0, pressure, 0, 0, pressure], size  # there and back
            yield [0, 0, pressure, 160, 0, 9, 160, 160, 200, 320, 160, pressure], size
            yield [n for at in range(40) for n in (at * 3, at % 5, pressure)], size  # all too near
    yield [-(2**31), 2**31, 128, 2**31, -(2**31), 128, 2**31, 2**31, 255], 64
    yield [2**44, 1, 0, -(2**44), 3, 255, 2**44, 7, 128], 16_000
    for seed in range(1000):
        yield _trace(Random(seed))


def _trace(random: Random) -> tuple[list[int], int]:
    count = random.choice((1, 2, 3, 8, 20, 40, 99, 100, 101, 102, 150, 400))
    stride = random.choice((4, 20, 60, 300))
    bend = random.choice((0, 10, 40, 400))
    x, y, dx, dy = random.randint(-9999, 9999), random.randint(-9999, 9999), stride, 0
    trace: list[int] = []
    for _ in range(count):
        trace += (x, y, random.randint(0, 255))
        dx, dy = dx + random.randint(-bend, bend), dy + random.randint(-bend, bend)
        dx, dy = max(min(dx, stride), -stride), max(min(dy, stride), -stride)
        x, y = x + dx, y + dy
    return trace, random.choice((16, 32, 64, 112, 192, 256, 384, 800))


def inks() -> Json:
    """Outlines by their hash, with some written out; simplified strokes; both forms of points."""
    cases = [[trace, size, sha(path_text(ink.outline(trace, size)))] for trace, size in traces()]
    whole = [[trace, size, ink.outline(trace, size)] for trace, size in list(traces())[:12]]
    simple = []
    for seed in range(100):
        random = Random(seed)
        trace, _ = _trace(random)
        samples = [
            n for at in range(0, len(trace), 3) for n in (*trace[at : at + 3], at * 3 + seed)
        ]
        epsilon = random.choice((0.5, 2, 4, 16))
        kept = ink.simplify(samples, epsilon)
        simple.append(
            [samples, epsilon, sha(plain(kept)), sha(plain(ink.encode_points(kept, True)))]
        )
    return {"outline": cases, "whole": whole, "simplify": simple}


# ------------------------------------------------------------------ text


def saying(random: Random) -> str:
    """A text of words of many scripts, lines and spaces."""
    return " ".join(random.choice(WORDS) for _ in range(random.randint(0, 14)))


def texts() -> Json:
    """Texts with their width, and the lines they have in boxes of some widths."""
    cases = []
    for seed in range(300):
        random = Random(seed)
        said, font = saying(random), random.choice(("hand", "sans", "serif", "mono", "other"))
        size, width = random.choice((16, 256, 320, 640, 999)), random.randint(-5, 6000)
        lines = text.wrapped(said, font, size, width)
        cases.append([said, font, size, width, text.width_of(said, font, size), lines])
    fonts = ("hand", "sans", "serif", "mono")
    measures = [
        [font, size, text.line_height(size), text.baseline(font, size)]
        for font in fonts
        for size in (16, 320, 333, 32_000)
    ]
    return {"wrapped": cases, "lines": measures}


# ------------------------------------------------------------------ elements


def elements() -> Iterator[Json]:
    """Elements of all kinds and styles, as snapshot lines; some with values nobody knows."""
    for seed in range(700):
        yield element(Random(seed), seed)


def element(random: Random, seed: int) -> Json:
    """One element; every register that its kind has is written or left out by chance."""
    kind = random.choice(sorted(set(KINDS) - {"board"}))
    row: Json = {"id": f"e{seed}-{random.randint(0, 10**6):x}", "kind": kind, "put": "c:1"}
    if kind == "stroke":
        row |= _stroke(random)
    elif kind == "image":
        row["asset"] = {"sha": "ab" * 32, "type": "image/png", "width": 640, "height": 480}
    row["geom"] = _geom(random, row)
    for register, values in _VALUES.items():
        if register in KINDS[kind] and random.random() < 0.6:
            row[register] = random.choice(values)
    if "text" in KINDS[kind] and random.random() < 0.7:
        row["text"] = saying(random)
    row["writers"] = {}
    return row


_VALUES: dict[str, tuple[Any, ...]] = {
    "ink": (*INKS, "#FFFFFF", "red"),
    "fill": ("none", "#F2B4D0", "#FFE56E", "#00ff00", 7),
    "fill_style": ("solid", "tint", "hachure", "cross", "zigzag", "dots"),
    "width": (0, 16, 32, 64, 112, 192, 384, 16_001, -1, True),
    "dash": ("solid", "dashed", "dotted", "wavy"),
    "sketch": (0, 0, 1, 1, 2, 3, None),
    "round": (0, 64, 512, 2**31, -4),
    "opacity": (100, 100, 50, 1, 0, 101),
    "heads": (
        ["none", "arrow"], ["arrow", "arrow"], ["dot", "triangle"], ["bar", "diamond"],
        ["circle", "triangle_outline"], ["diamond_outline", "one"], ["many", "one_many"],
        ["what", "none"], ["none"], None,
    ),
    "curve": (0, 1, 1, 2, 3),
    "font": ("hand", "sans", "serif", "mono", "comic"),
    "size": (256, 320, 448, 640, 0),
    "align": ("left", "centre", "right", "justify"),
    "crop": (None, [10, 20, 300, 200], [0, 0, 0, 5], [1, 2, 3]),
    "form": (*PLAIN, *FORMS, "square", 7),
    "title": ("", "Watering loop", "Grüße 🙂"),
}  # fmt: skip


def _stroke(random: Random) -> Json:
    trace, _ = _trace(random)
    samples = [n for at in range(0, len(trace), 3) for n in (*trace[at : at + 3], at)]
    pressure = random.random() < 0.7
    row: Json = {"points": ink.encode_points(samples, pressure)}
    if not pressure:
        row["pressure"] = False
    if random.random() < 0.3:
        row["brush"] = "highlighter"
    return row


def _geom(random: Random, row: Json) -> list[int]:
    if row["kind"] in ("line", "arrow"):
        return _points(random)
    if row["kind"] == "stroke" and random.random() < 0.6:
        trace = ink.trace_of(row["points"], row.get("pressure", True))
        left, top, right, bottom = ink.natural_box(trace)
        return [left, top, right - left, bottom - top, 0]
    side = random.choice((0, 1, 200, 3000, 30_000))
    size = [random.choice((-1, 1, 1, 1)) * random.randint(0, side) for _ in "wh"]
    place = [random.randint(-5000, 5000) for _ in "xy"]
    return [*place, *size, random.choice((0, 0, 1, 4500, 9000, 12_345, 35_999, -700, 2**31))]


def _points(random: Random) -> list[int]:
    points = [random.randint(-3000, 3000) for _ in range(2 * random.randint(2, 7))]
    if random.random() < 0.3:
        points += points[:2]
    if random.random() < 0.1:
        points = points[:2] * 3
    if random.random() < 0.05:
        points = [n * 700_000 for n in points]
    return points


def drawings() -> Json:
    """Elements with the hash of their canonical drawing; the first of each kind written out."""
    cases, seen = [], set()
    for row in elements():
        made = plain(drawing(element_of(dict(row))))
        whole = row["kind"] not in seen and len(made) < 4000
        seen |= {row["kind"]} if whole else set()
        cases.append([row, json.loads(made) if whole else sha(made)])
    return {"drawings": cases}


def hit_cases() -> Json:
    """Points on and beside elements, and boxes round them."""
    cases = []
    for seed, row in enumerate(elements()):
        if seed % 3:
            continue
        thing = element_of(dict(row))
        random = Random(seed)
        cases.append([row, *_probed(thing, random)])
    return {"hits": cases}


def _probed(
    thing: Element, random: Random
) -> tuple[str, list[list[int]], str, list[list[int]], str]:
    box = drawing(thing).box
    points, boxes = [], []
    for _ in range(30):
        x = random.randint(box.left - 50, box.right + 50)
        y = random.randint(box.top - 50, box.bottom + 50)
        points.append([x, y, random.choice((0, 32, 128))])
        w, h = random.randint(0, 2 * box.width), random.randint(0, 2 * box.height)
        boxes.append([x - w, y - h, x + w, y + h])
    hit = "".join("01"[hits(thing, *point)] for point in points)
    held = "".join("01"[within(thing, type(box)(*sides))] for sides in boxes)
    loops = "".join("01"[lassoed(thing, loop_of(sides))] for sides in boxes)
    return hit, points, held, boxes, loops


def loop_of(sides: list[int]) -> list[float]:
    """A loop within a box, its last side drawn in."""
    left, top, right, bottom = sides
    return [left, top, right, top, right, bottom, (left + right) / 2, (top + bottom) / 2]


DRAWN: dict[str, list[tuple[float, float]]] = {
    "line": [(0, 0), (1, 0.1)],
    "upright": [(0, 0), (0.02, 1)],
    "arrow": [(0, 0), (1, 0), (0.8, 0.15), (1, 0), (0.8, -0.15)],
    "head": [(0, 0), (1, 0.5), (0.72, 0.5), (0.88, 0.25), (1, 0.5)],
    "rect": [(0, 0), (1, 0), (1, 0.6), (0, 0.6), (0, 0.02)],
    "square": [(0.5, 0), (1, 0), (1, 1), (0, 1), (0, 0), (0.5, 0)],
    "tilted": [(0, 0), (0.8, 0.6), (0.5, 1), (-0.3, 0.4), (0, 0.02)],
    "diamond": [(0.5, 0), (1, 0.5), (0.5, 1), (0, 0.5), (0.5, 0)],
    "triangle": [(0.5, 0), (1, 0.9), (0, 0.9), (0.5, 0.02)],
    "pentagon": [(0.5, 0), (1, 0.38), (0.8, 1), (0.2, 1), (0, 0.38), (0.5, 0)],
    "ellipse": [(0.5 + 0.5 * cosine(a), 0.35 + 0.35 * sine(a)) for a in range(0, 36_800, 800)],
    "writing": [(0, 0), (0.2, 0.5), (0.4, 0), (0.6, 0.5), (0.8, 0), (1, 0.5)],
    "spiral": [(a / 90_000 * cosine(a), a / 90_000 * sine(a)) for a in range(0, 72_000, 900)],
    "dot": [(0, 0), (0.01, 0.01)],
}
"""What a hand means to draw, on a side of 1."""


def guesses() -> Json:
    """Strokes drawn by an unsteady hand, and what they are taken for."""
    cases = []
    for seed in range(40):
        for name, way in DRAWN.items():
            random = Random(f"{name} {seed}")
            side, x, y = (random.randint(*span) for span in ((300, 9000), (-5000, 5000), (0, 5000)))
            flat = _by_hand(way, side, random.choice((0.0, 0.006, 0.015)), random)
            points = [n + (y if at % 2 else x) for at, n in enumerate(flat)]
            found = guess(points, 448)
            cases.append([name, points, None if found is None else [found.kind, found.geom]])
    return {"guesses": cases}


def _by_hand(way: list[tuple[float, float]], side: int, shaky: float, random: Random) -> list[int]:
    flat: list[int] = []
    for (ax, ay), (bx, by) in pairwise(way):
        count = max(1, round(side * (abs(bx - ax) + abs(by - ay)) / 400))
        for at in range(count + 1):
            px = ax + (bx - ax) * at / count + random.uniform(-shaky, shaky)
            py = ay + (by - ay) * at / count + random.uniform(-shaky, shaky)
            flat += (round(px * side), round(py * side))
    return flat


def colours() -> Json:
    """Colours as they are painted in the dark, of every palette and of none."""
    random = Random(9)
    known = [
        pair["light"] for name in ("ink", "note", "highlighter") for pair in tokens()[name].values()
    ]
    free = [f"#{random.randrange(2**24):06x}" for _ in range(500)]
    cases = [
        [colour, tone, painted(colour, tone, True)]
        for colour in (*known, "#000000", "#FFFFFF", "#8A8880", "#565B66", *free)
        for tone in ("ink", "highlighter", "note", "chrome")
    ]
    grounds = [[colour, ground(colour, True)] for colour in ("#FBFAF6", "#ffffff", *free[:50])]
    return {"painted": cases, "ground": grounds}


MAKERS = {
    "order": orders,
    "ink": inks,
    "text": texts,
    "drawing": drawings,
    "hit": hit_cases,
    "palette": colours,
    "guess": guesses,
}


def written(name: str) -> str:
    """The text of a vector file: one case a line."""
    parts = []
    for group, cases in MAKERS[name]().items():
        lines = ",\n".join(json.dumps(case, separators=(",", ":")) for case in cases)
        parts.append(f'"{group}":[\n{lines}\n]')
    return "{" + ",\n".join(parts) + "}\n"


if __name__ == "__main__":
    for name in MAKERS:
        (VECTORS / f"{name}.json").write_text(written(name), encoding="utf-8")
