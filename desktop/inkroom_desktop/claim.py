"""Which stored client a window may be: one process at a time writes under a client's id."""

from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QLockFile

from inkroom.session import Stored
from inkroom_desktop.address import fresh_id
from inkroom_desktop.store import KEPT_S, Known, Store


class Claim(NamedTuple):
    """A client of this device, with its lock: as long as that is held, nobody else is this client."""

    client: str
    stored: Stored
    lock: QLockFile


def claim(store: Store, folder: Path, server: str, board: str) -> tuple[Claim, list[Claim]]:
    """The client to draw as, and the other clients of dead windows that left ops or a stroke behind.

    The first free client is taken on with its queue, its undo and its board; where all are in use, there is a new one.
    Of the others only their ops stay, and those for 30 days (SES-20).
    """
    folder.mkdir(parents=True, exist_ok=True)
    own: Claim | None = None
    orphans: list[Claim] = []
    for known in store.clients(server, board):
        lock = _locked(folder, known.id)
        if lock is None:
            continue
        if own is not None and not known.waiting and not known.wet:
            _rest(store, known)
            lock.unlock()
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


def bereft(store: Store, folder: Path, server: str, board: str, epoch: int) -> list[Claim]:
    """The clients of dead windows that have not seen this epoch: the room may have lost ops of theirs (SES-20)."""
    found: list[Claim] = []
    for known in store.clients(server, board):
        lock = _locked(folder, known.id) if known.epoch < epoch else None
        if lock is None:
            continue
        stored = store.load(known.id)
        if stored.ops:
            found.append(Claim(known.id, stored, lock))
        else:
            lock.unlock()
    return found


def _rest(store: Store, known: Known) -> None:
    if known.unused > KEPT_S:
        store.drop(known.id)
    elif known.cached:
        store.slim(known.id)


def _locked(folder: Path, client: str) -> QLockFile | None:
    lock = QLockFile(str(folder / f"{client}.lock"))
    lock.setStaleLockTime(0)  # a lock is stale when its process is dead, however old it is
    return lock if lock.tryLock(0) else None
