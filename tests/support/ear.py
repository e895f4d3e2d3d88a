"""A member of a room without a socket: what it hears, how it joins and what it sends."""

from collections.abc import Sequence
from typing import Any

from tests.support.rooms import entries_of, raw

from inkroom.messages import Hello, Since
from inkroom.room import Guest
from inkroom_server.hub import Frame, Host, Hub, Member


class Ear:
    """A socket that hears everything."""

    def __init__(self) -> None:
        self.frames: list[bytes] = []
        self.live: list[bytes] = []
        self.closed: tuple[int, str] | None = None

    def send(self, frame: Frame) -> None:
        self.frames.append(frame.payload)

    def send_live(self, frame: Frame) -> bool:
        self.live.append(frame.payload)
        return True

    def stream(self, parts: Sequence[Frame], then: Any) -> None:
        self.frames += [part.payload for part in parts]
        then()

    def pause(self, seconds: float) -> None:
        pass

    def close(self, code: int, reason: str) -> None:
        self.closed = self.closed or (code, reason)

    def entries(self) -> list[dict[str, Any]]:
        return entries_of([f for f in self.frames if f.startswith(b'{"type":"entries"')])


async def join(
    hub: Hub, ear: Ear, client: str = "c1", since: Since | None = None
) -> tuple[Host, Member]:
    guest = Guest(user=f"u-{client}", name="", role="editor")
    hello = Hello(protocol=1, client=client, since=since)
    return await hub.join("b1", ear, guest, hello, create=True)


def accept(host: Host, member: Member, *ops: dict[str, Any]) -> None:
    for op in ops:
        host.accept(member, raw(op))  # type: ignore[arg-type]  # bytes will do
