"""Commands by name: the palette, the menus of a right click, the help sheet."""

from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from inkroom.face import commands, icons, strings, tokens
from inkroom_desktop.address import Address
from inkroom_desktop.commands import menu_of, offers
from inkroom_desktop.device import Device
from inkroom_desktop.keys import caps_of
from inkroom_desktop.panels.context import ask_menu
from inkroom_desktop.panels.keysheet import KeySheet
from inkroom_desktop.panels.palette import Palette
from inkroom_desktop.tools.acts import ACTS
from inkroom_desktop.window import Window

pytestmark = pytest.mark.desktop


@pytest.fixture
def window(qtbot: QtBot, device: Device, nowhere: Address) -> Window:
    """A window on a board with two rectangles and a note."""
    window = Window(device, nowhere)
    qtbot.addWidget(window)
    page = window.open(nowhere)
    window.resize(1200, 800)
    window.show()
    box = [0, 0, 1600, 1600, 0]
    page.desk.submit(
        {
            "put": [
                {"id": "a", "kind": "rect", "geom": box},
                {"id": "b", "kind": "rect", "geom": [3200, 0, 1600, 1600, 0]},
                {"id": "n", "kind": "note", "geom": [0, 3200, 1600, 1600, 0], "text": "Pumpe"},
            ]
        }
    )
    page.desk.set_tool("select")
    return window


def test_every_command_of_the_table_has_words_an_icon_and_an_end() -> None:
    table = commands()
    names = [row["command"] for row in table["commands"]]
    assert len(set(names)) == len(names)
    assert set(ACTS) <= set(names)
    for row in table["commands"]:
        group, icon = row["icon"].split(".")
        assert tokens()["icon"][group][icon] in icons()
        assert row.get("word", row["command"]) in strings()
    for menu in ("element", "ground"):
        assert {one for one in table[menu] if one} <= set(names)


def test_what_cannot_be_done_now_is_not_offered(window: Window) -> None:
    assert window.page is not None
    desk = window.page.desk

    def offered() -> set[str]:
        return {offer.command for offer in offers(desk.selected, may_draw=True)}

    assert "edit.delete" not in offered()
    desk.select(["a"])
    assert "edit.delete" in offered()
    assert "edit.group" not in offered()
    desk.select(["a", "b"])
    window.run("edit.group")
    assert "edit.ungroup" in offered()
    assert "edit.group" not in offered()
    window.run("edit.lock")
    [label] = [
        one.label for one in offers(desk.selected, may_draw=True) if one.command == "edit.lock"
    ]
    assert label == strings()["edit.unlock"]
    looking = {offer.command for offer in offers(desk.selected, may_draw=False)}
    assert "view.fit" in looking
    assert not any(command.startswith("edit.g") for command in looking)


def test_a_menu_has_no_line_at_its_ends_nor_two_together(window: Window) -> None:
    """Those who may only look have a menu too."""
    assert window.page is not None
    window.page.desk.select(["a"])
    for name in ("element", "ground"):
        rows = menu_of(name, window.page.desk.selected, may_draw=False)
        assert rows
        assert rows[0] is not None
        assert rows[-1] is not None
        assert all(a or b for a, b in pairwise(rows))


def test_a_right_click_selects_what_is_there_with_its_group(window: Window) -> None:
    assert window.page is not None
    desk = window.page.desk
    desk.select(["a", "b"])
    window.run("edit.group")
    desk.select([])
    assert ask_menu(desk, 0, 800) == "element"
    assert sorted(desk.selection) == ["a", "b"]
    assert ask_menu(desk, 9_000, 9_000) == "ground"
    assert desk.selection == []


def test_a_command_is_found_by_a_few_letters_and_run(qtbot: QtBot, window: Window) -> None:
    assert window.page is not None
    window.page.desk.select(["a", "b"])
    window.run("view.commands")
    palette = window.findChild(Palette)
    assert isinstance(palette, Palette)
    QTest.keyClicks(palette.field, "align bot")
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    assert window.page.desk.selection == ["a", "b"]
    qtbot.waitUntil(lambda: window.findChild(Palette) is None)


def test_writing_on_the_board_is_found_and_shown(qtbot: QtBot, window: Window) -> None:
    assert window.page is not None
    window.run("view.commands")
    palette = window.findChild(Palette)
    assert isinstance(palette, Palette)
    QTest.keyClicks(palette.field, "pump")
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    assert window.page.desk.selection == ["n"]


def test_escape_leaves_the_palette_and_nothing_is_done(qtbot: QtBot, window: Window) -> None:
    assert window.page is not None
    seq = len(list(window.page.desk.board.visible()))
    window.run("view.commands")
    palette = window.findChild(Palette)
    assert isinstance(palette, Palette)
    QTest.keyClick(palette.field, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: window.findChild(Palette) is None)
    assert len(list(window.page.desk.board.visible())) == seq


def test_the_canvas_asks_for_a_menu_at_the_place_of_the_press(qtbot: QtBot, window: Window) -> None:
    assert window.page is not None
    asked: list[tuple[QPoint, str]] = []
    window.page.canvas.menu_asked.disconnect()
    window.page.canvas.menu_asked.connect(lambda at, on: asked.append((at, on)))
    window.page.canvas._ask_menu(QPoint(5, 6))
    assert [on for _, on in asked] == ["ground"]


def test_the_help_sheet_finds_a_key(qtbot: QtBot, window: Window) -> None:
    sheet = KeySheet(window)
    qtbot.addWidget(sheet)
    sheet.show()
    every = [row for _, rows in sheet._groups for row, _ in rows]
    assert all(row.isVisibleTo(sheet) for row in every)
    QTest.keyClicks(sheet.field, "ungroup")
    assert sum(row.isVisibleTo(sheet) for row in every) == 1


def test_keys_are_shown_cap_by_cap() -> None:
    assert caps_of("Ctrl+Shift+ArrowLeft") == ["Ctrl", "Shift", "←"]
    assert caps_of("Ctrl++") == ["Ctrl", "+"]
    assert caps_of("]") == ["]"]


def test_a_command_that_nobody_knows_does_nothing(window: Window) -> None:
    """Neither the window nor its board hands it back; one of the window's still goes up from the board."""
    assert window.page is not None
    for run in (window.run, window.page.run):
        run("nobody.knows")
        run("")
    window.page.run("view.commands")
    assert window.findChild(Palette) is not None


def test_a_mixed_selection_shows_as_chosen_only_what_is_the_same(window: Window) -> None:
    assert window.page is not None
    page = window.page
    page.desk.select(["a", "b"])
    panel = page.style_panel
    assert panel.inks.value == "#1D2432"
    page.desk.select(["a"])
    page.desk.set_style(ink="#AE1E0E")
    page.desk.select(["a", "b"])
    assert panel.inks.value == ""
    assert panel.dashes.value == "solid"
    page.desk.set_style(ink="#AE1E0E")
    assert panel.inks.value == "#AE1E0E"
