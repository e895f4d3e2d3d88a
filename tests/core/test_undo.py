"""Undo and redo: one's own work, exactly, and nobody else's."""

from typing import Any

import pytest
from tests.support.seat import RECT, Seat, pair, rect, told, write
from tests.support.sequencer import Sequencer

from inkroom import events as on
from inkroom.board import Board
from inkroom.history import fold
from inkroom.messages import Op, encode, read_op
from inkroom.undo import Queued, before, stacks


def drawn(seat: Seat, *parts: dict[str, Any]) -> Seat:
    for part in parts:
        seat.do(part)
    seat.sync()
    return seat


def alone() -> Seat:
    return Seat(Sequencer()).join()


def element(seat: Seat, id: str = "e1") -> Any:
    found = seat.session.confirmed.get(id)
    assert found
    return found


def test_the_newest_own_gesture_is_taken_back() -> None:
    """[UNDO-1] Gesture by gesture, then there is none."""
    seat = drawn(alone(), rect(), write(ink="#111111"), write(ink="#222222", width=16))
    inks = []
    while seat.undo():
        seat.sync()
        inks.append((seat.ink(), element(seat).get("width")))
    assert inks == [("#111111", 32), ("#DD2222", 32), (None, 32)]
    assert not seat.session.can_undo


def test_what_another_changed_since_is_left_and_named() -> None:
    """[BUG-7] [UNDO-1, UNDO-7, P5]"""
    one, other = pair()
    drawn(one, {"put": [RECT, RECT | {"id": "e2"}, RECT | {"id": "e3"}]})
    one.do({"set": [{"id": id, "ink": "#111111", "width": 16} for id in ("e1", "e2", "e3")]})
    one.sync()
    other.hear()
    drawn(other, write("e2", ink="#222222"))
    one.hear()
    one.undo()
    (report,) = told(one.sync(), on.Undone)
    assert (report.total, report.left) == (3, ["e2"])
    assert [one.ink(id) for id in ("e1", "e2", "e3")] == ["#DD2222", "#222222", "#DD2222"]
    assert element(one, "e2").get("width") == 32, "a register that nobody else wrote goes back"


@pytest.mark.parametrize("parts_heard", [0, 1])
def test_an_undo_that_ends_in_a_snapshot_reports_as_well(parts_heard: int) -> None:
    """[UNDO-7] What another changed is named, whoever saw the entries go by."""
    one, other = pair()
    drawn(one, {"put": [RECT, RECT | {"id": "e2"}]})
    one.do({"set": [{"id": id, "ink": "#111111"} for id in ("e1", "e2")]})
    one.sync()
    other.hear()
    drawn(other, write("e2", ink="#222222"))
    if parts_heard:
        one.hear()
    one.undo()
    one.send()
    one.session.lost(1006)
    one.told = []
    one.join(tail=-1)
    (report,) = told(one.told, on.Undone)
    assert (report.total, report.left, one.ink()) == (2, ["e2"], "#DD2222")


def test_an_undo_without_its_images_ends_in_a_snapshot_silently() -> None:
    """[UNDO-7] The gesture itself is in the snapshot, so nobody knows what it found."""
    seat = alone()
    seat.do(rect())
    seat.undo()
    seat.send()
    seat.session.lost(1006)
    seat.join(tail=-1)
    seat.sync()
    assert told(seat.told, on.Undone) == []


def test_an_image_is_what_the_op_found_in_the_log() -> None:
    """[BUG-8] [UNDO-2, P5] Not what the screen showed when it was drawn: another's entry came before."""
    one, other = pair()
    drawn(other, rect())
    one.hear()
    one.do(write(ink="#111111"))
    drawn(other, write(ink="#222222"))
    one.sync()
    one.undo()
    one.sync()
    assert one.ink() == "#222222"


def test_a_new_epoch_drops_all_images() -> None:
    """[BUG-32] [UNDO-2, UNDO-4] What is offered again finds new ones; what stays has none, and is left and named."""
    seat = drawn(alone(), rect(), write(ink="#111111"), write(width=16))
    seat.room.restore_backup(1)
    seat.session.lost(1012)
    seat.join()
    seat.sync()
    seat.undo()
    seat.sync()
    assert element(seat).get("width") == 32, "offered again, so it has an image"
    seat.undo()
    (report,) = told(seat.sync(), on.Undone)
    assert (report.total, report.left, seat.ink()) == (1, ["e1"], "#111111")


def test_an_undo_acts_on_screen_at_once_and_waits_for_what_it_names() -> None:
    """[UNDO-3] The queue behind it waits too; its restores are filled in when it is sent."""
    one, other = pair()
    drawn(other, rect())
    one.hear()
    one.do(write(ink="#111111"))
    one.undo()
    one.do({"say": "Hi"})
    assert one.ink() == "#DD2222"
    drawn(other, write(ink="#222222"))
    assert [op["cseq"] for op in one.send()] == [1]
    assert one.send() == []
    one.hear()
    ops = one.send()
    assert [op["cseq"] for op in ops] == [2, 3]
    assert ops[0]["restore"][0]["value"] == "#222222"
    assert ops[0]["undoes"] == 1


