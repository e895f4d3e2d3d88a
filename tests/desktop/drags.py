"""Seeded drags with every tool and the ops that come of them, for both languages: `python -m tests.desktop.drags`.

One line of `tests/vectors/drags.jsonl` is one gesture: what the desk is like, what the pointer and the keys do (what a
pointer leaves out is false, or null for its pressure), and what is submitted, selected, finished and asked for then.
The cases that say why are in `tests/vectors/gestures`.
"""

import json
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, replace
from math import cos, sin
from pathlib import Path
from typing import Any, Final

from tests.desktop.gestures import nib
from tests.desktop.plain import PlainDesk

from inkroom.form import FORMS
from inkroom.messages import encode
from inkroom_desktop.tools.desk import Pointer, Style
from inkroom_desktop.tools.kit import kit
from inkroom_desktop.tools.style import STYLE, Styles

FILE: Final = Path(__file__).parents[1] / "vectors/drags.jsonl"
EACH: Final = 6
INKS: Final = ("#1D2432", "#AE1E0E", "#3150DE")
KEYS: Final = ("Escape", "Delete", "Ctrl+d", "ArrowLeft", "Shift+ArrowDown", "Enter")
KINDS: Final = {"part-eraser": ("stroke", "stroke", "rect")}
"""What lies on the board for a tool that is about some kinds alone."""
Case = dict[str, Any]
Step = list[Any]


def cases(tool: str) -> Iterator[Case]:
    """The gestures of a tool, always the same."""
    for seed in range(EACH):
        dice = random.Random(f"{tool} {seed}")
        case: Case = {
            "tool": tool,
            "seed": seed,
            "zoom": dice.choice([0.3, 1.0, 1.0, 2.5]),
            "may_draw": dice.random() < 0.9,
            "style": _style(tool, dice),
            "board": [_element(n, dice, KINDS.get(tool)) for n in range(dice.randrange(0, 7))],
        }
        ids = [put["id"] for put in case["board"]]
        case["selection"] = (
            dice.sample(ids, min(len(ids), dice.choice([0, 0, 1, 1, 2])))
            if tool == "select"
            else []
        )
        case |= _more(tool, seed)
        case["steps"] = _steps(tool, case, dice)
        yield case | {"expected": run(case)}


def scripts(count: int) -> Iterator[Case]:
    """Scripts of several gestures with tools at random on one board, always the same."""
    for seed in range(count):
        dice = random.Random(f"script {seed}")
        case: Case = {
            "tool": "select",
            "seed": seed,
            "zoom": dice.choice([0.3, 1.0, 1.0, 2.5]),
            "may_draw": True,
            "style": _style("pen", dice),
            "board": [_element(n, dice) for n in range(dice.randrange(0, 9))],
            "selection": [],
            **_more("script", seed),
            "steps": [],
        }
        for tool in dice.choices(list(kit(PlainDesk())), k=dice.randrange(2, 6)):
            case["steps"] += [["tool", tool], *_steps(tool, case, dice)]
        yield case | {"expected": run(case)}


def run(case: Case) -> dict[str, Any]:
    """What comes of a gesture with the tools of the desktop."""
    desk = PlainDesk(
        zoom=case["zoom"],
        may_draw=case["may_draw"],
        style=Style(**case["style"]),
        snaps=case["snap"],
        nib=nib(case["nib"]),
    )
    for put in case["board"]:
        desk.put(**put)
    desk.select(case["selection"])
    tools = kit(desk)
    tool = tools[case["tool"]]
    used = []
    for name, value in case["steps"]:
        if name == "tool":
            tool = tools[value]
        elif name == "key":
            used.append(tool.key(value))
        elif name == "commit":
            for writing in desk.writings[-1:]:
                writing.commit(value)
        elif hasattr(tool, name):  # not every tool knows a rest
            getattr(tool, name)(Pointer(**value))
    told = {
        "submitted": desk.submitted,
        "selection": desk.selection,
        "finished": desk.finished,
        "used": used,
        "panned": [list(step) for step in desk.panned],
        "hovers": list(dict.fromkeys(desk.hovers)),
        "writings": [
            {
                "id": w.id,
                "kind": w.kind,
                "text": w.text,
                "box": list(w.box),
                "angle": w.angle,
                "wrap": w.wrap,
            }
            for w in desk.writings
        ],
        "lasers": desk.lasers,
        "dips": desk.dips,
        "remarks": [[one.about, *one.place] for one in desk.remarks],
        "points": [len(wet.points) for wet in desk.wets if wet is not None],
    }
    found: dict[str, Any] = json.loads(encode(told))
    return found


def _more(tool: str, seed: int) -> dict[str, Any]:
    """Whether drags snap, and how the pen writes."""
    dice = random.Random(f"more {tool} {seed}")
    pen: dict[str, Any] = {}
    if dice.random() < 0.5:
        pen = {
            "curve": [dice.randrange(0, 101) for _ in range(4)],
            "constant": dice.random() < 0.2,
            "steady": dice.choice([0, 30, 100]),
        }
    return {"snap": dice.random() < 0.5, "nib": pen}


