"""Work that the server does in the background: its progress, its end, and a way to call it off (API-4, API-5)."""

import logging
from typing import Any, Final
from urllib.parse import quote

from PySide6.QtCore import QObject, QTimer, Signal

from inkroom_desktop.address import Address
from inkroom_desktop.network import OPEN_S, Network, Request, code_of
from inkroom_desktop.panels.text import known, words

ASK_MS: Final = 300
BEGIN_S: Final = 60.0
"""A file goes up, and the server keeps it, before there is a job."""
MISSED: Final = 20
"""So often in a row a job is asked for without an answer."""
UNDER_WAY: Final = ("waiting", "running", "writing")
ALIKE: Final = {"archive_limits": "limit_exceeded"}
_log = logging.getLogger(__name__)


def why(code: str) -> str:
    """Why a file did not come or was not made, by the code of the server."""
    key = f"why.{ALIKE.get(code, code)}".replace("_", "-")
    if code == "no_video":
        return words("film.none")
    return words(key if known(key) else "why.other")


class Job(QObject):
    """`moved(share)` 0..1, then `done(left)` with what could not be carried, or `failed(why)`; why is "" where the
    server does not answer. After `cancel` only `done` may be heard, of an import that was written already.
    """

    moved = Signal(float)
    done = Signal(str)
    failed = Signal(str)

    def __init__(self, network: Network, address: Address) -> None:
        super().__init__()
        self._network, self._address = network, address
        self.id = ""
        self._over = False
        self._missed = 0
        self.gone = False
        """The server knows that nobody wants it any more."""
        self._request: Request | None = None
        self._again = QTimer(self, singleShot=True, interval=ASK_MS)
        self._again.timeout.connect(self._ask)

    def begin(self, path: str, body: Any) -> None:
        """To be called once the signals are connected. `path`: what begins it, beside the board."""
        self.send(f"boards/{quote(self._address.board, safe='')}/{path}", body)

    def send(self, path: str, body: Any) -> None:
        """As `begin`, with a path beside the server's API."""
        self._send("POST", path, body, BEGIN_S)

    def leave(self) -> None:
        """The server goes on, and nothing more is asked or heard."""
        self._over = True
        self._again.stop()
        if self._request is not None:
            self._request.done.disconnect()

    def cancel(self) -> None:
        """The job ends, and its file goes."""
        if self._over:
            return
        self._over = True
        self._again.stop()
        if self.id:
            self._request = Request(self._network, self._address.token)
            self._request.done.connect(self._left)
            self._request.send("DELETE", self._address.api(f"jobs/{self.id}"))

    def _left(self, status: int, job: object) -> None:
        self.gone = True
        if isinstance(job, dict) and job.get("state") == "done":
            self.done.emit(str(job["message"]))

    def _send(self, method: str, path: str, body: Any = None, within_s: float = OPEN_S) -> None:
        self._request = Request(self._network, self._address.token)
        self._request.done.connect(self._heard)
        self._request.send(method, self._address.api(path), body, within_s)

    def _ask(self) -> None:
        self._send("GET", f"jobs/{self.id}")

    def _heard(self, status: int, job: object) -> None:
        if not isinstance(job, dict) or "id" not in job:
            self._unheard(status, job)
            return
        self._missed = 0
        late, self.id = self._over, str(job["id"])
        if late:  # it was cancelled before it had a name
            self._over = False
            self.cancel()
        elif job["state"] in UNDER_WAY:
            self.moved.emit(float(job["progress"]))
            self._again.start()
        elif job["state"] == "done":
            self._finish(str(job["message"]))
        else:
            _log.warning("a job failed: %s", job["message"])
            self._fail(why(str(job.get("code", ""))))

    def _finish(self, left: str) -> None:
        self._over = True
        self.done.emit(left)

    def _unheard(self, status: int, answer: object) -> None:
        """A job outlives a server that is slow or begins anew for a moment."""
        self._missed += 1
        if status == 0 and self.id and not self._over and self._missed <= MISSED:
            self._again.start()
        else:
            self._fail(why(code_of(answer)) if status else "")

    def _fail(self, reason: str) -> None:
        if not self._over:
            self._over = True
            self.failed.emit(reason)
