"""A device that was behind when the server lost entries: what it was told is put right, and nothing is lost."""

from copy import deepcopy
from typing import Any

import pytest
from msgspec import UNSET
from tests.support.seat import Seat, rect, told
from tests.support.sequencer import Sequencer

from inkroom import events as on
from inkroom.messages import Hello, Op, encode, read_client, read_op
from inkroom.session import Session, Stored


def verdicts(session: Session) -> dict[int, str | None]:
    return {queued.op.cseq: queued.verdict for queued in session.stored().ops}


def kept(seat: Seat) -> Stored:
    """What the device has on its disk, as of now."""
    return deepcopy(seat.session.stored())


def drawn(*, refused: int = 0) -> tuple[Sequencer, Seat]:
    """Three rects in the log, one of them refused perhaps."""
    room = Sequencer(lambda _, cseq: "forbidden" if cseq == refused else "")
    seat = Seat(room).join()
    for n in (1, 2, 3):
        seat.do(rect(f"e{n}"))
    seat.sync()
    return room, seat


def test_what_was_saved_before_a_backup_came_back_may_be_refused_after_it() -> None:
    """[SES-7, SES-6] The process that heard the refusal died before its disk knew of the new epoch."""
    room, seat = drawn()
    stored = kept(seat)
    room.restore_backup(3)
    room.refuses = lambda _, cseq: "board_full" if cseq == 2 else ""
    seat.session.lost(1012)
    seat.join().sync()
    again = Seat(room, stored=stored).join(tail=0)
    assert [(e.cseq, e.code) for e in told(again.told, on.Refused)] == [(2, "board_full")]
    assert verdicts(again.session) == {1: "saved", 2: "board_full", 3: "saved"}
    assert again.session.can_undo


def test_a_refusal_that_was_told_stays_though_its_number_was_saved_as_the_empty_op() -> None:
    """[SES-7, P3] Twice the server loses entries; what was told refused never takes effect."""
    room, seat = drawn(refused=2)
    stored = kept(seat)
    room.restore_backup(3)
    room.refuses = lambda client, cseq: ""
    seat.session.lost(1012)
    seat.join().sync()
    again = Seat(room, stored=stored).join(tail=0)
    assert verdicts(again.session) == {1: "saved", 2: "saved", 3: "saved"}
    room.restore_backup(3)
    again.session.lost(1012)
    assert again.join().send()[1] == {"cseq": 2}


def test_a_refusal_is_offered_again_once_the_disk_has_it_as_the_empty_op() -> None:
    """[SES-16, SES-2, P3] Else a crash would leave there what the log has not (seed 2633316735)."""
    room, seat = drawn(refused=2)
    room.restore_backup(3)
    seat.session.lost(1012)
    hello = read_client(seat.session.hello())
    assert isinstance(hello, Hello)
    frame, parts, _ = room.welcome(hello.client, hello.since)
    seat.session.receive(frame)
    for part in parts:
        seat.session.receive_part(part)
    (kept_again,) = told(seat.session.events(), on.Keep)
    assert (kept_again.cseq, kept_again.queued.op) == (2, Op(cseq=2))
    assert [op["cseq"] for op in seat.send()] == [1]
    seat.session.kept(2)
    assert seat.send()[0] == {"cseq": 2}


@pytest.mark.parametrize("tail", [100, -1], ids=["entries", "snapshot"])
def test_a_refusal_that_was_offered_again_unbeknown_to_the_disk_has_the_verdict_of_the_log(
    tail: int,
) -> None:
    """[SES-16, SES-6, SES-7] Its process died with the empty op on the way (seed 2633304918)."""
    room, seat = drawn(refused=2)
    ops = kept(seat).ops
    room.restore_backup(3)
    room.refuses = lambda client, cseq: ""
    seat.session.lost(1012)
    seat.join()
    stored = kept(seat)
    stored.ops = ops
    seat.sync()
    again = Seat(room, stored=stored).join(tail=tail)
    assert verdicts(again.session) == {1: "saved", 2: "saved", 3: "saved"}
    assert again.session.stored().ops[1].op == Op(cseq=2)
    assert 2 in {n for event in told(again.told, on.Forget) for n in event.cseqs}, (
        "the disk is told"
    )


