"""A room over real sockets, by the short way and by plain ASGI (JOIN, MSG, LIM, LIVE, PATH-1)."""

import asyncio
import json
from pathlib import Path

import pytest
from tests.support.rooms import rect
from tests.support.serving import Peer, Serving, close_code, serving
from tests.support.sockets import HELLO, room
from websockets.asyncio.client import connect

from inkroom_server.parts import parts_of

WAYS = ["short", "plain"]


# ------------------------------------------------------------------ taking part


async def test_six_lines_take_part(server: Serving) -> None:
    """[PATH-1] [JOIN-1] [JOIN-2] [MSG-1] [MSG-6] hello, welcome, an op, and its entry as the ack."""
    async with connect(room(server)) as socket:
        await socket.send(json.dumps({"type": "hello", "protocol": 1, "client": "c7f3"}))
        welcome = json.loads(await socket.recv())
        assert isinstance(await socket.recv(), bytes)
        await socket.send(json.dumps({"type": "ops", "ops": [{"cseq": 1, "say": "Hi"}]}))
        entries = json.loads(await socket.recv())
    assert welcome["type"] == "welcome"
    assert welcome["you"]["name"] == "User"
    assert welcome["you"]["last_cseq"] == 0
    assert (entries["from"], entries["entries"][0]["say"]) == (1, "Hi")
    assert entries["chain"] == server.log.rows("b1")[0].chain


async def test_everybody_sees_the_same_entries(server: Serving) -> None:
    """[ROOM-7] P2 P4: what a peer shows is on the disk, and all boards are equal."""
    async with Peer(room(server), "c1") as ann, Peer(room(server), "c2") as bob:
        await ann.ops({"put": [rect("e1")]}, {"set": [{"id": "e1", "ink": "#112233"}]})
        await bob.ops({"put": [rect("e2")]})
        for peer in (ann, bob):
            await peer.reach(3)
            assert server.log.board("b1").head == 3  # type: ignore[union-attr]
            async with Peer(room(server), "c3") as late:
                assert late.board.digest() == peer.board.digest()


async def test_who_comes_and_goes_is_told(server: Serving) -> None:
    """[JOIN-8] Also where the connection is cut without a word."""
    async with Peer(room(server), "c1", name="Ann") as ann:
        bob = Peer(room(server), "c2", name="Bob")
        await bob.open()
        joined = (await ann.until("peers"))["joined"]
        assert [peer["name"] for peer in joined] == ["Bob"]
        bob.socket.transport.abort()
        left = await ann.until("peers")
        assert left["left"] == [joined[0]["peer"]]
        status = server.hub.status("b1")
        assert status is not None
        assert [peer.name for peer in status.peers] == ["Ann"]


async def test_ops_that_come_with_the_hello_are_not_lost(server: Serving) -> None:
    """[SES-5] Everything in one packet, before the welcome was read."""
    async with connect(room(server)) as socket:
        ops = [{"type": "ops", "ops": [{"cseq": n, "say": str(n)}]} for n in range(1, 30)]
        async with asyncio.TaskGroup() as group:
            for message in [HELLO, *ops]:
                group.create_task(socket.send(json.dumps(message)))
        said = 0
        while said < 29:
            frame = await socket.recv()
            message = json.loads(frame) if isinstance(frame, str) else {}
            said += len(message.get("entries", ()))


async def test_a_peer_that_comes_back_gets_what_it_missed(server: Serving) -> None:
    """[JOIN-3] By the tail, without a snapshot."""
    async with Peer(room(server), "c2") as bob:
        ann = Peer(room(server), "c1")
        await ann.open()
        await ann.ops({"say": "1"})
        await ann.settled()
        await ann.socket.close()
        await bob.ops({"say": "2"}, {"say": "3"})
        await bob.settled()
        ann._hello["since"] = ann.since()
        await ann.open()
        assert ann.welcome["mode"] == "tail"
        assert ann.welcome["you"]["last_cseq"] == 1
        assert [entry.say for entry in ann.entries] == ["1", "2", "3"]
        await ann.socket.close()


