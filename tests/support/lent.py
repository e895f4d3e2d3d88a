"""Worker processes that go from one test's server to the next: to start one costs more than most of the work."""

import contextlib
import subprocess
from collections.abc import Iterator
from typing import Any

import pytest

from inkroom_server.jobs.worker import Progress, Work, Worker

_free: list["subprocess.Popen[bytes]"] = []


class LentWorker(Worker):
    """A worker whose process is real; where it is ended while it waits for work, another test goes on with it."""

    _working = _given_back = False

    def _begun(self) -> "subprocess.Popen[bytes]":
        while _free:
            process = _free.pop()
            if process.poll() is None:
                return process
        return super()._begun()

    @property
    def alive(self) -> bool:
        return not self._given_back and super().alive

    def run(self, work: Work, args: tuple[Any, ...], progress: Progress) -> Any:
        self._working = True
        answer = None
        try:
            answer = super().run(work, args, progress)
        finally:
            self._working = False
        return answer

    def kill(self) -> None:
        if self._given_back:
            return
        if self._working or not self.alive:
            super().kill()
        else:
            self._given_back = True
            _free.append(self._process)


@contextlib.contextmanager
def lending() -> Iterator[None]:
    """Servers of this process borrow their workers; at the end of it none is left."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("inkroom_server.jobs.crew.Worker", LentWorker)
        yield
    while _free:
        process = _free.pop()
        process.kill()
        process.communicate()
