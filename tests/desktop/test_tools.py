"""The tools as state machines, without Qt: a gesture in, the ops of it out."""

import json
from pathlib import Path
from typing import Any

import pytest
from tests.desktop.plain import PlainDesk, at, drag

from inkroom.ink import decode_points
from inkroom_desktop.tools.arrow import ArrowTool
from inkroom_desktop.tools.edit import duplicate, lock, nudge, order, remove, restyle
from inkroom_desktop.tools.eraser import EraserTool
from inkroom_desktop.tools.hand import HandTool
from inkroom_desktop.tools.highlighter import HighlighterTool
from inkroom_desktop.tools.kit import kit
from inkroom_desktop.tools.link import link_of, relink
from inkroom_desktop.tools.note import NoteTool
from inkroom_desktop.tools.pen import PART, PenTool
from inkroom_desktop.tools.select import SelectTool
from inkroom_desktop.tools.shape import ShapeTool
from inkroom_desktop.tools.style import Styles
from inkroom_desktop.tools.text import TextTool


def rect(desk: PlainDesk, id: str = "r1", x: int = 100, y: int = 100, **more: Any) -> None:
    geom = [x * 16, y * 16, 1600, 800, 0]
    desk.put(**({"id": id, "kind": "rect", "geom": geom, "fill": "#3150DE"} | more))


def test_a_pen_stroke_keeps_its_pressure_and_the_times_of_its_points() -> None:
    """[EL-6] [INK-5] Points between two on a straight line go; the last keeps its time."""
    desk = PlainDesk()
    pen = PenTool(desk)
    pen.press(at(0, 0, time=5, pressure=100, pen=True))
    for n in range(1, 20):
        pen.move(at(n * 4, 0, time=5 + 8 * n, pressure=100, pen=True))
    pen.release(at(80, 0, time=200, pressure=100, pen=True))
    (stroke,) = desk.submitted[0]["put"]
    assert stroke["points"] == [0, 0, 100, 0, 1280, 0, 100, 195]
    assert stroke["geom"] == [0, 0, 1280, 0, 0]
    assert "pressure" not in stroke
    assert desk.wets[-1] is None


def test_a_mouse_stroke_has_no_pressure() -> None:
    """[EL-6] `pressure: false`, and three numbers a point."""
    desk = PlainDesk()
    drag(PenTool(desk), (0, 0), (10, 10), (20, 0))
    (stroke,) = desk.submitted[0]["put"]
    assert stroke["pressure"] is False
    assert decode_points(stroke["points"], False)[::4] == [0, 160, 320]


def test_a_press_without_a_move_is_a_dot() -> None:
    desk = PlainDesk()
    drag(PenTool(desk), (3, 4))
    assert desk.submitted[0]["put"][0]["points"] == [48, 64, 0]


def test_wet_ink_grows_and_ends_with_the_stroke() -> None:
    """[LIVE-2] The whole of it each time; the desk sends what is new."""
    desk = PlainDesk()
    drag(PenTool(desk), (0, 0), (10, 0), (20, 0))
    lengths = [len(wet.points) for wet in desk.wets if wet is not None]
    assert lengths
    assert desk.wets[-1] is None
    assert len(desk.submitted) == 1


def test_a_very_long_stroke_is_put_in_parts_that_meet() -> None:
    """[SES-9] Each part fits a message; the next begins where the last ended."""
    desk = PlainDesk(zoom=4)
    places = [(n * 0.9, (n * 7919 % 23)) for n in range(PART + 50)]
    drag(PenTool(desk), *places)
    first, second = (parts["put"][0] for parts in desk.submitted)
    before = decode_points(first["points"], False)
    after = decode_points(second["points"], False)
    assert before[-4:-2] == after[0:2]


def test_escape_throws_the_stroke_away() -> None:
    desk = PlainDesk()
    pen = PenTool(desk)
    pen.press(at(0, 0))
    pen.move(at(9, 9))
    assert pen.key("Escape")
    pen.release(at(9, 9))
    assert desk.submitted == []
    assert desk.wets[-1] is None


def test_a_highlighter_is_broad_flat_and_its_own_ink() -> None:
    styles = Styles()
    desk = PlainDesk(style=styles.of("highlighter"))
    drag(HighlighterTool(desk), (0, 0), (50, 0), pressure=20)
    (stroke,) = desk.submitted[0]["put"]
    assert stroke["brush"] == "highlighter"
    assert stroke["pressure"] is False
    assert (stroke["ink"], stroke["width"]) == ("#FFE95C", 24 * 16)
    styles.set("highlighter", {"ink": "#B9F27C", "sketch": 1})
    assert styles.of("highlighter").ink == "#B9F27C"
    assert styles.of("pen").ink == "#1D2432"
    assert styles.of("pen").sketch == 1


