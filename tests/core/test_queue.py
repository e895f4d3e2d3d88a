"""Own ops of a session: numbered, shown, kept, sent (SES)."""

import json

import pytest
from tests.support.seat import RECT, Seat, pair, rect, told, write
from tests.support.sequencer import Sequencer

from inkroom import events as on
from inkroom.errors import BadOp
from inkroom.messages import encode


def test_own_ops_are_numbered_from_1_without_gaps() -> None:
    """[SES-1]"""
    seat = Seat(Sequencer())
    assert [seat.do(rect("e1")), seat.do(rect("e2")), seat.do({"say": "Hi"})] == [[1], [2], [3]]


def test_an_op_is_shown_at_once_and_sent_when_the_store_has_kept_it() -> None:
    """[SES-2, SES-3, P3]"""
    seat = Seat(Sequencer()).join()
    seat.session.submit(rect())  # type: ignore[arg-type]
    (keep,) = told(seat.session.events(), on.Keep)
    assert seat.ink() == "#DD2222"
    assert seat.ink(confirmed=True) is None
    assert seat.session.outgoing() == []
    seat.session.kept(keep.cseq)
    assert [op["cseq"] for op in seat.send()] == [1]


def test_an_invalid_gesture_changes_nothing() -> None:
    """[SES-1, EL-1]"""
    seat = Seat(Sequencer())
    with pytest.raises(BadOp):
        seat.do(rect(geom=[0, 0, 0.5, 0, 0]))
    assert (seat.session.waiting, seat.do(rect())) == (0, [1])


def test_others_entries_go_under_ones_own_pending_ops() -> None:
    """[SES-3] The own ink is shown on top until both are in the log; then the order of the log decides."""
    one, other = pair()
    one.do(rect())
    one.sync()
    other.hear()
    one.do(write(ink="#111111"))
    other.do(write(ink="#222222"))
    other.sync()
    one.hear()
    assert (one.ink(), one.ink(confirmed=True)) == ("#111111", "#222222")
    one.sync()
    other.hear()
    assert (one.ink(), other.ink()) == ("#111111", "#111111")


def test_ops_go_out_in_order_above_last_cseq_and_once_a_connection() -> None:
    """[SES-5]"""
    seat = Seat(Sequencer())
    seat.do(rect("e1"))
    seat.do(rect("e2"))
    seat.join()
    assert [op["cseq"] for op in seat.send()] == [1, 2]
    assert seat.send() == []
    seat.session.lost(1006)
    seat.do(rect("e3"))
    seat.join()
    assert [op["cseq"] for op in seat.send()] == [3], "the room has 1 and 2"


def test_what_was_lost_on_its_way_goes_out_again() -> None:
    """[SES-5, P3]"""
    seat = Seat(Sequencer()).join()
    seat.do(rect())
    seat.session.outgoing()
    seat.session.lost(1006)
    seat.join()
    assert [op["cseq"] for op in seat.send()] == [1]


def test_a_frame_of_ops_holds_at_most_64_and_60_000_bytes() -> None:
    """[SES-5, MSG-4, LIM-1]"""
    seat = Seat(Sequencer())
    for n in range(80):
        seat.do({"say": f"{n} " + "a" * (9_000 if n < 14 else 1)})
    seat.join()
    frames = seat.session.outgoing()
    assert all(len(frame.encode()) <= 60_100 for frame in frames)
    assert [len(json.loads(frame)["ops"]) for frame in frames] == [6, 6, 64, 4]


def test_a_large_gesture_is_split_and_undone_as_one() -> None:
    """[SES-9, UNDO-7] Its parts carry one name; one undo takes all."""
    seat = Seat(Sequencer()).join()
    cseqs = seat.do({"put": [RECT | {"id": f"e{n}"} for n in range(150)], "made": 7})
    assert cseqs == [1, 2, 3]
    ops = seat.send()
    assert {op["gesture"] for op in ops} == {"g1"}
    assert [len(op["put"]) for op in ops] == [64, 64, 22]
    seat.hear()
    assert seat.undo()
    assert not seat.session.can_undo
    assert list(seat.session.board.visible()) == []
    (report,) = told(seat.sync(), on.Undone)
    assert (report.total, report.left) == (150, [])


def test_a_part_of_a_gesture_and_its_undo_fit_a_message() -> None:
    """[SES-9] A set counts with what it replaces, which its undo must carry."""
    seat = Seat(Sequencer()).join()
    seat.do({"put": [RECT | {"id": f"e{n}", "text": "a" * 9_000} for n in range(10)]})
    seat.do({"set": [{"id": f"e{n}", "text": ""} for n in range(10)]})
    seat.undo()
    while ops := seat.send():
        assert all(len(encode(op)) <= 65_536 for op in ops)
        seat.hear()
    assert seat.session.board.get("e9").get("text") == "a" * 9_000  # type: ignore[union-attr]
