"""The thread that writes to the store, so that the window never waits for a disk."""

import logging
import queue
import sqlite3
import threading
from collections.abc import Callable
from typing import Any, Final

from PySide6.QtCore import QObject, Signal

from inkroom.undo import Queued
from inkroom_desktop.store import Point, Store, encoded

RETRY_S: Final = 1.0
_log = logging.getLogger(__name__)
_Job = Callable[[], None]


class Keeper(QObject):
    """Jobs run in the order they came.

    `kept(client, cseqs)`: these ops are on the disk. `full(message)`: the disk takes no more.
    """

    kept = Signal(str, object)
    full = Signal(str)
    idle = Signal()

    def __init__(self, store: Store) -> None:
        super().__init__()
        self._store = store
        self._jobs: queue.SimpleQueue[tuple[str, Any] | None] = queue.SimpleQueue()
        self._wet: dict[str, dict[str, Any]] = {}
        self._thread = threading.Thread(target=self._run, name="inkroom keeper", daemon=True)
        self._stopped = threading.Event()
        self._thread.start()

    def keep(self, client: str, queued: Queued) -> None:
        """Puts an op on the disk; ops that come close together share one write."""
        self._jobs.put(("keep", (client, queued.op.cseq, encoded(queued))))

    def checkpoint(self, client: str, point: Point) -> None:
        self._jobs.put(("do", lambda: self._store.checkpoint(client, point)))

    def renew(self, old: str, new: str, ops: list[Queued], left: list[Queued] | None) -> None:
        """As `Store.renew` has it."""
        raws = [(q.op.cseq, encoded(q)) for q in ops]
        others = None if left is None else [(q.op.cseq, encoded(q)) for q in left]

        def job() -> None:
            self._store.renew(old, new, raws, others)
            self.kept.emit(new, [n for n, _ in raws])

        self._jobs.put(("do", job))

    def journal(self, client: str, put: dict[str, Any] | None) -> None:
        """The stroke whose pen is down; of several that the disk did not come to yet, the newest is written."""
        if put is None:
            self._jobs.put(("do", lambda: self._store.journal(client, None)))
        else:
            self._wet[client] = put
            self._jobs.put(("do", lambda: self._write_wet(client)))

    def _write_wet(self, client: str) -> None:
        put = self._wet.get(client)
        if put is not None:
            self._store.journal(client, put)
            if self._wet.get(client) is put:
                del self._wet[client]

    def older(self, client: str) -> list[Queued]:
        """The own ops that the session did not start with, read at once (SES-18)."""
        return self._store.older(client)

    def slim(self, client: str) -> None:
        """The window is gone and its queue is empty: its own ops stay (SES-20)."""
        self._jobs.put(("do", lambda: self._store.slim(client)))

    def flush(self, timeout_s: float = 10) -> bool:
        """Waits until all that was asked so far is on the disk; False where it is not in time."""
        if not self._thread.is_alive():
            return True
        done = threading.Event()
        self._jobs.put(("do", done.set))
        return done.wait(timeout_s)

    def close(self, timeout_s: float = 10) -> None:
        """Writes what is left and ends the thread."""
        self._stopped.set()
        self._jobs.put(None)
        self._thread.join(timeout_s)

    def _run(self) -> None:
        while (first := self._jobs.get()) is not None:
            batch, after = self._batch(first)
            if batch:
                self._write(batch)
            for job in after:
                if job is None:
                    return
                self._attempt(job[1])
            if self._jobs.empty():
                self.idle.emit()

    def _batch(
        self, first: tuple[str, Any]
    ) -> tuple[dict[str, list[tuple[int, bytes]]], list[tuple[str, Any] | None]]:
        """The ops that wait now, by client, and the first job of another sort behind them."""
        ops: dict[str, list[tuple[int, bytes]]] = {}
        job: tuple[str, Any] | None = first
        while job is not None and job[0] == "keep":
            client, n, raw = job[1]
            ops.setdefault(client, []).append((n, raw))
            if self._jobs.empty():
                return ops, []
            job = self._jobs.get()
        return ops, [job]

    def _write(self, batch: dict[str, list[tuple[int, bytes]]]) -> None:
        for client, ops in batch.items():
            if self._attempt(lambda client=client, ops=ops: self._store.keep(client, ops)):  # type: ignore[misc]  # bound now
                self.kept.emit(client, [n for n, _ in ops])

    def _attempt(self, job: _Job) -> bool:
        """Runs a job again and again while the disk does not take it: what it holds must not be lost."""
        while True:
            try:
                job()
            except sqlite3.Error as why:
                _log.warning("the store does not take a write: %s", why)
                self.full.emit(str(why))
                if self._stopped.wait(RETRY_S):
                    return False
            else:
                return True
