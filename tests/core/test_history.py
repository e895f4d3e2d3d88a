"""A log as a whole: chain, check, and any moment of it."""

import gc
import hashlib
import json
import time
from random import Random
from typing import Any

import pytest
from tests.support import generate

from inkroom.errors import BadLog, BadOp
from inkroom.follow import recorded
from inkroom.history import START, History, Verifier, chain_of, check_restores, fold, wrote
from inkroom.messages import Entry, encode, entry_bytes, read_entry, read_op, refusal_bytes

RECT = {"kind": "rect", "id": "e1", "ink": "#DD2222", "geom": [0, 0, 160, 80, 0]}


def stored(seq: int, op: dict[str, Any], client: str = "c1") -> bytes:
    return entry_bytes(seq, 1000 * seq, "u1", client, read_op(encode(op)))


def stored_entry(seq: int, op: dict[str, Any]) -> Entry:
    return read_entry(stored(seq, {"cseq": seq, **op}))


def verified(*entries: bytes) -> Verifier:
    verifier = Verifier()
    for raw in entries:
        verifier.add(raw)
    return verifier


def test_the_chain_is_made_of_the_chain_before_and_the_stored_bytes() -> None:
    """[LOG-3]"""
    assert START == "0" * 16
    first = hashlib.sha256(bytes(8) + b"{}").digest()[:8]
    assert chain_of(START, b"{}") == first.hex()
    second = hashlib.sha256(first + b"[]").hexdigest()[:16]
    assert chain_of(first.hex(), b"[]") == second


def test_a_whole_log_is_verified_and_its_head_is_told() -> None:
    """[LOG-9, P7]"""
    log = list(generate.valid_log(Random(5), 40))
    verifier = verified(*log)
    assert verifier.seq == 40
    assert verifier.chain == generate.outcome(log)["chain"]


@pytest.mark.parametrize("change", ["drop", "swap", "double", "flip", "reorder", "spaced"])
def test_a_log_that_was_changed_is_not_whole(change: str) -> None:
    """[LOG-9, P7] Numbers, form or chain break, and never another head by chance."""
    log = list(generate.valid_log(Random(5), 40))
    chain = generate.outcome(log)["chain"]
    whole = json.loads(log[20])
    changed = {
        "drop": [*log[:20], *log[21:]],
        "swap": [*log[:20], log[21], log[20], *log[22:]],
        "double": [*log[:20], log[19], *log[20:]],
        "flip": [*log[:20], log[20].replace(b'"at":21000', b'"at":21001'), *log[21:]],
        "reorder": [*log[:20], encode(dict(reversed(whole.items()))), *log[21:]],
        "spaced": [*log[:20], log[20].replace(b":", b": ", 1), *log[21:]],
    }[change]
    if change == "flip":
        assert verified(*changed).chain != chain
        return
    with pytest.raises(BadLog) as broken:
        verified(*changed)
    assert broken.value.seq == 21


def test_a_hole_in_a_clients_numbers_is_found() -> None:
    """[LOG-9, LOG-1]"""
    with pytest.raises(BadLog) as broken:
        verified(stored(1, {"cseq": 1}), stored(2, {"cseq": 3}))
    assert broken.value.seq == 2
    verified(stored(1, {"cseq": 1}), stored(2, {"cseq": 1}, "c2"), stored(3, {"cseq": 2}))


@pytest.mark.parametrize(
    "bad",
    [
        b"not json",
        b'{"seq":2,"at":0,"by":"u1","client":"c1","cseq":2,"later":1}',
        b'{"seq":2,"at":0,"by":"u1","client":"c1","cseq":2,"refused":"x","say":"Hi"}',
        encode(
            {
                "seq": 2,
                "at": 0,
                "by": "u1",
                "client": "c1",
                "cseq": 2,
                "put": [{"kind": "stroke", "id": "s1", "geom": [0] * 5, "points": [1, 2]}],
            }
        ),
    ],
)
def test_an_entry_that_no_room_would_store_is_found(bad: bytes) -> None:
    """[LOG-2, LOG-9] A form or an op that is not valid, and it says which entry."""
    with pytest.raises(BadLog) as broken:
        verified(stored(1, {"cseq": 1}), bad)
    assert broken.value.seq == 2
    assert "Entry 2" in str(broken.value)


