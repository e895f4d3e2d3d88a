"""Worker processes of jobs, watched."""

import signal
from pathlib import Path

import pytest

from inkroom_server.jobs.worker import Worker


class Workers:
    """The worker processes that begin while this watches; `stopped` ones take work and never do it."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *, stopped: bool) -> None:
        self.all: list[Worker] = []
        self.stopped = stopped
        begin = Worker.__init__

        def begun(worker: Worker, folder: Path) -> None:
            begin(worker, folder)
            if self.stopped:
                worker._process.send_signal(signal.SIGSTOP)
            self.all.append(worker)  # the last: who waits for it may change `stopped` at once

        monkeypatch.setattr(Worker, "__init__", begun)
        monkeypatch.setattr("inkroom_server.jobs.crew.Worker", Worker)
