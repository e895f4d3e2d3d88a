"""The room's rules one by one, without a server (ROOM, JOIN, ACC-3, LOG-1 to LOG-4)."""

import hashlib
import json
from typing import Any

import pytest
from msgspec import UNSET
from tests.support.rooms import NOW, Memory, entries_of, raw, rect

from inkroom.errors import BadMessage, Closed
from inkroom.messages import Entry, Op, op_of, read_entry
from inkroom.room.intake import Waiting, _entry

# ------------------------------------------------------------------ order and commit


def test_nothing_is_applied_before_the_commit_returned(memory: Memory) -> None:
    """[ROOM-1] The board, the head and the snapshot know nothing of an op that is not committed."""
    seat = memory.seat()
    memory.room.accept(seat, raw({"cseq": 1, "put": [rect("e1")]}))
    batch = memory.room.cut(NOW)
    assert batch is not None
    assert memory.room.board.get("e1") is None
    assert memory.room.seq == 0
    assert memory.room.frozen().seq == 0
    memory.room.committed(batch)
    assert memory.room.board.get("e1") is not None
    assert memory.room.seq == 1


def test_an_op_that_was_taken_is_passed_over(memory: Memory) -> None:
    """[ROOM-2] A retry makes no second entry, neither before its commit nor after, nor after a restart."""
    seat = memory.seat()
    for _ in range(2):
        memory.room.accept(seat, raw({"cseq": 1, "say": "Hi"}))
    assert len(entries_of(memory.commit())) == 1
    assert memory.send(seat, {"cseq": 1, "say": "Hi"}) == []
    memory.load()
    assert memory.send(memory.seat(), {"cseq": 1, "say": "Hi"}) == []


UNDONE = {
    "id": "e1",
    "register": "deleted",
    "value": True,
    "writer": "c1:2",
    "expect": "c1:1",
    "alone": True,
}
STROKE = {
    "id": "s1",
    "kind": "stroke",
    "pressure": False,
    "points": [0, 0, 5, 5, 8],
    "geom": [0, 0, 5, 5, 0],
}


@pytest.mark.parametrize(
    ("before", "since"),
    [
        ({"put": [STROKE]}, {"put": [STROKE]}),
        ({"gesture": "u", "undoes": 1}, {"gesture": "u", "undoes": 1, "restore": [UNDONE]}),
    ],
)
def test_an_op_that_is_sent_again_may_restore_something_else(
    memory: Memory, before: dict[str, Any], since: dict[str, Any]
) -> None:
    """[ROOM-2] [UNDO-3] An undo is filled in at each send; and points may be written with other spaces."""
    seat = memory.seat()
    memory.send(seat, {"cseq": 1, "put": [rect("e1")]})
    memory.room.accept(seat, raw({"cseq": 2, **before}))
    again = json.dumps({"cseq": 2, **since}, indent=1).encode()
    memory.room.accept(seat, again)
    assert len(entries_of(memory.commit())) == 1
    memory.room.accept(seat, again)
    assert memory.commit() == []


@pytest.mark.parametrize("state", ["waits", "is in the log"])
def test_an_op_that_was_put_under_another_client_id_is_not_taken_twice(
    memory: Memory, state: str
) -> None:
    """[ROOM-13, P3] Two lives of a device send what waited in a copy of it, each under a fresh client id."""
    waited = {"put": [rect("e1")], "made": 7, "again": "c0:3"}
    memory.room.accept(memory.seat("c1"), raw({"cseq": 1, **waited}))
    if state == "is in the log":
        memory.commit()
        memory.load()
    put = memory.seat("c2")
    memory.room.accept(put, raw({"cseq": 1, **waited}))
    memory.room.accept(put, raw({"cseq": 2, **waited, "made": 8}))
    memory.room.accept(put, raw({"cseq": 3, "say": "Hi", "again": "c0:3"}))
    memory.commit()
    refused = [read_entry(body).refused for body in memory.entries]
    assert refused == [UNSET, "again", UNSET, UNSET]