def test_a_refused_entry_takes_its_number_and_nothing_else() -> None:
    """[LOG-4, LOG-9]"""
    verified(refusal_bytes(1, 0, "u1", "c1", 1, "invalid_op"), stored(2, {"cseq": 2}))


PUT = {"cseq": 1, "put": [RECT]}
SET = {"cseq": 2, "set": [{"id": "e1", "ink": "#000000"}]}


def restore(**fields: Any) -> dict[str, Any]:
    true = {
        "id": "e1",
        "register": "ink",
        "value": "#DD2222",
        "writer": "c1:1",
        "expect": "c1:2",
    }
    return {"cseq": 3, "restore": [true | fields]}


@pytest.mark.parametrize(
    "good",
    [
        restore(),
        restore(value=None, writer=None),
        restore(value="#123456", writer="c1:3"),
        restore(expect=None),
        restore(register="deleted", value=False, writer="c1:1", expect="c2:9"),
    ],
)
def test_a_true_restore_is_taken(good: dict[str, Any]) -> None:
    """[ROOM-4, LOG-9]"""
    verified(stored(1, PUT), stored(2, SET), stored(3, good))


@pytest.mark.parametrize(
    "bad",
    [
        restore(value="#000000"),
        restore(writer="c1:2", value="#DD2222"),
        restore(writer="c1:9"),
        restore(writer="c2:1"),
        restore(writer="c2:1", expect="c2:2"),
        restore(writer=None, value=None, expect="c2:1"),
        restore(writer=None, value=None, expect=None),
        restore(register="fill", value="none"),
    ],
)
def test_a_restore_that_is_not_true_is_found(bad: dict[str, Any]) -> None:
    """[ROOM-4, LOG-9] The writer must be of the log and have written just that, one end must be one's own."""
    with pytest.raises(BadLog) as broken:
        verified(stored(1, PUT), stored(2, SET), stored(3, bad))
    assert broken.value.seq == 3


@pytest.mark.parametrize("part", ["put", "set"])
def test_an_entry_of_more_elements_than_an_op_may_have_is_found(part: str) -> None:
    """[LOG-9, LIM-4] Also where the bytes are in the stored form."""
    element = RECT if part == "put" else {"id": "", "width": 9}

    def of(count: int) -> bytes:
        op = encode({"cseq": 1, part: [element | {"id": f"e{n}"} for n in range(count)]})
        return b'{"seq":1,"at":0,"by":"u1","client":"c1",' + op[1:]

    verified(of(1000))
    with pytest.raises(BadLog):
        verified(of(1001))


def test_a_restored_value_is_one_that_its_op_wrote() -> None:
    """[ROOM-4] An undo of a put writes `deleted` under its own name, and that can be restored."""
    undo = read_op(encode(restore(register="deleted", value=True, writer="c1:3", expect="c1:1")))
    known = wrote(undo, "c1:3")
    assert known == {("e1", "deleted"): True}
    again = read_op(encode({**restore(register="deleted", value=True, writer="c1:3"), "cseq": 5}))
    check_restores(again, "c1", {"c1:3": known}.get)
    with pytest.raises(BadOp) as why:
        check_restores(again, "c2", {"c1:3": known}.get)
    assert why.value.code == "bad_restore"


def log_of(count: int) -> list[Entry]:
    rng = Random(7)
    ops = [
        {"cseq": n, "put": [RECT | {"id": f"e{n}", "geom": [rng.randint(0, 9999), 0, 9, 9, 0]}]}
        if n < 20 or rng.random() < 0.5
        else {"cseq": n, "set": [{"id": f"e{rng.randint(1, n)}", "width": n % 99}]}
        for n in range(1, count + 1)
    ]
    return [read_entry(stored(n, op)) for n, op in enumerate(ops, 1)]