async def test_a_message_may_come_in_fragments(server: Serving) -> None:
    """[MSG-1] [LIM-1] RFC 6455 allows it; the parts are one message, and counted as one."""
    async with Peer(room(server)) as ann:
        await ann.socket.send(['{"type":"ops","ops":[{"cs', 'eq":1,"say":"H', 'i"}]}'])
        ann.cseq = 1
        assert (await ann.settled())[0].say == "Hi"
        await ann.socket.send(["x" * 40_000, "y" * 40_000])
        assert (await ann.until("error"))["code"] == "message_too_big"


async def test_a_ping_is_answered_with_its_number(server: Serving) -> None:
    """[MSG-1]"""
    async with Peer(room(server)) as ann:
        await ann.send({"type": "ping", "n": 7})
        assert (await ann.until("pong"))["n"] == 7


async def test_unknown_fields_of_a_message_are_passed_over(server: Serving) -> None:
    """[MSG-2] And unknown types are an error."""
    async with Peer(room(server)) as ann:
        await ann.send({"type": "ping", "n": 1, "later": True})
        await ann.until("pong")
        await ann.send({"type": "wave"})
        error = await ann.until("error")
        assert (error["code"], error.get("fatal", False)) == ("bad_message", False)
        assert "wave" in error["message"]  # [MSG-8] what came


# ------------------------------------------------------------------ greetings that fail


@pytest.mark.parametrize(
    ("first", "close"),
    [
        ("hello", 4400),
        ('{"type":"ops","ops":[{"cseq":1}]}', 4400),
        ('{"type":"hello","protocol":1}', 4400),
        ('{"type":"hello","protocol":1,"client":"a b"}', 4400),
        ('{"type":"hello","protocol":1,"client":"c1","name":"\\u0007"}', 4400),
        ('{"type":"hello","protocol":2,"client":"c1"}', 4426),
        (b'{"type":"hello","protocol":1,"client":"c1"}', 1003),
        (json.dumps({**HELLO, "pad": "x" * 5_000}), 4400),
        ("[" * 100_000, 4400),
        ("", 4400),
    ],
)
async def test_a_bad_hello_ends_the_connection(
    server: Serving, first: str | bytes, close: int
) -> None:
    """[SEC-3] [JOIN-1] [LIM-6] With the code that says why, and an `error` before it."""
    async with connect(room(server)) as socket:
        await socket.send(first)
        error = json.loads(await socket.recv())
        assert (error["type"], error["fatal"]) == ("error", True)
        assert await close_code(socket) == close
    assert server.log.boards() == []


async def test_who_says_nothing_is_sent_away(tmp_path: Path, way: str) -> None:
    """[SEC-3] [JOIN-1] 4408 after five seconds."""
    async with (
        serving(tmp_path, bypass=way == "short", hello_s=0.05) as server,
        connect(room(server)) as socket,
    ):
        assert await close_code(socket) == 4408


async def test_a_client_id_of_another_is_refused(server: Serving) -> None:
    """[ROOM-9] [LIM-6] 4409: take a fresh one."""
    async with Peer(room(server), "c1", guest="ann"), connect(room(server)) as socket:
        await socket.send(json.dumps({**HELLO, "guest": "bob"}))
        error = json.loads(await socket.recv())
        assert (error["code"], error.get("fatal", False)) == ("client_id_conflict", False)
        assert await close_code(socket) == 4409


async def test_a_room_that_does_not_exist_is_made_on_an_open_server(server: Serving) -> None:
    """[JOIN-7] An id that is none gets 4404."""
    async with Peer(room(server, "new")):
        assert server.log.board("new") is not None
    async with connect(room(server, "a%20b")) as socket:
        await socket.send(json.dumps(HELLO))
        assert await close_code(socket) == 4404


async def test_a_board_in_the_trash_is_gone(server: Serving) -> None:
    """[LIM-6] 4410 for those in it, and for those who come."""
    async with Peer(room(server)) as ann:
        await server.hub.trash("b1")
        assert await ann.closed() == (4410, "deleted")
        async with connect(room(server)) as socket:
            await socket.send(json.dumps(HELLO))
            assert await close_code(socket) == 4410
    await server.hub.restore("b1")
    async with Peer(room(server)):
        pass


