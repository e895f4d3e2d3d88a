"""A board as a file, at any moment of it: what each format takes from the log (API-4)."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import BinaryIO, Final, Literal

from msgspec import Struct

from inkroom.board import Board, Element
from inkroom.cut import origin
from inkroom.errors import InkroomError
from inkroom.formats import excalidraw, inkroom_file, library, tldr, transcript, writing_table, xopp
from inkroom.geometry import rnd
from inkroom.history import History
from inkroom.messages import read_entry
from inkroom.render import video
from inkroom.render.picture import document, picture
from inkroom.render.player import player
from inkroom.render.portion import portion
from inkroom.render.view import View
from inkroom.source import Source
from inkroom_server.jobs.abreast import abreast
from inkroom_server.jobs.moment import board_at, info_of, moment, stored
from inkroom_server.jobs.sources import sources
from inkroom_server.jobs.worker import Progress
from inkroom_server.log import BoardInfo, Log
from inkroom_server.pictures import assets_of, bytes_of


class Export(Struct):
    """One export that is under way: the board `info` as it is after entry `at`."""

    log: Log
    info: BoardInfo
    at: int
    progress: Progress
    view: View

    def board(self) -> Board:
        """The board of the moment, as much of it as is asked for."""
        board = board_at(self.log, self.info.id, self.at)
        self.progress(0.5)
        return portion(board, self.view)

    def asset(self, sha: str) -> bytes | None:
        """The bytes of a kept picture."""
        return bytes_of(self.log, sha)

    def assets(self, board: Board) -> dict[str, bytes]:
        """The bytes of the pictures on the board."""
        return assets_of(self.log, board)

    def entries(self) -> Iterator[bytes]:
        """The stored entries up to the moment."""
        return stored(self.log, self.info.id, self.at)

    def counted(self, passes: int) -> Callable[[], None]:
        """Call it for each entry, in each of the passes."""
        whole, done = passes * self.at, 0

        def step() -> None:
            nonlocal done
            done += 1
            if done % 1_000 == 0:
                self.progress(done / whole)

        return step


PLAIN: Final = View()
"""All of the first page, as it looks on light paper."""

Format = Callable[[Export, BinaryIO], str]
"""Writes the file; says what it could not carry, or ""."""


def _inkroom(job: Export, out: BinaryIO) -> str:
    people, epoch = job.log.people(job.info.id), job.info.epoch
    find = partial(job.log.find, job.info.id)
    inkroom_file.write(out, job.entries, people, epoch, job.asset, job.counted(2), find)
    return ""


def _jsonl(job: Export, out: BinaryIO) -> str:
    step = job.counted(1)
    for entry in job.entries():
        out.write(entry + b"\n")
        step()
    return ""


def _picture(format: Literal["svg", "png"]) -> Format:
    def write(job: Export, out: BinaryIO) -> str:
        board = job.board()
        out.writelines(picture(board, format, job.view, job.assets(board), each=abreast))
        return ""

    return write


def _csv(job: Export, out: BinaryIO) -> str:
    board = job.board()
    known = sources(job.log, job.info.id, board, job.at)
    for line in writing_table.lines(board, known):
        out.write(line.encode())
    return ""


def _pdf(job: Export, out: BinaryIO) -> str:
    board = job.board()
    marked = History(map(read_entry, job.entries())) if job.view.marks else None
    step = partial(_second_half, job.progress)
    out.write(document(board, job.view, job.assets(board), marked=marked, step=step, each=abreast))
    return ""


def _second_half(progress: Progress, done: float) -> None:
    progress((1 + done) / 2)


def _excalidraw(job: Export, out: BinaryIO) -> str:
    board = job.board()
    known = sources(job.log, job.info.id, board, job.at)

    def author(element: Element) -> Source | None:
        return known.get(origin(board, element).put)

    page, assets = job.view.drawn(board)["page"], job.assets(board)
    out.write(excalidraw.write(board, page=page, assets=assets, author=author).encode())
    return ""


def _library(job: Export, out: BinaryIO) -> str:
    board = job.board()
    things = library.things_of(board, board.visible())
    out.write(library.write(things, job.assets(board)).encode())
    return ""


def _xopp(job: Export, out: BinaryIO) -> str:
    board = job.board()
    document = xopp.write(board, assets=job.assets(board))
    out.write(document.data)
    return "; ".join(document.left)


def _tldr(job: Export, out: BinaryIO) -> str:
    board = job.board()
    document = tldr.write(board, assets=job.assets(board))
    out.write(document.data)
    return "; ".join(document.left)


def _film(format: video.Format) -> Format:
    def write(job: Export, out: BinaryIO) -> str:
        history = History(read_entry(raw) for raw in job.entries())
        if job.view.since >= max(1, history.head):
            raise InkroomError(
                f"Expected a beginning before #{history.head}, got {job.view.since}", "bad_moment"
            )
        board = history.at(history.head)
        film = job.view.filmed(board, small=format == "gif")
        people, assets = job.log.people(job.info.id), job.assets(board)
        video.video(out, format, history, film, people=people, assets=assets, step=job.progress)
        return ""

    return write


def _txt(job: Export, out: BinaryIO) -> str:
    people = job.log.people(job.info.id)
    entries = map(read_entry, job.entries())
    for line in transcript.lines(entries, people, since=job.view.since):
        out.write(line.encode() + b"\n")
    return ""


def _html(job: Export, out: BinaryIO) -> str:
    history = History(read_entry(raw) for raw in job.entries())
    job.progress(0.5)
    idle = rnd(job.view.skip_idle * 1000) if job.view.skip_idle else None
    people, assets = job.log.people(job.info.id), job.assets(history.at(history.head))
    out.write(player(history, people=people, assets=assets, idle=idle, dark=job.view.dark))
    return ""


FORMATS: Final[dict[str, Format]] = {
    "svg": _picture("svg"),
    "png": _picture("png"),
    "pdf": _pdf,
    "inkroom": _inkroom,
    "jsonl": _jsonl,
    "csv": _csv,
    "excalidraw": _excalidraw,
    "excalidrawlib": _library,
    "xopp": _xopp,
    "tldr": _tldr,
    "txt": _txt,
    "html": _html,
    "mp4": _film("mp4"),
    "webm": _film("webm"),
    "gif": _film("gif"),
}
MEDIA: Final = {
    "svg": "image/svg+xml",
    "png": "image/png",
    "pdf": "application/pdf",
    "inkroom": "application/vnd.inkroom+zip",
    "jsonl": "application/jsonl",
    "csv": "text/csv; charset=utf-8",
    "excalidraw": "application/vnd.excalidraw+json",
    "excalidrawlib": "application/vnd.excalidrawlib+json",
    "xopp": "application/x-xopp",
    "tldr": "application/vnd.tldraw+json",
    "txt": "text/plain; charset=utf-8",
    "html": "text/html; charset=utf-8",
    "mp4": "video/mp4",
    "webm": "video/webm",
    "gif": "image/gif",
}


def export(
    log: Log,
    progress: Progress,
    board: str,
    format: str,
    at: int | None,
    path: Path,
    view: View = PLAIN,
) -> str:
    """Writes the file; what it could not carry in a sentence, or "". Raises Unavailable, InkroomError, BadLog."""
    info = info_of(log, board)
    job = Export(log, info, moment(info, at), progress, view)
    with path.open("wb") as out:
        return FORMATS[format](job, out)
