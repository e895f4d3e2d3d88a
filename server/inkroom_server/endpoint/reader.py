"""What a peer may send: form, size and rate; what is right goes to the room (MSG-1 to MSG-5, LIM-1, LIM-2)."""

import logging
import time
from collections import deque
from typing import Final

from inkroom.errors import BadMessage, Closed
from inkroom.messages import Error, Live, Ops, Ping, Pong, Presence, encode, read_client
from inkroom_server.endpoint.bucket import Bucket
from inkroom_server.endpoint.bypass import is_utf8
from inkroom_server.hub import Frame, Host, Hub, Member, Wire

logger = logging.getLogger(__name__)
AGAIN: Final = (1001, 1011, 1012, 1013, 4408, 4409, 4429, 4503)
"""Close codes after which a client comes again (LIM-6)."""
PAUSE_S: Final = 2.0
"""The longest pause at a time: beyond, pings of the socket itself would not be answered."""


class Reader:
    """Reads the frames of one seated peer."""

    def __init__(self, hub: Hub, host: Host, member: Member) -> None:
        self._hub, self._host, self._member = hub, host, member
        self._wire: Wire = member.wire
        s = self._settings = hub.settings
        now = time.monotonic()
        self._messages = Bucket(s.messages_per_s, s.message_burst, now)
        self._ops = Bucket(s.ops_per_s, s.op_burst, now)
        self._over_since: float | None = None
        self._told = 0.0
        self._ended = False
        """It was closed: what is still on its way is not read, since the op before it was not taken (ROOM-2)."""
        self._bad: deque[float] = deque(maxlen=s.bad_messages)

    def receive(self, data: bytes, text: bool) -> None:
        """A frame of the peer. Never raises: a fault of ours closes this socket only, with 1011."""
        if self._ended or self._host.closed or self._hub.stopping:
            return
        try:
            self._receive(data, text)
        except BadMessage as why:
            self._refuse(why)
        except Closed as why:
            self._ended = True
            self._error(why.code, str(why), fatal=why.close not in AGAIN)
            self._wire.close(why.close, why.code)
        except Exception:  # the outermost call
            logger.exception("board %s: a message of %s", self._host.id, self._member.seat.peer)
            self._wire.close(1011, "internal")

    def _receive(self, data: bytes, text: bool) -> None:
        now = time.monotonic()
        debt = self._messages.take(1, now)
        if debt or self._over_since is not None:
            self._slow(debt, now)
        if not text:
            raise Closed(1003, "Expected text frames, got a binary one", "text_only")
        if len(data) > self._settings.message_bytes:
            limit = self._settings.message_bytes
            self._error("message_too_big", f"Expected at most {limit} bytes, got {len(data)}")
            return
        if not (data.isascii() or is_utf8(data)):
            self._wire.close(1007, "bad_text")
            return
        message = read_client(data)
        if isinstance(message, Live):
            self._host.show(self._member, _presence(message))
        elif isinstance(message, Ops):
            self._take(message, len(data), now)
        elif isinstance(message, Ping):
            self._wire.send(Frame(encode(Pong(message.n))))
        else:
            raise BadMessage("Expected one hello at the beginning, got another")

    def _take(self, message: Ops, size: int, now: float) -> None:
        if self._member.unfed or not self._hub.storage.takes:
            if not self._member.unfed:
                self._member.unfed = True
                retry = int(self._settings.storage_retry_s * 1000)
                self._error("storage", "The disk takes nothing now; it stays queued", retry=retry)
            return
        work = 0
        try:
            for raw in message.ops:
                work += self._host.accept(self._member, raw)
        finally:
            self._host.pending_bytes += size
            debt = self._ops.take(work, now)
            if debt or self._over_since is not None:
                self._slow(debt, now)
        if self._host.pending_bytes > self._settings.pending_bytes:
            self._wire.pause(0.1)

    def _slow(self, debt: float, now: float) -> None:
        """Too fast: reads nothing until the debt is paid; closes where it never ends (LIM-2)."""
        if not debt:
            if self._over_since is not None and self._messages.full(now) and self._ops.full(now):
                self._over_since = None
            return
        self._over_since = now if self._over_since is None else self._over_since
        if now - self._over_since > self._settings.flood_s:
            raise Closed(4429, "Expected fewer messages, for a long time now", "rate_limited")
        self._wire.pause(min(debt, PAUSE_S))
        if now - self._told >= 1:
            self._told = now
            said = "Expected fewer messages a second; they are read more slowly now"
            self._error("rate_limited", said, retry=max(1, int(debt * 1000)))

    def _refuse(self, why: BadMessage) -> None:
        """A message that is none changes nothing; the third in a short time ends the connection (MSG-3)."""
        now = time.monotonic()
        self._bad.append(now)
        s = self._settings
        ends = len(self._bad) == s.bad_messages and now - self._bad[0] <= s.bad_messages_s
        self._error(why.code, str(why), fatal=ends)
        if ends:
            self._wire.close(4400, why.code)

    def _error(self, code: str, message: str, *, fatal: bool = False, retry: int = 0) -> None:
        error = Error(code=code, message=message[:1000], fatal=fatal, retry_after_ms=retry)
        self._wire.send(Frame(encode(error)))


def _presence(live: Live) -> Presence:
    """The change alone, without the tag of its message."""
    return Presence(**{name: getattr(live, name) for name in live.__struct_fields__})
