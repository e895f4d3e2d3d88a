"""Connections that say nothing, or too little, are closed: a request's head must come soon (LIM-7)."""

import asyncio
from typing import Any, Final

from uvicorn.protocols.http.h11_impl import H11Protocol

HEAD_S: Final = 10.0


class PromptProtocol(H11Protocol):
    """uvicorn's HTTP over h11, with an end for who never finishes a first request."""

    _head: asyncio.TimerHandle | None = None

    def connection_made(self, transport: Any) -> None:
        super().connection_made(transport)
        self._head = self.loop.call_later(HEAD_S, self._too_late)

    def handle_events(self) -> None:
        super().handle_events()
        read = (
            vars(self).get("scope") is not None
        )  # uvicorn has None there until a whole head was read
        if read and self._head is not None:
            self._head.cancel()
            self._head = None

    def connection_lost(self, exc: Exception | None) -> None:
        if self._head is not None:
            self._head.cancel()
        super().connection_lost(exc)

    def _too_late(self) -> None:
        self._head = None
        self.transport.abort()
