"""The `.inkroom` files that are open: each is a board of the server of this computer, and is written as it changes."""

import asyncio
import json
import logging
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlencode

from PySide6.QtCore import QObject, QTimer, Signal

from inkroom.errors import InkroomError
from inkroom.side import lesson_of
from inkroom_desktop import boardfile
from inkroom_desktop.address import HERE, Address, fresh_id
from inkroom_desktop.boardfile import Kept
from inkroom_desktop.embedded import Embedded
from inkroom_desktop.job import Job
from inkroom_desktop.link import Link
from inkroom_desktop.network import Network
from inkroom_desktop.panels.text import words
from inkroom_desktop.permit import EVERY, permit
from inkroom_desktop.store import Store

END: Final = ".inkroom"
QUIET_MS: Final = 2_000
"""A file is written this long after the last change."""
RETRY_MS: Final = 15_000
_log = logging.getLogger(__name__)


class Work(QObject):
    """Something that may take long, on a thread that may wait. `done(result)` or `failed(why)` follows `start`."""

    done = Signal(object)
    failed = Signal(str)

    def __init__(self, network: Network, call: Callable[[], Any]) -> None:
        super().__init__()
        self._network, self._call = network, call

    def start(self) -> None:
        """To be called once `done` and `failed` are connected: some work ends at once."""
        self._network.start(self._run(), self)

    async def _run(self) -> None:
        try:
            result = await asyncio.get_running_loop().run_in_executor(None, self._call)
        except (OSError, InkroomError) as why:
            self.failed.emit(str(why))
        except Exception as why:  # whoever waits is told, whatever it was
            _log.exception("work that may take long")
            self.failed.emit(str(why))
        else:
            self.done.emit(result)


class OpenFile(QObject):
    """One file and its board. `told(text)`: something that a person should know."""

    told = Signal(str)
    moved = Signal(object)

    def __init__(self, files: "Files", path: Path, kept: Kept, link: Link) -> None:
        super().__init__()
        self._files, self.path, self._link = files, path, link
        self._at = path, kept
        self._one = threading.Lock()
        self._work: Work | None = None
        self._closed = False
        self._quiet = QTimer(self, singleShot=True)
        self._quiet.timeout.connect(self._write)
        link.settled.connect(self._changed)

    @property
    def stale(self) -> bool:
        """True where the board has steps that the file has not."""
        return self._link.session.seq != self._at[1].head

    def _changed(self) -> None:
        if self.stale and not self._quiet.isActive():
            self._quiet.start(QUIET_MS)

    def _write(self) -> None:
        if self._work is not None:
            self._quiet.start(QUIET_MS)
            return
        self._work = Work(self._files.network, self._put)
        self._work.done.connect(self._written)
        self._work.failed.connect(self._unwritten)
        self._work.start()

    def _put(self) -> tuple[Path, Kept]:
        """On any thread, but one at a time: who comes next knows what the one before put into the file."""
        address = self._link.address
        with self._one:
            path, kept = self._at
            self._at = boardfile.write_back(address, path, kept)
            return self._at

    def _written(self, result: object) -> None:
        self._work = None
        if self._closed or not isinstance(result, tuple):
            return
        path, kept = result
        if path != self.path:
            self.told.emit(words("file.elsewhere", name=self.path.name, copy=path.name))
            self.path = path
            self.moved.emit(path)
        self._files.note(path, kept)
        self._changed()

    def _unwritten(self, why: str) -> None:
        self._work = None
        if self._closed:
            return
        _log.warning("%s could not be written: %s", self.path, why)
        self.told.emit(words("file.not-written", name=self.path.name))
        self._quiet.start(RETRY_MS)

    def close(self) -> None:
        """Writes what is not in the file yet, before the window goes."""
        self._closed = True
        self._quiet.stop()
        self._link.settled.disconnect(self._changed)
        if not self.stale and self._work is None:
            return
        try:
            path, kept = self._put()
        except (OSError, InkroomError) as why:
            _log.warning("%s could not be written: %s", self.path, why)
        else:
            self._files.note(path, kept)


