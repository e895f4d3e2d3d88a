"""Whole text frames are read without the library's parser; all else is the parser's (MSG-1)."""

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st
from websockets.frames import Frame, Opcode
from websockets.http11 import Request
from websockets.server import ServerProtocol

from inkroom_server.endpoint.frames import between_frames, whole_texts

MOST = 100_000
HANDSHAKE = (
    b"GET / HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
)


def masked(data: bytes, opcode: Opcode = Opcode.TEXT, fin: bool = True) -> bytes:
    """A client's frame."""
    return Frame(opcode, data, fin).serialize(mask=True)


def opened() -> ServerProtocol:
    """A connection whose handshake is over."""
    conn = ServerProtocol(max_size=MOST)
    conn.receive_data(HANDSHAKE)
    [request] = conn.events_received()
    assert isinstance(request, Request)
    conn.send_response(conn.accept(request))
    return conn


@given(st.binary(max_size=300) | st.sampled_from([os.urandom(125), os.urandom(126), b"x" * 65_535]))
def test_the_text_of_a_whole_frame_is_what_the_client_sent(data: bytes) -> None:
    """[MSG-1] In both of the short forms of a length."""
    assert whole_texts(masked(data), MOST) == [data]


@given(st.lists(st.binary(max_size=300), min_size=1, max_size=5))
def test_frames_that_came_together_are_read_together(texts: list[bytes]) -> None:
    """[MSG-1] Under load a socket is read once a tick, and has more than one by then."""
    together = b"".join(map(masked, texts))
    assert whole_texts(together, MOST) == texts
    assert whole_texts(together[:-1], MOST) is None
    assert whole_texts(together + masked(b"", Opcode.PING), MOST) is None


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x81",
        masked(b"Hi")[:-1],
        masked(b"Hi") + b"\x81",
        masked(b"Hi", fin=False),
        masked(b"Hi", Opcode.BINARY),
        masked(b"", Opcode.PING),
        masked(b"\x03\xe8", Opcode.CLOSE),
        b"\xc1" + masked(b"Hi")[1:],
        Frame(Opcode.TEXT, b"not masked").serialize(mask=False),
        masked(b"x" * 65_536),
        masked(b"x" * 50_000) + b"x",
    ],
    ids=[f"case {n}" for n in range(12)],  # the masks are random, the names of tests must not be
)
def test_anything_else_is_left_to_the_parser(data: bytes) -> None:
    """[MSG-1] [LIM-1] Halves, fragments, other kinds, other bits, long ones."""
    assert whole_texts(data, MOST) is None


def test_a_frame_over_the_limit_is_left_to_the_parser() -> None:
    """[LIM-1] Which closes with 1009."""
    assert whole_texts(masked(b"x" * 101), 100) is None
    assert whole_texts(masked(b"x" * 100), 100) is not None


def test_the_parser_is_passed_by_only_between_messages() -> None:
    """[MSG-1] Not in the handshake, not in the middle of a frame at any byte, not between fragments."""
    assert not between_frames(ServerProtocol())
    conn = opened()
    assert between_frames(conn)
    whole = masked(b"x" * 300)
    for at in range(1, len(whole)):
        conn.receive_data(whole[:at])
        assert not between_frames(conn), at
        conn.receive_data(whole[at:])
        assert between_frames(conn), at
    conn.receive_data(masked(b"one", fin=False))
    assert not between_frames(conn)
    conn.receive_data(masked(b"", Opcode.PING))
    assert not between_frames(conn)
    conn.receive_data(masked(b"two", Opcode.CONT))
    assert between_frames(conn)
    conn.receive_data(masked(b"\x03\xe8", Opcode.CLOSE))
    assert not between_frames(conn)
