"""Boards in a folder of this disk, without a server."""

import asyncio
import tempfile
from collections.abc import Awaitable, Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, BinaryIO

import msgspec
from msgspec import to_builtins

from inkroom.errors import InkroomError, Unavailable
from inkroom.formats.library import joined
from inkroom.room import SERVER
from inkroom_server.commands.progress import Progress
from inkroom_server.commands.somewhere import DATABASE, Head, Wish, address_of
from inkroom_server.hub import Hub
from inkroom_server.ids import check_id, new_id
from inkroom_server.jobs import branches, compacting, restorings, shelving
from inkroom_server.jobs.exports import export
from inkroom_server.jobs.finding import found
from inkroom_server.jobs.imports import Source, append_plan, read, write_new
from inkroom_server.jobs.moment import board_at, info_of, stored
from inkroom_server.log import Log
from inkroom_server.settings import Settings

STEPS = 1_000


class Local:
    """The folder; `write` makes it where it is not there, and keeps others from writing meanwhile."""

    def __init__(self, folder: Path, *, write: bool) -> None:
        self._folder, self._settings = folder, Settings(data=str(folder))
        if not write:
            if not (folder / DATABASE).exists():
                raise Unavailable(
                    f"There are no boards in {str(folder)!r} yet: "
                    "name their folder with --data, or a server with --server"
                )
            self._log = Log.visit(folder)
            return
        try:
            self._log = Log.open(folder)
        except Unavailable as why:
            raise _in_use(folder) if why.code == "in_use" else why from None

    def list(self, trash: bool) -> list[dict[str, Any]]:
        return [to_builtins(info) for info in self._log.boards(trashed=trash)]

    def new(self, id: str | None, title: str) -> str:
        board = id or new_id()
        self._with_hub(lambda hub: hub.create(board, title))
        return board

    def rename(self, board: str, title: str) -> None:
        parts = [{"set": [{"id": "board", "title": title}]}]
        self._with_hub(lambda hub: hub.append(board, parts, SERVER))

    def trash(self, board: str) -> None:
        info_of(self._log, board)
        self._log.trash(board)

    def restore(self, board: str) -> None:
        info_of(self._log, board)
        self._log.restore(board)

    def end(self, board: str) -> None:
        self._log.end(board, SERVER)

    def ended(self) -> Sequence[dict[str, Any]]:
        return [to_builtins(info) for info in self._log.ended()]

    def import_file(self, path: Path, board: str | None, progress: Progress) -> dict[str, Any]:
        id = board or new_id()
        known = self._log.board(id) is not None
        source = Source(path, path.name, id if known else None, SERVER, self._settings.elements)
        plan = read(self._log, _shares(progress), source)
        if known:
            self._with_hub(lambda hub: append_plan(self._log, hub, plan, id, SERVER))
        else:
            write_new(self._log, path, plan, id)
        title = info_of(self._log, id).title
        return {"board": id, "title": title, "elements": plan.elements, "left": plan.left}

    def export(self, wish: Wish, out: BinaryIO, progress: Progress) -> str:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "export"
            shares = _shares(progress)
            said = export(self._log, shares, wish.board, wish.format, wish.at, path, wish.view)
            with path.open("rb") as made:
                while chunk := made.read(2**20):
                    out.write(chunk)
        return said

    def things(self) -> Sequence[dict[str, Any]]:
        return [to_builtins(one) for one in self._log.library.all()]

    def shelve(self, path: Path) -> dict[str, Any]:
        found = shelving.read(self._log, _silent, path)
        return {"added": shelving.shelve(self._log, found, SERVER), "left": found.left}

    def unshelve(self, thing: str) -> None:
        if not self._log.library.remove(thing):
            said = f"Expected the id of a thing in the library, got {thing!r}"
            raise Unavailable(said, "not_found")

    def library(self) -> bytes:
        return joined(self._log.library.packed()).encode()

    def restore_moment(self, board: str, wanted: dict[str, Any]) -> dict[str, Any]:
        preview = wanted.pop("preview", False)
        found = restorings.plan(self._log, _silent, board, restorings.Wanted(**wanted))
        seq = 0
        if found.ops and not preview:
            parts = [msgspec.json.decode(op) for op in found.ops]
            self._with_hub(lambda hub: hub.append(board, parts, SERVER))
            seq = info_of(self._log, board).head
        return {"seq": seq, **{k: v for k, v in to_builtins(found).items() if k != "ops"}}

    def branch(self, board: str, wanted: dict[str, Any]) -> dict[str, Any]:
        new = wanted.pop("id", None) or new_id()
        made = branches.branched(self._log, _silent, board, branches.Wanted(**wanted), SERVER)
        return branches.write(self._log, board, new, made)

    def compact(self, board: str, wanted: dict[str, Any]) -> dict[str, Any]:
        new = compacting.Wanted(title=wanted["title"], id=wanted["id"] or new_id())
        check_id(new.id)
        made = compacting.compacted(self._log, _silent, board, new, SERVER)
        if wanted["preview"]:
            return compacting.told(made.done)
        return compacting.told(self._log.compactions.run(made))

    def compactions(self, board: str) -> Sequence[dict[str, Any]]:
        info_of(self._log, board)
        return [compacting.told(one) for one in self._log.compactions.all(board)]

    def compare(self, board: str, old: int, new: int | None) -> dict[str, Any]:
        raw = restorings.compared(self._log, _silent, board, old, new)
        found: dict[str, Any] = msgspec.json.decode(raw)
        return found

    def search(self, query: str, board: str | None, limit: int) -> dict[str, Any]:
        self._log.index.catch_up()
        return {"hits": found(self._log, query, board, limit), "whole": True}

    def names(self, board: str) -> dict[str, str]:
        return {person.id: person.name for person in self._log.people(board)}

    def log(self, board: str, upto: int) -> Iterator[bytes]:
        return stored(self._log, board, upto)

    def head(self, board: str) -> Head:
        info = info_of(self._log, board)
        return Head(info.head, info.chain, board_at(self._log, board, info.head).digest())

    def close(self) -> None:
        self._log.close()

    def _with_hub(self, work: Callable[[Hub], Awaitable[Any]]) -> None:
        """Ops need a room: it is loaded for the moment."""

        async def run() -> None:
            hub = Hub(self._log, self._settings)
            await hub.start()
            try:
                await work(hub)
            finally:
                await hub.stop()

        asyncio.run(run())


def _silent(share: float) -> None:
    """Progress that nobody watches."""


def _shares(progress: Progress) -> Callable[[float], None]:
    """Progress in shares of 1, as steps of a bar."""
    done = 0
    progress.begin(STEPS)

    def tell(share: float) -> None:
        nonlocal done
        now = min(STEPS, int(share * STEPS))
        progress.step(now - done)
        done = now

    return tell


def _in_use(folder: Path) -> InkroomError:
    """Another process writes here: where it is to be found, if it said so."""
    return Unavailable(
        f"A server is using the boards in {str(folder)!r}. "
        f"Add --server {address_of(folder) or 'URL'} to go through it, or stop it first"
    )