def test_a_redo_waits_for_its_undo() -> None:
    """[UNDO-3]"""
    seat = drawn(alone(), rect())
    seat.do(write(ink="#111111"))
    seat.undo()
    seat.redo()
    assert seat.ink() == "#111111"
    sent = []
    while ops := seat.send():
        sent.append([op["cseq"] for op in ops])
        seat.hear()
    assert sent == [[2], [3], [4]]
    assert (seat.ink(), element(seat).writer("ink")) == ("#111111", "c1:2")


def test_a_gesture_of_many_ops_comes_back_through_each_of_them() -> None:
    """[UNDO-4] The undo goes last first, the redo first first."""
    seat = drawn(alone(), {"put": [RECT | {"id": f"e{n}"} for n in range(70)]})
    before_all = seat.session.confirmed.digest()
    seat.do({"set": [{"id": f"e{n}", "ink": "#111111"} for n in range(70)]})
    seat.sync()
    after = seat.session.confirmed.digest()
    seat.undo()
    undone = [op["undoes"] for op in seat.send()]
    seat.hear()
    assert undone == [4, 3]
    assert seat.session.confirmed.digest() == before_all
    seat.redo()
    seat.sync()
    assert seat.session.confirmed.digest() == after


def test_each_undo_of_a_gesture_of_many_ops_reports_for_itself() -> None:
    """[UNDO-7] Undone, redone and undone again before the first of them was sent; found by the simulation."""
    seat = drawn(alone(), {"put": [RECT | {"id": f"e{n}"} for n in range(70)]})
    for step in (seat.undo, seat.redo, seat.undo):
        step()
    assert [report.total for report in told(seat.sync(), on.Undone)] == [70, 70]


def test_a_register_without_an_image_is_left_whole() -> None:
    """[UNDO-4, UNDO-7] The op was confirmed inside a snapshot."""
    seat = alone()
    seat.do(rect())
    seat.do(write(ink="#111111"))
    seat.send()
    seat.session.lost(1006)
    seat.join(tail=-1)
    seat.undo()
    assert seat.ink() == "#111111"
    (report,) = told(seat.sync(), on.Undone)
    assert (report.total, report.left, seat.ink()) == (1, ["e1"], "#111111")


def test_the_undo_of_a_put_deletes_what_is_still_all_ones_own() -> None:
    """[UNDO-5]"""
    seat = drawn(alone(), rect(), write(ink="#111111"))
    seat.undo()
    seat.undo()
    ops = seat.send()
    assert ops[1]["restore"] == [
        {
            "id": "e1",
            "register": "deleted",
            "value": True,
            "writer": "c1:4",
            "expect": "c1:1",
            "alone": True,
        }
    ]
    seat.hear()
    assert seat.ink() is None


def test_the_undo_of_a_put_leaves_what_another_wrote_to() -> None:
    """[UNDO-5, P5]"""
    one, other = pair()
    drawn(one, rect())
    other.hear()
    drawn(other, write(width=16))
    one.hear()
    one.undo()
    (report,) = told(one.sync(), on.Undone)
    assert (report.left, one.ink()) == (["e1"], "#DD2222")


def test_the_redo_of_a_put_expects_the_undo_that_took_effect() -> None:
    """[UNDO-5] Not the newest one."""
    seat = drawn(alone(), rect())
    was = seat.session.confirmed.digest()
    seat.undo()
    seat.sync()
    seat.room.refuses = lambda client, cseq: "forbidden" if cseq == 3 else ""
    seat.redo()
    seat.sync()
    seat.undo()
    seat.sync()
    seat.redo()
    seat.sync()
    assert (seat.ink(), seat.session.confirmed.digest()) == ("#DD2222", was)


def test_the_redo_of_a_put_expects_the_undo_that_a_snapshot_jumped_over() -> None:
    """[UNDO-5, UNDO-8] It was taken back, put again and taken back again; only the snapshot told of the last."""
    seat = drawn(alone(), rect())
    was = seat.session.confirmed.digest()
    for step in (seat.undo, seat.redo):
        step()
        seat.sync()
    seat.undo()
    seat.send()
    seat.session.lost(1006)
    seat.join(tail=-1)
    seat.redo()
    seat.sync()
    assert (seat.ink(), seat.session.confirmed.digest()) == ("#DD2222", was)


def test_a_redo_leaves_what_another_deleted_while_a_snapshot_jumped_over_it() -> None:
    """[UNDO-5, P5]"""
    one, other = pair()
    drawn(one, rect())
    one.undo()
    one.sync()
    other.hear()
    for deleted in (False, True):
        drawn(other, write(deleted=deleted))
    one.session.lost(1006)
    one.join(tail=-1)
    one.redo()
    one.sync()
    assert one.ink() is None


