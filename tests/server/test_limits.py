"""What a socket may send, how fast, and what poisoned messages do: nothing (MSG, LIM)."""

import asyncio
import json
from pathlib import Path

import pytest
from tests.support.rooms import rect
from tests.support.serving import Peer, Serving, close_code, serving
from tests.support.sockets import HELLO, room
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

WAYS = ["short", "plain"]


# ------------------------------------------------------------------ limits


async def test_a_message_that_is_too_big_changes_nothing(server: Serving) -> None:
    """[SEC-12] [LIM-1] 64 KiB; the connection goes on."""
    async with Peer(room(server)) as ann:
        fits = {"type": "ops", "ops": [{"cseq": 1, "say": ""}], "pad": ""}
        fits["pad"] = "x" * (65_536 - len(json.dumps(fits)))
        await ann.send({**fits, "pad": fits["pad"] + "x"})  # type: ignore[operator]
        assert (await ann.until("error"))["code"] == "message_too_big"
        assert server.log.board("b1").head == 0  # type: ignore[union-attr]
        await ann.send(fits)
        await ann.reach(1)


async def test_a_message_that_is_far_too_big_ends_the_connection(server: Serving) -> None:
    """[SEC-12] [LIM-1] [LIM-6] 1009 above 256 KiB."""
    async with Peer(room(server)) as ann:
        await ann.send("x" * (256 * 1024 + 1))
        assert (await ann.closed())[0] == 1009


async def test_binary_frames_end_the_connection(server: Serving) -> None:
    """[SEC-14] [MSG-3] [LIM-6] 1003."""
    async with Peer(room(server)) as ann:
        await ann.send(b"\x00\x01")
        assert (await ann.closed())[0] == 1003


async def test_text_that_is_not_utf8_ends_the_connection(server: Serving) -> None:
    """[SEC-14] [MSG-3] [LIM-6] 1007."""
    async with Peer(room(server)) as ann:
        ann.socket.protocol.send_text(b'{"type":"ping","x":"\xed\xa0\x80"}')
        ann.socket.transport.write(b"".join(ann.socket.protocol.data_to_send()))
        assert (await ann.closed())[0] == 1007


async def test_the_third_bad_message_in_a_short_time_ends_the_connection(server: Serving) -> None:
    """[MSG-3] [LIM-6] 4400."""
    async with Peer(room(server)) as ann:
        for fatal in (False, False, True):
            await ann.send("{}")
            assert (await ann.until("error")).get("fatal", False) == fatal
        assert (await ann.closed())[0] == 4400


async def test_a_gap_in_the_ops_ends_the_connection(server: Serving) -> None:
    """[ROOM-2] [LIM-6] 4400 `op_gap`."""
    async with Peer(room(server)) as ann:
        await ann.send({"type": "ops", "ops": [{"cseq": 2, "say": "Hi"}]})
        assert (await ann.until("error"))["code"] == "op_gap"
        assert await ann.closed() == (4400, "op_gap")


async def test_after_an_op_that_ends_the_connection_nothing_more_is_read(server: Serving) -> None:
    """[ROOM-2] [LIM-6] 4409: else the op that follows would be taken, and be sent again under a fresh client id."""
    async with Peer(room(server)) as ann, Peer(room(server), "c2") as ben:
        await ann.ops({"say": "Hi"})
        await ann.settled()
        for n in (1, 2):
            frame = {"type": "ops", "ops": [{"cseq": n, "say": "Ho"}]}
            ann.socket.protocol.send_text(json.dumps(frame).encode())
        ann.socket.transport.write(b"".join(ann.socket.protocol.data_to_send()))
        assert await ann.closed() == (4409, "client_id_conflict")
        await ben.ops({"say": "there"})
        await ben.settled()
        assert [entry.say for entry in ben.entries] == ["Hi", "there"]


async def test_a_message_holds_at_most_64_ops(server: Serving) -> None:
    """[MSG-4] And at least one."""
    async with Peer(room(server)) as ann:
        for count in (0, 65):
            ops = [{"cseq": n} for n in range(1, count + 1)]
            await ann.send({"type": "ops", "ops": ops})
            assert (await ann.until("error"))["code"] == "bad_message"
        await ann.ops(*({"say": str(n)} for n in range(64)))
        assert len(await ann.settled()) == 64


