"""The room's rules one by one, without a server (ROOM, JOIN, ACC-3, LOG-1 to LOG-4)."""

import gzip
import hashlib
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.rooms import NOW, Memory, entries_of, raw, rect, unpacked

from inkroom.board import Board, Element, apply
from inkroom.errors import BadMessage, BadOp, Closed
from inkroom.messages import Entry, Hello, Op, Presence, Role, Since, Wet, op_of, read_entry
from inkroom.room import Frozen, Guest, Link, People, Tail, one_stream, prepare
from inkroom.room.intake import Waiting, _entry


@pytest.fixture
def memory() -> Memory:
    return Memory()


def welcome(frame: bytes) -> dict[str, Any]:
    found = json.loads(frame)
    assert found["type"] == "welcome"
    return dict(found)


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


# ------------------------------------------------------------------ restores


def restoring(value: Any, writer: str | None, expect: str | None, **more: Any) -> dict[str, Any]:
    restore = {"id": "e1", "register": "ink", "value": value, "writer": writer, "expect": expect}
    return {"restore": [{**restore, **more}]}


@pytest.mark.parametrize(
    ("op", "code"),
    [
        (restoring("#111111", "c1:1", "c1:2"), ""),
        (restoring("#222222", "c1:2", "c1:2"), ""),
        (restoring("#ABCDEF", "c1:3", "c1:2"), ""),
        (restoring(None, None, "c1:2"), ""),
        (restoring("#111111", "c1:2", "c1:2"), "bad_restore"),
        (restoring("#111111", "c1:1", "c2:1", id="e2"), "bad_restore"),
        (restoring("#333333", "c2:1", "c2:1", id="e2"), "bad_restore"),
        (restoring("#333333", "c2:1", "c1:2"), "bad_restore"),
        (restoring("#111111", "c1:9", "c1:2"), "bad_restore"),
        (restoring("#111111", "c9:1", "c1:2"), "bad_restore"),
        (restoring(None, None, None), "bad_restore"),
    ],
)
def test_a_restore_puts_back_only_what_was_there(
    memory: Memory, op: dict[str, Any], code: str
) -> None:
    """[SEC-10] [ROOM-4] An own op at one end, and a writer that wrote exactly this value of this register."""
    one, two = memory.seat("c1"), memory.seat("c2")
    memory.send(one, {"cseq": 1, "put": [rect("e1", ink="#111111")]})
    memory.send(one, {"cseq": 2, "set": [{"id": "e1", "ink": "#222222"}]})
    memory.send(two, {"cseq": 1, "put": [rect("e2", ink="#333333")]})
    (entry,) = memory.send(one, {"cseq": 3, **op})
    assert entry.get("refused", "") == code


def test_a_restore_may_name_an_op_that_waits_beside_it(memory: Memory) -> None:
    """[ROOM-4] Both are in one commit, so the op is in the log where the restore is."""
    seat = memory.seat()
    put, back = memory.send(
        seat,
        {"cseq": 1, "put": [rect("e1", ink="#111111")]},
        {"cseq": 2, **restoring("#111111", "c1:1", "c1:1")},
    )
    assert "refused" not in put
    assert "refused" not in back


def test_a_refused_op_wrote_nothing_that_could_be_restored(memory: Memory) -> None:
    """[ROOM-4] Its number is in the log, its values are not."""
    seat = memory.seat()
    bad = {"cseq": 1, "put": [rect("e1", ink="#111111")], "unknown": 1}
    _, back = memory.send(seat, bad, {"cseq": 2, **restoring("#111111", "c1:1", "c1:1")})
    assert back["refused"] == "bad_restore"
    (later,) = memory.send(seat, {"cseq": 3, **restoring("#111111", "c1:1", "c1:1")})
    assert later["refused"] == "bad_restore"


