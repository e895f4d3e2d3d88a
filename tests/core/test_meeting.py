"""Timer, vote and roles: what people do together besides drawing, folded alike in both languages."""

import json
from typing import Any

import pytest
from tests.support.generate import VECTORS
from tests.support.meetings import meetings, outcome
from tests.support.rooms import Memory, rect, unpacked

from inkroom.errors import BadOp
from inkroom.meeting import Meeting
from inkroom.messages import Entry, Op, Role, encode, read_entry, read_op
from inkroom.room.verdict import may
from inkroom.talk import Talk

MINUTE = 60_000
TIMER = {"left": MINUTE, "whole": MINUTE, "runs": True}


def entry(seq: int, by: str = "u1", at: int = 0, **parts: Any) -> Entry:
    one = {"seq": seq, "at": at or seq, "by": by, "client": "c1", "cseq": seq, **parts}
    return read_entry(encode(one))


def folded(*entries: Entry) -> Meeting:
    meeting = Meeting()
    for one in entries:
        meeting.add(one)
    return meeting


@pytest.mark.parametrize(
    "parts",
    [
        {"timer": TIMER, "hush": True},
        {"timer": TIMER, "say": "Go"},
        {"dot": {"ballot": "v", "on": "e", "count": 1}, "put": [rect("e1")]},
        {"hush": True, "mark": "begin"},
        {"lesson": True, "say": "Begin"},
        {"timer": {"left": -1, "whole": 1, "runs": True}},
        {"ballot": {"id": "v", "dots": 0}},
        {"grant": {"user": "u2", "role": "owner"}},
    ],
)
def test_each_part_stands_alone_and_within_its_limits(parts: dict[str, Any]) -> None:
    """[MEET-1]"""
    with pytest.raises(BadOp):
        read_op(encode({"cseq": 1, **parts}))


def test_a_timer_runs_by_the_clock_of_the_server() -> None:
    """[MEET-2] What rests loses nothing; the newest op counts."""
    runs = folded(entry(1, at=1_000, timer=TIMER)).timer
    assert runs is not None
    assert [runs.remaining(now) for now in (0, 1_000, 31_000, 99_000)] == [
        60_000,
        60_000,
        30_000,
        0,
    ]
    rests = folded(entry(1, at=1, timer=TIMER), entry(2, timer=TIMER | {"runs": False})).timer
    assert rests is not None
    assert rests.remaining(10**9) == MINUTE
    assert folded(entry(1, timer=TIMER), entry(2, timer=TIMER | {"left": 0})).timer is None


def test_a_timer_that_ran_out_is_shown_a_minute_more() -> None:
    """[MEET-3] One that rests stays."""
    runs = folded(entry(1, at=1_000, timer=TIMER)).timer
    assert runs is not None
    assert [runs.shown(now) for now in (1_000, 120_999, 121_000)] == [True, True, False]
    rests = folded(entry(1, at=1_000, timer=TIMER | {"runs": False})).timer
    assert rests is not None
    assert rests.shown(10**9)


def dot(seq: int, on: str, count: int, by: str = "u1", ballot: str = "v1") -> Entry:
    return entry(seq, by, dot={"ballot": ballot, "on": on, "count": count})


def test_a_vote_counts_the_newest_dots_of_each() -> None:
    """[MEET-4, MEET-5] Not more than one has, nor for what is not among it, nor in another vote or after its end."""
    begin = entry(1, ballot={"id": "v1", "dots": 3, "among": ["a", "b"]})
    meeting = folded(begin, dot(2, "a", 2), dot(3, "b", 1), dot(4, "a", 3), dot(5, "b", 1, "u2"))
    vote = meeting.vote
    assert vote is not None
    assert vote.tally() == [("a", 2), ("b", 2)]
    assert (vote.free("u1"), vote.free("u2"), vote.free("u3"), vote.voters) == (0, 2, 3, 2)
    assert not meeting.add(dot(6, "c", 1, "u2"))
    assert not meeting.add(dot(7, "a", 1, "u2", "v0"))
    meeting.add(dot(8, "a", 0))
    assert vote.tally() == [("b", 2)]
    meeting.add(entry(9, ballot={"id": "v1", "closed": True}))
    assert not meeting.add(dot(10, "a", 1))
    meeting.add(entry(11, ballot={"id": "v1"}))
    assert meeting.add(dot(12, "a", 1))
    meeting.add(entry(13, ballot={"id": "v2", "dots": 1}))
    assert meeting.vote is not None
    assert meeting.vote.tally() == []


def test_a_hidden_vote_is_told_when_it_is_closed() -> None:
    """[MEET-6]"""
    meeting = folded(entry(1, ballot={"id": "v1", "hidden": True}))
    assert meeting.vote is not None
    assert not meeting.vote.told()
    meeting.add(entry(2, ballot={"id": "v1", "closed": True}))
    assert meeting.vote.told()


