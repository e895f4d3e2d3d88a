"""Which stored client a window may be: one process at a time writes under a client's id."""

from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QLockFile

from inkroom.session import Stored
from inkroom_desktop.address import fresh_id
from inkroom_desktop.store import Store


class Claim(NamedTuple):
    """A client of this device, with its lock: as long as that is held, nobody else is this client."""

    client: str
    stored: Stored
    lock: QLockFile


def claim(store: Store, folder: Path, server: str, board: str) -> tuple[Claim, list[Claim]]:
    """The client to draw as, and the other clients of dead windows that left ops or a stroke behind.

    The first free client is taken on with its queue, its undo and its board; where all are in use, there is a new one.
    """
    folder.mkdir(parents=True, exist_ok=True)
    own: Claim | None = None
    orphans: list[Claim] = []
    for known in store.clients(server, board):
        if own is not None and not known.waiting and not known.wet:
            continue
        lock = _locked(folder, known.id)
        if lock is None:
            continue
        taken = Claim(known.id, store.load(known.id), lock)
        if own is None:
            own = taken
        else:
            orphans.append(taken)
    if own is None:
        fresh = fresh_id()
        lock = _locked(folder, fresh)
        if lock is None:
            raise OSError(f"Expected to be able to write to {folder}")
        store.add(fresh, server, board)
        own = Claim(fresh, Stored(), lock)
    return own, orphans


def _locked(folder: Path, client: str) -> QLockFile | None:
    lock = QLockFile(str(folder / f"{client}.lock"))
    lock.setStaleLockTime(0)  # a lock is stale when its process is dead, however old it is
    return lock if lock.tryLock(0) else None