def test_the_eraser_takes_what_it_sweeps_over_as_one_gesture_but_nothing_locked() -> None:
    desk = PlainDesk()
    rect(desk, "a", 0, 0)
    rect(desk, "b", 200, 0)
    rect(desk, "c", 400, 0, locked=True)
    drag(EraserTool(desk), (-50, 20), (700, 20))
    assert desk.submitted == [{"set": [{"id": "a", "deleted": True}, {"id": "b", "deleted": True}]}]
    assert desk.dimmed == []


@pytest.mark.parametrize("name", ["rect", "ellipse", "diamond"])
def test_a_shape_is_dragged_from_corner_to_corner(name: str) -> None:
    desk = PlainDesk()
    drag(ShapeTool(desk, name), (100, 80), (40, 20))
    (put,) = desk.submitted[0]["put"]
    assert (put["kind"], put["geom"]) == (name, [640, 320, 960, 960, 0])
    assert desk.finished == [[put["id"]]]
    assert desk.previews[-1] is None


def test_shift_makes_a_square_and_alt_keeps_the_centre() -> None:
    desk = PlainDesk()
    drag(ShapeTool(desk), (0, 0), (30, 10), shift=True)
    drag(ShapeTool(desk), (0, 0), (30, 10), alt=True)
    assert desk.submitted[0]["put"][0]["geom"] == [0, 0, 480, 480, 0]
    assert desk.submitted[1]["put"][0]["geom"] == [-480, -160, 960, 320, 0]


def test_a_press_by_mistake_makes_no_shape_and_no_arrow() -> None:
    desk = PlainDesk()
    drag(ShapeTool(desk), (0, 0), (2, 2))
    drag(ArrowTool(desk), (0, 0), (2, 2))
    assert desk.submitted == []


def test_an_arrow_points_and_a_line_does_not() -> None:
    desk = PlainDesk()
    drag(ArrowTool(desk, "arrow"), (0, 0), (50, 10))
    drag(ArrowTool(desk, "line"), (0, 0), (50, 2), shift=True)
    arrow, line = (parts["put"][0] for parts in desk.submitted)
    assert arrow["geom"] == [0, 0, 800, 160]
    assert arrow["heads"] == ["none", "arrow"]
    assert line["geom"] == [0, 0, 800, 0]
    assert "heads" not in line


def test_the_hand_moves_the_board() -> None:
    desk = PlainDesk()
    drag(HandTool(desk), (0, 0), (5, 7))
    assert desk.panned == [(80, 112)]
    assert desk.hovers == ["grab", "hand"]


def test_a_click_selects_and_a_drag_moves() -> None:
    desk = PlainDesk()
    rect(desk)
    tool = SelectTool(desk)
    drag(tool, (150, 120))
    assert desk.selection == ["r1"]
    drag(tool, (150, 120), (160, 120), (170, 130))
    assert desk.submitted == [{"set": [{"id": "r1", "geom": [1920, 1760, 1600, 800, 0]}]}]
    assert desk.previews[-1] is None


def test_alt_leaves_the_original_and_moves_a_copy() -> None:
    desk = PlainDesk()
    rect(desk)
    desk.select(["r1"])
    drag(SelectTool(desk), (150, 120), (160, 120), (250, 120), alt=True)
    (copy,) = desk.submitted[0]["put"]
    assert copy["geom"] == [3200, 1600, 1600, 800, 0]
    assert desk.selection == [copy["id"]] != ["r1"]


def test_a_corner_draws_out_and_the_knob_turns() -> None:
    desk = PlainDesk()
    rect(desk)
    desk.select(["r1"])
    drag(SelectTool(desk), (204, 154), (210, 160), (254, 204))
    assert desk.submitted[0]["set"] == [{"id": "r1", "geom": [1600, 1600, 2400, 1600, 0]}]
    desk.submitted.clear()
    drag(SelectTool(desk), (175, 74), (210, 74), (300, 150), shift=True)
    assert desk.submitted[0]["set"] == [{"id": "r1", "geom": [1600, 1600, 2400, 1600, 9000]}]


def test_a_box_selects_what_lies_wholly_within_it() -> None:
    desk = PlainDesk()
    rect(desk, "a", 0, 0)
    rect(desk, "b", 300, 0)
    drag(SelectTool(desk), (-20, -20), (50, 50), (150, 80))
    assert desk.selection == ["a"]
    drag(SelectTool(desk), (280, -20), (300, 20), (450, 80), shift=True)
    assert desk.selection == ["a", "b"]
    assert desk.submitted == []
    assert desk.bands[-1] is None


