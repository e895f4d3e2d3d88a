"""A file that the server makes of a board as a job: its progress, its end, and a way to end it before (API-4)."""

import os
import shutil
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from PySide6.QtCore import QObject, QTimer, Signal

from inkroom_desktop.address import Address
from inkroom_desktop.files import Work
from inkroom_desktop.network import Network, Request, opened, said

ASK_MS: Final = 300
MISSED: Final = 20
"""So often in a row a job is asked for without an answer."""
UNDER_WAY: Final = ("waiting", "running")


class Making(QObject):
    """`moved(share)` 0..1, then `done(left)` with what the file could not carry, or `failed(why)`; why is "" where
    the server does not answer. Nothing more is heard after `cancel`.
    """

    moved = Signal(float)
    done = Signal(str)
    failed = Signal(str)

    def __init__(self, network: Network, address: Address, path: Path) -> None:
        super().__init__()
        self._network, self._address, self._path = network, address, path
        self._job = ""
        self._over = False
        self._missed = 0
        self.gone = False
        """The server knows that nobody wants it any more."""
        self._request: Request | None = None
        self._work: Work | None = None
        self._again = QTimer(self, singleShot=True, interval=ASK_MS)
        self._again.timeout.connect(self._ask)

    def start(self, format: str, query: str, at: int | None) -> None:
        """To be called once the signals are connected. `at`: the moment; None: as it is now."""
        board = quote(self._address.board, safe="")
        path = f"boards/{board}/exports?{query}"
        body = {"format": format} if at is None else {"format": format, "at": at}
        self._send("POST", path, body)

    def cancel(self) -> None:
        """The job ends, and its file goes."""
        if self._over:
            return
        self._over = True
        self._again.stop()
        if self._job:
            self._request = Request(self._network, self._address.token)
            self._request.done.connect(self._left)
            self._request.send("DELETE", self._address.api(f"jobs/{self._job}"))

    def _left(self, status: int, _: object) -> None:
        self.gone = True

    def _send(self, method: str, path: str, body: Any = None) -> None:
        self._request = Request(self._network, self._address.token)
        self._request.done.connect(self._heard)
        self._request.send(method, self._address.api(path), body)

    def _ask(self) -> None:
        self._send("GET", f"jobs/{self._job}")

    def _heard(self, status: int, job: object) -> None:
        if not isinstance(job, dict) or "id" not in job:
            self._unheard(status, said(job))
            return
        self._missed = 0
        late, self._job = self._over, str(job["id"])
        if late:  # it was cancelled before it had a name
            self._over = False
            self.cancel()
        elif job["state"] in UNDER_WAY:
            self.moved.emit(float(job["progress"]))
            self._again.start()
        elif job["state"] == "done":
            self._fetch(str(job["message"]))
        else:
            self._fail(str(job["message"]))

    def _unheard(self, status: int, why: str) -> None:
        """A job outlives a server that is slow or begins anew for a moment."""
        self._missed += 1
        if status == 0 and self._job and not self._over and self._missed <= MISSED:
            self._again.start()
        else:
            self._fail(why)

    def _fail(self, why: str) -> None:
        if not self._over:
            self._over = True
            self.failed.emit(why)

    def _fetch(self, left: str) -> None:
        url = self._address.api(f"jobs/{self._job}/file")
        work = self._work = Work(
            self._network, lambda: download(url, self._address.token, self._path)
        )
        work.done.connect(lambda _: self._finish(left))
        work.failed.connect(self._fail)
        work.start()

    def _finish(self, left: str) -> None:
        if self._over:  # it was cancelled while it came
            self._path.unlink(missing_ok=True)
            return
        self._over = True
        self.done.emit(left)


def download(url: str, token: str, path: Path) -> None:
    """A file of the server onto the disk: there whole or not at all; raises OSError."""
    beside = path.with_name(f".{path.name}.part")
    try:
        with opened(url, token) as response, beside.open("wb") as out:
            shutil.copyfileobj(response, out)
        os.replace(beside, path)
    finally:
        beside.unlink(missing_ok=True)