def test_an_op_that_its_first_number_has_in_the_log_is_not_taken_again(memory: Memory) -> None:
    """[ROOM-13, P3] The room took it, and closed the connection before its client knew."""
    memory.send(memory.seat("c0"), {"cseq": 1, "say": "Hi"})
    (entry,) = memory.send(memory.seat("c1"), {"cseq": 1, "say": "Hi", "again": "c0:1"})
    assert entry["refused"] == "again"
    assert memory.send(memory.seat("c1"), {"cseq": 1, "say": "Hi", "again": "c0:1"}) == []
    (entry,) = memory.send(memory.seat("c2"), {"cseq": 1, "say": "Ho", "again": "c0:1"})
    assert entry["again"] == "c0:1"


@pytest.mark.parametrize("state", ["waits", "is in the log"])
def test_another_op_under_a_number_that_was_taken_ends_the_connection(
    memory: Memory, state: str
) -> None:
    """[ROOM-2, SES-13] Two write under one client id: what this one sends next would stand in the log twice."""
    seat = memory.seat()
    memory.room.accept(seat, raw({"cseq": 1, "say": "Hi"}))
    if state == "is in the log":
        memory.commit()
        memory.load()
        seat = memory.seat()
    with pytest.raises(Closed) as caught:
        memory.room.accept(seat, raw({"cseq": 1, "say": "Ho"}))
    assert (caught.value.close, caught.value.code) == (4409, "client_id_conflict")


def test_what_was_refused_is_passed_over_whatever_it_was(memory: Memory) -> None:
    """[ROOM-2] The log does not keep it."""
    seat = memory.seat()
    memory.send(seat, {"cseq": 1, "nonsense": 1})
    assert memory.send(seat, {"cseq": 1, "say": "Hi"}) == []


def test_an_entry_has_every_part_of_its_op() -> None:
    """[LOG-1] Those of the schema, one by one: a part that is new cannot be left out on its way into the log."""
    parts: dict[str, Any] = {name: [name] for name in Op.__struct_fields__}
    op = Op(**parts)
    entry = _entry(Waiting("c1", "u1", 1, op, ""), 7, NOW)
    assert set(Entry.__struct_fields__) == {
        *Op.__struct_fields__,
        "seq",
        "at",
        "by",
        "client",
        "refused",
    }
    for part in set(Op.__struct_fields__) - {"cseq"}:  # a number is the client's
        assert getattr(op_of(entry), part) == [part]


def test_a_gap_in_the_numbers_ends_the_connection(memory: Memory) -> None:
    """[ROOM-2] `cseq` 2 before 1 closes with 4400, and 1 is still taken after it."""
    seat = memory.seat()
    with pytest.raises(Closed) as caught:
        memory.room.accept(seat, raw({"cseq": 2, "say": "Hi"}))
    assert (caught.value.close, caught.value.code) == (4400, "op_gap")
    assert len(memory.send(seat, {"cseq": 1, "say": "Hi"})) == 1


@pytest.mark.parametrize(
    ("op", "code"),
    [
        ({"put": [{"id": "e1", "kind": "rect"}]}, "invalid_op"),
        ({"put": [rect("e1"), rect("e1")]}, "invalid_op"),
        ({"put": [rect("e1", colour="red")]}, "invalid_op"),
        ({"nonsense": 1}, "invalid_op"),
        ({"set": [{"id": "e1", "geom": [2**31 + 1, 0, 1, 1, 0]}]}, "invalid_op"),
        ({"say": "x" * 10_001}, "invalid_op"),
        ({"mark": "x" * 121}, "invalid_op"),
        (
            {"restore": [{"id": "a", "register": "ink", "value": "#000000", "writer": None, "expect": "c2:1"}]},
            "bad_restore",
        ),
    ],
)  # fmt: skip
def test_a_bad_op_becomes_a_refused_entry(memory: Memory, op: dict[str, Any], code: str) -> None:
    """[SEC-11] [ROOM-3] [LOG-4] [LIM-4] It takes its number, changes nothing, and blocks nothing behind it."""
    seat = memory.seat()
    refused, said = memory.send(seat, {"cseq": 1, **op}, {"cseq": 2, "say": "Hi"})
    assert refused == {
        "seq": 1, "at": NOW, "by": "u-c1", "client": "c1", "cseq": 1, "refused": code,
    }  # fmt: skip
    assert said["say"] == "Hi"
    assert len(memory.room.board) == 0