def test_a_restore_of_many_ops_counts_as_much_work(memory: Memory) -> None:
    """[LIM-2] Looking up ops costs the sender, so that a flood of restores is read slowly."""
    seat = memory.seat()
    for n in range(1, 65):
        memory.room.accept(seat, raw({"cseq": n, "put": [rect(f"e{n}", ink="#111111")]}))
    memory.commit()
    restores = [
        {"id": f"e{n}", "register": "ink", "value": "#111111", "writer": f"c1:{n}", "expect": f"c1:{n}"}
        for n in range(1, 65)
    ]  # fmt: skip
    assert memory.room.accept(seat, raw({"cseq": 65, "restore": restores})) > 64
    assert memory.room.accept(seat, raw({"cseq": 66, "say": "Hi"})) == 1


# ------------------------------------------------------------------ roles and owners


OPS: dict[str, dict[str, Any]] = {
    "empty": {},
    "put": {"put": [rect("e9")]},
    "set": {"set": [{"id": "e9", "ink": "#000000"}]},
    "restore": {"restore": [{"id": "e9", "register": "ink", "value": None, "writer": None, "expect": "c1:1"}]},
    "say": {"say": "Hi"},
    "about": {"say": "Hi", "about": "e9"},
    "comment": {"say": "Hi", "thread": "t1", "place": [0, 0], "about": "e9", "page": "2"},
    "done": {"thread": "t1", "done": True},
    "done and set": {"thread": "t1", "done": True, "set": [{"id": "e9", "ink": "#000000"}]},
    "mark": {"mark": "here"},
    "view": {"view": [0, 0, 16, 9]},
    "say and mark": {"say": "Hi", "mark": "here"},
    "say and put": {"say": "Hi", "put": [rect("e9")]},
}  # fmt: skip


def test_an_open_board_is_its_who_came_first() -> None:
    """[ACC-8] Also when they come again after others; a token's role is never raised so."""
    memory = Memory()
    guests = [
        *(Guest(user=user, name="", role="editor", founds=True) for user in ("u1", "u2", "u1")),
        Guest(user="u1", name="", role="viewer"),
    ]
    roles = [memory.room.sit(guest, f"{guest.user}-{n}").role for n, guest in enumerate(guests)]
    assert roles == ["owner", "editor", "owner", "viewer"]


@pytest.mark.parametrize("role", ["owner", "editor", "commenter", "viewer"])
@pytest.mark.parametrize("kind", OPS)
def test_each_role_may_send_its_ops_and_no_others(memory: Memory, role: Role, kind: str) -> None:
    """[SEC-7] [BUG-43] [ACC-3] The role is tested for each op; a forbidden op is refused."""
    allowed = role in ("owner", "editor") or (
        role == "commenter" and kind in ("say", "about", "comment", "done")
    )
    (entry,) = memory.send(memory.seat("c1", role), {"cseq": 1, **OPS[kind]})
    assert entry.get("refused", "") == ("" if allowed else "forbidden")


def test_a_role_that_is_lowered_counts_from_the_next_op_on(memory: Memory) -> None:
    """[SEC-8] [ACC-3]"""
    seat = memory.seat("c1")
    assert "refused" not in memory.send(seat, {"cseq": 1, "put": [rect("e1")]})[0]
    seat.role = "viewer"
    assert memory.send(seat, {"cseq": 2, "put": [rect("e2")]})[0]["refused"] == "forbidden"


def test_a_refused_op_is_much_work() -> None:
    """[SEC-16] [LIM-2] [ACC-3] It takes a place in the log, so whoever may do nothing may not fill it quickly."""
    memory = Memory()
    seat = memory.seat("c1", "viewer")
    assert memory.room.accept(seat, raw({"cseq": 1, "say": "x"})) >= 100
    assert memory.room.accept(memory.seat("c2"), raw({"cseq": 1, "say": "x"})) < 10


def test_a_client_id_belongs_to_who_used_it_first(memory: Memory) -> None:
    """[SEC-10] [ROOM-9] [LIM-6] Another user gets 4409, in this life of the room and in the next."""
    memory.send(memory.enter("c1", user="ann").seat, {"cseq": 1, "say": "Hi"})
    for _ in range(2):
        with pytest.raises(Closed) as caught:
            memory.enter("c1", user="bob")
        assert caught.value.close == 4409
        assert memory.enter("c1", user="ann").seat.user == "ann"
        memory.load()