def test_ops_that_the_server_lost_without_saying_so_are_offered_again() -> None:
    """[SES-16, P3] Somebody put an older copy of the data in place; the board that the device kept is older still."""
    room = Sequencer()
    seat = Seat(room).join()
    seat.do(rect("e1"))
    seat.sync()
    base = kept(seat)
    for n in (2, 3):
        seat.do(rect(f"e{n}"))
    seat.sync()
    base.ops = kept(seat).ops
    room.restore_backup(2)
    room.epoch = 1
    again = Seat(room, stored=base).join()
    assert again.session.queue == [2, 3]
    again.sync()
    assert again.session.saved
    assert [entry.cseq for entry in room.entries()] == [1, 2, 3]


def test_a_snapshot_that_is_behind_the_own_ops_takes_nothing_back() -> None:
    """[SES-16, SES-7] The entries behind it bring them."""
    _, seat = drawn()
    seat.session.lost(1006)
    seat.join(tail=-1, behind=2)
    assert (seat.session.queue, seat.send(), seat.session.saved) == ([], [], True)


def test_a_device_put_back_to_an_older_copy_offers_nothing_twice() -> None:
    """[SES-13, P3] What the entries confirm is not queued again under the fresh client id, what is new is."""
    room = Sequencer()
    seat = Seat(room).join()
    seat.do(rect("e1"))
    seat.sync()
    seat.do(rect("e2"))
    stored = kept(seat)
    seat.do(rect("e3"))
    seat.do(rect("e4"))
    seat.sync()
    again = Seat(room, stored=stored)
    again.do(rect("e5"))
    again.join()
    assert len(told(again.told, on.Renew)) == 1
    again.session.renew("c9")
    again.session.lost(1000)
    again.session.events()
    assert [queued.op.put for queued in again.session.stored().ops] == [
        read_op(encode({"cseq": 1, **rect("e5")})).put
    ]


def copied(*parts: dict[str, Any]) -> Seat:
    """A device put back to a copy with one op in the log, which made these since; the log has two ops more."""
    room = Sequencer(lambda _, cseq: "forbidden" if cseq == 3 else "")
    seat = Seat(room).join()
    seat.do(rect("e1"))
    seat.sync()
    stored = kept(seat)
    for line in ("two", "three"):
        seat.do({"say": line})
    seat.sync()
    again = Seat(room, stored=stored)
    for part in parts:
        again.do(part)
    return again


def test_what_comes_after_anothers_op_is_not_ones_own_either() -> None:
    """[SES-13, P3] The refusal of another's op takes none of one's own away (seed 2633503197)."""
    again = copied(rect("e2"), rect("e3")).join()
    assert len(told(again.told, on.Renew)) == 1
    assert told(again.told, on.Refused) == []
    again.session.renew("c9")
    again.session.lost(1000)
    again.join().sync()
    assert again.session.saved
    assert all(again.session.confirmed.get(f"e{n}") for n in (1, 2, 3))


def test_what_is_queued_again_says_what_it_was_first() -> None:
    """[SES-12] Over a second fresh id too; an undo is filled in anew, and is nothing without what it undoes."""
    seat = Seat(Sequencer()).join()
    for _ in range(2):
        seat.do(rect("e1"))
    seat.undo()
    for client in ("c8", "c9"):
        seat.session.renew(client)
    assert [queued.op.again for queued in seat.session.stored().ops] == ["c1:1", "c1:2", UNSET]


