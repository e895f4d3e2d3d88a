"""The system's clipboard: elements, pictures and words."""

import json

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from tests.desktop.plain import PlainDesk

from inkroom_desktop import clipboard

pytestmark = pytest.mark.desktop
BOX = [0, 0, 1600, 800, 0]


@pytest.fixture
def desk(dressed: QApplication) -> PlainDesk:
    """A desk with a named rectangle, selected, and an arrow that holds on to it."""
    desk = PlainDesk()
    desk.put(id="a", kind="rect", geom=BOX, text="Pump", page="2", group=["g"])
    bound = {"id": "a", "anchor": [1000, 500]}
    desk.put(id="b", kind="arrow", geom=[1600, 400, 3200, 400], group=["g"], **{"from": bound})
    desk.select(["a", "b"])
    return desk


def nothing(sha: str) -> bytes | None:
    return None


def test_what_is_copied_is_pasted_at_a_place_under_ids_of_its_own(desk: PlainDesk) -> None:
    """[CLIP-3] On the page in view, in the same group, holding on to each other."""
    clipboard.copy(desk, nothing)
    assert clipboard.paste(desk, (10_000, 400))
    rect, arrow = desk.submitted[0]["put"]
    assert rect["geom"] == [8400, 0, 1600, 800, 0]
    assert "page" not in rect
    assert arrow["from"]["id"] == rect["id"] != "a"
    assert rect["group"] == arrow["group"] != ["g"]
    assert desk.finished == [[rect["id"], arrow["id"]]]


def test_in_place_is_where_it_was(desk: PlainDesk) -> None:
    clipboard.cut(desk, nothing)
    assert clipboard.paste(desk, (10_000, 400), in_place=True)
    assert desk.submitted[1]["put"][0]["geom"] == BOX
    assert desk.submitted[0] == {
        "set": [{"id": "a", "deleted": True}, {"id": "b", "deleted": True}]
    }


def test_words_become_writing_and_so_does_anything_that_is_asked_to_be_plain(
    desk: PlainDesk,
) -> None:
    """[CLIP-2]"""
    QGuiApplication.clipboard().setText("Soil\r\npump\n")
    assert clipboard.paste(desk, (0, 0))
    assert desk.submitted[0]["put"][0]["text"] == "Soil\npump"
    clipboard.copy(desk, nothing)
    assert clipboard.paste(desk, (0, 0), plain=True)
    assert json.loads(desk.submitted[1]["put"][0]["text"])["type"] == "excalidraw/clipboard"


def test_an_empty_clipboard_changes_nothing(desk: PlainDesk) -> None:
    for text in ("", " \n", '{"type":"excalidraw/clipboard","elements":[]}'):
        QGuiApplication.clipboard().setText(text)
        assert not clipboard.paste(desk, (0, 0))
    assert desk.submitted == []


def test_those_who_may_only_look_copy_and_paste_nothing(desk: PlainDesk) -> None:
    desk.may_draw = False
    clipboard.copy(desk, nothing)
    clipboard.paste(desk, (0, 0))
    assert desk.submitted == []


def test_a_picture_of_the_selection_is_twice_as_large_as_it_is(desk: PlainDesk) -> None:
    elements = [e for e in desk.board.visible() if e.id == "a"]
    clipboard.copy_picture(elements, desk.board, nothing, as_svg=False)
    image = QGuiApplication.clipboard().image()
    assert image.width() > 2 * 100
    clipboard.copy_picture(elements, desk.board, nothing, as_svg=True)
    assert QGuiApplication.clipboard().text().startswith("<svg")
