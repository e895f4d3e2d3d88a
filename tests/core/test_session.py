"""One client's state machine: queue, confirmed board, reconnection; and the scripts that both languages run."""

import json

import pytest
from msgspec import UNSET
from tests.support import scripts
from tests.support.generate import VECTORS
from tests.support.seat import Seat, pair, rect, told, write
from tests.support.sequencer import Sequencer

from inkroom import events as on
from inkroom.errors import BadMessage
from inkroom.messages import Hello, Presence, Since, Wet, encode, read_client
from inkroom.session import Session, Stored

# ------------------------------------------------------------------ entries


def test_the_own_entry_confirms() -> None:
    """[SES-6, SES-8, P1] "Saved" holds when nothing waits, and its number is that of the last entry."""
    seat = Seat(Sequencer()).join()
    assert (seat.session.saved, seat.session.waiting) == (True, 0)
    seat.do(rect())
    assert (seat.session.saved, seat.session.waiting) == (False, 1)
    seat.send()
    assert (seat.session.saved, seat.session.waiting) == (False, 1)
    events = seat.hear()
    assert told(events, on.Forget) == [on.Forget([1])]
    assert (seat.session.saved, seat.session.waiting, seat.session.seq) == (True, 0, 1)
    seat.session.lost(1006)
    assert not seat.session.saved


def test_a_refused_op_is_gone_from_the_screen_and_told() -> None:
    """[SES-6, UNDO-7] And cannot be undone."""
    seat = Seat(Sequencer(lambda client, cseq: "forbidden" if cseq == 2 else "")).join()
    seat.do(rect())
    seat.do(write(ink="#000000"))
    assert seat.ink() == "#000000"
    assert told(seat.sync(), on.Refused) == [on.Refused(2, "forbidden")]
    assert (seat.ink(), seat.session.saved) == ("#DD2222", True)
    seat.undo()
    assert seat.ink() is None, "the newest gesture that took effect is undone"


def test_an_entry_that_is_known_is_passed_over_and_a_gap_means_resume() -> None:
    """[SES-4]"""
    one, other = pair()
    for n in range(4):
        one.do(rect(f"e{n}"))
    one.sync()
    other.session.receive(other.room.frame(1, 2))
    other.session.receive(other.room.frame(1, 2))
    assert (other.session.seq, told(other.session.events(), on.Reconnect)) == (2, [])
    other.session.receive(other.room.frame(4, 4))
    assert told(other.session.events(), on.Reconnect) == [on.Reconnect(0)]
    assert other.session.seq == 2
    other.session.lost(1006)
    hello = read_client(other.session.hello())
    assert isinstance(hello, Hello)
    assert hello.since == Since(2, other.room.chains[2], 1)
    other.join()
    assert other.session.board.digest() == one.session.board.digest()


def test_a_head_beyond_the_own_at_rest_means_resume() -> None:
    """[SES-4, MSG-7, P6]"""
    one, other = pair()
    one.do(rect())
    one.sync()
    head = encode({"type": "head", "seq": 1, "chain": one.room.chain}).decode()
    one.session.receive(head)
    assert told(one.session.events(), on.Reconnect) == []
    other.session.receive(head)
    assert told(other.session.events(), on.Reconnect) == [on.Reconnect(0)]


def test_only_what_looks_other_is_told() -> None:
    """[SES-3] The own entry changes nothing on the screen."""
    one, other = pair()
    one.do(rect())
    assert told(one.told, on.Changed)[-1] == on.Changed(["e1"])
    assert told(one.sync(), on.Changed) == []
    assert told(other.hear(), on.Changed) == [on.Changed(["e1"])]


def test_ops_wait_until_the_session_has_caught_up() -> None:
    """[SES-14]"""
    one, other = pair()
    one.do(rect())
    one.sync()
    other.session.lost(1006)
    other.do(rect("e2"))
    hello = read_client(other.session.hello())
    assert isinstance(hello, Hello)
    other.session.receive(other.room.welcome("c2", hello.since)[0])
    assert (other.session.outgoing(), other.session.saved) == ([], False)
    other.hear()
    assert len(other.send()) == 1


# ------------------------------------------------------------------ snapshots and epochs