def test_any_moment_of_a_history_is_the_fold_up_to_it() -> None:
    """[HIST-1, P7, RED-1] In any order of looking, and while it grows."""
    entries = log_of(9_000)
    history = History(entries[:8_000])
    for seq in (0, 1, 1_999, 2_000, 2_001, 7_000, 6_999, 7_001, 7_500, 8_000, 3, 9_000):
        board = history.at(seq)
        assert board.seq == min(seq, 8_000)
        assert board.digest() == fold(entries[: min(seq, 8_000)]).digest()
    for entry in entries[8_000:]:
        history.append(entry)
    assert history.at(9_000).digest() == fold(entries).digest()
    assert history.at(5).digest() == fold(entries[:5]).digest()


def test_a_history_takes_the_next_entry_only() -> None:
    """[LOG-1]"""
    entries = log_of(3)
    history = History(entries[:1])
    with pytest.raises(BadLog) as broken:
        history.append(entries[2])
    assert (broken.value.seq, history.head) == (2, 1)


def test_a_history_knows_its_steps_and_marks() -> None:
    """[RED-9]"""
    stroke = {"kind": "stroke", "id": "s1", "geom": [0] * 5, "points": [0, 0, 9, 0, 1, 1, 9, 8]}
    ops: list[dict[str, Any]] = [
        {"put": [stroke, RECT]},
        {"set": [{"id": "e1", "width": 1}], "mark": "v1"},
        {"say": "x"},
    ]
    raws = [stored(n, {"cseq": n, **op}) for n, op in enumerate(ops, 1)]
    raws.append(refusal_bytes(4, 4000, "u2", "c2", 1, "forbidden"))
    history = History(read_entry(raw) for raw in raws)
    assert [(step.seq, step.at, step.by, step.size) for step in history.steps] == [
        (1, 1000, "u1", 3),
        (2, 2000, "u1", 1),
        (3, 3000, "u1", 0),
        (4, 4000, "u2", 0),
    ]
    assert [entry.mark for entry in history.marks] == ["v1"]


@pytest.mark.bench
def test_a_jump_in_a_long_history_takes_under_100_ms() -> None:
    """[HIST-1] 100,000 entries."""
    history = History(log_of(100_000))
    gc.collect()
    gc.freeze()  # a collection over 200,000 objects takes longer than a jump
    rng, worst = Random(1), 0.0
    for _ in range(30):
        began = time.perf_counter()
        history.at(rng.randint(0, 100_000))
        worst = max(worst, time.perf_counter() - began)
    gc.unfreeze()
    assert worst < 0.1


def test_a_mark_may_name_a_moment_that_is_over() -> None:
    """[HIST-11] Marks stand in the order of their moments; one that names no moment before it names its own."""
    history = History(
        [
            stored_entry(1, {"put": [RECT]}),
            stored_entry(2, {"mark": "second"}),
            stored_entry(3, {"mark": "first", "moment": 1}),
            stored_entry(4, {"mark": "own", "moment": 9}),
        ]
    )
    assert [(mark.seq, mark.mark, mark.at) for mark in history.marks] == [
        (1, "first", 1000),
        (2, "second", 2000),
        (4, "own", 4000),
    ]
    with pytest.raises(BadOp, match="beside `mark`"):
        read_op('{"cseq":1,"say":"Hi","moment":1}')


def test_what_was_presented_is_known_at_each_moment() -> None:
    """[HIST-12] Until a width of 0, on the page that it names."""
    history = History(
        [
            stored_entry(1, {"view": [0, 0, 16, 9], "page": "2"}),
            stored_entry(2, {"say": "Hi"}),
            stored_entry(3, {"view": [0, 0, 0, 0]}),
        ]
    )
    assert [recorded(history.views, seq) for seq in range(4)] == [
        None,
        ("2", [0, 0, 16, 9]),
        ("2", [0, 0, 16, 9]),
        None,
    ]
