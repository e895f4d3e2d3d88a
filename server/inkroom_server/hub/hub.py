"""All live rooms: loaded when somebody comes, unloaded when nobody is left (ROOM-6, ROOM-10, ROOM-11)."""

import asyncio
import contextlib
import logging
import re
import signal
import time
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import Future
from typing import Any, Final, TypeVar

from inkroom.errors import BadOp, Closed, InkroomError, Unavailable
from inkroom.messages import Entry, Hello, Notice, encode, read_op
from inkroom.room import SERVER, Batch, Guest, Room, mentioned
from inkroom.side import lesson_of
from inkroom_server.hub.committer import Committer
from inkroom_server.hub.histogram import Histogram
from inkroom_server.hub.host import Doors, Host, Member, op_bytes
from inkroom_server.hub.inlet import Inlet, inlet
from inkroom_server.hub.load import load
from inkroom_server.hub.status import RoomStatus, status_of
from inkroom_server.hub.storage import Storage
from inkroom_server.hub.wire import Frame, Wire
from inkroom_server.log import Log, StoredSnapshot
from inkroom_server.settings import Settings

logger = logging.getLogger(__name__)
T = TypeVar("T")
PULSE_S: Final = 0.25
TOLD: Final = 1_000
"""Among how many people, those who came last, a mention looks."""
PURGE_S: Final = 3_600.0
"""The trash is looked through so often."""
APPEND_BYTES: Final = 200_000
"""Ops of the server itself go into one commit up to so many bytes, so that no socket is flooded."""
_id: Final = re.compile(r"[A-Za-z0-9_-]{1,64}")