def test_a_new_gesture_empties_redo_and_words_do_not() -> None:
    """[UNDO-6]"""
    seat = drawn(alone(), rect(), write(ink="#111111"))
    seat.undo()
    seat.do({"say": "Hi"})
    assert [seat.session.can_redo] == [True]
    seat.do(write(width=16))
    assert (seat.session.can_redo, seat.redo()) == (False, False)


def test_a_hundred_gestures_can_be_undone() -> None:
    """[UNDO-6]"""
    seat = drawn(alone(), rect(), *(write(width=n) for n in range(105)))
    count = 0
    while seat.undo():
        count += 1
    seat.sync()
    assert (count, element(seat).get("width")) == (100, 4)


def test_a_refused_gesture_has_nothing_to_undo() -> None:
    """[UNDO-7]"""
    seat = Seat(Sequencer(lambda client, cseq: "forbidden" if cseq == 2 else "")).join()
    seat.do(rect())
    seat.do(write(ink="#111111"))
    seat.undo()
    (report,) = told(seat.sync(), on.Undone)
    assert (report.total, report.left, seat.ink()) == (0, [], "#DD2222")


@pytest.mark.parametrize("prompt", [True, False])
def test_undo_and_redo_give_value_and_writer_back(prompt: bool) -> None:
    """[UNDO-8] Of a put, of registers written before and never before, and of a delete."""
    seat = drawn(alone(), rect(), write(ink="#111111", width=16), write(deleted=True))
    digests = [fold(seat.room.entries()[:n]).digest() for n in (1, 2, 3)]
    for n in (2, 1):
        seat.undo()
        if prompt:
            seat.sync()
            assert seat.session.confirmed.digest() == digests[n - 1]
        assert seat.session.board.digest() == digests[n - 1]
    for n in (2, 3):
        seat.redo()
        if prompt:
            seat.sync()
        assert seat.session.board.digest() == digests[n - 1]
    seat.sync()
    assert seat.session.confirmed.digest() == digests[2]


def test_a_write_without_effect_has_no_image() -> None:
    """[UNDO-2] A put of a known id, a set of an unknown element or of a register that the kind has not."""
    board = fold(drawn(alone(), rect()).room.entries())
    parts = {**rect(), **write("e9", ink="#111111")}
    op = read_op(encode({"cseq": 2, **parts}))
    assert before(board, op) == {}
    assert before(Board(), op) == {("e1", "+"): None}
    found = before(board, read_op(encode({"cseq": 2, **write(ink="none", title="x", width=1)})))
    assert found == {("e1", "ink"): ("#DD2222", "c1:1"), ("e1", "width"): None}


def queued(cseq: int, intent: Any = "", targets: tuple[int, ...] = (), **more: Any) -> Queued:
    verdict = more.pop("verdict", None)
    parts = {} if intent else write(width=cseq)
    op = read_op(encode({"cseq": cseq, **parts, **more}))
    return Queued(op, intent, list(targets), verdict=verdict)


def test_the_own_ops_tell_what_can_be_undone_and_redone() -> None:
    """[UNDO-6] Split gestures are one; a refused op is none."""
    ops = [queued(1), queued(2, gesture="g2"), queued(3, gesture="g2"), queued(4)]
    assert stacks(ops) == ([[1], [2, 3], [4]], [])
    ops += [queued(5, "undo", (4,))]
    assert stacks(ops) == ([[1], [2, 3]], [[([4], 5)]])
    parts = [queued(6, "undo", (3,), gesture="ug2"), queued(7, "undo", (2,), gesture="ug2")]
    assert stacks([*ops, *parts]) == ([[1]], [[([4], 5)], [([3], 6), ([2], 7)]])
    again = [queued(8, "redo", (2,), gesture="ug2"), queued(9, "redo", (3,), gesture="ug2")]
    assert stacks([*ops, *parts, *again]) == ([[1], [2, 3]], [[([4], 5)]])
    assert stacks([*ops, queued(6)]) == ([[1], [2, 3], [6]], [])
    assert stacks([queued(1), queued(2, verdict="forbidden"), queued(3)]) == ([[1], [3]], [])
    assert stacks([queued(1), Queued(Op(cseq=2, say="Hi"))]) == ([[1]], [])
    assert stacks(ops[2:4]) == ([[4]], []), "[SES-18] half a gesture is none"


def test_what_a_session_can_undo_is_what_its_ops_tell() -> None:
    """[UNDO-6, SES-2] After a crash too: nothing waits for an op that never was."""
    seat = drawn(alone(), rect())
    seat.session.submit(write(width=16))  # type: ignore[arg-type]  # not kept
    seat.session.undo()
    stored = seat.session.stored()
    stored.ops = stored.ops[:1]
    again = Seat(seat.room, stored=stored).join()
    assert (again.session.can_undo, again.session.can_redo) == (True, False)
    again.redo()
    again.do(write(ink="#111111"))
    again.sync()
    assert (again.session.saved, again.ink()) == (True, "#111111")
