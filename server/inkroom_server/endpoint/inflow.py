"""What one socket brings: held back for a while, and read together with all rooms where that can be."""

import asyncio
from typing import Final

from inkroom_server.hub import Inlet, Taker


class Inflow:
    """Begins with `open`. A transport that encrypts, or a system without an inlet, reads for itself."""

    def __init__(
        self,
        transport: asyncio.Transport,
        taker: Taker,
        loop: asyncio.AbstractEventLoop,
        inlet: Inlet | None,
    ) -> None:
        self._transport, self._taker, self._loop = transport, taker, loop
        self._inlet = inlet if transport.get_extra_info("sslcontext") is None else None
        self._fd: Final = transport.get_extra_info("socket").fileno() if self._inlet else -1
        self._timer: asyncio.TimerHandle | None = None
        self._until = 0.0

    def open(self) -> None:
        """From now on the socket is read here, unless it is held back."""
        if self._inlet is not None:
            self._transport.pause_reading()
        if self._timer is None:
            self._run()

    def hold(self, seconds: float) -> None:
        """Nothing is read for so long."""
        self._until = max(self._until, self._loop.time() + seconds)
        if self._timer is None and not self._transport.is_closing():
            self._stop()
            self._timer = self._loop.call_at(self._until, self._again)

    def give_back(self) -> None:
        """The transport reads for itself again, at once: a peer's close is to be seen."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        self.end()
        self._run()

    def end(self) -> None:
        """The socket is not read here any more."""
        if self._inlet is not None:
            self._inlet.remove(self._fd, self._taker)
            self._inlet = None

    def _again(self) -> None:
        self._timer = None
        if self._loop.time() < self._until and not self._transport.is_closing():
            self._timer = self._loop.call_at(self._until, self._again)  # it grew meanwhile
        else:
            self._run()

    def _run(self) -> None:
        if self._transport.is_closing():
            return
        if self._inlet is not None:
            self._inlet.add(self._fd, self._taker)
        else:
            self._transport.resume_reading()

    def _stop(self) -> None:
        if self._inlet is not None:
            self._inlet.remove(self._fd, self._taker)
        else:
            self._transport.pause_reading()