def test_nobody_takes_the_name_of_the_server(memory: Memory) -> None:
    """[ROOM-9] Its ops have the client id `server`."""
    with pytest.raises(Closed) as caught:
        memory.enter("server")
    assert caught.value.close == 4409


def test_the_server_makes_ops_as_everybody_does(memory: Memory) -> None:
    """[ROOM-1] [ROOM-3] Numbered by the room, in the name of a person; what is invalid takes no number."""
    with pytest.raises(BadOp) as caught:
        memory.room.make(raw({"cseq": 1, "put": [{"id": "e1"}]}), "ann")
    assert caught.value.code == "invalid_op"
    assert memory.room.make(raw({"cseq": 1, "set": [{"id": "board", "title": "Plan"}]}), "ann") == 1
    assert memory.room.make(raw({"cseq": 1, "say": "done"}), "ann") == 2
    first, second = entries_of(memory.commit())
    assert (first["client"], first["cseq"], first["by"]) == ("server", 1, "ann")
    assert (second["client"], second["cseq"]) == ("server", 2)
    assert memory.room.title == "Plan"


# ------------------------------------------------------------------ joining


def test_a_newcomer_gets_the_board_and_what_came_since(memory: Memory) -> None:
    """[JOIN-2] [JOIN-3] [JOIN-4] Snapshot and tail together are the board of now."""
    seat = memory.seat("c1")
    for n in range(1, 6):
        memory.send(seat, {"cseq": n, "put": [rect(f"e{n}")]})
    assert memory.room.snapshot is not None  # of an empty board: older than all entries
    entrance = memory.room.enter(guest("u2"), hello_of("c2"), NOW)
    greeting = welcome(entrance.welcome)
    assert (greeting["mode"], greeting["head"], greeting["epoch"]) == ("snapshot", 5, 1)
    assert greeting["chain"] == memory.room.chain
    assert greeting["you"]["role"] == "editor"
    assert greeting["limits"]["elements"] == 100_000
    assembly = unpacked(entrance.parts)
    assert assembly.seq == 0
    for entry in entries_of(entrance.entries):
        apply(assembly.board, read_entry(json.dumps(entry)))
    assert assembly.board.digest() == memory.room.board.digest()


def guest(user: str) -> Guest:
    return Guest(user=user, name="", role="editor")


def hello_of(client: str, since: Since | None = None) -> Hello:
    return Hello(protocol=1, client=client, since=since)


def test_a_snapshot_is_of_applied_memory_only(memory: Memory) -> None:
    """[ROOM-8] What waits for its commit is in nobody's snapshot."""
    seat = memory.seat("c1")
    memory.send(seat, {"cseq": 1, "put": [rect("e1")]})
    memory.room.accept(seat, raw({"cseq": 2, "put": [rect("e2")]}))
    entrance = memory.enter("c2")
    board = unpacked(entrance.parts).board
    assert board.get("e1") is not None
    assert board.get("e2") is None
    assert welcome(entrance.welcome)["head"] == 1


def test_a_snapshot_carries_registers_writers_and_the_last_lines_of_chat(memory: Memory) -> None:
    """[JOIN-4, TALK-6] Equal digests; a deleted element stays; the newest 200 lines of chat are there."""
    one, two = memory.seat("c1"), memory.seat("c2")
    memory.send(one, {"cseq": 1, "put": [rect("e1", ink="#111111"), rect("e2")]})
    memory.send(
        two, {"cseq": 1, "set": [{"id": "e1", "ink": "#222222"}, {"id": "e2", "deleted": True}]}
    )
    for n in range(2, 252):
        memory.send(one, {"cseq": n, "say": f"line {n}"})
    assembly = unpacked(memory.enter("c3").parts)
    assert assembly.board.digest() == memory.room.board.digest()
    assert assembly.board.rows() == memory.room.board.rows()
    assert [entry.say for entry in assembly.says] == [f"line {n}" for n in range(52, 252)]


