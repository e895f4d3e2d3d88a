"""Frames and ops are read once, at the edge, and nothing gets in that is not whole."""

from contextlib import suppress
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inkroom.errors import BadMessage, BadOp, InkroomError
from inkroom.messages import (
    Entries,
    Hello,
    Live,
    Ops,
    encode,
    entry_bytes,
    read_client,
    read_cseq,
    read_entry,
    read_op,
    read_server,
    refusal_bytes,
)

HOSTILE: list[bytes] = [
    b"",
    b" ",
    b"null",
    b"[]",
    b"5",
    b'"ops"',
    b"{",
    b"{}",
    b'{"type":"ops"}',
    b'{"type":"ops","ops":[]}',
    b'{"type":"ops","ops":[%b]}' % b",".join([b"{}"] * 65),
    b'{"type":"nope"}',
    b'{"type":"ping","n":NaN}',
    b'{"type":"ping","n":Infinity}',
    b'{"type":"ping","n":1e400}',
    b'{"type":"ping","n":9007199254740992}',
    b'{"type":"ping","n":-1}',
    b'{"type":"ping","n":1}x',
    b'\xef\xbb\xbf{"type":"ping","n":1}',
    b'{"type":"hello","protocol":1,"client":"\\ud800"}',
    b'{"type":"hello","protocol":1,"client":"\xff"}',
    b'{"type":"hello","protocol":1,"client":"a b"}',
    b'{"type":"hello","protocol":1,"client":"c1\\n"}',
    b'{"type":"hello","protocol":1,"client":"c1","name":"a\\u0000"}',
    b'{"type":"hello","protocol":1,"client":"c1","name":"a\\n"}',
    b'{"type":"live","cursor":[1]}',
    b'{"type":"live","cursor":[1,2.5]}',
    b"[" * 100_000,
    b'{"type":' * 50_000,
    b'{"type":"live","wet":' + b'{"id":' * 50_000,
]


@pytest.mark.parametrize("frame", HOSTILE, ids=range(len(HOSTILE)))
def test_a_frame_that_is_no_message_raises_bad_message_and_nothing_else(frame: bytes) -> None:
    """[MSG-2, MSG-3, MSG-5]"""
    with pytest.raises(BadMessage) as why:
        read_client(frame)
    assert why.value.code == "bad_message"


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_raise_bad_message(frame: bytes) -> None:
    """[MSG-3]"""
    for read in (read_client, read_server, read_entry, read_cseq):
        with suppress(BadMessage):
            read(frame)


def test_unknown_fields_of_a_message_are_ignored() -> None:
    """[MSG-1, MSG-2]"""
    hello = read_client(b'{"type":"hello","protocol":1,"client":"c1","later":{"x":1}}')
    assert hello == Hello(protocol=1, client="c1")


@pytest.mark.parametrize(
    "op",
    [
        {"cseq": 1, "later": 1},
        {"cseq": 0},
        {"cseq": "1"},
        {"cseq": 1, "set": [{"id": "e1", "later": 1}]},
        {"cseq": 1, "restore": [{"id": "e1", "register": "ink"}]},
        {"cseq": 1, "view": [1, 2]},
        {"cseq": 1, "view": [0, 0, 2**31 + 1, 1]},
        {"cseq": 1, "view": [0, 0, 1.5, 1]},
        {"cseq": 1, "page": ""},
        {"cseq": 1, "say": "Hi", "thread": "no id", "place": [0, 0]},
        {"cseq": 1, "say": "Hi", "thread": "t1", "place": [0]},
        {"cseq": 1, "say": "Hi", "thread": "t1", "place": [0, 2**40]},
        {"cseq": 1, "thread": "t1", "done": "yes"},
        {"cseq": 1, "thread": "t1"},
        {"cseq": 1, "say": "Hi", "place": [0, 0]},
        {"cseq": 1, "done": True},
        {"cseq": 1, "mark": "a\nb"},
        {"cseq": 1, "mark": "a\n"},
        {"cseq": 1, "mark": "a" * 121},
        {"cseq": 1, "say": "a" * 10_001},
        {"cseq": 1, "say": "\0"},
    ],
)
def test_unknown_or_wrong_fields_of_an_op_make_it_invalid(op: dict[str, Any]) -> None:
    """[MSG-2, MSG-5, LIM-4, TALK-4]"""
    with pytest.raises(BadOp):
        read_op(encode(op))