def _style(tool: str, dice: random.Random) -> dict[str, Any]:
    style = Styles().of(tool) if dice.random() < 0.5 else STYLE
    if dice.random() < 0.5:
        style = replace(
            style,
            ink=dice.choice(INKS),
            fill=dice.choice(["none", "#FFE56E"]),
            width=dice.choice([32, 64, 192]),
            dash=dice.choice(["solid", "dotted"]),
            sketch=dice.choice([0, 1]),
            opacity=dice.choice([100, 40]),
            font=dice.choice(["hand", "mono"]),
            size=dice.choice([320, 448]),
            align=dice.choice(["left", "centre", "right"]),
        )
    return asdict(style)


def _element(n: int, dice: random.Random, kinds: Sequence[str] | None = None) -> dict[str, Any]:
    kind = dice.choice(
        kinds or ["rect", "ellipse", "diamond", "shape", "line", "arrow", "text", "note", "stroke"]
    )
    x, y = dice.randrange(0, 12_000), dice.randrange(0, 9_000)
    w, h = dice.randrange(320, 4000), dice.randrange(320, 3000)
    put: dict[str, Any] = {"id": f"e{n}", "kind": kind, "z": f"a{n}"}
    if kind in ("line", "arrow"):
        put["geom"] = [x, y, x + w, y - h] + ([x + 2 * w, y + h] if dice.random() < 0.4 else [])
    else:
        put["geom"] = [x, y, w, h, dice.choice([0, 0, 0, 4500, 31_000])]
    if kind == "stroke":
        put |= {"points": [x, y, 90, 0, w, h, 200, 16], "geom": [x, y, w, h, 0]}
    if kind == "shape":
        put["form"] = dice.choice(FORMS)
    if kind in ("text", "note", "rect", "shape") and dice.random() < 0.7:
        put["text"] = dice.choice(["Wait 10 min", "Does the battery last\n3 nights?"])
    if kind in ("rect", "ellipse", "diamond", "shape") and dice.random() < 0.6:
        put["fill"] = dice.choice(INKS)
    if dice.random() < 0.1:
        put["locked"] = True
    if dice.random() < 0.2:
        put["group"] = ["g1"]
    return put


def _pointer(
    x: float, y: float, time: float, dice: random.Random, base: dict[str, Any]
) -> dict[str, Any]:
    pressure = dice.randrange(20, 256) if base["pen"] else None
    place = {"x": round(x, 2), "y": round(y, 2), "time": round(time, 1), "pressure": pressure}
    return {
        name: value
        for name, value in (base | place).items()
        if value is not False and value is not None
    }


def _steps(tool: str, case: Case, dice: random.Random) -> list[Step]:
    base = {name: dice.random() < 0.2 for name in ("shift", "alt", "ctrl")}
    base |= {"pen": dice.random() < 0.5, "touch": dice.random() < 0.15}
    steps: list[Step] = []
    for _ in range(dice.choice([1, 1, 2])):
        steps += _drag(tool, case, base, dice)
        if dice.random() < 0.2:
            steps.append(["key", dice.choice(KEYS)])
        if tool in ("text", "note", "select"):
            steps.append(["commit", dice.choice(["", "Hello", "Two\r\nlines", "Wait 10 min"])])
    return steps


def _drag(tool: str, case: Case, base: dict[str, Any], dice: random.Random) -> Iterator[Step]:
    x, y = _start(case, dice)
    unit = 16 / case["zoom"]
    length = (
        dice.choice([0, 0, 1, 3, 12, 60])
        if tool in ("text", "note", "select")
        else dice.choice([0, 2, 12, 60])
    )
    time, turn = dice.random() * 1000, dice.random() * 6.28
    yield ["move", _pointer(x, y, time, dice, base)]
    twice = tool == "select" and dice.random() < 0.2
    yield ["press", _pointer(x, y, time, dice, base | {"twice": twice})]
    for _ in range(length):
        turn += dice.uniform(-0.5, 0.5)
        step = dice.choice([0.2, 2, 9]) * unit
        x, y, time = x + step * cos(turn), y + step * sin(turn), time + dice.choice([4, 8.5])
        yield ["move", _pointer(x, y, time, dice, base)]
    if random.Random(f"{turn}").random() < 0.3:
        yield ["rest", _pointer(x, y, time, dice, base)]
    yield ["key", "Escape"] if dice.random() < 0.05 else ["move", _pointer(x, y, time, dice, base)]
    yield ["release", _pointer(x, y, time + 4, dice, base)]


def _start(case: Case, dice: random.Random) -> tuple[float, float]:
    """Somewhere on the board, mostly on an element or at its corner."""
    if not case["board"] or dice.random() < 0.2:
        return dice.uniform(0, 12_000), dice.uniform(0, 9_000)
    geom = dice.choice(case["board"])["geom"]
    if len(geom) != 5:
        return geom[-2] + dice.uniform(-40, 40), geom[-1] + dice.uniform(-40, 40)
    fx, fy = dice.choice([(0, 0), (1, 1), (0.5, 0.5), (0.5, 0), (0.3, 0.6)])
    return geom[0] + fx * geom[2] + dice.uniform(-60, 60), geom[1] + fy * geom[3] + dice.uniform(
        -60, 60
    )


def lines() -> str:
    """The file."""
    return text_of(case for tool in kit(PlainDesk()) for case in cases(tool))


def text_of(every: Iterable[Case]) -> str:
    return "".join(
        json.dumps(case, separators=(",", ":"), ensure_ascii=False) + "\n" for case in every
    )


if __name__ == "__main__":
    FILE.write_text(lines(), encoding="utf-8")
