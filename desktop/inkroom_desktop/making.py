"""A file that the server makes of a board as a job, and that is fetched when it is there (API-4)."""

import os
import shutil
from pathlib import Path

from inkroom_desktop.address import Address
from inkroom_desktop.files import Work
from inkroom_desktop.job import Job
from inkroom_desktop.network import Network, opened


class Making(Job):
    """It is done when the file is on the disk."""

    def __init__(self, network: Network, address: Address, path: Path) -> None:
        super().__init__(network, address)
        self._path = path
        self._work: Work | None = None

    def start(self, format: str, query: str, at: int | None) -> None:
        """To be called once the signals are connected. `at`: the moment; None: as it is now."""
        body = {"format": format} if at is None else {"format": format, "at": at}
        self.begin(f"exports?{query}", body)

    def _finish(self, left: str) -> None:
        url = self._address.api(f"jobs/{self.id}/file")
        work = self._work = Work(
            self._network, lambda: download(url, self._address.token, self._path)
        )
        work.done.connect(lambda _: self._fetched(left))
        work.failed.connect(self._fail)
        work.start()

    def _fetched(self, left: str) -> None:
        if self._over:  # it was cancelled while it came
            self._path.unlink(missing_ok=True)
            return
        super()._finish(left)


def download(url: str, token: str, path: Path) -> None:
    """A file of the server onto the disk: there whole or not at all; raises OSError."""
    beside = path.with_name(f".{path.name}.part")
    try:
        with opened(url, token) as response, beside.open("wb") as out:
            shutil.copyfileobj(response, out)
        os.replace(beside, path)
    finally:
        beside.unlink(missing_ok=True)