def test_a_large_board_comes_in_parts_that_fit_into_frames(memory: Memory) -> None:
    """[BUG-4] [JOIN-4] Also when it was changed here and there and prepared again."""
    seat = memory.seat()
    cseq = 0
    for start in range(0, 6_000, 500):
        cseq += 1
        put = [rect(f"e{n}", text=f"{n * 7919:b}" * 3) for n in range(start, start + 500)]
        memory.send(seat, {"cseq": cseq, "put": put})
    for change in range(5):
        entrance = memory.enter(f"d{change}")
        assert len(entrance.parts) > 3
        assert max(map(len, entrance.parts)) <= 256 * 1024
        assembly = unpacked(entrance.parts)
        assert len(assembly.board) == len(memory.room.board)
        assert assembly.board.digest() == memory.room.board.digest()
        cseq += 1
        changed = [{"id": f"e{n}", "text": "x" * 2_000} for n in range(change, 300, 7)]
        memory.send(seat, {"cseq": cseq, "set": changed, "put": [rect(f"n{change}")]})


@given(st.lists(st.integers(0, 40_000), max_size=9), st.lists(st.integers(0, 60_000), max_size=3))
def test_all_parts_are_one_stream_too(texts: list[int], says: list[int]) -> None:
    """[JOIN-11] Its bytes are those of the parts, its end is right, and a part of an older version is seen."""
    elements = [
        Element(f"e{n}", "rect", "c1:1", {}, {"text": "x" * size}, {})
        for n, size in enumerate(texts)
    ]
    spoken = [json.dumps({"say": "y" * size}).encode() for size in says]
    parts = prepare(Frozen(elements, 7, "ab", 1, spoken), None).parts
    stream = one_stream(parts)
    assert stream is not None
    assert gzip.decompress(b"".join(stream)) == b"".join(map(gzip.decompress, parts))
    assert one_stream([*parts, gzip.compress(b"{}")]) is None


def test_who_was_here_gets_the_entries_since(memory: Memory) -> None:
    """[JOIN-3] [SES-4] Where the chain at `since` is the same, and no other way."""
    seat = memory.seat("c1")
    for n in range(1, 6):
        memory.send(seat, {"cseq": n, "say": str(n)})
    chain = memory.room.tail.chain(3)
    entrance = memory.enter("c1", since=Since(3, chain, 1))
    assert welcome(entrance.welcome)["mode"] == "tail"
    assert [entry["seq"] for entry in entries_of(entrance.entries)] == [4, 5]
    assert entrance.parts == []
    for since in (Since(3, "f" * 16, 1), Since(9, chain, 1), Since(3, chain, 2)):
        entrance = memory.enter("c1", since=since)
        assert welcome(entrance.welcome)["mode"] == "snapshot"
        assert unpacked(entrance.parts).seq == 5


def test_the_tail_reaches_two_thousand_entries_and_four_mebibytes_back() -> None:
    """[JOIN-3] Older points get a snapshot."""
    tail = Tail(0, "0" * 16)
    for n in range(1, 2_502):
        tail.add(Link("c1", n, f"{n:016x}", b"x"))
    assert (tail.start, tail.head) == (501, 2_501)
    assert tail.reaches(501)
    assert not tail.reaches(500)
    assert tail.chain(501) == f"{501:016x}"
    assert [link.cseq for link in tail.after(2_499)] == [2_500, 2_501]
    big = Tail(0, "0" * 16)
    for n in range(1, 101):
        big.add(Link("c1", n, f"{n:016x}", b"x" * 65_536))
    assert big.head - big.start == 64


def test_a_client_that_knows_more_than_the_log_shows_that_entries_were_lost(memory: Memory) -> None:
    """[JOIN-9] Another chain, or a point beyond the head, in this epoch; an older epoch shows nothing."""
    seat = memory.seat("c1")
    memory.send(seat, {"cseq": 1, "say": "a"})
    room = memory.room
    assert not room.doubts(None)
    assert not room.doubts(Since(1, room.chain, 1))
    assert room.doubts(Since(1, "f" * 16, 1))
    assert room.doubts(Since(2, room.chain, 1))
    assert not room.doubts(Since(2, room.chain, 0))
    assert room.doubts(Since(1, room.chain, 2)), "the same backup came back twice"
    assert not memory.load(epoch=2).doubts(Since(2, "f" * 16, 1))