# ------------------------------------------------------------------ live


async def test_live_state_goes_to_everybody_and_nowhere_else(server: Serving) -> None:
    """[LIVE-1] [LIVE-2] [LIVE-3] One frame for all; nothing of it in the log."""
    async with Peer(room(server), "c1") as ann, Peer(room(server), "c2") as bob:
        me = ann.welcome["you"]["peer"]
        wet = {"id": "s1", "start": 0, "points": [0, 0, 128]}
        await ann.send({"type": "live", "cursor": [16, 32], "wet": wet})
        heard = (await bob.until("live"))["peers"]
        assert heard[me]["cursor"] == [16, 32]
        assert heard[me]["wet"]["points"] == [0, 0, 128]
        assert set(heard[me]) == {"cursor", "wet"}
        assert (await ann.until("live"))["peers"] == heard
        await ann.send({"type": "live", "cursor": None})
        assert (await bob.until("live"))["peers"] == {me: {"cursor": None}}
        assert server.log.board("b1").head == 0  # type: ignore[union-attr]


async def test_a_joiner_gets_the_whole_live_state(server: Serving) -> None:
    """[LIVE-4] With the wet ink so far."""
    async with Peer(room(server), "c1") as ann:
        me = ann.welcome["you"]["peer"]
        for start in (0, 1, 2):
            wet = {"id": "s1", "start": start, "points": [start, 0, 128]}
            await ann.send({"type": "live", "wet": wet})
        await ann.find(
            lambda: (
                sum(len(m["peers"][me]["wet"]["points"]) for m in ann.inbox if m["type"] == "live")
                == 9
            )
        )
        async with Peer(room(server), "c2") as bob:
            heard = (await bob.until("live"))["peers"]
            assert heard[me]["wet"]["points"] == [0, 0, 128, 1, 0, 128, 2, 0, 128]


async def test_a_viewer_may_show_its_cursor(tmp_path: Path) -> None:
    """[ACC-3] [LIVE-1] And draw nothing."""
    async with serving(tmp_path, public=True) as server:
        await server.hub.create("b1")
        access = parts_of(server.app).access
        token, _ = access.create_token("b1", "viewer")
        other, _ = access.create_token("b1", "editor")
        async with (
            Peer(room(server), "c1", token=token) as ann,
            Peer(room(server), "c2", token=other) as bob,
        ):
            await ann.send({"type": "live", "cursor": [1, 2]})
            assert (await bob.until("live"))["peers"]
            await ann.ops({"put": [rect("e1")]})
            assert [entry.refused for entry in await ann.settled()] == ["forbidden"]


# ------------------------------------------------------------------ time


async def test_heads_and_digests_let_a_peer_check_itself(tmp_path: Path, way: str) -> None:
    """[MSG-7] [DIG-1] P6: a head when the room falls idle and now and then, a digest when the board changed."""
    async with (
        serving(tmp_path, bypass=way == "short", idle_s=0.1, head_s=0.5, digest_s=0.2) as server,
        Peer(room(server)) as ann,
    ):
        await ann.ops({"put": [rect("e1")]})
        await ann.settled()
        for _ in range(2):
            head = await ann.until("head", seq=1)
            assert head["chain"] == ann.chain
        digest = await ann.until("digest")
        assert (digest["seq"], digest["digest"]) == (1, ann.board.digest())


async def test_the_digest_of_a_large_board_is_made_beside_the_loop(tmp_path: Path) -> None:
    """[BUG-33] [MSG-7] It belongs to the board of the moment in which it is told."""
    async with (
        serving(tmp_path, idle_s=0.1, digest_s=0.1) as server,
        Peer(room(server)) as ann,
    ):
        await server.hub.append(
            "b1",
            [{"put": [rect(f"e{n}") for n in range(at, at + 500)]} for at in range(0, 3_000, 500)],
            "server",
        )
        await ann.reach(6)
        digest = await ann.until("digest")
        assert (digest["seq"], digest["digest"]) == (6, ann.board.digest())
