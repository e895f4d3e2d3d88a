"""Chat and comments: what the log says beside the elements, folded alike in both languages."""

import json
from random import Random
from typing import Any

from msgspec import UNSET
from tests.support.generate import VECTORS
from tests.support.rooms import Memory, rect, unpacked
from tests.support.talks import outcome, talks

from inkroom.messages import Entry, encode, read_entry
from inkroom.talk import COMMENTS, Talk


def entry(seq: int, **parts: Any) -> Entry:
    return Entry(seq=seq, at=seq, by="u1", client="c1", cseq=seq, **parts)


def comment(seq: int, thread: str = "t1", **parts: Any) -> Entry:
    return entry(seq, say=f"line {seq}", thread=thread, **{"place": [10, 20], **parts})


def test_a_say_is_chat_unless_it_has_a_thread() -> None:
    """[TALK-1] Also one about an element."""
    talk = Talk([entry(1, say="Hi"), entry(2, say="Here", about="e1"), comment(3)])
    assert [line.seq for line in talk.chat] == [1, 2]
    assert [line.seq for line in talk.comments()] == [3]


def test_a_thread_begins_with_a_say_and_a_place() -> None:
    """[TALK-2] What comes before, and what has not both, says nothing."""
    talk = Talk()
    for early in (
        entry(1, thread="t1", done=True),
        entry(2, thread="t1", say="where?"),
        entry(3, thread="t1", done=True, place=[1, 2]),
        entry(4, thread="t1", say="where?", place=[1]),
        entry(5, thread="t1", say="refused", place=[1, 2], refused="forbidden"),
    ):
        assert not talk.add(early)
    assert talk.threads == {}
    assert talk.add(comment(6, about="e1", page="2"))
    thread = talk.threads["t1"]
    assert (thread.about, thread.place, thread.page) == ("e1", [10, 20], "2")
    talk.add(comment(7, place=[5, 5], about="e2", page="3"))
    assert (thread.about, thread.place, thread.page) == ("e1", [10, 20], "2")
    assert [line.seq for line in thread.lines] == [6, 7]


def test_a_thread_is_done_while_its_newest_op_says_so() -> None:
    """[TALK-3]"""
    talk = Talk([comment(1)])
    thread = talk.threads["t1"]
    states = []
    ops: list[dict[str, Any]] = [
        {"done": True},
        {"say": "But"},
        {"say": "Then.", "done": True},
        {"done": False},
    ]
    for n, parts in enumerate(ops, 2):
        talk.add(entry(n, thread="t1", **parts))
        states.append(thread.done)
    assert states == [True, False, True, False]
    assert [line.seq for line in thread.lines] == [1, 3, 4]


def test_threads_are_numbered_in_the_order_of_their_beginnings() -> None:
    """[TALK-5]"""
    talk = Talk([comment(1, "b"), comment(2, "a"), comment(3, "b"), comment(4, "c")])
    assert {id: thread.number for id, thread in talk.threads.items()} == {"b": 1, "a": 2, "c": 3}


def test_what_is_kept_brings_all_back() -> None:
    """[TALK-6, SES-17] Without what the entries changed on the board, and again and again."""
    talk = Talk(
        [
            entry(1, say="Hi", set=[]),
            comment(2, "t1"),
            comment(3, "t2"),
            entry(4, thread="t1", done=True),
            entry(5, thread="t2", done=True),
            comment(6, "t2"),
        ]
    )
    kept = talk.entries()
    assert [line.seq for line in kept] == [1, 2, 3, 4, 6]
    assert all(line.set is UNSET for line in kept)
    again = Talk(read_entry(encode(line)) for line in kept)
    assert again.entries() == kept
    assert [thread.done for thread in again.threads.values()] == [True, False]


def test_of_too_many_comments_the_done_threads_go_first() -> None:
    """[TALK-6]"""
    talk = Talk(comment(n, f"t{n % 10}") for n in range(1, COMMENTS + 1))
    talk.add(entry(COMMENTS + 1, thread="t7", done=True))
    assert len(talk.threads) == 10
    talk.add(comment(COMMENTS + 2, "t5"))
    assert "t7" not in talk.threads
    assert len(talk.threads) == 9
    for n in range(COMMENTS + 3, COMMENTS + 503):
        talk.add(comment(n, "t5"))
    assert "t1" not in talk.threads, "the one that rests longest"


def test_a_joiner_gets_the_comments_with_the_snapshot() -> None:
    """[TALK-6, JOIN-4] However long they are, each part fits a frame; a room that was loaded anew knows them."""
    memory = Memory()
    seat, random = memory.seat(), Random(1)
    memory.send(seat, {"cseq": 1, "put": [rect("e1")]})
    for n in range(2, 120):
        text = "".join(chr(random.randrange(0x4E00, 0x9FFF)) for _ in range(3_000))
        memory.send(
            seat, {"cseq": n, "say": text, "thread": f"t{n % 7}", "place": [n, n], "about": "e1"}
        )
    memory.send(seat, {"cseq": 120, "thread": "t3", "done": True})
    entrance = memory.enter("c2")
    assert max(map(len, entrance.parts)) <= 256 * 1024
    assembly = unpacked(entrance.parts)
    assert Talk(assembly.says).entries() == memory.room.talk.entries()
    assert Talk(assembly.says).threads["t3"].done
    assert assembly.board.digest() == memory.room.board.digest()
    before = memory.room.talk.entries()
    assert memory.load().talk.entries() == before


def test_the_vectors_are_what_the_generator_makes() -> None:
    """[TALK-1, TALK-2, TALK-3, TALK-5] The same logs of talk come to the same in both languages."""
    stored = json.loads((VECTORS / "talk.json").read_bytes())
    assert stored == list(talks())
    for one in stored:
        assert outcome([read_entry(encode(raw)) for raw in one["entries"]]) == one["talk"]
