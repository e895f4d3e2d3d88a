"""The gesture files (tests/vectors/gestures/README.md), how one is played, and `python -m tests.desktop.gestures`.

That writes what the desktop's tools did into the cases whose `ops` are `"?"`; then read each and judge it.
"""

import json
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from tests.desktop.plain import PlainDesk

from inkroom.messages import encode
from inkroom_desktop.tools.acts import ACTS
from inkroom_desktop.tools.brush import Brush
from inkroom_desktop.tools.desk import Pointer
from inkroom_desktop.tools.edit import reform
from inkroom_desktop.tools.kit import kit
from inkroom_desktop.tools.nib import NIB, Nib
from inkroom_desktop.tools.style import Styles

FOLDER: Final = Path(__file__).parents[1] / "vectors/gestures"
Case = dict[str, Any]


class Hand(PlainDesk):
    """A desk with a tool in hand: when a shape is done it goes back to select, unless the tool is kept."""

    def __init__(self, case: Case) -> None:
        styles = Styles()
        styles.set(case["tool"], case.get("style", {}))
        super().__init__(
            zoom=case.get("zoom", 1),
            may_draw=not case.get("viewer", False),
            snaps=case.get("snap", False),
            nib=nib(case.get("nib", {})),
            style=styles.of(case["tool"]),
        )
        self.tools = kit(self)
        self.brush = Brush()
        self.tool = case["tool"]
        self.keep = case.get("keep", False)
        for put in case.get("board", []):
            self.put(**put)
        self.select(case.get("selection", []))

    def done(self, made: Sequence[str]) -> None:
        if not self.keep:
            self.tool = "select"
            self.select(made)


def played(case: Case) -> Hand:
    desk = Hand(case)
    for n, step in enumerate(case["do"]):
        _do(desk, step, n)
    return desk


def nib(given: Case) -> Nib:
    fields: dict[str, Any] = {
        name: tuple(v) if isinstance(v, list) else v for name, v in given.items()
    }
    return replace(NIB, **fields)


def told(desk: Hand) -> Any:
    """What was submitted, as another reader of JSON sees it."""
    return json.loads(encode(desk.submitted))


def lasers(desk: Hand) -> list[list[float] | None]:
    """Where the laser was, and null where it was put off."""
    return [None if at is None else list(at) for at in desk.lasers]


def remarks(desk: Hand) -> list[Case]:
    """The comments that were asked for."""
    return [{"about": one.about, "place": list(one.place)} for one in desk.remarks]


def _do(desk: Hand, step: Case, n: int) -> None:
    tool = desk.tools[desk.tool]
    if "key" in step:
        tool.key(step["key"])
    elif "cancel" in step:
        tool.cancel()
    elif "finish" in step:
        getattr(tool, "finish", tool.cancel)()
    elif "command" in step:
        ACTS[step["command"]](desk, desk.brush)
    elif "form" in step:
        reform(desk, step["form"])
    elif "write" in step:
        desk.writings.pop().commit(step["write"])
    else:
        name = next(name for name in ("press", "move", "release", "rest") if name in step)
        act = getattr(tool, name, None)
        if act is not None:
            act(_pointer(step, name, n))


def _pointer(step: Case, name: str, n: int) -> Pointer:
    rest = {key: value for key, value in step.items() if key != name}
    x, y = step[name]
    return replace(Pointer(x, y, time=10 * n), **rest)


def _recorded(case: Case) -> Case:
    if case["ops"] != "?":
        return case
    desk = played(case)
    after = case | {"ops": told(desk)}
    for name, value, rest in (
        ("lasers", lasers(desk), []),
        ("remarks", remarks(desk), []),
        ("dips", desk.dips, []),
        ("selected", list(desk.selection), []),
        ("tool_after", desk.tool, case["tool"]),
    ):
        after.pop(name, None)
        if value != rest:
            after[name] = value
    return after


def text_of(cases: Sequence[Case]) -> str:
    """A file: a field a line, a step, an element and an op a line."""
    return "[\n" + ",\n".join(_text(case) for case in cases) + "\n]\n"


def _text(case: Case) -> str:
    fields = []
    for name, value in case.items():
        said = json.dumps(value, ensure_ascii=False)
        if isinstance(value, list) and value and not isinstance(value[0], str):
            rows = ",\n".join(f"      {json.dumps(one, ensure_ascii=False)}" for one in value)
            said = said if len(said) < 80 else f"[\n{rows}\n    ]"
        fields.append(f'    "{name}": {said}')
    return "  {\n" + ",\n".join(fields) + "\n  }"


if __name__ == "__main__":
    for path in sorted(FOLDER.glob("*.json")):
        cases = [_recorded(case) for case in json.loads(path.read_text(encoding="utf-8"))]
        path.write_text(text_of(cases), encoding="utf-8")
        sys.stdout.write(f"{path.stem}: {len(cases)}\n")
