"""The snapshot of a big board, apart from its socket (JOIN-11)."""

from pathlib import Path

import httpx2
from tests.support.rooms import rect
from tests.support.serving import Peer, Serving, asking, eventually, serving

from inkroom.snapshot import Assembly
from inkroom_server.parts import parts_of

HERE = "/api/boards/b1/snapshot"


async def drawn(server: Serving, count: int = 3) -> None:
    """A board whose elements lie in a part each."""
    async with Peer(server.ws("/ws/rooms/b1"), "c1") as ann:
        for n in range(count):
            await ann.ops({"put": [rect(f"e{n}", text="x" * 9_000)]})
        await ann.settled()


def follower(server: Serving, found: Assembly) -> Peer:
    """A peer that begins with what it fetched."""
    since = {"seq": found.seq, "chain": found.chain, "epoch": found.epoch}
    peer = Peer(server.ws("/ws/rooms/b1"), "c2", since=since)
    peer.board, peer.seq, peer.chain = found.board, found.seq, found.chain
    return peer


def whole(answer: httpx2.Response) -> Assembly:
    """The board of an answer."""
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/x-ndjson")
    assembly = Assembly()
    parts = answer.text.split('\n{"seq":')
    added = [assembly.add(part if n == 0 else '{"seq":' + part) for n, part in enumerate(parts)]
    assert added == [False] * (len(parts) - 1) + [True]
    return assembly


async def test_who_fetched_a_board_apart_joins_with_its_tail(tmp_path: Path) -> None:
    """[JOIN-11] [JOIN-3] The parts are those of the socket, and `since` is where they stand."""
    async with serving(tmp_path, snapshot_apart_parts=1) as server, asking(server.url) as http:
        await drawn(server)
        await server.hub.live_rooms()[0].prepare()
        found = whole(await http.get(HERE))
        assert found.board.digest() == server.hub.live_rooms()[0].room.board.digest()
        async with follower(server, found) as bob:
            assert bob.welcome["mode"] == "tail"


async def test_a_board_that_is_not_loaded_is_handed_out_as_it_is_stored(tmp_path: Path) -> None:
    """[JOIN-11] [LOG-8] Nothing is read of it, and no room is made."""
    async with serving(tmp_path, snapshot_apart_parts=1) as server:
        await drawn(server, 2)
        await server.hub.live_rooms()[0].prepare()  # it is stored at the end
    async with serving(tmp_path, snapshot_apart_parts=1) as server, asking(server.url) as http:
        found = whole(await http.get(HERE))
        assert server.hub.live_rooms() == []
        async with follower(server, found) as bob:
            assert bob.welcome["mode"] == "tail"
            assert bob.welcome["head"] == found.seq == 2


async def test_a_small_board_and_none_come_by_the_socket(
    server: Serving, http: httpx2.AsyncClient
) -> None:
    """[JOIN-11] 204, and nothing is made."""
    assert (await http.get(HERE)).status_code == 204
    assert server.log.board("b1") is None
    await drawn(server)
    assert (await http.get(HERE)).status_code == 204
    await http.delete("/api/boards/b1")
    assert (await http.get(HERE)).status_code == 204


async def test_it_is_for_those_who_may_join(tmp_path: Path) -> None:
    """[JOIN-11] [ACC-2] A viewer's token for this board is enough, one for another is none."""
    async with serving(tmp_path, public=True, snapshot_apart_parts=1) as server:
        access = parts_of(server.app).access
        server.log.create("b1")
        token, _ = access.create_token("b1", "viewer")
        other, _ = access.create_token("b2", "owner")
        async with asking(server.url) as http:
            for bearer, status in ((None, 401), (other, 401), (token, 200)):
                headers = {"authorization": f"Bearer {bearer}"} if bearer else {}
                async with Peer(server.ws("/ws/rooms/b1"), token=token):
                    assert (await http.get(HERE, headers=headers)).status_code == status


async def test_it_counts_as_a_connection(tmp_path: Path) -> None:
    """[JOIN-11] [LIM-5] Where the room is full there is none, and afterwards there is again."""
    async with (
        serving(tmp_path, snapshot_apart_parts=1, sockets_per_room=1) as server,
        asking(server.url) as http,
    ):
        async with Peer(server.ws("/ws/rooms/b1"), "c1"):
            full = await http.get(HERE)
            assert (full.status_code, full.json()["error"]["code"]) == (503, "unavailable")
            assert full.headers["retry-after"] == "10"
        gate = parts_of(server.app).gate
        await eventually(lambda: gate.open == 0)
        assert (await http.get(HERE)).status_code == 200
        await eventually(lambda: gate.open == 0)
