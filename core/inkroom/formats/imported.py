"""What a file of another program holds, as elements of ours."""

from typing import Any, NamedTuple

from inkroom.formats.split import chunks


class Imported(NamedTuple):
    """New elements from bottom to top, registers of the board itself, the bytes of pictures, and a
    sentence for everything that was not carried."""

    puts: list[dict[str, Any]]
    board: dict[str, Any]
    pictures: list[bytes]
    left: list[str]

    def parts(self) -> list[dict[str, Any]]:
        """The whole as parts of ops, each under 60,000 bytes and of 64 puts at most."""
        made: list[dict[str, Any]] = [{"put": chunk} for chunk in chunks(self.puts)]
        if self.board:
            made.append({"set": [{"id": "board", **self.board}]})
        return made
