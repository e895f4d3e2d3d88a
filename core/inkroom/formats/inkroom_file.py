"""The `.inkroom` file: a board's whole log in a zip, which replays to exactly that board (FILE-1 to FILE-3)."""

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Annotated, BinaryIO, Final, Literal

import msgspec
from msgspec import Meta, MsgspecError, Struct

from inkroom.board import Board, apply, names_board
from inkroom.elements import Image
from inkroom.errors import BadFile, BadLog
from inkroom.formats.archive import Reader, Writer
from inkroom.formats.picture import DOCUMENT, probe
from inkroom.history import Find, Verifier
from inkroom.messages import Chain, Count, Entry, Name, Number, Person, encode

MANIFEST: Final = "manifest.json"
LOG: Final = "log.jsonl"
ASSETS: Final = "assets/"
MANIFEST_BYTES: Final = 2**24
_SHA: Final = re.compile("[0-9a-f]{64}")
_MEMBER: Final = re.compile(r"manifest\.json|log\.jsonl|assets/[0-9a-f]{64}")

Log = Callable[[], Iterable[bytes]]
"""Gives the stored bytes of entries 1, 2, …; called anew for each pass."""


class Author(Struct, forbid_unknown_fields=True):
    """A person whose entries are in the log."""

    id: Annotated[str, Meta(max_length=64)]
    name: Name
    colour: Annotated[str, Meta(max_length=20)]


class Manifest(Struct, forbid_unknown_fields=True, kw_only=True):
    """What the file holds. All but the people and the epoch follow from the log, and are checked against it."""

    format: Literal[1] = 1
    title: str
    head: Count
    chain: Chain
    epoch: Number
    people: Annotated[list[Author], Meta(max_length=100_000)]


class Survey:
    """What a log comes to: walks it once, checks every entry (LOG-9), and folds it.

    With `find`, as `Verifier` has it, nothing is kept in memory: `board` is then no more than the board's own element.
    """

    def __init__(self, find: Find | None = None) -> None:
        self.board = Board()
        self.authors: dict[str, None] = {}
        self.assets: dict[str, None] = {}
        self._verifier = Verifier()
        self._verifier.find = self._find = find

    @property
    def seq(self) -> int:
        return self._verifier.seq

    @property
    def chain(self) -> str:
        return self._verifier.chain

    @property
    def title(self) -> str:
        board = self.board.get("board")
        return str(board.get("title")) if board else ""

    def add(self, stored: bytes) -> None:
        """The next entry; raises BadLog where it does not go on where the log ends."""
        entry = self._verifier.add(stored)
        if self._find is None or names_board(entry):
            apply(self.board, entry)
        self.authors[entry.by] = None
        self.assets.update(dict.fromkeys(_assets(entry)))

    def manifest(self, people: Iterable[Person], epoch: int) -> Manifest:
        """The manifest of this log; of the people, those who wrote in it."""
        known = {person.id: person for person in people}
        authors = [
            Author(id, known[id].name, known[id].colour)
            for id in sorted(self.authors)
            if id in known
        ]
        return Manifest(
            title=self.title, head=self.seq, chain=self.chain, epoch=epoch, people=authors
        )


def write(
    file: BinaryIO,
    log: Log,
    people: Iterable[Person],
    epoch: int,
    asset: Callable[[str], bytes | None],
    step: Callable[[], None] = lambda: None,
    find: Find | None = None,
) -> Manifest:
    """Writes a log, and the pictures that `asset` has for it; raises BadLog where it is not whole.

    Equal logs, people and pictures give equal bytes. `step` is called for each entry in each of two passes.
    With `find`, which gives an entry by its client and number, it takes the same memory however long the log is.
    """
    survey = Survey(find)
    for stored in log():
        survey.add(stored)
        step()
    manifest = survey.manifest(people, epoch)
    archive = Writer(file)
    archive.add(MANIFEST, [encode(manifest), b"\n"])
    archive.add(LOG, _lines(log, step))
    for sha in sorted(survey.assets):
        picture = asset(sha)
        if picture is not None:
            archive.add(ASSETS + sha, [picture], packed=False)
    archive.close()
    return manifest


class InkroomFile:
    """A `.inkroom` file that was opened: its manifest is read, nothing else of it is trusted before `check`."""

    def __init__(self, file: BinaryIO) -> None:
        """Raises BadFile where it is no archive, is over the limits, or lacks its manifest or log (FILE-3)."""
        self._archive = Reader(file, lambda name: _MEMBER.fullmatch(name) is not None)
        for name in (MANIFEST, LOG):
            if name not in self._archive.names:
                raise BadFile(f"Expected {name} in the archive, found none")
        if self._archive.size(MANIFEST) > MANIFEST_BYTES:
            raise BadFile(
                f"Expected a manifest of at most {MANIFEST_BYTES:,} bytes", "archive_limits"
            )
        try:
            self.manifest = msgspec.json.decode(self._archive.read(MANIFEST), type=Manifest)
        except (MsgspecError, UnicodeError, RecursionError) as why:
            raise BadFile(f"Expected a manifest of format 1: {why}") from None

    def log(self) -> Iterator[bytes]:
        """The stored bytes of entries 1, 2, …"""
        return self._archive.lines(LOG)

    @property
    def assets(self) -> list[str]:
        """The SHA-256 of each picture in the file, in order."""
        return sorted(n.removeprefix(ASSETS) for n in self._archive.names if n.startswith(ASSETS))

    def asset(self, sha: str) -> bytes:
        """The bytes of one picture; raises BadFile where they are others."""
        data = self._archive.read(ASSETS + sha)
        if hashlib.sha256(data).hexdigest() != sha:
            raise BadFile(f"Expected the picture {sha[:12]}… to have this SHA-256, got another")
        return data

    @property
    def people(self) -> list[Person]:
        return [Person(author.id, author.name, author.colour) for author in self.manifest.people]

    def check(self, step: Callable[[], None] = lambda: None) -> Board:
        """The board at the head, after the whole log, the manifest and the pictures were checked (FILE-2).

        Raises BadLog, whose `seq` says where the log breaks, or BadFile. `step` is called for each entry.
        """
        survey = Survey()
        for stored in self.log():
            survey.add(stored)
            step()
        expected = survey.manifest(self.people, self.manifest.epoch)
        if (survey.seq, survey.chain) != (self.manifest.head, self.manifest.chain):
            raise BadLog(
                survey.seq + 1,
                f"Expected the log to end at #{self.manifest.head} with chain {self.manifest.chain}, "
                f"it ends at #{survey.seq} with {survey.chain}",
            )
        if expected != self.manifest:
            raise BadFile(
                "Expected the title and the people of the log in the manifest, got others"
            )
        for sha in self.assets:
            if sha not in survey.assets:
                raise BadFile(f"Expected only pictures that the log names, got {sha[:12]}…")
            _check(self.asset(sha))
        return survey.board


def _lines(log: Log, step: Callable[[], None]) -> Iterator[bytes]:
    for stored in log():
        yield stored + b"\n"
        step()


def _check(data: bytes) -> None:
    """A picture, or a PDF whose pages lie under pictures (FILE-19)."""
    if not data.startswith(DOCUMENT):
        probe(data)


def _assets(entry: Entry) -> Iterator[str]:
    for put in entry.put or ():
        if isinstance(put, Image):
            yield put.asset.sha
            kept = put.extra.get("pdf") if isinstance(put.extra, dict) else None
            sha = kept.get("sha") if isinstance(kept, dict) else None
            if isinstance(sha, str) and _SHA.fullmatch(sha):
                yield sha
