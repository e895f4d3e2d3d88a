"""Who comes to a room, what it is told, and what the others are (JOIN, LIVE)."""

import gzip
import json

from hypothesis import given
from hypothesis import strategies as st
from tests.support.rooms import NOW, Memory, entries_of, raw, rect, unpacked, welcome

from inkroom.board import Board, Element, apply
from inkroom.messages import Hello, Presence, Since, Wet, read_entry
from inkroom.room import Frozen, Guest, Link, People, Tail, one_stream, prepare


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
