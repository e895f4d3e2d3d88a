"""Makes a backup, beside a server that runs or without one (BACK-1, BACK-2)."""

import hashlib
import tempfile
import time
import zipfile
from io import BytesIO
from pathlib import Path

import msgspec
from msgspec import Struct

from inkroom import __version__
from inkroom.errors import InkroomError, Unavailable
from inkroom_server.backup.archive import (
    ASSETS,
    DATABASE,
    FORMAT,
    MANIFEST,
    SECRET,
    Manifest,
    Step,
    read_manifest,
    settle,
    write_member,
)
from inkroom_server.log.copy import assets_in, check, copy, schema_of
from inkroom_server.log.disk import DATABASE as LIVE


class Made(Struct):
    """What was kept; `left`: pictures that are not in the folder as they were."""

    boards: int
    entries: int
    assets: int
    size: int
    left: list[str]


def back_up(folder: Path, path: Path, step: Step, *, assets: bool = True) -> Made:
    """All boards of a folder as one file, checked; what was at `path` stays until it is.

    `step` hears of bytes. Raises InkroomError, and leaves nothing behind.
    """
    if not (folder / LIVE).exists():
        raise Unavailable(f"There are no boards in {str(folder)!r} yet")
    try:
        with tempfile.TemporaryDirectory(dir=path.parent, prefix=".backup-") as room:
            return _made(folder, path, Path(room), step, assets)
    except OSError as why:
        raise InkroomError(f"Expected to write {str(path)!r}: {why.strerror}", "bad_path") from None


def _made(folder: Path, path: Path, room: Path, step: Step, assets: bool) -> Made:
    database = room / DATABASE
    copy(folder, database, step)
    boards = check(database, lambda _: None)
    size = database.stat().st_size
    whole = room / "whole"
    with zipfile.ZipFile(whole, "w", compresslevel=1) as file:
        with database.open("rb") as source:
            sha = write_member(file, DATABASE, source, step)
        if (folder / SECRET).exists():
            write_member(file, SECRET, BytesIO((folder / SECRET).read_bytes()), step)
        kept, left = _keep(folder, file, assets_in(database) if assets else [], step)
        manifest = Manifest(
            format=FORMAT,
            version=__version__,
            schema=schema_of(database),
            created=time.time_ns() // 1_000_000,
            size=size,
            sha=sha,
            boards=boards,
            assets=kept,
        )
        write_member(file, MANIFEST, BytesIO(msgspec.json.encode(manifest)), step)
    _verify(whole)
    whole.chmod(0o600)
    settle(whole, path)
    return Made(len(boards), manifest.entries, len(kept), path.stat().st_size, left)


def _keep(
    folder: Path, file: zipfile.ZipFile, shas: list[str], step: Step
) -> tuple[list[str], list[str]]:
    kept: list[str] = []
    left: list[str] = []
    for sha in shas:
        try:
            data = (folder / ASSETS / sha).read_bytes()
        except OSError:
            left.append(f"picture {sha[:12]}…: not in the folder")
            continue
        if hashlib.sha256(data).hexdigest() != sha:
            left.append(f"picture {sha[:12]}…: other bytes than it had")
            continue
        write_member(file, ASSETS + sha, BytesIO(data), step)
        kept.append(sha)
    return kept, left


def _verify(path: Path) -> None:
    """Reads back what was written."""
    with zipfile.ZipFile(path) as file:
        read_manifest(file)
        if broken := file.testzip():
            raise Unavailable(f"Expected to read back what was written, {broken} is another")
