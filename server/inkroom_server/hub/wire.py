"""What a room needs of a socket: frames out, in order, without waiting."""

from collections.abc import Callable, Sequence
from typing import Protocol


class Frame:
    """One frame for many sockets: its bytes, and the same with a WebSocket header, which servers do not mask."""

    __slots__ = ("_wired", "payload", "text")

    def __init__(self, payload: bytes, *, text: bool = True) -> None:
        self.payload, self.text = payload, text
        self._wired: bytes | None = None

    @property
    def wired(self) -> bytes:
        """The frame as it goes over the wire, unmasked and uncompressed (RFC 6455, section 5.2)."""
        if self._wired is None:
            self._wired = _header(0x81 if self.text else 0x82, len(self.payload)) + self.payload
        return self._wired


def _header(first: int, size: int) -> bytes:
    if size < 126:
        return bytes((first, size))
    if size < 65_536:
        return bytes((first, 126)) + size.to_bytes(2, "big")
    return bytes((first, 127)) + size.to_bytes(8, "big")


class Wire(Protocol):
    """One socket. Nothing here waits or raises: what cannot be sent any more is let fall."""

    def send(self, frame: Frame) -> None:
        """Queues a frame; a socket that takes them too slowly is closed with 1013 (LIM-3)."""

    def send_live(self, frame: Frame) -> bool:
        """Sends a frame of live state, or not, where much is queued (LIVE-5); says which."""

    def stream(self, parts: Sequence[Frame], then: Callable[[], None]) -> None:
        """Sends frames as the socket takes them, everything else after them; calls `then` at their end."""

    def pause(self, seconds: float) -> None:
        """Reads nothing for a while."""

    def close(self, code: int, reason: str) -> None:
        """Sends what is queued, then a close frame; at most 123 bytes of reason."""