class Hub:
    """The live rooms by board id. Everything runs on one loop; only loading and packing go to threads."""

    def __init__(self, log: Log, settings: Settings) -> None:
        self.log, self.settings = log, settings
        self.stopping = False
        self._fenced = False
        self._shut: dict[str, asyncio.Event] = {}
        self.commits = Histogram()
        self.failures = 0
        self._hosts: dict[str, Host] = {}
        self._loading: dict[str, asyncio.Task[Host]] = {}
        self._tasks: dict[asyncio.Task[None], None] = {}
        self._watchers: dict[object, Callable[[str], None]] = {}
        self._users: dict[str, int] = {}
        self._renewed: dict[str, float] = {}
        self.inlet: Inlet | None = None
        self._committer: Committer | None = None
        self._storage: Storage | None = None

    # ------------------------------------------------------------- from start to end

    async def start(self) -> None:
        """Begins to keep time. Call it on the loop that serves."""
        self.inlet = inlet()
        self._committer = Committer(self._commit, self.settings, self._ended, self.inlet)
        self._storage = Storage(self.log, self.settings, self._told)
        self._spawn(self._beat(), "hub")

    async def stop(self) -> None:
        """Takes nothing more, commits what is there, and closes all sockets with 1012, a few at a time (ROOM-11)."""
        if self.stopping:
            return
        self.stopping = True
        await self.committer.idle()
        members = [member for host in self._hosts.values() for member in host.members.values()]
        for number, member in enumerate(members):
            member.wire.close(1012, "restart")
            if number % 50 == 49:
                await asyncio.sleep(self.settings.stop_s * 50 / len(members))
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(self.settings.close_s / 2):
                for host in self.live_rooms():
                    await self._save(host)
        for host in self.live_rooms():
            self._close(host, 1012, "restart")
        self.committer.close()
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    @property
    def committer(self) -> Committer:
        assert self._committer is not None, "the hub was not started"
        return self._committer

    @property
    def storage(self) -> Storage:
        assert self._storage is not None, "the hub was not started"
        return self._storage

    # ------------------------------------------------------------- rooms

    def live_rooms(self) -> list[Host]:
        """The rooms that are loaded."""
        return list(self._hosts.values())

    def live(self, board: str) -> Host | None:
        """The room of this board if it is loaded."""
        return self._hosts.get(board)

    async def room(self, board: str, *, create: bool = False) -> Host:
        """The board's room, loaded if need be, and the board made if need be.

        Raises Closed: 4404 where there is none, 4410 where it is in the trash, 1012 where the server stops.
        """
        while True:
            while board in self._shut:
                await self._shut[board].wait()
            if self.stopping:
                raise Closed(1012, "The server stops", "restart")
            if self._fenced:
                raise Closed(1012, "The boards are put back from a backup", "restart")
            host = self._hosts.get(board)
            if host is None or host.closed:
                others = self._loading.get(board)
                try:
                    host = await asyncio.shield(others or self._load(board, create=create))
                except Closed as why:
                    if others and create and why.close == 4404:  # they did not want it made
                        continue
                    raise
            if not host.closed:
                return host

    async def join(
        self,
        board: str,
        wire: Wire,
        guest: Guest,
        hello: Hello,
        *,
        create: bool = False,
        token: str = "",
        expires: int | None = None,
    ) -> tuple[Host, Member]:
        """A seat in the board's room; raises Closed as `room` and `Room.enter` do."""
        host = await self.room(board, create=create)
        if host.room.doubts(hello.since) and guest.role in ("owner", "editor"):
            host = await self._renew(host, host.room.later_epoch(hello.since))
        member = await host.join(wire, guest, hello, token=token, expires=expires)
        if self.storage.state != "ok":
            wire.send(Frame(encode(self.storage.notice)))
        return host, member

    async def parts(self, board: str) -> list[bytes]:
        """The snapshot parts that a joiner would get; of a board that is not loaded those that are stored (JOIN-11)."""
        host = self._hosts.get(board)
        if host is not None and not host.closed:
            return await host.parts()
        stored = await asyncio.to_thread(self.log.opening, board)
        return stored.parts if stored else []

    def _load(self, board: str, *, create: bool, epoch: int = 0) -> "asyncio.Task[Host]":
        task = asyncio.create_task(self._loaded(board, create, epoch), name=f"load {board}")
        self._loading[board] = task
        task.add_done_callback(lambda done: self._loading.pop(board, None))
        return task

    async def _loaded(self, board: str, create: bool, epoch: int) -> Host:
        if not _id.fullmatch(board):
            raise Closed(4404, "Expected the id of a board: letters, digits, _ and -", "not_found")
        await asyncio.wrap_future(self.log.settled())
        try:
            room = await asyncio.to_thread(self._read, board, create, epoch)
        except Unavailable as why:
            raise Closed(4404, str(why), why.code) from None
        doors = Doors(
            self.committer.wake,
            self.committer.wake_live,
            self.changed,
            self._seated,
            self._said,
            lambda: self.storage.takes,
        )
        host = self._hosts[board] = Host(room, self.settings, doors)
        return host

    def _read(self, board: str, create: bool, epoch: int) -> Room:
        if create:
            self._ensure(board)
        if epoch:
            self.log.new_epoch(board, epoch)
        info = self.log.board(board)
        if info is not None and info.trashed is not None:
            raise Closed(4410, "The board is in the trash", "deleted")
        return load(self.log, board, self.settings)

    def _ensure(self, board: str) -> None:
        """Makes the board if there is none, whoever else makes it just now."""
        if self.log.board(board) is not None:
            return
        if not self.storage.takes:
            raise Closed(4503, "The disk takes nothing now; try again later", "storage")
        try:
            self.log.create(board)
        except InkroomError as why:
            if why.code != "exists":
                raise

    async def _renew(self, host: Host, epoch: int) -> Host:
        """A joiner knows entries that are not here: the room begins a new epoch (JOIN-9)."""
        if not host.closed and host.id not in self._shut:  # else a new epoch is under way
            now = time.monotonic()
            if now - self._renewed.get(host.id, -self.settings.epoch_s) < self.settings.epoch_s:
                return host
            self._renewed[host.id] = now
            logger.warning("board %s: a client knows another past; a new epoch begins", host.id)
            self._close(host, 1012, "epoch")
            self._load(host.id, create=False, epoch=epoch)  # nobody loads it as it was meanwhile
        return await self.room(host.id)

    def _close(self, host: Host, code: int, reason: str) -> None:
        host.close(code, reason)
        if self._hosts.get(host.id) is host:
            del self._hosts[host.id]
        self.changed(host.id)

    # ------------------------------------------------------------- what the server itself does

    async def append(
        self, board: str, parts_list: Sequence[dict[str, Any]], by: str
    ) -> list[Entry]:
        """Ops of the server itself, each of its parts (put, set, say, …), in the name of the user `by`.

        Returns their entries when they are on the disk. Raises BadOp before anything is taken where a part is
        invalid, Unavailable where the room was closed meanwhile.
        """
        ops = [op_bytes(parts) for parts in parts_list]
        for op in ops:
            read_op(op)
        host = await self.room(board)
        puts = sum(len(parts.get("put") or ()) for parts in parts_list)
        if puts > host.room.free:
            raise BadOp(
                f"Expected at most {host.room.free} more elements, got {puts}", "board_full"
            )
        entries: list[Entry] = []
        while ops:
            size, slice = 0, list[asyncio.Future[Entry]]()
            while ops and size < APPEND_BYTES:
                size += len(ops[0])
                slice.append(host.make(ops.pop(0), by))
            entries += await asyncio.gather(*slice)
        return entries

    async def create(self, board: str, title: str = "", by: str = SERVER) -> None:
        """A new board. Raises BadOp for a title; the InkroomError's code is `exists` if there is one of this id."""
        if not _id.fullmatch(board):
            raise InkroomError("Expected an id of letters, digits, _ and -", "bad_id")
        if lesson_of(board) is not None:
            raise InkroomError("Expected an id that is not that of a side board", "bad_id")
        self.must_take()
        named = {"set": [{"id": "board", "title": title}]}
        read_op(op_bytes(named))
        await asyncio.to_thread(self.log.create, board)
        if title:
            await self.append(board, [named], by)
        self.changed(board)

    async def trash(self, board: str) -> None:
        """Moves a board to the trash; its sockets are closed with 4410."""
        self.must_take()
        await asyncio.to_thread(self.log.trash, board)
        loading = self._loading.get(board)
        if loading is not None:  # it may have looked before
            await asyncio.wait({loading})
        for host in self.live_rooms():
            if board in (host.id, lesson_of(host.id)):
                self._close(host, 4410, "deleted")
        self.changed(board)

    async def restore(self, board: str) -> None:
        """Takes a board out of the trash."""
        await asyncio.to_thread(self.log.restore, board)
        self.changed(board)

    async def end(self, board: str, by: str) -> None:
        """Deletes a board that lies in the trash for good; who did is noted (API-12)."""
        self.must_take()
        await asyncio.to_thread(self.log.end, board, by)
        logger.warning("board %s: deleted for good by %s", board, by)
        self.changed(board)

    async def fenced(self, work: Callable[[], T]) -> T:
        """Closes every room with 1012, has a thread do the work while none can be opened, and tells who watches."""
        self.must_take()
        self._fenced = True
        try:
            await asyncio.gather(*self._loading.values(), return_exceptions=True)
            await self.committer.idle()
            before = [info.id for info in await asyncio.to_thread(self.log.boards)]
            for host in self.live_rooms():
                self._close(host, 1012, "restart")
            await asyncio.wrap_future(self.log.settled())
            done = await asyncio.to_thread(work)
        finally:
            self._fenced = False
        for board in {*before, *(info.id for info in await asyncio.to_thread(self.log.boards))}:
            self.changed(board)
        return done

    async def shut(self, board: str, work: Callable[[], Awaitable[T]]) -> T:
        """Closes the room of a board with 1012 `epoch`, and has the work done; who comes meanwhile waits (COMP-1)."""
        self.must_take()
        if board in self._shut:
            raise InkroomError("This board's history is being compacted just now", "busy")
        self._shut[board] = opened = asyncio.Event()
        try:
            if (loading := self._loading.get(board)) is not None:
                await asyncio.wait({loading})
            await self.committer.idle()
            if (host := self._hosts.get(board)) is not None:
                self._close(host, 1012, "epoch")
            await asyncio.wrap_future(self.log.settled())
            return await work()
        finally:
            del self._shut[board]
            opened.set()
            self.changed(board)

    def must_take(self) -> None:
        """Raises Unavailable `storage` where the disk takes nothing (DISK-2)."""
        if not self.storage.takes:
            raise Unavailable("The disk takes nothing now; nothing was changed", "storage")

    # ------------------------------------------------------------- who watches

    def watch(self, callback: Callable[[str], None]) -> Callable[[], None]:
        """Calls `callback(board)` at once whenever its head, title, peers or existence changed; returns the end of it.

        It comes with each commit, so it must be quick: note the id, and look (`status`) later.
        """
        key = object()
        self._watchers[key] = callback
        return lambda: void(self._watchers.pop(key, None))

    def changed(self, board: str) -> None:
        """Tells those who watch."""
        for callback in self._watchers.values():
            callback(board)

    def status(self, board: str) -> RoomStatus | None:
        """The live room of a board; None where it is not loaded."""
        host = self._hosts.get(board)
        if host is None:
            return None
        return status_of(host)

    def notify(self, board: str, notice: Notice) -> None:
        """Tells the peers of a board, if there are any."""
        host = self._hosts.get(board)
        if host is not None:
            host.notify(notice)

    def sockets_of(self, user: str) -> int:
        """How many sockets of all rooms are a user's."""
        return self._users.get(user, 0)

    def _seated(self, user: str, by: int) -> None:
        self._users[user] = self._users.get(user, 0) + by
        if not self._users[user]:
            del self._users[user]

    def _said(self, host: Host, entry: Entry) -> None:
        """Tells those whom a line of chat names, where their peers are; on a public server in this room (MSG-10)."""
        people, line = host.room.people, str(entry.say)
        users = [user for user in mentioned(line, people.newest(TOLD)) if user != entry.by]
        notice = Notice(
            code="mention", message=f"{people.name(entry.by)}: {line}", url=f"/b/{host.id}"
        )
        frame = Frame(encode(notice))
        for other in [host] if self.settings.public else self._hosts.values():
            for member in other.members.values():
                if member.seat.user in users:
                    member.wire.send(frame)

    # ------------------------------------------------------------- time and trouble

    def _commit(self, batches: Sequence[Batch]) -> "Future[None]":
        started = time.monotonic()
        self.storage.committing(started)
        future = self.log.commit_later(batches)
        future.add_done_callback(lambda done: self.commits.add(time.monotonic() - started))
        return future

    def _ended(self, why: Exception | None) -> None:
        self.storage.committing(None)
        if why is not None:
            self.failures += 1
            self.storage.failed(why)

    def _told(self) -> None:
        """The disk is another than before (DISK-1 to DISK-4)."""
        for host in self.live_rooms():
            host.notify(self.storage.notice)
            if self.storage.takes:
                host.feed()
        if self.storage.state == "broken":
            logger.critical(
                "the disk lost what it was given; no second try can mend that: stopping"
            )
            signal.raise_signal(signal.SIGTERM)

    def _spawn(self, work: Any, name: str) -> None:
        task = asyncio.create_task(work, name=name)
        self._tasks[task] = None
        task.add_done_callback(lambda done: self._tasks.pop(done, None))

    async def _beat(self) -> None:
        checked = 0.0
        purged = -PURGE_S
        while True:
            await asyncio.sleep(PULSE_S)
            now = time.monotonic()
            try:
                if self.settings.public and now - checked >= self.settings.revoke_s:
                    checked = now
                    self._end_tokens()
                self.storage.beat(now)
                if now - purged >= PURGE_S:
                    purged = now
                    self._spawn(self._purge(), "purge")
                for host in list(self._hosts.values()):
                    self._pulse(host, now)
            except Exception:  # the outermost loop of a task
                logger.exception("a pulse failed")

    def _pulse(self, host: Host, now: float) -> None:
        if host.closed:
            self._hosts.pop(host.id, None)
            return
        host.pulse(now)
        if host.digest_due(now):
            self._spawn(host.digest(), f"digest {host.id}")
        if host.snapshot_due(now):
            self._spawn(host.prepare(), f"ahead {host.id}")
        if host.saving:
            return
        if host.room.seq - host.saved >= self.settings.snapshot_saved_entries:
            self._spawn(self._save(host), f"save {host.id}")
        elif host.resting and now - host.emptied >= self.settings.unload_s:
            self._spawn(self._unload(host), f"unload {host.id}")

    async def _purge(self) -> None:
        """Ends what lies in the trash for longer than it may (API-1)."""
        before = time.time_ns() // 1_000_000 - round(self.settings.trash_days * 86_400_000)
        for board in await asyncio.to_thread(self.log.purge, before):
            logger.info("board %s: its time in the trash is over", board)

    def _end_tokens(self) -> None:
        """Ends the sockets whose token is revoked or over (ACC-2)."""
        revoked = self.log.tokens.revoked()
        wall = time.time_ns() // 1_000_000
        for host in self._hosts.values():
            for member in host.members.values():
                over = member.expires is not None and member.expires <= wall
                if over or member.token in revoked:
                    member.wire.close(4401, "token_expired" if over else "token_revoked")

    async def _unload(self, host: Host) -> None:
        await self._save(host)
        if host.resting and self._hosts.get(host.id) is host:
            host.close(1012, "unloaded")
            del self._hosts[host.id]

    async def _save(self, host: Host) -> None:
        """Stores a snapshot of the room if there is a newer one to store (ROOM-8)."""
        if host.room.seq <= host.saved:
            return
        host.saving = True
        try:
            await host.prepare()
            made = host.room.snapshot
            if made is not None and made.seq > host.saved:
                stored = StoredSnapshot(made.seq, made.chain, made.epoch, made.parts)
                await asyncio.to_thread(self.log.save_snapshot, host.id, stored)
                host.saved = made.seq
        except Exception as why:  # a snapshot is derived: the log is whole without it
            host.saved = host.room.seq  # not again at once
            logger.warning("board %s: its snapshot was not stored: %s", host.id, why)
        finally:
            host.saving = False


def void(_: object) -> None:
    """Lets a result go."""