def test_a_grant_and_a_hush_change_what_one_may() -> None:
    """[MEET-7, MEET-8] But for owners; a grant in a hush holds in it."""
    roles = folded(entry(1, grant={"user": "u2", "role": "editor"})).roles
    assert [roles.of(user, "viewer") for user in ("u1", "u2")] == ["viewer", "editor"]
    assert roles.of("u2", "owner") == "owner"
    meeting = folded(
        entry(1, grant={"user": "u2", "role": "editor"}),
        entry(2, hush=True),
        entry(3, grant={"user": "u3", "role": "editor"}),
    )
    seen = [meeting.roles.of(user, "editor") for user in ("u1", "u2", "u3")]
    assert seen == ["commenter", "commenter", "editor"]
    assert meeting.roles.of("u9", "owner") == "owner"
    assert meeting.roles.of("u9", "viewer") == "viewer"
    meeting.add(entry(4, hush=False))
    assert meeting.roles.of("u1", "editor") == "editor"


def test_a_lesson_begins_and_ends() -> None:
    """[MEET-11] Whether there ever was one stays known, also to a joiner."""
    told = [entry(1, say="Hi"), entry(2, lesson=True), entry(3, lesson=False)]
    seen = [folded(*told[:count]) for count in (1, 2, 3)]
    assert [meeting.lesson for meeting in seen] == [None, True, False]
    assert [len(meeting.entries()) for meeting in seen] == [0, 1, 1]
    assert folded(*seen[2].entries()).lesson is False


PARTS: dict[str, dict[str, Any]] = {
    "draw": {"put": [rect("e1")]},
    "say": {"say": "Hi"},
    "timer": {"timer": TIMER},
    "ballot": {"ballot": {"id": "v1"}},
    "dot": {"dot": {"ballot": "v1", "on": "e1", "count": 1}},
    "grant": {"grant": {"user": "u2", "role": "viewer"}},
    "hush": {"hush": True},
    "lesson": {"lesson": True},
}
MAY: dict[Role, str] = {
    "owner": "draw say timer ballot dot grant hush lesson",
    "editor": "draw say timer ballot dot",
    "commenter": "say dot",
    "viewer": "",
}


@pytest.mark.parametrize("role", MAY)
def test_each_role_may_what_the_table_says(role: Role) -> None:
    """[ACC-3]"""
    ops: dict[str, Op] = {
        name: read_op(encode({"cseq": 1, **part})) for name, part in PARTS.items()
    }
    assert " ".join(name for name, op in ops.items() if may(role, op)) == MAY[role]


def test_the_room_judges_by_what_was_granted_in_order() -> None:
    """[MEET-7, MEET-8, ACC-3] Within one batch too, and in a room that was loaded anew."""
    memory = Memory()
    teacher, pupil = memory.seat("t", role="owner"), memory.seat("p", role="viewer")
    room = memory.room
    for seat, op in (
        (pupil, {"cseq": 1, "put": [rect("e1")]}),
        (teacher, {"cseq": 1, "grant": {"user": pupil.user, "role": "editor"}}),
        (pupil, {"cseq": 2, "put": [rect("e2")]}),
        (pupil, {"cseq": 3, "grant": {"user": pupil.user, "role": "editor"}}),
        (teacher, {"cseq": 2, "hush": True}),
        (pupil, {"cseq": 4, "put": [rect("e3")]}),
        (pupil, {"cseq": 5, "say": "Why?"}),
    ):
        room.accept(seat, encode(op))
    memory.commit()
    assert [e.id for e in room.board.visible()] == ["e2"]
    assert memory.load().role_of(pupil) == "commenter"


def test_a_joiner_gets_the_meeting_with_the_snapshot() -> None:
    """[MEET-10]"""
    memory = Memory()
    seat = memory.seat(role="owner")
    parts: list[dict[str, Any]] = [
        {"put": [rect("e1")]},
        {"timer": TIMER},
        {"timer": TIMER | {"runs": False}},
        {"ballot": {"id": "v1"}},
        {"dot": {"ballot": "v1", "on": "e1", "count": 1}},
        {"dot": {"ballot": "v1", "on": "e1", "count": 2}},
        {"hush": True},
        {"say": "Hi"},
    ]
    for n, part in enumerate(parts, 1):
        memory.send(seat, {"cseq": n, **part})
    talk = Talk(unpacked(memory.enter("c2").parts).says)
    assert [one.seq for one in talk.entries()] == [3, 4, 6, 7, 8]
    assert talk.meeting.vote is not None
    assert talk.meeting.vote.tally() == [("e1", 2)]
    assert talk.meeting.roles.hushed


def test_the_vectors_are_what_the_generator_makes() -> None:
    """[MEET-2, MEET-5, MEET-8] The same logs come to the same in both languages; what is kept brings all back."""
    stored = json.loads((VECTORS / "meeting.json").read_bytes())
    assert stored == list(meetings())
    for one in stored:
        read = [read_entry(encode(raw)) for raw in one["entries"]]
        assert outcome(read) == one["meeting"]
        whole = folded(*read)
        again = folded(*whole.entries())
        assert again.entries() == whole.entries()
        assert again.timer == whole.timer
        assert again.roles.__dict__ == whole.roles.__dict__
        assert (again.vote and again.vote.tally()) == (whole.vote and whole.vote.tally())
