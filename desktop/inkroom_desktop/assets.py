"""Pictures of a board: asked for once, by the SHA-256 of their bytes, and kept."""

import hashlib
from collections import OrderedDict
from collections.abc import Callable
from typing import Any, Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from inkroom_desktop.address import Address
from inkroom_desktop.network import Network, Request

KEPT: Final = 200


class Assets(QObject):
    """`get` gives a picture that is here and asks for one that is not; `arrived(sha)` tells when it came."""

    arrived = Signal(str)

    def __init__(self, network: Network, address: Address) -> None:
        super().__init__()
        self._network, self._address = network, address
        self._images: OrderedDict[str, QImage | None] = OrderedDict()
        self._bytes: dict[str, bytes] = {}
        self._asked: dict[str, Request] = {}
        self._sent: dict[Request, None] = {}

    def get(self, asset: dict[str, Any]) -> QImage | None:
        sha = str(asset.get("sha", ""))
        if sha in self._images:
            self._images.move_to_end(sha)
            return self._images[sha]
        if sha and sha not in self._asked:
            request = self._asked[sha] = Request(self._network, self._address.token)
            request.done.connect(lambda status, body: self._take(sha, status, body))
            request.send("GET", self._address.api(f"assets/{sha}"))
        return None

    def keep(self, data: bytes, then: Callable[[int, dict[str, Any] | None], None]) -> None:
        """Has the server keep a picture; `then(status, asset)`: the asset, or None (status 0: no connection)."""
        request = Request(self._network, self._address.token)
        self._sent[request] = None

        def done(status: int, body: object) -> None:
            del self._sent[request]
            if status != 201 or not isinstance(body, dict):
                then(status, None)
                return
            self._take(str(body["sha"]), 200, data)
            then(status, {name: body[name] for name in ("sha", "type", "width", "height")})

        request.done.connect(done)
        request.send("POST", self._address.api("assets"), data)

    def bytes_of(self, sha: str) -> bytes | None:
        """The bytes of a picture that is here."""
        return self._bytes.get(sha)

    def _take(self, sha: str, status: int, body: object) -> None:
        """Bytes that are not what their name says are not shown; what was not answered is asked again later."""
        self._asked.pop(sha, None)
        if status == 0:
            return
        image: QImage | None = None
        if status == 200 and isinstance(body, bytes) and hashlib.sha256(body).hexdigest() == sha:
            read = QImage.fromData(body)
            image = None if read.isNull() else read
            self._bytes[sha] = body
        self._images[sha] = image
        if len(self._images) > KEPT:
            self._bytes.pop(self._images.popitem(last=False)[0], None)
        self.arrived.emit(sha)