def test_a_refusal_inside_a_snapshot_is_told(memory: Memory) -> None:
    """[JOIN-5] [JOIN-10] As of the snapshot's seq; what came after it comes as an entry."""
    seat = memory.seat("c1")
    memory.send(seat, {"cseq": 1, "bad": 1}, {"cseq": 2, "say": "a"})
    you = welcome(memory.enter("c1").welcome)["you"]
    assert (you["last_cseq"], you["refused"]) == (2, [[1, "invalid_op"]])
    memory.send(seat, {"cseq": 3, "bad": 1}, {"cseq": 4, "say": "b"})
    entrance = memory.room.enter(guest("u-c1"), hello_of("c1"), NOW)
    you = welcome(entrance.welcome)["you"]
    assert (you["last_cseq"], you["refused"]) == (2, [[1, "invalid_op"]])
    assert [entry["cseq"] for entry in entries_of(entrance.entries)] == [3, 4]
    chain = memory.room.chain
    you = welcome(memory.enter("c1", since=Since(4, chain, 1)).welcome)["you"]
    assert (you["last_cseq"], you["refused"]) == (4, [])


def test_people_have_names_and_colours_that_stay_until_they_wish_others(memory: Memory) -> None:
    """[JOIN-6] The wished colour, else the one that fewest have; a nameless guest is `User`."""
    seats = [memory.enter(f"c{n}", user=f"u{n}").seat for n in range(4)]
    assert [seat.colour for seat in seats] == ["cobalt", "plum", "pine", "cobalt"]
    assert {seat.name for seat in seats} == {"User"}
    again = memory.enter("c9", user="u1", name="Ann").seat
    assert (again.name, again.colour) == ("Ann", "plum")
    other = memory.enter("c8", user="u1", colour="pine").seat
    assert (other.name, other.colour) == ("Ann", "pine")
    assert memory.enter("c5", user="u1", colour="no colour").seat.colour == "pine"
    assert memory.enter("c7", user="u7", colour="pine").seat.colour == "pine"
    assert memory.enter("c6", user="u6", colour="#ff0000").seat.colour == "plum"


def test_new_people_are_written_with_the_next_commit(memory: Memory) -> None:
    """[JOIN-6] [LOG-5] Also when they only look."""
    memory.seat("c1")
    memory.commit()
    assert [person.id for person in memory.batches[0].people] == ["u-c1"]
    assert memory.batches[0].rows == []
    assert memory.room.cut(NOW) is None


def test_the_others_are_told_who_comes_and_goes(memory: Memory) -> None:
    """[JOIN-8] [JOIN-2] A joiner is told who is here."""
    ann = memory.enter("c1", name="Ann").seat
    bob = memory.enter("c2", name="Bob")
    assert [peer["name"] for peer in welcome(bob.welcome)["peers"]] == ["Ann", "Bob"]
    joined = json.loads(memory.room.joined(bob.seat))["joined"]
    assert (joined[0]["peer"], joined[0]["name"]) == (bob.seat.peer, "Bob")
    left = json.loads(memory.room.leave(ann))
    assert left["left"] == [ann.peer]
    assert list(memory.room.seats) == [bob.seat.peer]


def test_dry_ink_takes_the_place_of_wet_ink(memory: Memory) -> None:
    """[LIVE-4] Who joins after the entry gets no wet ink of it."""
    seat = memory.seat("c1")
    memory.room.show(seat, Presence(wet=Wet(id="s1", points=[0, 0, 99]), cursor=[1, 2]))
    assert b'"s1"' in (memory.room.live.whole() or b"")
    stroke = {"id": "s1", "kind": "stroke", "points": [0, 0, 99, 0], "geom": [0, 0, 0, 0, 0]}
    memory.send(seat, {"cseq": 1, "put": [stroke]})
    assert b'"s1"' not in (memory.room.live.whole() or b"")
    assert b'"cursor":[1,2]' in (memory.room.live.whole() or b"")