def test_an_op_without_a_number_is_no_op(memory: Memory) -> None:
    """[MSG-4] Only the envelope counts: without it the message is bad, and nothing is taken."""
    seat = memory.seat()
    for op in (b"{}", b"[]", b'{"cseq":0}', b'{"cseq":"1"}', b'{"cseq":1.0}'):
        with pytest.raises(BadMessage):
            memory.room.accept(seat, op)
    assert not memory.room.dirty or memory.room.cut(NOW).rows == []  # type: ignore[union-attr]


def test_a_full_board_takes_no_more_elements(memory: Memory) -> None:
    """[SEC-20] [BUG-3] [LIM-4] [ROOM-3] Elements on their way count too; a refused put frees its place."""
    memory = Memory(elements=3)
    seat = memory.seat()
    made = memory.send(
        seat,
        {"cseq": 1, "put": [rect("e1"), rect("e2")]},
        {"cseq": 2, "put": [rect("e3"), rect("e4")]},
        {"cseq": 3, "put": [rect("e5")]},
        {"cseq": 4, "put": [rect("e6")]},
    )
    assert [entry.get("refused", "") for entry in made] == ["", "board_full", "", "board_full"]
    assert len(memory.room.board) == 3


def test_an_element_counts_once_before_its_commit_and_after(memory: Memory) -> None:
    """[LIM-4]"""
    memory = Memory(elements=3)
    seat = memory.seat()
    for cseq in range(1, 4):
        assert "refused" not in memory.send(seat, {"cseq": cseq, "put": [rect(f"e{cseq}")]})[0]
    assert memory.room.free == 0


def test_all_entries_of_a_commit_go_out_in_few_frames(memory: Memory) -> None:
    """[ROOM-7] [MSG-6] One frame; above 256 KiB several, each with the chain after its last entry."""
    seat = memory.seat()
    ops = [{"cseq": n, "say": "x" * 9_000} for n in range(1, 101)]
    for op in ops:
        memory.room.accept(seat, raw(op))
    frames = memory.commit()
    assert 3 <= len(frames) <= 5
    assert max(map(len, frames)) < 256 * 1024
    seq, chain = 0, bytes(8)
    for frame in frames:
        message = json.loads(frame)
        assert message["from"] == seq + 1
        for entry in message["entries"]:
            seq += 1
            assert entry["seq"] == seq
        for body in memory.entries[message["from"] - 1 : seq]:
            chain = hashlib.sha256(chain + body).digest()[:8]
        assert message["chain"] == chain.hex()
    assert seq == 100


def test_the_relayed_bytes_are_the_stored_bytes(memory: Memory) -> None:
    """[LOG-1] [LOG-2] Compact, in the order of the struct, and unknown order of the sender is gone."""
    seat = memory.seat()
    op = b'{ "put": [ {"geom":[0,0,16,16,0], "kind":"rect", "id":"e1"} ], "cseq" : 1 }'
    memory.room.accept(seat, op)
    (frame,) = memory.commit()
    stored = (
        b'{"seq":1,"at":1795442400000,"by":"u-c1","client":"c1","cseq":1,'
        b'"put":[{"kind":"rect","id":"e1","geom":[0,0,16,16,0]}]}'
    )
    assert memory.entries == [stored]
    assert stored in frame


def test_the_chain_is_the_hash_of_the_past(memory: Memory) -> None:
    """[LOG-3] chain(n) = the first 8 bytes of SHA-256(chain(n-1) as bytes, the stored bytes)."""
    seat = memory.seat()
    assert memory.room.chain == "0" * 16
    memory.send(seat, {"cseq": 1, "say": "a"}, {"cseq": 2, "say": "b"})
    first = hashlib.sha256(bytes(8) + memory.entries[0]).digest()[:8]
    second = hashlib.sha256(first + memory.entries[1]).digest()[:8]
    assert memory.room.tail.chain(1) == first.hex()
    assert memory.room.chain == second.hex()