def test_a_snapshot_confirms_what_it_contains() -> None:
    """[SES-7, JOIN-4, JOIN-5] With refusals; ops above it stay in the queue."""
    room = Sequencer(lambda client, cseq: "forbidden" if (client, cseq) == ("c1", 2) else "")
    seat = Seat(room).join()
    for n in range(4):
        seat.do(rect(f"e{n}"))
    frames = seat.session.outgoing()
    for op in json.loads(frames[0])["ops"][:3]:
        room.offer("c1", encode(op))
    seat.session.lost(1006)
    seat.join(tail=-1)
    assert told(seat.told, on.Refused) == [on.Refused(2, "forbidden")]
    assert told(seat.told, on.Forget)[-1] == on.Forget([1, 2, 3])
    assert seat.session.queue == [4]
    assert [e.id for e in seat.session.board.visible()] == ["e0", "e2", "e3"]


def test_a_snapshot_of_a_newer_epoch_takes_confirmations_back() -> None:
    """[SES-7, P3] A backup came back: what it lost is offered again, once."""
    seat = Seat(Sequencer()).join()
    for n in range(3):
        seat.do(rect(f"e{n}"))
    seat.sync()
    seat.room.restore_backup(2)
    seat.session.lost(1012)
    seat.join()
    assert (seat.session.epoch, seat.session.queue, seat.session.saved) == (2, [2, 3], False)
    assert len(list(seat.session.board.visible())) == 3
    seat.sync()
    assert [e.cseq for e in seat.room.entries()] == [1, 2, 3]
    assert seat.session.saved


def test_a_late_snapshot_of_the_same_epoch_takes_nothing_back() -> None:
    """[SES-7, JOIN-10]"""
    seat = Seat(Sequencer()).join()
    for n in range(3):
        seat.do(rect(f"e{n}"))
    seat.sync()
    seat.session.lost(1006)
    seat.join(tail=-1, behind=2)
    assert (seat.session.queue, seat.session.seq, seat.session.saved) == ([], 3, True)
    assert seat.send() == []
    while seat.undo():
        assert [report.left for report in told(seat.sync(), on.Undone)] == [[]], "images stay"


def test_a_refusal_that_was_told_stays() -> None:
    """[SES-7] After a backup the op is offered as its number alone."""
    room = Sequencer(lambda client, cseq: "forbidden" if cseq == 2 else "")
    seat = Seat(room).join()
    seat.do(rect("e1"))
    seat.do(rect("e2"))
    seat.sync()
    room.restore_backup(1)
    room.refuses = lambda client, cseq: ""
    seat.session.lost(1012)
    seat.join()
    assert seat.send() == [{"cseq": 2}]
    seat.hear()
    assert [e.id for e in seat.session.board.visible()] == ["e1"]


def test_a_snapshot_of_an_older_epoch_is_not_taken() -> None:
    """[SES-15]"""
    seat = Seat(Sequencer(), stored=Stored(epoch=3, seq=5))
    seat.join()
    assert told(seat.told, on.Reconnect)
    assert (seat.session.epoch, seat.session.seq, seat.session.phase) == (3, 5, "joining")


def test_the_session_goes_on_from_what_the_device_kept() -> None:
    """[SES-2, JOIN-3, P3] Board, queue and what can be undone; the resume token of the stored board."""
    seat = Seat(Sequencer()).join()
    seat.do(rect("e1"))
    seat.sync()
    seat.do(rect("e2"))
    again = Seat(seat.room, stored=seat.session.stored())
    assert again.session.board.digest() == seat.session.board.digest()
    assert (again.session.waiting, again.session.can_undo) == (1, True)
    again.join()
    again.sync()
    assert again.session.saved
    assert again.undo()
    assert again.undo()
    again.sync()
    assert list(again.session.board.visible()) == []


# ------------------------------------------------------------------ live, people, chat


def test_live_changes_go_out_together_the_newest_wins() -> None:
    """[LIVE-1]"""
    seat = Seat(Sequencer()).join()
    seat.session.live(Presence(cursor=[1, 2], tool="pen"))
    seat.session.live(Presence(cursor=[3, 4]))
    assert seat.session.outgoing() == ['{"type":"live","cursor":[3,4],"tool":"pen"}']
    assert seat.session.outgoing() == []