def test_a_dropped_room_takes_and_writes_nothing_more(memory: Memory) -> None:
    """[ROOM-6] Its batch is gone; a room that is loaded anew takes the ops again."""
    seat = memory.seat("c1")
    memory.room.accept(seat, raw({"cseq": 1, "say": "a"}))
    memory.room.cut(NOW)
    memory.room.dropped()
    memory.room.accept(seat, raw({"cseq": 2, "say": "b"}))
    assert memory.room.cut(NOW) is None
    memory.load()
    made = memory.send(memory.seat("c1"), {"cseq": 1, "say": "a"}, {"cseq": 2, "say": "b"})
    assert [entry["seq"] for entry in made] == [1, 2]


def test_the_title_for_the_list_is_written_with_the_op_that_gave_it(memory: Memory) -> None:
    """[LOG-5] [API-1] Whoever stops the server between two commits finds the board under its name."""
    seat = memory.seat("c1")
    titled = [
        {"cseq": n, "set": [{"id": "board", "title": t}]} for n, t in enumerate(("Plan", "Rain"), 1)
    ]
    memory.send(seat, *titled)
    assert memory.batches[-1].title == memory.room.title == "Rain"
    assert memory.room.cut(NOW) is None
    memory.send(seat, {"cseq": 3, "set": [{"id": "board", "background": "#FFFFFF"}]})
    memory.send(seat, {"cseq": 4, "put": [rect("e1")]})
    assert [batch.title for batch in memory.batches[-2:]] == [None, None]


def test_an_undone_title_is_undone_in_the_list(memory: Memory) -> None:
    """[LOG-5] [RED-5] Back to the one before, and to none."""
    seat = memory.seat("c1")
    memory.send(seat, {"cseq": 1, "set": [{"id": "board", "title": "Plan"}]})
    memory.send(seat, {"cseq": 2, "set": [{"id": "board", "title": "Rain"}]})
    back = {"id": "board", "register": "title", "value": "Plan", "writer": "c1:1", "expect": "c1:2"}
    memory.send(seat, {"cseq": 3, "restore": [back]})
    assert memory.batches[-1].title == "Plan"
    gone = {"id": "board", "register": "title", "value": None, "writer": None, "expect": "c1:1"}
    memory.send(seat, {"cseq": 4, "restore": [gone]})
    assert (memory.batches[-1].title, memory.room.title) == ("", "")


def test_a_title_that_an_older_version_stored_late_is_mended(memory: Memory) -> None:
    """[LOG-5] The room is loaded with the list's title, and sees that the board has another."""
    memory.send(memory.seat("c1"), {"cseq": 1, "set": [{"id": "board", "title": "Plan"}]})
    memory.load()
    memory.commit()
    assert memory.batches[-1].title == "Plan"
    assert memory.room.cut(NOW) is None


def test_a_log_replays_to_the_board_of_the_room(memory: Memory) -> None:
    """P7"""
    seat = memory.seat("c1")
    memory.send(seat, {"cseq": 1, "put": [rect("e1")]}, {"cseq": 2, "bad": 1})
    memory.send(seat, {"cseq": 3, "set": [{"id": "e1", "ink": "#123456"}]})
    board = Board()
    for body in memory.entries:
        apply(board, read_entry(body))
    assert board.digest() == memory.room.board.digest()
    assert board.seq == memory.room.seq == 3


def test_the_list_of_people_is_bounded_in_a_welcome() -> None:
    """[JOIN-2] A frame stays below 256 KiB, however many came before."""
    people = People([], ["cobalt"])
    for n in range(3_000):
        people.arrive(f"u{n}", "N" * 64, None)
    newest = people.newest(1_000)
    assert (newest[0].id, newest[-1].id) == ("u2000", "u2999")
