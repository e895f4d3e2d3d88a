"""The kept pictures: each a file under the SHA-256 of its bytes, written whole or not at all (API-7)."""

import hashlib
import os
import tempfile
import time
from pathlib import Path
from typing import Final

from inkroom.board import Board
from inkroom.errors import Unavailable
from inkroom.formats.picture import DOCUMENT, Picture, probe
from inkroom.render.original import original_of
from inkroom_server.log import AssetInfo, Log

PDF: Final = "application/pdf"


def keep(log: Log, data: bytes) -> AssetInfo:
    """Keeps a picture; raises BadFile `bad_image` or `image_too_large`. One that is kept stays as it is."""
    return _kept(log, data, probe(data))


def keep_either(log: Log, data: bytes) -> AssetInfo:
    """As `keep`; and a PDF that came in with pages of it, which no one is sent (FILE-19)."""
    document = data.startswith(DOCUMENT)
    return _kept(log, data, Picture(PDF, 0, 0) if document else probe(data))


def _kept(log: Log, data: bytes, found: Picture) -> AssetInfo:
    sha = hashlib.sha256(data).hexdigest()
    known = log.assets.get(sha)
    if known is not None and path_of(log, sha) is not None:
        return known
    folder = log.assets.folder
    folder.mkdir(exist_ok=True)
    _write(folder, sha, data)
    log.assets.add(
        AssetInfo(
            sha, found.type, found.width, found.height, len(data), time.time_ns() // 1_000_000
        )
    )
    return log.assets.get(sha) or _lost(sha)


def path_of(log: Log, sha: str) -> Path | None:
    """The file of a kept picture."""
    path = log.assets.folder / sha
    return path if path.is_file() else None


def bytes_of(log: Log, sha: str) -> bytes | None:
    """The bytes of a kept picture."""
    path = path_of(log, sha)
    return None if path is None else path.read_bytes()


def assets_of(log: Log, board: Board) -> dict[str, bytes]:
    """The bytes of the pictures that are drawn on a board, by SHA-256; those that are not kept left out."""
    images = [e for e in board.visible() if e.kind == "image"]
    originals = filter(None, map(original_of, images))
    shas = [*(e.fixed["asset"]["sha"] for e in images), *(sha for sha, _ in originals)]
    found = ((sha, bytes_of(log, sha)) for sha in dict.fromkeys(shas))
    return {sha: data for sha, data in found if data is not None}


def _write(folder: Path, name: str, data: bytes) -> None:
    handle, temporary = tempfile.mkstemp(dir=folder, prefix=".new-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, folder / name)
    except OSError as why:
        Path(temporary).unlink(missing_ok=True)
        said = f"Expected room for a picture on the disk: {why.strerror}"
        raise Unavailable(said, "storage") from None


def _lost(sha: str) -> AssetInfo:
    raise Unavailable(f"Expected the picture {sha[:12]}… to be kept")
