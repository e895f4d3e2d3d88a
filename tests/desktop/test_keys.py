"""Keys by the one table of both clients."""

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from tests.desktop.plain import PlainDesk

from inkroom.face import keys as table
from inkroom_desktop import keys
from inkroom_desktop.tools.acts import ACTS
from inkroom_desktop.tools.kit import kit

HERE = Path(keys.__file__ or "").parent
pytestmark = pytest.mark.desktop
NONE, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


def press(key: int, mods: Qt.KeyboardModifier = NONE, text: str = "", scan: int = 0) -> QKeyEvent:
    return QKeyEvent(QEvent.Type.KeyPress, key, mods, scan, 0, 0, text)


@pytest.mark.parametrize(
    ("event", "command"),
    [
        (press(Qt.Key.Key_P, text="p"), "tool.pen"),
        (press(Qt.Key.Key_P, SHIFT, "P"), "tool.highlighter"),
        (press(Qt.Key.Key_Z, CTRL), "edit.undo"),
        (press(Qt.Key.Key_Z, CTRL | SHIFT), "edit.redo"),
        (press(Qt.Key.Key_Question, SHIFT, "?"), "view.keys"),
        (press(Qt.Key.Key_Plus, CTRL | SHIFT, "+"), "view.zoom-in"),
        (press(Qt.Key.Key_Delete), "edit.delete"),
        (press(Qt.Key.Key_Z, ALT), "view.board-only"),
    ],
)
def test_a_key_means_what_the_table_says(event: QKeyEvent, command: str) -> None:
    assert command in [found for found, _ in keys.commands(event)]


def test_a_key_of_another_alphabet_is_known_by_its_place() -> None:
    """Cyrillic: the key at the place of P gives З; on Linux scan codes are those of evdev and eight more."""
    assert keys.commands(press(0x0417, text="з", scan=25 + 8)) == [("tool.pen", "board")]
    assert keys.commands(press(0x0417, text="з")) == []


def test_tools_get_keys_as_the_web_names_them() -> None:
    assert keys.tool_key(press(Qt.Key.Key_D, CTRL)) == "Ctrl+d"
    assert keys.tool_key(press(Qt.Key.Key_Left, SHIFT)) == "Shift+ArrowLeft"
    assert keys.tool_key(press(Qt.Key.Key_Escape)) == "Escape"


WHERE = ("page", "boardacts", "window", "past", "sight", "exchange", "filing", "preferences")
"""The modules that do commands."""


def test_every_command_of_the_table_is_done_somewhere() -> None:
    """A key that is shown in the help sheet does something."""
    source = "".join(
        path.read_text(encoding="utf-8") for path in (HERE / f"{name}.py" for name in WHERE)
    )
    tools = {"tool.keep", *(f"tool.{name}" for name in kit(PlainDesk()))}
    known = tools | set(ACTS)
    ours = [row for row in table()["keys"] if row.get("only") != "web"]
    named = [row["command"] for row in ours if row["command"] not in known]
    missing = [command for command in named if f'"{command}"' not in source]
    assert missing == []


def test_a_tool_tip_shows_the_first_key() -> None:
    assert keys.key_of("tool.hand") == "H"
    assert keys.key_of("nothing") == ""
