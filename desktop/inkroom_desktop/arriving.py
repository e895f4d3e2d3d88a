"""Files of other programs that come onto the open board by way of the server, as jobs (API-5)."""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

from PySide6.QtCore import QObject

from inkroom_desktop.address import Address
from inkroom_desktop.job import Job
from inkroom_desktop.network import Network
from inkroom_desktop.panels.text import words
from inkroom_desktop.panels.toasts import Toast
from inkroom_desktop.underway import Underway


class Arriving(QObject):
    """Tells how far each file is, with a button that calls it off, and what came of it."""

    def __init__(self, network: Network, address: Address, toast: Toast) -> None:
        super().__init__()
        self._network, self._address, self._toast = network, address, toast
        self.under_way: dict[Job, Underway] = {}
        """What is told of each now; those that were called off until the server knows."""
        self._over = False

    def bring(self, path: Path, place: str) -> None:
        """Has what is in a file put onto the board, at a `place` of the query; see `Spot` of the server."""
        name = path.name
        try:
            data = path.read_bytes()
        except OSError as why:
            self._tell(words("import.not", name=name, why=why.strerror or ""), stays=True)
            return
        job = Job(self._network, self._address)
        job.done.connect(lambda left: self._done(job, name, left))
        job.failed.connect(lambda why: self._failed(job, name, why))
        self.under_way[job] = Underway(job, name, self._toast)
        job.begin(f"imports?name={quote(name, safe='')}&{place}", data)

    def stop(self) -> None:
        """The board is left: the server goes on, and nothing more is told."""
        self._over = True
        for one in self.under_way.values():
            one.stop()

    def _done(self, job: Job, name: str, left: str) -> None:
        lost = f" {words('file.not-carried', what=left)}" if left else ""
        self._end(job, words("import.done", name=name) + lost, stays=bool(left))

    def _failed(self, job: Job, name: str, why: str) -> None:
        reason = why or words("saved.offline")
        self._end(job, words("import.not", name=name, why=reason), stays=True)

    def _end(self, job: Job, text: str, *, stays: bool) -> None:
        del self.under_way[job]
        self._tell(text, stays=stays)

    def _tell(self, text: str, *, stays: bool) -> None:
        if not self._over:
            close: list[tuple[str, Callable[[], None]]] = [(words("view.close"), _nothing)]
            self._toast.tell(text, *(close if stays else []), stays=stays)


def _nothing() -> None:
    """The button of a toast that only goes."""
