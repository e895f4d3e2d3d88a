"""The report of an undo is whole, whatever came between its parts."""

from copy import deepcopy

import pytest
from msgspec.structs import replace
from tests.support.seat import RECT, Seat, pair, told, write

from inkroom import events as on
from inkroom.messages import encode

ALL = [f"e{n}" for n in range(70)]


def half_undone() -> Seat:
    """The undo of a gesture of two ops is in the log and unheard; another changed e69, which its first part leaves."""
    one, other = pair()
    one.do({"put": [RECT | {"id": id} for id in ALL]})
    one.do({"set": [{"id": id, "ink": "#111111"} for id in ALL]})
    one.sync()
    other.hear()
    other.do(write("e69", ink="#222222"))
    other.sync()
    one.hear()
    one.undo()
    assert len(one.send()) == 2
    return one


def hear_one(seat: Seat) -> None:
    """The next entry, and no more."""
    seat.session.receive(seat.room.frame(seat.session.seq + 1, seat.session.seq + 1))
    seat._drain()


def reports(seat: Seat) -> list[tuple[int, list[str]]]:
    return [(report.total, report.left) for report in told(seat.told, on.Undone)]


@pytest.mark.parametrize("point", ["before the first part", "after it"])
def test_it_is_whole_though_the_process_died_between_the_parts(point: str) -> None:
    """[UNDO-7] The disk knew of the first part's verdict alone, or of its board too (seeds 2633409020, 2633424304)."""
    seat = half_undone()
    stored = deepcopy(seat.session.stored())
    hear_one(seat)
    after = deepcopy(seat.session.stored())
    died = after if point == "after it" else replace(stored, ops=after.ops)
    assert reports(Seat(seat.room, stored=died).join()) == [(70, ["e69"])]


def test_it_is_whole_though_it_was_told_before_the_process_died() -> None:
    """[UNDO-7] It is told again, not half of it (seed 2633431371)."""
    seat = half_undone()
    hear_one(seat)
    died = deepcopy(seat.session.stored())
    hear_one(seat)
    assert reports(seat) == [(70, ["e69"])]
    assert reports(Seat(seat.room, stored=died).join()) == [(70, ["e69"])]


def test_it_is_whole_though_a_snapshot_confirmed_the_first_part() -> None:
    """[UNDO-7]"""
    seat = half_undone()
    seat.session.lost(1006)
    assert reports(seat.join(tail=-1, behind=1)) == [(70, ["e69"])]


def test_it_names_no_more_though_a_gesture_is_made_between_the_parts() -> None:
    """[UNDO-2, UNDO-7] The images that it needs are kept until it is told."""
    seat = half_undone()
    hear_one(seat)
    seat.do(write("e1", width=16))
    seat.hear()
    assert reports(seat) == [(70, ["e69"])]


def test_what_another_changed_between_the_parts_is_named() -> None:
    """[UNDO-7] It stands otherwise than the gesture found it when the report is made."""
    one, other = pair()
    one.do({"put": [RECT | {"id": id} for id in ALL]})
    one.do({"set": [{"id": id, "ink": "#111111"} for id in ALL]})
    one.sync()
    other.hear()
    one.undo()
    (first, second) = one.session._pending.sendable(one.session.confirmed, 4)
    one.room.offer("c1", encode(first[1]))
    other.hear()
    other.do(write("e69", ink="#222222"))
    other.sync()
    one.room.offer("c1", encode(second[1]))
    one.hear()
    assert reports(one) == [(70, ["e69"])]