def test_a_point_of_a_line_can_be_moved() -> None:
    desk = PlainDesk()
    desk.put(id="l", kind="line", geom=[0, 0, 1600, 0])
    desk.select(["l"])
    drag(SelectTool(desk), (100, 0), (100, 20), (100, 50))
    assert desk.submitted == [{"set": [{"id": "l", "geom": [0, 0, 1600, 800]}]}]


def test_keys_of_the_select_tool() -> None:
    desk = PlainDesk()
    rect(desk)
    tool = SelectTool(desk)
    assert not tool.key("Delete")
    desk.select(["r1"])
    assert tool.key("Shift+ArrowRight")
    assert desk.submitted[-1] == {"set": [{"id": "r1", "geom": [1760, 1600, 1600, 800, 0]}]}
    assert tool.key("Escape")
    assert desk.selection == []


def test_those_who_may_only_look_change_nothing() -> None:
    """[ACC-3] Selecting is free; nothing that a tool or a key does becomes an op."""
    desk = PlainDesk(may_draw=False)
    rect(desk)
    desk.select(["r1"])
    tool = SelectTool(desk)
    drag(tool, (150, 120), (160, 120), (250, 120))
    drag(tool, (204, 154), (210, 160), (254, 204))
    for key in ("Delete", "Ctrl+d", "ArrowLeft", "Enter"):
        tool.key(key)
    for act in (remove, duplicate, lock, lambda d: order(d, "back"), lambda d: nudge(d, 1, 1)):
        act(desk)
    restyle(desk, {"ink": "#AE1E0E"})
    assert desk.submitted == []


def test_writing_takes_the_room_it_needs_and_an_empty_one_makes_nothing() -> None:
    desk = PlainDesk()
    tool = TextTool(desk)
    drag(tool, (10, 40))
    desk.writings[0].commit("  ")
    assert desk.submitted == []
    desk.writings[0].commit("Wait\r\n10 min")
    (put,) = desk.submitted[0]["put"]
    assert put["text"] == "Wait\n10 min"
    assert put["geom"][0] == 160
    assert put["geom"][3] == 2 * 422
    drag(tool, (12, 40))
    assert desk.writings[1].id == put["id"]
    desk.writings[1].commit("")
    assert desk.submitted[1] == {"set": [{"id": put["id"], "deleted": True}]}


def test_a_note_is_put_and_asks_what_it_says() -> None:
    desk = PlainDesk(style=Styles().of("note"))
    drag(NoteTool(desk), (100, 100))
    (put,) = desk.submitted[0]["put"]
    assert (put["kind"], put["fill"]) == ("note", "#FFE56E")
    assert desk.writings[0].id == put["id"]


def test_order_lock_duplicate_and_style() -> None:
    desk = PlainDesk()
    for n, id in enumerate(("a", "b", "c")):
        rect(desk, id, 0, 0, z=f"a{n}")
    desk.select(["a"])
    order(desk, "forward")
    assert [e.id for e in desk._stack()] == ["b", "a", "c"]
    order(desk, "front")
    assert [e.id for e in desk._stack()] == ["b", "c", "a"]
    order(desk, "backward")
    order(desk, "back")
    assert [e.id for e in desk._stack()] == ["a", "b", "c"]
    restyle(desk, {"ink": "#AE1E0E", "heads": ["none", "arrow"]})
    assert desk.submitted[-1] == {"set": [{"id": "a", "ink": "#AE1E0E"}]}
    duplicate(desk)
    assert desk.submitted[-1]["put"][0]["geom"][:2] == [256, 256]
    lock(desk)
    before = len(desk.submitted)
    remove(desk)
    assert len(desk.submitted) == before


def test_the_kit_has_each_tool_under_its_name() -> None:
    assert all(tool.name == name for name, tool in kit(PlainDesk()).items())


LINKS = json.loads((Path(__file__).parents[1] / "vectors/links.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("text", "meant"), LINKS)
def test_what_is_typed_as_a_link_is_opened_or_refused(text: str, meant: str | None) -> None:
    """[LINK-1] [EL-8] `webclient/src/tools/link.test.ts` runs the same file; a board takes what comes of it."""
    assert link_of(text) == meant
    if meant:
        PlainDesk().put(id="e1", kind="rect", geom=[0, 0, 16, 16, 0], link=meant)


def test_the_selection_is_linked_in_one_gesture() -> None:
    """[LINK-1] What is locked is not."""
    desk = PlainDesk()
    for id in ("e1", "e2", "e3"):
        desk.put(id=id, kind="rect", geom=[0, 0, 16, 16, 0], locked=id == "e3")
    desk.select(["e1", "e2", "e3"])
    relink(desk, "https://example.org")
    relink(desk, "https://example.org")
    (parts,) = desk.submitted
    assert [one["id"] for one in parts["set"]] == ["e1", "e2"]