def test_an_op_that_cannot_be_read_still_has_a_number() -> None:
    """[MSG-4] The frame is read, each op stays encoded, its number is read by itself."""
    frame = b'{"type":"ops","ops":[{"cseq":7,"put":"what"},{"cseq":8}]}'
    message = read_client(frame)
    assert isinstance(message, Ops)
    assert [read_cseq(raw).cseq for raw in message.ops] == [7, 8]
    with pytest.raises(BadOp):
        read_op(message.ops[0])
    assert read_op(message.ops[1]).cseq == 8


def restore(**fields: Any) -> dict[str, Any]:
    whole = {"id": "e1", "register": "ink", "value": "#DD2222", "writer": "c1:1", "expect": "c1:2"}
    return whole | fields


@pytest.mark.parametrize(
    "fields",
    [
        {"register": "points"},
        {"register": "__init__"},
        {"value": 5},
        {"value": None},
        {"register": "geom", "value": [0, 0, "x", 0, 0]},
        {"writer": "c1"},
        {"expect": "c1:x"},
        {"writer": "c1:1\n"},
    ],
)
def test_a_restore_of_a_value_that_the_register_cannot_have_is_invalid(
    fields: dict[str, Any],
) -> None:
    """[RED-5, MSG-2]"""
    with pytest.raises(BadOp):
        read_op(encode({"cseq": 3, "restore": [restore(**fields)]}))
    read_op(encode({"cseq": 3, "restore": [restore(value=None, writer=None)]}))


@pytest.mark.parametrize(
    "op",
    [
        {"set": [{"id": "e1", "ink": "none"}, {"id": "e1", "width": 1}]},
        {
            "put": [{"kind": "rect", "id": "e1", "geom": [0] * 5}],
            "set": [{"id": "e1", "ink": "none"}],
        },
        {"restore": [restore(), restore(value="#000000")]},
        {"set": [{"id": "e1", "ink": "none"}], "restore": [restore(writer="c1:3")]},
    ],
)
def test_an_op_that_gives_one_register_two_values_is_invalid(op: dict[str, Any]) -> None:
    """[ROOM-12] A writer stands for one value of a register."""
    with pytest.raises(BadOp):
        read_op(encode({"cseq": 3, **op}))


@pytest.mark.parametrize(
    "extra",
    [
        {"a": 2**53},
        {"a\0": 1},
        {"a": "\0"},
        {"a": [[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]},
    ],
)
def test_an_extra_bag_has_bounds(extra: dict[str, Any]) -> None:
    """[MSG-5]"""
    put = {"kind": "rect", "id": "e1", "geom": [0] * 5, "extra": extra}
    with pytest.raises(BadOp):
        read_op(encode({"cseq": 1, "put": [put]}))


def test_an_entry_is_stored_with_its_fields_in_order() -> None:
    """[LOG-1, LOG-2, LOG-4]"""
    op = read_op(b'{"made":5,"say":"Hi","cseq":3}')
    stored = entry_bytes(9, 1_700_000_000_000, "u1", "c1", op)
    assert stored == (
        b'{"seq":9,"at":1700000000000,"by":"u1","client":"c1","cseq":3,"say":"Hi","made":5}'
    )
    assert encode(read_entry(stored)) == stored
    refused = refusal_bytes(9, 1, "u1", "c1", 3, "forbidden")
    assert refused == (b'{"seq":9,"at":1,"by":"u1","client":"c1","cseq":3,"refused":"forbidden"}')
    assert read_entry(refused).refused == "forbidden"


def test_messages_come_back_as_they_were_sent() -> None:
    """[MSG-1, MSG-6]"""
    entry = read_entry(refusal_bytes(9, 1, "u1", "c1", 3, "forbidden"))
    message = Entries(9, [entry], "0" * 16)
    assert read_server(encode(message)) == message
    live = Live(cursor=None, tool="pen")
    assert encode(live) == b'{"type":"live","cursor":null,"tool":"pen"}'
    assert read_client(encode(live)) == live
    assert read_client(b'{"type":"ops","ops":[{"cseq":1}]}') == Ops([msgspec.Raw(b'{"cseq":1}')])


def test_every_error_is_an_inkroom_error_with_a_stable_code() -> None:
    """[MSG-8]"""
    for kind, code in ((BadMessage, "bad_message"), (BadOp, "invalid_op")):
        assert issubclass(kind, InkroomError)
        assert kind("Expected this, got that").code == code
    assert BadOp("x", "bad_restore").code == "bad_restore"
