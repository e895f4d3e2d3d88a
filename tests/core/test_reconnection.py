"""A session whose connection ends, dies or belongs to another (SES-12 to SES-16)."""

import pytest
from tests.support.seat import Seat, rect, told
from tests.support.sequencer import Sequencer

from inkroom import events as on
from inkroom.messages import encode
from inkroom.session import Session


@pytest.mark.parametrize(
    ("close", "delays"), [(1006, [250, 500, 1000]), (1012, [1250, 1250]), (1013, [250])]
)
def test_reconnection_waits_longer_each_time(close: int, delays: list[int]) -> None:
    """[BUG-25] [SES-10, LIM-6] random() is a quarter here."""
    session = Session("c1", random=lambda: 0.25)
    found = []
    for _ in delays:
        session.hello()
        session.lost(close)
        found += [event.delay_ms for event in told(session.events(), on.Reconnect)]
    assert found == delays
    for _ in range(20):
        session.lost(1006)
    assert told(session.events(), on.Reconnect)[-1].delay_ms == 7_500, "30 s at most"


def test_a_window_that_comes_back_tries_at_once() -> None:
    """[BUG-25] [SES-10]"""
    session = Session("c1", random=lambda: 0.9)
    session.lost(1006)
    session.events()
    session.hurry()
    assert told(session.events(), on.Reconnect) == [on.Reconnect(900)]


def test_a_window_that_comes_back_to_a_connection_that_died_finds_out_soon() -> None:
    """[SES-10] As after a night in which the computer slept."""
    seat = Seat(Sequencer()).join()
    seat.session.receive('{"type":"pong","n":0}', 1_000)
    seat.session.hurry(6_999)
    assert seat.session.outgoing() == [], "a head may still be on its way"
    seat.session.hurry(9_000_000)
    seat.session.hurry(9_000_001)
    assert seat.session.outgoing() == ['{"type":"ping","n":1}'], "once"
    seat.session.tick(9_002_999)
    assert told(seat.session.events(), on.Reconnect) == []
    seat.session.tick(9_003_000)
    assert told(seat.session.events(), on.Reconnect) == [on.Reconnect(0)]


def test_a_silent_connection_is_pinged_and_then_dead() -> None:
    """[BUG-35] [SES-10]"""
    seat = Seat(Sequencer()).join()
    seat.session.receive('{"type":"pong","n":0}', 1_000)
    seat.session.tick(12_999)
    assert seat.session.outgoing() == []
    seat.session.tick(13_000)
    assert seat.session.outgoing() == ['{"type":"ping","n":1}']
    seat.session.tick(22_999)
    assert told(seat.session.events(), on.Reconnect) == []
    seat.session.tick(23_000)
    assert told(seat.session.events(), on.Reconnect) == [on.Reconnect(0)]
    seat.session.receive('{"type":"pong","n":1}', 23_100)
    seat.session.tick(24_000)
    assert told(seat.session.events(), on.Reconnect) == []


@pytest.mark.parametrize(
    ("close", "code"), [(4403, "forbidden"), (4410, "deleted"), (4426, "upgrade")]
)
def test_some_codes_end_it_and_the_data_stay(close: int, code: str) -> None:
    """[LIM-6, SES-10, P3]"""
    seat = Seat(Sequencer()).join()
    seat.do(rect())
    seat.session.lost(close)
    events = seat.session.events()
    assert told(events, on.Ended) == [on.Ended(code, close)]
    assert told(events, on.Reconnect) == []
    assert (seat.session.phase, seat.session.waiting, seat.ink()) == ("ended", 1, "#DD2222")


def test_a_digest_that_differs_is_told_and_healed_by_a_snapshot() -> None:
    """[SES-11, P6]"""
    seat = Seat(Sequencer()).join()
    seat.do(rect())
    seat.sync()
    seat.session.confirmed.own.pop("e1")
    frame = {"type": "digest", "seq": 1, "digest": seat.room.board.digest()}
    seat.session.receive(encode(frame).decode())
    (due,) = told(seat.session.events(), on.DigestDue)
    assert not seat.session.verify(due.seq, due.digest)
    events = seat.session.events()
    assert [event.code for event in told(events, on.Warned)] == ["healed"]
    assert told(events, on.Reconnect)
    seat.session.lost(1006)
    seat.join()
    assert seat.ink() == "#DD2222"
    assert seat.session.verify(due.seq, due.digest)
    assert seat.session.verify(0, "another moment's digest says nothing")


def test_a_client_id_of_another_is_given_up_and_the_ops_go_out_under_a_fresh_one() -> None:
    """[SES-12, P3]"""
    seat = Seat(Sequencer())
    seat.do(rect("e1"))
    seat.do(rect("e2"))
    seat.undo()
    seat.session.hello()
    seat.session.lost(4409)
    assert told(seat.session.events(), on.Renew)
    seat.session.renew("c9")
    assert [e.cseq for e in told(seat._drain(), on.Keep)] == [1, 2, 3]
    seat.join()
    seat.sync()
    assert [(e.client, e.cseq) for e in seat.room.entries()] == [("c9", 1), ("c9", 2), ("c9", 3)]
    assert [e.id for e in seat.session.board.visible()] == ["e1"]


def copy_of(seat: Seat) -> Seat:
    """A cloned profile: the same client id and queue on another device."""
    return Seat(seat.room, seat.session.client, stored=seat.session.stored())


def test_another_who_writes_under_the_own_id_is_noticed_by_its_numbers() -> None:
    """[SES-13]"""
    seat = Seat(Sequencer()).join()
    clone = copy_of(seat)
    seat.do(rect("e1"))
    seat.sync()
    clone.join()
    assert told(clone.told, on.Renew)


def test_another_who_writes_under_the_own_id_is_noticed_by_its_ops() -> None:
    """[SES-13, P3] The own op is not taken for saved: it goes out under a fresh id."""
    seat = Seat(Sequencer()).join()
    seat.do(rect("e0"))
    seat.sync()
    clone = copy_of(seat)
    seat.do(rect("e1"))
    seat.sync()
    clone.do(rect("e2"))
    clone.join()
    assert told(clone.told, on.Renew)
    assert clone.session.queue == [2]
    clone.session.renew("c9")
    clone.session.lost(1006)
    clone._drain()
    clone.join()
    clone.sync()
    seat.hear()
    assert [e.id for e in seat.session.board.visible()] == ["e0", "e1", "e2"]


def test_a_hole_in_the_own_ops_is_noticed() -> None:
    """[SES-13] The archive does not reach back to what the server lost: it would wait for ever."""
    seat = Seat(Sequencer()).join()
    for n in range(3):
        seat.do(rect(f"e{n}"))
    seat.sync()
    kept = seat.session.stored()
    kept.ops = kept.ops[2:]
    seat.room.restore_backup(2)
    again = Seat(seat.room, stored=kept)
    again.join()
    assert told(again.told, on.Renew)
