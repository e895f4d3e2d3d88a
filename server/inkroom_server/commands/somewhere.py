"""What can be done with boards wherever they are: on a server that runs, or in a folder of this disk."""

from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Final, Protocol

from msgspec import Struct

from inkroom_server.commands.progress import Progress

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from inkroom.render.view import View


class Head(Struct):
    """Where a board's log stands, and the digest of the board there."""

    seq: int
    chain: str
    digest: str


class Wish(Struct, frozen=True):
    """What is to go out: a board as it was after entry `at` (None: as it is), as much of it as `view` takes in."""

    board: str
    format: str
    at: int | None
    view: "View"


class Boards(Protocol):
    """Boards somewhere. Every method raises InkroomError with a sentence for people."""

    def list(self, trash: bool) -> list[dict[str, Any]]:
        """The boards or those in the trash: id, title, head, changed."""

    def new(self, id: str | None, title: str) -> str:
        """A new, empty board; its id."""

    def rename(self, board: str, title: str) -> None:
        """Gives it another title."""

    def trash(self, board: str) -> None:
        """Moves it to the trash."""

    def restore(self, board: str) -> None:
        """Takes it out of the trash."""

    def end(self, board: str) -> None:
        """Deletes for good what lies in the trash (API-12)."""

    def ended(self) -> "Sequence[dict[str, Any]]":
        """What was deleted for good: board, at, title, head, by."""

    def import_file(self, path: Path, board: str | None, progress: Progress) -> dict[str, Any]:
        """A file onto a board, or as a new one; the report."""

    def export(self, wish: Wish, out: BinaryIO, progress: Progress) -> str:
        """Writes the file; what could not be carried, or ""."""

    def things(self) -> "Sequence[dict[str, Any]]":
        """The things of the library, the newest first: id, name, created, by."""

    def shelve(self, path: Path) -> dict[str, Any]:
        """The things of a file into the library: how many were `added`, and what is `left`."""

    def unshelve(self, thing: str) -> None:
        """Takes a thing out of the library."""

    def library(self) -> bytes:
        """The library as a file."""

    def restore_moment(self, board: str, wanted: dict[str, Any]) -> dict[str, Any]:
        """Brings a moment back or takes work away, or says what that would do (HIST-8)."""

    def branch(self, board: str, wanted: dict[str, Any]) -> dict[str, Any]:
        """A new board from a moment of this one (HIST-9)."""

    def compact(self, board: str, wanted: dict[str, Any]) -> dict[str, Any]:
        """Lets the history go and keeps it as a copy, or says what would go (COMP-1)."""

    def compactions(self, board: str) -> "Sequence[dict[str, Any]]":
        """When that was done, the newest first (COMP-5)."""

    def compare(self, board: str, old: int, new: int | None) -> dict[str, Any]:
        """What is other at a moment than at another (HIST-5)."""

    def search(self, query: str, board: str | None, limit: int) -> dict[str, Any]:
        """What was ever written that fits (SEEK-3)."""

    def names(self, board: str) -> dict[str, str]:
        """Who took part: names by user id."""

    def log(self, board: str, upto: int) -> "Iterator[bytes]":
        """The stored bytes of the entries 1 … upto."""

    def head(self, board: str) -> Head:
        """Where the board stands."""

    def close(self) -> None:
        """Lets go of what it holds."""


DATABASE: Final = "inkroom.db"
ADDRESS: Final = "address"
"""Where a server says in its data folder how it is reached."""


def address_of(folder: Path) -> str:
    """The address of the server that runs on this folder, if it said so."""
    try:
        return (folder / ADDRESS).read_text("utf-8").strip()
    except OSError:
        return ""
