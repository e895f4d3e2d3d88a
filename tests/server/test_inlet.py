"""Sockets that are read together, once a tick (ROOM-5)."""

import asyncio
import socket
from collections.abc import AsyncIterator, Sequence
from concurrent.futures import Future
from itertools import pairwise

import pytest
from tests.support.serving import eventually

from inkroom.room import Batch
from inkroom_server.hub.committer import Committer
from inkroom_server.hub.inlet import CHUNK, Inlet
from inkroom_server.settings import Settings


class Pair:
    """Two ends of a connection, one of which is read by the inlet."""

    def __init__(self, inlet: Inlet) -> None:
        self.far, self.near = socket.socketpair()
        self.near.setblocking(False)
        self.inlet, self.came, self.over, self.faulty = inlet, b"", 0, False
        inlet.add(self.near.fileno(), self)

    def data_received(self, data: bytes) -> None:
        self.came += data
        if self.faulty:
            raise RuntimeError("a fault of ours")

    def ended(self) -> None:
        self.over += 1

    def broken(self) -> None:
        self.over -= 1

    def close(self) -> None:
        self.far.close()
        self.near.close()


@pytest.fixture
async def inlet() -> AsyncIterator[Inlet]:
    made = Inlet()
    yield made
    made.close()


@pytest.fixture
async def pairs(inlet: Inlet) -> AsyncIterator[list[Pair]]:
    made = [Pair(inlet) for _ in range(3)]
    yield made
    for pair in made:
        pair.close()


async def test_all_sockets_are_read_in_one_go(inlet: Inlet, pairs: list[Pair]) -> None:
    """[ROOM-5] What is more than a chunk is read with the next."""
    pairs[0].far.setblocking(False)
    sent = pairs[0].far.send(b"x" * (CHUNK + 1))
    pairs[1].far.send(b"one")
    pairs[1].far.send(b"two")
    assert [pair.came for pair in pairs] == [b"", b"", b""]
    inlet.read()
    assert [len(pair.came) for pair in pairs] == [min(sent, CHUNK), 6, 0]
    inlet.read()
    assert len(pairs[0].came) == sent


async def test_the_loop_wakes_only_while_it_watches(inlet: Inlet, pairs: list[Pair]) -> None:
    """[ROOM-5]"""
    calls: list[int] = []

    def called() -> None:
        inlet.ignore()
        calls.append(1)

    inlet.watch(called)
    await asyncio.sleep(0)
    assert not calls
    pairs[0].far.send(b"a")
    await eventually(lambda: calls)
    for _ in range(5):
        await asyncio.sleep(0)
    assert len(calls) == 1
    inlet.read()
    assert pairs[0].came == b"a"


async def test_a_socket_that_ended_goes_back_to_its_transport(
    inlet: Inlet, pairs: list[Pair]
) -> None:
    """[JOIN-8] Which sees the end itself."""
    pairs[0].far.send(b"bye")
    pairs[0].far.close()
    inlet.read()
    inlet.read()
    inlet.read()
    assert (pairs[0].came, pairs[0].over) == (b"bye", 1)


async def test_a_fault_with_one_socket_holds_up_no_other(inlet: Inlet, pairs: list[Pair]) -> None:
    """[LIM-6] It is told to end, and not read again."""
    pairs[0].faulty = True
    for pair in pairs:
        pair.far.send(b"a")
    inlet.read()
    pairs[0].far.send(b"b")
    inlet.read()
    assert [pair.came for pair in pairs] == [b"a", b"a", b"a"]
    assert [pair.over for pair in pairs] == [-1, 0, 0]


async def test_a_number_that_went_to_another_socket_is_left_alone(
    inlet: Inlet, pairs: list[Pair]
) -> None:
    """[JOIN-8] The one who had it before says late that it is gone."""
    fd = pairs[0].near.fileno()
    inlet.remove(fd, pairs[1])
    pairs[0].far.send(b"a")
    inlet.read()
    assert pairs[0].came == b"a"
    pairs[2].near.close()
    inlet.remove(fd, pairs[0])
    inlet.remove(fd, pairs[0])
    pairs[0].far.send(b"b")
    inlet.read()
    assert pairs[0].came == b"a"


async def test_whoever_goes_in_a_round_is_not_read_in_it(inlet: Inlet, pairs: list[Pair]) -> None:
    """[ROOM-6] A room that ends takes its sockets along."""

    class Ending(Pair):
        def data_received(self, data: bytes) -> None:
            super().data_received(data)
            for pair in pairs:
                inlet.remove(pair.near.fileno(), pair)

    ending = Ending(inlet)
    for pair in [*pairs, ending]:
        pair.far.send(b"a")
    before = [pair.came for pair in pairs]
    inlet.read()
    inlet.read()
    assert ending.came == b"a"
    assert all(
        now in (was, b"a") for now, was in zip([pair.came for pair in pairs], before, strict=True)
    )
    pairs[0].far.send(b"b")
    inlet.read()
    assert b"b" not in pairs[0].came
    ending.close()


class Room:
    """A room that tells whatever a pair brought."""

    sockets = 1

    def __init__(self, committer: Committer, pair: Pair) -> None:
        self.pair, self.lives, self.times = pair, list[bytes](), list[float]()
        pair.data_received = lambda data: self.take(committer, data)  # type: ignore[method-assign]

    def take(self, committer: Committer, data: bytes) -> None:
        self.pair.came += data
        committer.wake_live(self)

    def cut(self) -> Batch | None:
        return None

    def committed(self, batch: Batch) -> None:
        """Nothing is committed here."""

    def failed(self, why: Exception) -> None:
        """Nothing is committed here."""

    def send_live(self) -> None:
        self.lives.append(self.pair.came)
        self.times.append(asyncio.get_running_loop().time())


def never(batches: Sequence[Batch]) -> "Future[None]":
    raise AssertionError("nothing is written")


async def test_the_first_that_comes_is_read_at_once(inlet: Inlet, pairs: list[Pair]) -> None:
    """[ROOM-5] And the next not before its tick, here a minute later."""
    committer = Committer(never, Settings(tick_s=60, tick_busy_s=60), lambda why: None, inlet)
    room = Room(committer, pairs[0])
    pairs[0].far.send(b"a")
    await eventually(lambda: room.lives)
    pairs[0].far.send(b"b")
    for _ in range(100):
        await asyncio.sleep(0)
    assert room.pair.came == b"a"
    committer.close()


async def test_what_comes_during_a_tick_is_told_in_one_go(inlet: Inlet, pairs: list[Pair]) -> None:
    """[ROOM-5] Then, after a tick without anything, the first edge leads again."""
    committer = Committer(never, Settings(tick_s=0.1, tick_busy_s=0.1), lambda why: None, inlet)
    room = Room(committer, pairs[0])
    for told, sent in enumerate((b"a", b"bcd", b"e"), 1):
        for byte in sent:
            pairs[0].far.send(bytes((byte,)))
        await eventually(lambda count=told: len(room.lives) == count)  # type: ignore[misc]
    assert room.lives == [b"a", b"abcd", b"abcde"]
    assert min(b - a for a, b in pairwise(room.times)) > 0.099
    await eventually(lambda: inlet._watching)
    pairs[0].far.send(b"f")
    await eventually(lambda: len(room.lives) == 4)
    committer.close()
