"""A board as a picture on the disk, drawn from what this device has: it works without a connection."""

from collections.abc import Callable
from pathlib import Path

from inkroom.board import Board
from inkroom.render.pdf import pdf
from inkroom.render.png import png
from inkroom.render.svg import svg

SCALE = 2.0
"""Px of a PNG for one px of the board."""


def write(board: Board, path: Path, bytes_of: Callable[[str], bytes | None]) -> None:
    """Writes the board as SVG, PNG or PDF, by the ending of the path; raises OSError or InkroomError."""
    shas = dict.fromkeys(e.fixed["asset"]["sha"] for e in board.visible() if e.kind == "image")
    assets = {sha: data for sha in shas if (data := bytes_of(sha)) is not None}
    path.write_bytes(_drawn(board, path.suffix.lower(), assets))


def _drawn(board: Board, end: str, assets: dict[str, bytes]) -> bytes:
    if end == ".pdf":
        return pdf(board, assets=assets)
    if end == ".png":
        return png(svg(board, assets=assets), SCALE)
    return svg(board, fonts=True, assets=assets).encode()