async def test_who_sends_too_fast_is_read_more_slowly_and_loses_nothing(
    tmp_path: Path, way: str
) -> None:
    """[LIM-2] `rate_limited`, then patience; nothing is dropped, so no op is missing."""
    async with (
        serving(tmp_path, bypass=way == "short", messages_per_s=200, message_burst=20) as server,
        Peer(room(server)) as ann,
    ):
        started = asyncio.get_running_loop().time()
        for n in range(100):
            await ann.ops({"say": str(n)})
        await ann.settled()
        await ann.ops({"say": "100"})
        assert [entry.say for entry in await ann.settled()] == [str(n) for n in range(101)]
        assert asyncio.get_running_loop().time() - started > 0.3
        error = await ann.until("error", code="rate_limited")
        assert error["retry_after_ms"] > 0


async def test_a_flood_without_end_is_closed(tmp_path: Path, way: str) -> None:
    """[SEC-16] [LIM-2] [LIM-6] 4429."""
    async with (
        serving(
            tmp_path, bypass=way == "short", messages_per_s=50, message_burst=5, flood_s=0.3
        ) as server,
        Peer(room(server)) as ann,
    ):

        async def flood() -> None:
            try:
                while True:
                    await ann.send({"type": "ping", "n": 1, "long": "x" * 4_000})
            except ConnectionClosed:
                pass

        flooding = asyncio.create_task(flood())
        assert (await ann.closed())[0] == 4429
        await flooding


async def test_there_are_only_so_many_sockets(tmp_path: Path, way: str) -> None:
    """[SEC-17] [LIM-5] By room and by server 503 at the upgrade, by person 4429."""
    async with serving(
        tmp_path, bypass=way == "short", sockets=4, sockets_per_room=2, sockets_per_user=3
    ) as server:
        async with Peer(room(server), "c1", guest="ann"), Peer(room(server), "c2", guest="ann"):
            with pytest.raises(InvalidStatus) as caught:
                await connect(room(server))
            assert caught.value.response.status_code == 503
            assert "retry-after" in caught.value.response.headers
            async with Peer(room(server, "b2"), "c3", guest="ann"):
                async with connect(room(server, "b2")) as socket:
                    await socket.send(json.dumps({**HELLO, "client": "c4", "guest": "ann"}))
                    assert await close_code(socket) == 4429
                async with Peer(room(server, "b2"), "c5"):
                    with pytest.raises(InvalidStatus):
                        await connect(room(server, "b3"))
        async with Peer(room(server), "c6"):
            pass


# ------------------------------------------------------------------ hostile messages


POISON: dict[str, str] = {
    "1e400": '{"type":"live","cursor":[1e400,0]}',
    "NaN": '{"type":"live","cursor":[NaN,0]}',
    "Infinity": '{"type":"ping","n":Infinity}',
    "-Infinity": '{"type":"ping","n":-Infinity}',
    "lone surrogate": '{"type":"live","tool":"\\ud800"}',
    "2**63": '{"type":"ping","n":9223372036854775808}',
    "2**53": '{"type":"ping","n":9007199254740992}',
    "5,000 digits": '{"type":"ping","n":' + "9" * 5_000 + "}",
    "depth 30,000": '{"type":"ping","x":' + "[" * 30_000 + "]" * 30_000 + "}",
    "depth of objects": '{"type":"ping","x":' + '{"a":' * 10_000 + "1" + "}" * 10_000 + "}",
    "a fraction": '{"type":"live","cursor":[0.5,0]}',
    "text for a number": '{"type":"ping","n":"1"}',
    "true for a number": '{"type":"ping","n":true}',
    "minus one": '{"type":"ping","n":-1}',
    "null type": '{"type":null}',
    "no type": '{"n":1}',
    "an array": "[]",
    "a number": "1",
    "empty": "",
    "blanks": "  \n",
    "BOM": '\ufeff{"type":"ping"}',
    "trailing bytes": '{"type":"ping"}{}',
    "truncated": '{"type":"ping"',
    "NaN in an op": '{"type":"ops","ops":[{"cseq":2,"say":NaN}]}',
    "a second hello": json.dumps(HELLO),
    "a server's message": '{"type":"entries","from":1,"entries":[],"chain":"0000000000000000"}',
    "ops of no list": '{"type":"ops","ops":{"cseq":1}}',
    "an op without number": '{"type":"ops","ops":[{}]}',
    "an op with a text": '{"type":"ops","ops":["x"]}',
    "an op with 2**63": '{"type":"ops","ops":[{"cseq":9223372036854775808}]}',
    "__proto__": '{"__proto__":{"type":"ping"}}',
}


