"""The history of a board made short by its owner: followed line by line, and called off by hanging up (COMP-7)."""

import json
import logging
import threading
from typing import Any, Final
from urllib.parse import quote
from urllib.request import Request

from PySide6.QtCore import QObject, Signal

from inkroom_desktop.address import Address
from inkroom_desktop.files import Work
from inkroom_desktop.network import Network, refused, sent

LINE_S: Final = 60.0
"""The server says something four times a second."""
_log = logging.getLogger(__name__)


class Compacting(QObject):
    """`moved(share, bound)`, then `done(told)` or `failed(code)`; the code is "" where the connection broke.

    After `cancel` nothing is heard any more.
    """

    moved = Signal(float, bool)
    done = Signal(object)
    failed = Signal(str)

    def __init__(self, network: Network, address: Address) -> None:
        super().__init__()
        self._address = address
        self._off = threading.Event()
        self._body: dict[str, Any] = {}
        self._work = Work(network, self._follow)
        self._work.done.connect(self._end)
        self._work.failed.connect(lambda _: self._end({}))

    def start(self, **wanted: Any) -> None:
        """To be called once the signals are connected: `preview`, or `title` and `id` of the copy."""
        self._body = {**wanted, "progress": True}
        self._work.start()

    def cancel(self) -> None:
        """Hangs up: nothing is changed, unless it is bound already."""
        self._off.set()

    def _follow(self) -> dict[str, Any]:
        """The last line; on a thread that may wait."""
        board = quote(self._address.board, safe="")
        url = self._address.api(f"boards/{board}/compactions")
        headers = {"Content-Type": "application/json"}
        if self._address.guest:
            headers["Inkroom-Guest"] = self._address.guest  # who it is that does it
        request = Request(
            url, json.dumps(self._body).encode(), headers, method="POST"
        )  # address.py
        try:
            with sent(request, self._address.token, LINE_S) as answer:
                for raw in answer:
                    line: dict[str, Any] = json.loads(raw)
                    if "progress" not in line:
                        return line
                    if self._off.is_set():
                        break
                    self.moved.emit(line["progress"], line["bound"])
        except OSError as why:
            return refused(why)
        return {}

    def _end(self, line: dict[str, Any]) -> None:
        if self._off.is_set():
            return
        if "done" in line:
            self.done.emit(line["done"])
        else:
            error = line.get("error", {})
            _log.warning("the history was not made short: %s", error)
            self.failed.emit(str(error.get("code", "")))