class Files(QObject):
    """`opened(path, kept, board)`: a file is a board now; `kept` is None for one that is not written back.
    `coming(job, name)`: one is becoming a board. `told(text)`: why one is not. `carried(address)`: a board is on
    another server now. `served`: the server of this computer runs.

    Which board a file is stands in the device's store: the board has every stroke, whatever becomes of the file.
    """

    opened = Signal(object, object, str)
    coming = Signal(object, str)
    carried = Signal(object)
    told = Signal(str)
    served = Signal()

    def __init__(self, network: Network, store: Store, embedded: Embedded, user: str) -> None:
        super().__init__()
        self.network = network
        self._store, self._embedded, self._user = store, embedded, user
        self._waiting: list[Path] = []
        self._new: set[Path] = set()
        self._works: dict[Work | Job, Path] = {}
        self._closed = False
        embedded.ready.connect(self._ready)
        embedded.failed.connect(self._broken)

    def close(self) -> None:
        """The store closes: of work that ended just now nothing is heard any more."""
        self._closed = True
        for work in self._works:
            if isinstance(work, Job):
                work.leave()

    def open(self, path: Path) -> None:
        """Opens a file, as soon as the server of this computer is there."""
        self._waiting.append(path.resolve())
        self._embedded.start()

    def address(self, board: str) -> Address:
        """A board of this computer, with the token that its owner needs once others may come in."""
        token = permit(self._embedded.folder, lesson_of(board) or board, self._user)
        return Address(self._embedded.address, board, token, HERE)

    @property
    def every(self) -> Address:
        """The server of this computer, with the token for the list of its boards; no server while it does not run."""
        token = permit(self._embedded.folder, EVERY, self._user)
        return Address(self._embedded.address, "", token, HERE)

    def start(self) -> None:
        """Starts the server of this computer; `served` follows."""
        self._embedded.start()

    def of(self, board: str) -> Path | None:
        """The file that a board of this computer is in; None where it is in none, or that is gone."""
        kept = self._store.value(f"board:{board}")
        path = Path(kept) if kept else None
        return path if path is not None and path.is_file() else None

    def make(self, path: Path) -> None:
        """A new board in a new file."""
        self._new.add(path.resolve())
        self.open(path)

    def note(self, path: Path, kept: Kept) -> None:
        """Remembers which board a file is, and how far it goes."""
        self._store.set_value(f"file:{path}", json.dumps(kept))
        self._store.set_value(f"board:{kept.board}", str(path))

    def known(self, path: Path) -> Kept | None:
        """Which board a file was when it was written here."""
        try:
            board, head, chain = json.loads(self._store.value(f"file:{path}"))
        except ValueError:
            return None
        return Kept(board, head, chain)

    def save_as(self, address: Address, path: Path) -> None:
        """Writes a board of any server into a new file, and opens that."""

        def write() -> Path:
            boardfile.replace(path, boardfile.fetched(address))
            return path

        work = Work(self.network, write)
        self._works[work] = path
        work.done.connect(lambda _: self._saved(work))
        work.failed.connect(lambda why: self._failed(work, why))
        work.start()

    def carry(self, at: Address, to: Address) -> None:
        """Puts a board with its whole history onto another server."""
        work = Work(self.network, lambda: boardfile.carry(at, to))
        self._works[work] = Path(at.board)
        work.done.connect(lambda board: self._carried(work, to.at(str(board))))
        work.failed.connect(lambda why: self._uncarried(work, why))
        work.start()

    def _carried(self, work: Work, there: Address) -> None:
        del self._works[work]
        self.carried.emit(there)

    def _uncarried(self, work: Work, why: str) -> None:
        del self._works[work]
        self.told.emit(words("file.not-carried-to", why=why))

    def _saved(self, work: Work) -> None:
        path = self._works.pop(work)
        if not self._closed:
            self.open(path)

    def _ready(self, server: str) -> None:
        self.served.emit()
        waiting, self._waiting = self._waiting, []
        for path in waiting:
            if path.suffix.lower() != END and path not in self._new:
                self._bring_in(path)
                continue
            work = Work(self.network, self._taker(server, path))
            self._works[work] = path
            work.done.connect(lambda kept, work=work: self._taken(work, kept))
            work.failed.connect(lambda why, work=work: self._failed(work, why))
            work.start()

    def _taker(self, server: str, path: Path) -> Callable[[], object]:
        """What makes a board of the file."""
        token = permit(self._embedded.folder, EVERY, self._user)
        if path in self._new:
            self._new.discard(path)
            return lambda: boardfile.begin(server, path, token)
        known = self.known(path)
        return lambda: boardfile.take_in(server, path, known, token)

    def _taken(self, work: Work, kept: object) -> None:
        path = self._works.pop(work)
        if self._closed:
            return
        if isinstance(kept, Kept):
            self.note(path, kept)
            self.opened.emit(path, kept, kept.board)

    def _bring_in(self, path: Path) -> None:
        """A new board of a drawing, a PDF, a picture or a text, made by the server (API-5)."""
        try:
            data = path.read_bytes()
        except OSError as why:
            self.told.emit(words("file.not-opened", name=path.name, why=why.strerror or ""))
            return
        board, job = fresh_id(), Job(self.network, self.every)
        self._works[job] = path
        job.done.connect(lambda left: self._brought(job, board, left))
        job.failed.connect(lambda why: self._failed(job, why or words("saved.offline")))
        self.coming.emit(job, path.name)
        job.send(f"imports?{urlencode({'name': path.name, 'board': board})}", data)

    def _brought(self, job: Job, board: str, left: str) -> None:
        path = self._works.pop(job)
        if self._closed:
            return
        self.opened.emit(path, None, board)
        lost = f" {words('file.not-carried', what=left)}" if left else ""
        self.told.emit(words("file.opened-plain", name=path.name) + lost)

    def _failed(self, work: Work | Job, why: str) -> None:
        path = self._works.pop(work)
        self.told.emit(words("file.not-opened", name=path.name, why=why))

    def _broken(self, why: str) -> None:
        waiting, self._waiting = self._waiting, []
        for path in waiting:
            self.told.emit(words("file.not-opened", name=path.name, why=why))