async def test_a_poisoned_message_gets_an_error_and_changes_nothing(server: Serving) -> None:
    """[SEC-15] [MSG-3] [MSG-5] [MSG-8] The connection goes on, nobody else hears of it."""
    async with Peer(room(server), "c0") as bob:
        await bob.ops({"put": [rect("e1")]})
        await bob.settled()
        digest = bob.board.digest()
        for number, (name, message) in enumerate(POISON.items(), 1):
            async with Peer(room(server), f"c{number}") as ann:
                await ann.send(message)
                error = await ann.until("error")
                assert (error["code"], error.get("fatal", False)) == ("bad_message", False), name
                assert error["message"], name
                await ann.ops({"say": name})
                await ann.settled()
                await bob.reach(1 + number)
        assert not [m for m in bob.inbox if m["type"] in ("error", "live")]
        host = await server.hub.room("b1")
        assert host.room.board.digest() == digest == bob.board.digest()


POISONED_OPS: dict[str, str] = {
    "1e400": '"put":[{"id":"e9","kind":"rect","geom":[1e400,0,1,1,0]}]',
    "NUL": '"say":"a\\u0000b"',
    "NUL in extra": '"put":[{"id":"e9","kind":"rect","geom":[0,0,1,1,0],"extra":{"a":"\\u0000"}}]',
    "2**31 + 1": '"put":[{"id":"e9","kind":"rect","geom":[2147483649,0,1,1,0]}]',
    "2**63": '"put":[{"id":"e9","kind":"rect","geom":[9223372036854775808,0,1,1,0]}]',
    "minus zero": '"put":[{"id":"e9","kind":"rect","geom":[-0.0,0,1,1,0]}]',
    "deep extra": '"put":[{"id":"e9","kind":"rect","geom":[0,0,1,1,0],"extra":{"a":'
    + "[" * 50
    + "]" * 50
    + "}}]",
    "points of text": '"put":[{"id":"e9","kind":"stroke","geom":[0,0,1,1,0],"points":"x"}]',
    "too many points": '"put":[{"id":"e9","kind":"stroke","geom":[0,0,1,1,0],"pressure":false,"points":['
    + "0,0,0," * 10_000
    + "0,0,0]}]",
    "unknown kind": '"put":[{"id":"e9","kind":"iframe","geom":[0,0,1,1,0]}]',
    "a script as link": '"set":[{"id":"e1","link":"javascript:alert(1)"}]',
    "an id with a quote": '"set":[{"id":"e\\"1","ink":"#000000"}]',
    "put of the board": '"put":[{"id":"board","kind":"rect","geom":[0,0,1,1,0]}]',
    "unknown register": '"set":[{"id":"e1","__proto__":{"deleted":true}}]',
}


async def test_a_poisoned_op_is_refused_by_its_number(server: Serving) -> None:
    """[SEC-11, SEC-24, SEC-26] [MSG-4, MSG-5] [ROOM-3] The op behind it is taken; the board stays; all see the same."""
    async with Peer(room(server), "c1") as ann, Peer(room(server), "c2") as bob:
        await ann.ops({"put": [rect("e1")]})
        await ann.settled()
        digest = ann.board.digest()
        for name, op in POISONED_OPS.items():
            first = ann.cseq + 1
            ops = f'{{"cseq":{first},{op}}},{{"cseq":{first + 1},"say":"x"}}'
            await ann.send('{"type":"ops","ops":[' + ops + "]}")
            ann.cseq = first + 1
            own = await ann.settled()
            assert [entry.refused for entry in own[-2:-1]] == ["invalid_op"], name
            assert own[-1].say == "x"
        await bob.reach(ann.seq)
        assert ann.board.digest() == bob.board.digest() == digest


async def test_a_lone_surrogate_in_an_op_changes_nothing(server: Serving) -> None:
    """[MSG-3] [MSG-5] Be it refused by its number or as a message: it is in nobody's entries."""
    async with Peer(room(server), "c1") as ann:
        await ann.send('{"type":"ops","ops":[{"cseq":1,"say":"\\ud800"}]}')
        await ann.find(lambda: ann.entries or [m for m in ann.inbox if m["type"] == "error"])
        assert not [entry for entry in ann.entries if entry.say]


async def test_the_last_of_duplicated_keys_counts_for_all(server: Serving) -> None:
    """[LOG-2] What is relayed is written anew, so that all read the same."""
    async with Peer(room(server), "c1") as ann:
        await ann.send('{"type":"ops","ops":[{"cseq":1,"say":"a","say":"b"}]}')
        ann.cseq = 1
        assert (await ann.settled())[0].say == "b"
        assert b'"a"' not in server.log.entries("b1")[0]
