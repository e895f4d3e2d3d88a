"""The server as a process of its own, so that tests may kill it as a power cut would."""

import json
import signal
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

from tests.support.forker import Forker, forker
from tests.support.patience import PATIENCE_S


class Running:
    """A server that keeps its port and its data over a restart.

    With an `environment` it is a program of its own from the start, else a fork of one that has imported all.
    """

    def __init__(
        self, data: Path, *, public: bool = False, environment: Mapping[str, str] | None = None
    ) -> None:
        self.data, self.public = data, public
        self._forker = Forker(environment) if environment else forker()
        self._own = environment is not None
        self._pid = self.port = 0
        self.url = ""

    def start(self) -> None:
        """Starts it; returns when it answers."""
        settings = {"port": self.port, "data": str(self.data), "public": self.public, "stop_s": 0.0}
        self._pid, self.url = self._forker.start(settings)
        assert self.url, "the server did not start"
        self.port = int(self.url.rpartition(":")[2])

    def kill(self) -> None:
        """As `kill -9` does: nothing is said, nothing is finished."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """Asks it to end, as a restart does: sockets close with 1012."""
        self._end(signal.SIGTERM)

    def _end(self, how: signal.Signals) -> None:
        pid, self._pid = self._pid, 0
        if pid:
            self._forker.end(pid, how)
        if self._own:
            self._forker.close()

    def api(self, path: str, body: Any = None, method: str = "GET") -> Any:
        """One request of the REST API."""
        data = None if body is None else json.dumps(body).encode()
        headers = {"content-type": "application/json"}
        request = Request(self.url + path, data=data, method=method, headers=headers)
        with urlopen(request, timeout=PATIENCE_S) as answer:
            raw = answer.read()
        return json.loads(raw) if raw else None

    def elements(self, board: str) -> list[dict[str, Any]]:
        """What lies on the board, deleted elements left out."""
        rows = self.api(f"/api/boards/{board}")["elements"]
        return [row for row in rows if row["kind"] != "board" and not row.get("deleted")]
