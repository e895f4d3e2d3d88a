"""The board of this device as a file or a small picture, made on a thread that may wait, without a server."""

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, NamedTuple

from inkroom.board import Board
from inkroom.formats import excalidraw, library, tldr, xopp
from inkroom.render.picture import document, picture
from inkroom.render.png import png, size_of
from inkroom.render.portion import portion
from inkroom.render.svg import svg
from inkroom.render.view import View
from inkroom_desktop.address import Address
from inkroom_desktop.network import fetched_bytes


class Look(NamedTuple):
    """A small picture as PNG bytes, and the size of what it shows in px of the board."""

    data: bytes
    width: float
    height: float


@dataclass(frozen=True)
class Sitter:
    """A board as it is now, whatever becomes of the open one: its elements are never changed in place."""

    board: Board
    address: Address
    assets: dict[str, bytes] = field(default_factory=dict)


def sitter(board: Board, address: Address, bytes_of: Callable[[str], bytes | None]) -> Sitter:
    """To be called where the board lives; the pictures that are here go along."""
    still, assets = Board(), {}
    still.seq = board.seq
    for element in board:
        still.write(element)
        sha = element.fixed["asset"]["sha"] if element.kind == "image" else ""
        if sha and (data := bytes_of(sha)) is not None:
            assets[sha] = data
    return Sitter(still, address, assets)


def look(of: Sitter, view: View, longest: int) -> Look:
    """What comes out, `longest` px at its longest side; raises InkroomError."""
    board = portion(of.board, view)
    drawn = svg(board, assets=_assets(of, board), **view.drawn(board))
    width, height = size_of(drawn)
    return Look(png(drawn, longest / max(width, height, 1)), width, height)


def write(of: Sitter, format: str, view: View, path: Path) -> str:
    """Writes the file, and says what it could not carry, or ""; raises OSError, InkroomError."""
    board = portion(of.board, view)
    data, left = _MAKERS[format](board, view, _assets(of, board))
    beside = path.with_name(f".{path.name}.part")
    try:
        beside.write_bytes(data)
        os.replace(beside, path)
    finally:
        beside.unlink(missing_ok=True)
    return left


def _assets(of: Sitter, board: Board) -> dict[str, bytes]:
    """The bytes of the pictures on the board; those that were never seen here are asked for."""
    shas = dict.fromkeys(e.fixed["asset"]["sha"] for e in board.visible() if e.kind == "image")
    found = {}
    for sha in shas:
        data = of.assets.get(sha) or fetched_bytes(
            of.address.api(f"assets/{sha}"), of.address.token
        )
        if data is not None:
            found[sha] = data
    return found


Made = tuple[bytes, str]
Maker = Callable[[Board, View, dict[str, bytes]], Made]


def _svg(board: Board, view: View, assets: dict[str, bytes]) -> Made:
    return b"".join(picture(board, "svg", view, assets)), ""


def _png(board: Board, view: View, assets: dict[str, bytes]) -> Made:
    return b"".join(picture(board, "png", view, assets)), ""


def _pdf(board: Board, view: View, assets: dict[str, bytes]) -> Made:
    return document(board, view, assets), ""


def _excalidraw(board: Board, view: View, assets: dict[str, bytes]) -> Made:
    return excalidraw.write(board, page=view.drawn(board)["page"], assets=assets).encode(), ""


def _library(board: Board, view: View, assets: dict[str, bytes]) -> Made:
    return library.write(library.things_of(board, board.visible()), assets).encode(), ""


def _xopp(board: Board, view: View, assets: dict[str, bytes]) -> Made:
    made = xopp.write(board, assets=assets)
    return made.data, "; ".join(made.left)


def _tldr(board: Board, view: View, assets: dict[str, bytes]) -> Made:
    made = tldr.write(board, assets=assets)
    return made.data, "; ".join(made.left)


_MAKERS: Final[dict[str, Maker]] = {
    "svg": _svg,
    "png": _png,
    "pdf": _pdf,
    "excalidraw": _excalidraw,
    "excalidrawlib": _library,
    "xopp": _xopp,
    "tldr": _tldr,
}
