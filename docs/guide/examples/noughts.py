"""Noughts and crosses for two: the bot draws the grid, watches who draws where, and calls the winner.

    python docs/guide/examples/noughts.py http://127.0.0.1:8000 games

Open the board in two browsers and draw anything in a square. The first who draws has the crosses.
"""

import asyncio
import sys

import inkroom
from inkroom.board import Element
from inkroom.client import Connection
from inkroom.messages import Entry

SIDE = 160
"""Of a square, in px; the grid's upper left corner is the origin of the board."""
UNIT = 16
LINES = [(0, 1, 2), (3, 4, 5), (6, 7, 8), (0, 3, 6), (1, 4, 7), (2, 5, 8), (0, 4, 8), (2, 4, 6)]
MARKS = ("crosses", "noughts")


class Game:
    """The rules: nine squares, two players in the order in which they first drew."""

    def __init__(self) -> None:
        self.squares: list[str | None] = [None] * 9
        self.players: list[str] = []
        self.moves = 0

    def move(self, player: str, square: int) -> str:
        """Takes the square; says in a word why not, or nothing."""
        if self.over:
            return "The game is over: say “again”"
        if self.squares[square] == player:
            return ""  # a cross is two strokes
        if self.squares[square] is not None:
            return "That square is taken"
        if player not in self.players and len(self.players) == 2:
            return "Two play already"
        if player not in self.players:
            self.players.append(player)
        if self.players.index(player) != self.moves % 2:
            return "It is not your turn"
        self.squares[square] = player
        self.moves += 1
        return ""

    @property
    def line(self) -> tuple[int, int, int] | None:
        """The three squares that win."""
        for a, b, c in LINES:
            if (
                self.squares[a] is not None
                and self.squares[a] == self.squares[b] == self.squares[c]
            ):
                return a, b, c
        return None

    @property
    def over(self) -> bool:
        return self.line is not None or self.moves == 9


async def referee(board: Connection) -> None:
    """Plays one game after the other until it is cancelled."""
    entries = board.entries()
    game = await begin(board)
    async for entry in entries:
        if entry.client == board.session.client:
            continue
        if isinstance(entry.say, str) and entry.say.strip().lower() == "again":
            game = await begin(board)
            continue
        for put in entry.put or ():
            await judge(board, game, entry, put.id)


async def begin(board: Connection) -> Game:
    """An empty grid."""
    await board.delete(*(element.id for element in board.elements()))
    for at in (SIDE, 2 * SIDE):
        await board.line([(at, 0), (at, 3 * SIDE)], width=4 * UNIT, locked=True)
        await board.line([(0, at), (3 * SIDE, at)], width=4 * UNIT, locked=True)
    await board.say("Draw in a square to play. The first has the crosses.")
    return Game()


async def judge(board: Connection, game: Game, entry: Entry, id: str) -> None:
    """Lets a drawing stand, or takes it away and says why."""
    element = board.board.get(id)
    square = square_of(element) if element else None
    if square is None or (game.over and game.squares[square] == entry.by):
        return
    refusal = game.move(entry.by, square)
    name = board.session.people[entry.by].name
    if refusal:
        await board.delete(id)
        await board.say(f"{refusal}, {name}.")
    elif game.line:
        a, _, c = game.line
        await board.line([centre(a), centre(c)], ink="#DD2222", width=6 * UNIT)
        await board.say(f"{name} wins with the {MARKS[game.players.index(entry.by)]}.")
    elif game.over:
        await board.say("A draw.")


def square_of(element: Element) -> int | None:
    """The square in which the middle of an element lies."""
    geom = element.get("geom")
    if element.kind in ("line", "arrow"):
        x, y = (min(geom[0::2]) + max(geom[0::2])) / 2, (min(geom[1::2]) + max(geom[1::2])) / 2
    else:
        x, y = geom[0] + geom[2] / 2, geom[1] + geom[3] / 2
    column, row = int(x // (SIDE * UNIT)), int(y // (SIDE * UNIT))
    return 3 * row + column if 0 <= column < 3 and 0 <= row < 3 else None


def centre(square: int) -> tuple[float, float]:
    """The middle of a square, in px."""
    return (square % 3 + 0.5) * SIDE, (square // 3 + 0.5) * SIDE


async def main(url: str, name: str) -> None:
    async with inkroom.connect(url, name, name="Referee") as board:
        await referee(board)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:3]))