def test_others_live_state_is_shown_and_ones_own_is_passed_over() -> None:
    """[LIVE-3, LIVE-4, JOIN-8] Wet ink is gone when its element comes, all of it when its peer goes."""
    seat = Seat(Sequencer()).join()
    wet = {"id": "s1", "start": 0, "points": [1, 2, 3]}
    live = {"p-c1": {"cursor": [1, 1]}, "p9": {"cursor": [2, 2], "wet": wet}}
    seat.session.receive(encode({"type": "live", "peers": live}).decode())
    shown = [(peer, isinstance(one.wet, Wet)) for peer, one in seat.session.presence.items()]
    assert shown == [("p9", True)]
    stroke = {"kind": "stroke", "id": "s1", "geom": [0] * 5, "points": [1, 2, 3, 0]}
    seat.room.offer("c9", encode({"cseq": 1, "put": [stroke]}))
    seat.hear()
    assert [one.wet for one in seat.session.presence.values()] == [UNSET]
    seat.session.receive('{"type":"peers","left":["p9"]}')
    assert not seat.session.presence


def test_chat_is_told_and_kept() -> None:
    """[SES-6, PATH-2]"""
    one, other = pair()
    one.do({"say": "Hi"})
    assert one.session.says == []
    assert [event.entry.say for event in told(one.sync(), on.Said)] == ["Hi"]
    assert [event.entry.say for event in told(other.hear(), on.Said)] == ["Hi"]
    assert [entry.say for entry in other.session.says] == ["Hi"]


def test_a_frame_that_is_no_message_changes_nothing() -> None:
    """[SEC-40] [MSG-3]"""
    seat = Seat(Sequencer()).join()
    for frame in ("", "{}", '{"type":"nope"}', "[]"):
        with pytest.raises(BadMessage):
            seat.session.receive(frame)
    with pytest.raises(BadMessage):
        seat.session.receive_part('{"seq":1}')
    assert seat.session.seq == 0


def test_a_session_begins_with_parts_that_were_fetched_apart() -> None:
    """[SES-21] They are shown when whole, under what was drawn meanwhile, and the hello goes on from there."""
    session = Session("c1")
    session.submit({"put": [rect("mine")["put"][0]]})
    for part in (1, 2):
        assert session.board.get("e2") is None
        head = {"seq": 3, "chain": "ab", "epoch": 2, "part": part, "parts": 2, "elements": 2}
        row = {"id": f"e{part}", "kind": "rect", "put": "c2:1", "writers": {}}
        session.receive_part(json.dumps(head) + "\n" + json.dumps(row) + "\n")
        assert session.phase == "joining"
    assert session.events()[-1] == on.Changed(None)
    assert all(session.board.get(id) for id in ("e1", "e2", "mine"))
    hello = json.loads(session.hello())
    assert hello["since"] == {"seq": 3, "chain": "ab", "epoch": 2}


def test_the_first_frame_says_who_and_from_where() -> None:
    """[JOIN-1, JOIN-3]"""
    session = Session("c1", "User", token="t", guest="g", colour="plum")
    assert json.loads(session.hello()) == {
        "type": "hello",
        "protocol": 1,
        "client": "c1",
        "name": "User",
        "colour": "plum",
        "guest": "g",
        "token": "t",
    }


# ------------------------------------------------------------------ scripts and worlds


def test_the_session_scripts_are_what_the_worlds_make() -> None:
    """[P3, P4, P5] At least 200 scripts; the TypeScript session runs the same file."""
    lines = (VECTORS / "sessions.jsonl").read_bytes().split(b"\n")[:-1]
    assert len(lines) >= 200
    assert scripts.scripts() == lines


@pytest.mark.parametrize("first", range(0, 300, 50))
def test_worlds_with_every_fault_come_to_rest(first: int) -> None:
    """[P3, P4, P5, SES-5, SES-7, UNDO-1] Every op once, all screens equal, nobody's work undone by another."""
    for seed in range(first, first + 50):
        scripts.played(seed, 200)
