"""`/chat/{room_id}?token=…`: the plain-text door to a room's chat (PATH-2)."""

import secrets
import time
from collections.abc import Callable, Sequence

from msgspec import UNSET
from starlette.websockets import WebSocket

from inkroom.errors import BadOp, Closed, Unavailable
from inkroom.messages import Op
from inkroom.room import Row
from inkroom.room.verdict import may
from inkroom_server.endpoint.bucket import Bucket
from inkroom_server.endpoint.gate import Full
from inkroom_server.endpoint.plain import PlainWire
from inkroom_server.endpoint.room import turn_away
from inkroom_server.hub import Frame, Host, Member
from inkroom_server.parts import Parts, parts_of


class Door(PlainWire):
    """A socket that hears lines of chat and none of the room's frames."""

    def send(self, frame: Frame) -> None:
        pass

    def send_live(self, frame: Frame) -> bool:
        return True

    def stream(self, parts: Sequence[Frame], then: Callable[[], None]) -> None:
        then()

    def say(self, line: str) -> None:
        super().send(Frame(line.encode()))


async def chat_socket(socket: WebSocket) -> None:
    """Takes lines and gives `Name: line`, one's own too, once each is on the disk."""
    parts = parts_of(socket.app)
    board = socket.path_params["room_id"]
    try:
        with parts.gate.pass_through(socket, board):
            await socket.accept()
            await _chat(parts, socket, board)
    except Full as why:
        await turn_away(socket, why.status)


async def _chat(parts: Parts, socket: WebSocket, board: str) -> None:
    query = socket.query_params
    client = f"chat-{secrets.token_hex(8)}"
    door = Door(socket, parts.settings)
    try:
        entry = parts.access.enter(
            board, query.get("token"), client=client, name=query.get("name", "")
        )
        host = await parts.hub.room(board, create=entry.may_create and not entry.lesson)
        member = host.sit(door, entry.guest, client, token=entry.token, expires=entry.expires)
    except Closed as why:
        await socket.close(why.close, why.code)
        return
    chat = Chat(parts, host, member, door)
    host.listeners[member] = chat.heard
    try:
        await door.run(chat.receive, socket)
    finally:
        del host.listeners[member]
        host.leave(member)


class Chat:
    """One who chats."""

    def __init__(self, parts: Parts, host: Host, member: Member, door: Door) -> None:
        self._parts, self._host, self._member, self._door = parts, host, member, door
        s = parts.settings
        self._bucket = Bucket(s.messages_per_s, s.message_burst, time.monotonic())

    def heard(self, rows: list[Row]) -> None:
        """Entries are on the disk: their lines go out."""
        for row in rows:
            entry = row.entry
            if entry.say is not UNSET and entry.refused is UNSET:
                self._door.say(f"{self._host.room.people.name(entry.by)}: {entry.say}")

    def receive(self, data: bytes, text: bool) -> None:
        """A line that somebody typed."""
        self._door.pause(self._bucket.take(1, time.monotonic()))
        seat = self._member.seat
        if not text:
            self._door.close(1003, "text_only")
        elif not may(self._host.room.role_of(seat), Op(cseq=1, say="")):
            self._door.close(4403, "forbidden")
        elif not self._parts.hub.storage.takes:
            self._door.close(4503, "storage")
        else:
            self._say(data.decode(), seat.user)

    def _say(self, line: str, user: str) -> None:
        try:
            self._host.say(line, user)
        except BadOp as why:
            self._door.say(f"Inkroom: not said ({why})")
        except Unavailable:
            self._door.close(1012, "restart")
