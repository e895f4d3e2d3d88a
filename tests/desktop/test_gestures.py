"""Both clients make the same ops of the same gestures: the gesture files, and many seeded drags."""

import json
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
from tests.desktop.drags import EACH, FILE, lines, run, scripts
from tests.desktop.drags import text_of as lines_of
from tests.desktop.gestures import FOLDER, lasers, played, remarks, text_of, told
from tests.desktop.plain import PlainDesk

from inkroom_desktop.tools.kit import kit

WEB: Final = Path(__file__).parents[2] / "webclient"
TOOLS: Final = list(kit(PlainDesk()))


def gestures() -> Iterator[Any]:
    for path in sorted(FOLDER.glob("*.json")):
        for case in json.loads(path.read_text(encoding="utf-8")):
            yield pytest.param(case, id=f"{path.stem}: {case['title']}")


@pytest.mark.parametrize("case", list(gestures()))
def test_a_gesture_makes_the_ops_that_its_file_says(case: dict[str, Any]) -> None:
    """[INK-5] [INK-6] [BIND-5] [FRAME-1] [FORM-1] [LASSO-1] [GUESS-1] [PEN-1] [PEN-2] [PEN-3] See

    `webclient/src/tools/gestures.test.ts` runs the same files."""
    desk = played(case)
    assert told(desk) == case["ops"]
    assert list(desk.selection) == case.get("selected", [])
    assert desk.tool == case.get("tool_after", case["tool"])
    assert lasers(desk) == case.get("lasers", [])
    assert remarks(desk) == case.get("remarks", [])
    if "hover" in case:
        assert desk.hovers[-1] == case["hover"]
    assert not desk.wets or desk.wets[-1] is None
    assert not desk.previews or not desk.previews[-1]
    assert not desk.bands or desk.bands[-1] is None
    assert desk.dimmed == []
    assert desk.guided == []
    assert desk.dips == case.get("dips", [])
    assert not desk.loops or desk.loops[-1] is None
    assert desk.lensed is None


def test_the_gesture_files_are_written_as_the_recorder_writes_them() -> None:
    for path in FOLDER.glob("*.json"):
        text = path.read_text(encoding="utf-8")
        assert text == text_of(json.loads(text)), path.name


@pytest.mark.parametrize("tool", TOOLS)
def test_seeded_drags_make_the_same_ops_in_both_languages(tool: str) -> None:
    """`webclient/src/tools/drags.test.ts` runs the same file."""
    found = [json.loads(line) for line in FILE.read_text(encoding="utf-8").splitlines()]
    mine = [case for case in found if case["tool"] == tool]
    assert len(mine) == EACH
    for case in mine:
        assert run(case) == case["expected"], (tool, case["seed"])
    acts = sum(
        any(case["expected"][name] for name in ("submitted", "panned", "lasers", "remarks", "dips"))
        for case in mine
    )
    assert acts >= EACH // 4 or tool == "lasso"  # that selects alone


def test_a_thousand_random_scripts_make_the_same_ops_in_both_clients(tmp_path: Path) -> None:
    """Made anew each time and played by the web's tools beside the desktop's."""
    file = tmp_path / "scripts.jsonl"
    file.write_text(lines_of(scripts(1000)), encoding="utf-8")
    web = subprocess.run(
        ["npx", "vitest", "run", "src/tools/drags.test.ts", "-t", "of a file"],
        cwd=WEB,
        env=os.environ | {"INKROOM_SCRIPTS": str(file)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert web.returncode == 0, web.stdout[-4000:]


def test_the_drags_are_those_of_the_generator() -> None:
    assert FILE.read_text(encoding="utf-8") == lines(), "run python -m tests.desktop.drags"
