"""A chat bridge: what is said on a board is said in an IRC channel, and the other way round.

    python docs/guide/examples/bridge.py http://127.0.0.1:8000 demo irc.example.org:6667 '#greenhouse'

It comes back by itself when the board's server was away, and ends when the channel's is.
"""

import asyncio
import re
import sys
from collections.abc import AsyncIterator

import inkroom
from inkroom.client import Connection

NICK = "inkroom"
LINE = 400
"""Bytes of text in one IRC line; a longer one is cut into several."""
_SAID = re.compile(r":([^! ]+)\S* PRIVMSG (\S+) :(.*)")


class Channel:
    """One channel of an IRC server (RFC 1459, as much of it as a bridge needs)."""

    def __init__(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, name: str
    ) -> None:
        self.reader, self.writer, self.name = reader, writer, name

    async def join(self) -> None:
        """Signs in, and waits until the server has let us in."""
        await self.send(f"NICK {NICK}", f"USER {NICK} 0 * :A bridge to a whiteboard")
        async for command in self.lines():
            if command.split(" ")[1:2] == ["001"]:
                await self.send(f"JOIN {self.name}")
                return

    async def send(self, *commands: str) -> None:
        self.writer.write("".join(f"{command}\r\n" for command in commands).encode())
        await self.writer.drain()

    async def lines(self) -> AsyncIterator[str]:
        """What the server says, its pings answered."""
        while raw := await self.reader.readline():
            line = raw.decode(errors="replace").rstrip("\r\n")
            if line.startswith("PING"):
                await self.send("PONG" + line[4:])
            else:
                yield line

    async def heard(self) -> AsyncIterator[tuple[str, str]]:
        """Who said what in the channel."""
        async for line in self.lines():
            said = _SAID.fullmatch(line)
            if said and said[2].lower() == self.name.lower():
                yield said[1], said[3]

    async def say(self, text: str) -> None:
        for line in text.splitlines():
            for part in parts(line):
                await self.send(f"PRIVMSG {self.name} :{part}")


def parts(line: str) -> list[str]:
    """The line in pieces that IRC takes, cut between characters."""
    found = [""]
    for character in line:
        if len((found[-1] + character).encode()) > LINE:
            found.append("")
        found[-1] += character
    return [part for part in found if part]


async def from_board(board: Connection, channel: Channel) -> None:
    """What others say on the board, under their names."""
    async for entry in board.entries():
        if isinstance(entry.say, str) and entry.client != board.session.client:
            person = board.session.people.get(entry.by)
            await channel.say(f"<{person.name if person else 'User'}> {entry.say}")


async def from_channel(channel: Channel, board: Connection) -> None:
    """What is said in the channel; ends when the server does."""
    async for nick, text in channel.heard():
        await board.say(f"{nick}: {text}")


async def main(url: str, name: str, server: str, channel_name: str) -> None:
    host, _, port = server.partition(":")
    reader, writer = await asyncio.open_connection(host, int(port or 6667))
    channel = Channel(reader, writer, channel_name)
    try:
        await channel.join()
        async with inkroom.connect(url, name, name="IRC") as board:
            there = asyncio.create_task(from_board(board, channel))
            try:
                await from_channel(channel, board)
            finally:
                there.cancel()
    finally:
        writer.close()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:5]))
