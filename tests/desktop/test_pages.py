"""Pages and layers on the desktop: what is done to them, where new elements go, what is seen."""

from typing import Any

import pytest
from PySide6.QtCore import QPoint
from pytestqt.qtbot import QtBot
from tests.desktop.plain import PlainDesk

from inkroom.stack import Stack
from inkroom_desktop.address import Address
from inkroom_desktop.device import Device
from inkroom_desktop.panels.sheets import SheetsPopup
from inkroom_desktop.tools import pages
from inkroom_desktop.window import Window

pytestmark = pytest.mark.desktop
BOX = [0, 0, 1600, 1600, 0]


def listed(desk: PlainDesk, kind: str) -> list[dict[str, Any]]:
    root = desk.board.get("board")
    assert root is not None
    return [{k: v for k, v in sheet.items() if v} for sheet in root.get(kind)]


def test_pages_are_added_named_moved_and_taken_away_with_what_is_on_them() -> None:
    """[SHEET-5] `webclient/src/tools/pages.test.ts` does the same."""
    desk = PlainDesk()
    desk.put(id="a", kind="rect", geom=BOX)
    new = pages.add(desk, "pages", "1")
    assert new is not None
    pages.change(desk, "pages", new, name="Garden")
    desk.put(id="b", kind="rect", geom=BOX, page=new)
    pages.move(desk, "pages", new, -1)
    assert listed(desk, "pages") == [{"id": new, "name": "Garden"}, {"id": "1"}]
    pages.move(desk, "pages", new, -1)
    before = len(desk.submitted)
    pages.remove(desk, "pages", new)
    assert len(desk.submitted) == before + 1
    assert listed(desk, "pages") == [{"id": "1"}]
    assert [e.id for e in desk.board.visible()] == ["a"]
    pages.remove(desk, "pages", "1")
    assert listed(desk, "pages") == [{"id": "1"}]


def test_a_layer_that_goes_leaves_its_elements_to_the_one_below() -> None:
    """[SHEET-5]"""
    desk = PlainDesk()
    top = pages.add(desk, "layers")
    assert top is not None
    desk.put(id="a", kind="rect", geom=BOX, layer=top)
    desk.put(id="b", kind="rect", geom=BOX)
    pages.remove(desk, "layers", top)
    assert desk.submitted[-1]["set"][1] == {"id": "a", "layer": "1"}
    above = pages.add(desk, "layers")
    pages.remove(desk, "layers", "1")
    assert [(one["id"], one["layer"]) for one in desk.submitted[-1]["set"][1:]] == [
        ("a", above),
        ("b", above),
    ]


def test_the_selection_is_brought_to_another_page_but_for_what_is_locked() -> None:
    desk = PlainDesk()
    other = pages.add(desk, "pages")
    assert other is not None
    desk.put(id="a", kind="rect", geom=BOX)
    desk.put(id="b", kind="rect", geom=BOX, locked=True)
    desk.select(["a", "b"])
    pages.bring(desk, "pages", other)
    assert desk.submitted[-1] == {"set": [{"id": "a", "page": other}]}
    assert desk.selection == []


def test_paper_is_of_one_page_or_of_all() -> None:
    """[SHEET-6]"""
    desk = PlainDesk()
    other = pages.add(desk, "pages")
    assert other is not None
    pages.paper(desk, other, {"grid": "lines"}, every=False)
    assert Stack(desk.board, other).ground == ("#FBFAF6", "lines")
    assert Stack(desk.board, "1").ground == ("#FBFAF6", "dots")
    pages.paper(desk, other, {"grid": "isometric"}, every=True)
    assert Stack(desk.board, other).ground == Stack(desk.board, "1").ground
    pages.toggle_grid(desk, "1")
    assert Stack(desk.board, "1").ground[1] == "none"


def test_those_who_may_only_look_change_no_list() -> None:
    desk = PlainDesk(may_draw=False)
    assert pages.add(desk, "pages") is None
    pages.change(desk, "pages", "1", name="Mine")
    pages.paper(desk, "1", {"grid": "none"}, every=True)
    assert desk.submitted == []


@pytest.fixture
def window(qtbot: QtBot, device: Device, nowhere: Address) -> Window:
    window = Window(device, nowhere)
    qtbot.addWidget(window)
    window.open(nowhere)
    window.resize(1200, 800)
    window.show()
    return window


def test_new_elements_lie_on_the_page_and_layer_in_view(window: Window) -> None:
    """[SHEET-3] [SHEET-4] What is on another page is neither seen nor picked."""
    assert window.page is not None
    desk = window.page.desk
    desk.submit({"put": [{"id": "a", "kind": "note", "geom": BOX}]})
    window.run("page.add")
    assert desk.pick(800, 800, 64) is None
    top = pages.add(desk, "layers")
    assert top is not None
    desk.take_layer(top)
    desk.submit({"put": [{"id": "b", "kind": "note", "geom": BOX}]})
    made = desk.board.get("b")
    assert made is not None
    assert (made.get("page"), made.get("layer")) == (desk.scene.stack.page, top)
    picked = desk.pick(800, 800, 64)
    assert picked is not None
    assert picked.id == "b"
    pages.change(desk, "layers", top, locked=True)
    assert desk.pick(800, 800, 64) is None
    assert [one.id for one in desk.scene.shown] == ["b"]
    pages.change(desk, "layers", top, hidden=True)
    assert desk.scene.shown == []
    window.run("page.previous")
    assert [one.id for one in desk.scene.shown] == ["a"]


def test_where_no_layer_takes_anything_nothing_is_made(window: Window) -> None:
    """[SHEET-4]"""
    assert window.page is not None
    desk = window.page.desk
    refused: list[str] = []
    desk.refused.connect(lambda code, _: refused.append(code))
    pages.change(desk, "layers", "1", locked=True)
    desk.submit({"put": [{"id": "a", "kind": "rect", "geom": BOX}]})
    assert refused == ["layer"]
    assert desk.board.get("a") is None


def test_the_list_takes_a_page_and_renames_it(qtbot: QtBot, window: Window) -> None:
    assert window.page is not None
    desk = window.page.desk
    window.run("page.add")
    popup = SheetsPopup(window.bar, desk)
    popup.open_at(QPoint(10, 10))
    listing = popup.lists["pages"]
    listing.take("1")
    assert desk.scene.stack.page == "1"
    [_, other] = listing.sheets
    actions = [one.text() for one in listing.menu_of(listing, other, 1, 2).actions()]
    assert actions == ["Rename", "Move up", "Delete the page"]
    popup.paper.grids.chosen.emit("lines")
    assert desk.scene.ground.grid == "lines"
    popup.close()
