"""The server as a process of its own, so that tests may kill it as a power cut would."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

START = """
import sys
from inkroom_server.app import serve
from inkroom_server.settings import Settings
serve(Settings(port=int(sys.argv[1]), data=sys.argv[2], public=sys.argv[3] == "True", stop_s=0.0),
      ready=lambda url: print(url, flush=True), log_level="warning")
"""


class Running:
    """A server that keeps its port and its data over a restart."""

    def __init__(
        self, data: Path, *, public: bool = False, environment: Mapping[str, str] | None = None
    ) -> None:
        self.data, self.public = data, public
        self._environment = {**os.environ, **(environment or {})}
        self.port = 0
        self.url = ""
        self._process: subprocess.Popen[str] | None = None

    def start(self) -> None:
        """Starts it; returns when it answers."""
        command = [sys.executable, "-c", START, str(self.port), str(self.data), str(self.public)]
        self._process = subprocess.Popen(
            command, stdout=subprocess.PIPE, text=True, env=self._environment
        )
        assert self._process.stdout is not None
        self.url = self._process.stdout.readline().strip()
        assert self.url, "the server did not start"
        self.port = int(self.url.rpartition(":")[2])

    def kill(self) -> None:
        """As `kill -9` does: nothing is said, nothing is finished."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """Asks it to end, as a restart does: sockets close with 1012."""
        self._end(signal.SIGTERM)

    def _end(self, how: signal.Signals) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.send_signal(how)
        process.wait(20)
        assert process.stdout is not None
        process.stdout.close()

    def api(self, path: str, body: Any = None, method: str = "GET") -> Any:
        """One request of the REST API."""
        data = None if body is None else json.dumps(body).encode()
        headers = {"content-type": "application/json"}
        request = Request(self.url + path, data=data, method=method, headers=headers)
        with urlopen(request, timeout=30) as answer:
            raw = answer.read()
        return json.loads(raw) if raw else None

    def elements(self, board: str) -> list[dict[str, Any]]:
        """What lies on the board, deleted elements left out."""
        rows = self.api(f"/api/boards/{board}")["elements"]
        return [row for row in rows if row["kind"] != "board" and not row.get("deleted")]