@pytest.mark.parametrize("comes", ["an entry", "a snapshot"])
def test_an_op_that_another_life_has_put_is_saved(comes: str) -> None:
    """[SES-22, UNDO-4, P3] Nobody is told of a refusal, its undo says what it left, and a lost log gets it whole."""
    room = Sequencer(lambda client, _: "again" if client == "c9" else "")
    other = Seat(room, "c8").join()
    other.do(rect("e1"))
    other.sync()
    seat = Seat(room).join()
    seat.do(rect("e1"))
    seat.session.renew("c9")
    seat.session.lost(4409)
    seat.join()
    seat.send()
    if comes == "a snapshot":
        seat.session.lost()
    news = seat.join(tail=0).told if comes == "a snapshot" else seat.hear()
    assert told(news, on.Refused) == []
    assert verdicts(seat.session) == {1: "saved"}
    assert seat.session.saved
    room.restore_backup(1)
    seat.session.lost(1012)
    (op,) = seat.join().send()
    assert (op["put"][0]["id"], op["again"]) == ("e1", "c1:1")


def test_an_undo_of_what_another_life_has_put_says_what_it_left() -> None:
    """[SES-22, UNDO-4, UNDO-7]"""
    room = Sequencer(lambda client, cseq: "again" if (client, cseq) == ("c9", 1) else "")
    other = Seat(room, "c8").join()
    other.do(rect("e1"))
    other.sync()
    seat = Seat(room).join()
    seat.do(rect("e1"))
    seat.undo()
    seat.session.renew("c9")
    seat.session.lost(4409)
    assert [(event.total, event.left) for event in told(seat.join().sync(), on.Undone)] == [
        (1, ["e1"])
    ]
    assert seat.ink() is not None


def test_an_undo_is_not_taken_for_another_op_under_its_number() -> None:
    """[SES-13, P3] What it restores may differ, what it is may not."""
    again = copied()
    again.undo()
    again.join()
    assert len(told(again.told, on.Renew)) == 1


def test_the_chat_is_there_after_a_restart() -> None:
    """[SES-17, P4] A tail brings what was said since, the device has what was said before."""
    room = Sequencer()
    seat = Seat(room).join()
    seat.do({"say": "before"})
    seat.sync()
    stored = kept(seat)
    seat.do({"say": "since"})
    seat.sync()
    again = Seat(room, stored=stored).join()
    assert [entry.say for entry in again.session.says] == ["before", "since"]


def test_own_ops_that_were_left_on_the_disk_are_asked_for_before_a_fresh_client_id_is() -> None:
    """[SES-18, SES-13, P3] A device starts with its newest ops; the server lost more than those."""
    room, seat = drawn()
    stored = kept(seat)
    older, stored.ops = stored.ops[:2], stored.ops[2:]
    again = Seat(room, stored=stored)
    room.restore_backup(3)
    again.join()
    assert len(told(again.told, on.Renew)) == 1
    again.session.recall(older)
    again.session.lost(1000)
    again.join().sync()
    assert len(told(again.told, on.Renew)) == 0
    assert verdicts(again.session) == {1: "saved", 2: "saved", 3: "saved"}
    assert [entry.client for entry in room.entries()] == ["c1"] * 3


def test_where_older_ops_are_not_enough_a_fresh_client_id_is_asked_for() -> None:
    """[SES-18, SES-12]"""
    room, seat = drawn()
    stored = kept(seat)
    older, stored.ops = stored.ops[1:2], stored.ops[2:]
    again = Seat(room, stored=stored)
    room.restore_backup(3)
    again.join()
    again.session.recall(older)
    again.session.lost(1000)
    again.told = []
    again.join()
    assert len(told(again.told, on.Renew)) == 1


def test_a_client_id_that_another_uses_too_is_given_up_whatever_older_ops_there_are() -> None:
    """[SES-18, SES-13] A device that was put back to an older copy of itself; found by the simulation (seed 972)."""
    room, seat = drawn()
    stored = kept(seat)
    seat.do(rect("e4"))
    seat.sync()
    stored.ops = stored.ops[2:]
    again = Seat(room, stored=stored)
    again.do(rect("e5"))
    again.join()
    assert [event.missing for event in told(again.told, on.Renew)] == [False]
