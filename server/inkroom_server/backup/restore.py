"""Puts a backup back: unpacked and checked beside, then in the place of what is there, which is kept."""

import errno
import shutil
import struct
import tempfile
import time
import zipfile
import zlib
from pathlib import Path
from typing import Final

from msgspec import Struct

from inkroom.errors import BadFile, InkroomError
from inkroom_server.backup.archive import (
    ASSETS,
    DATABASE,
    SECRET,
    SUFFIX,
    Manifest,
    Step,
    read_manifest,
    read_member,
    settle,
)
from inkroom_server.backup.make import back_up
from inkroom_server.log import Log
from inkroom_server.log.copy import check, known_schema, replace, schema_of

STRAY_S: Final = 3_600
TORN: Final = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    ValueError,
    struct.error,
)
"""What zipfile raises for a file that is none, or not whole."""


class Prepared(Struct):
    """A backup that lies unpacked and checked in a folder of its own."""

    room: Path
    manifest: Manifest

    def discard(self) -> None:
        """Removes what is left of it."""
        shutil.rmtree(self.room, ignore_errors=True)


class Restored(Struct):
    """What was put back; `kept` is the backup of what was there before, "" where there was nothing."""

    boards: int
    entries: int
    created: int
    kept: str


def prepare(folder: Path, path: Path, step: Step) -> Prepared:
    """Unpacks a backup into the data folder and checks all of it; changes nothing else. Raises InkroomError."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _forget(folder)
        room = Path(tempfile.mkdtemp(dir=folder, prefix=".restore-"))
    except OSError as why:
        raise InkroomError(f"Expected to write into {str(folder)!r}: {why.strerror}") from None
    try:
        with zipfile.ZipFile(path) as file:
            manifest = read_manifest(file)
            _unpack(file, manifest, room, step)
        return Prepared(room, manifest)
    except BaseException as why:
        shutil.rmtree(room, ignore_errors=True)
        torn = isinstance(why, OSError) and why.errno in (None, errno.EINVAL)
        if torn or isinstance(why, TORN):
            raise BadFile(
                "Expected a backup that `inkroom backup` made, got another file"
            ) from None
        if isinstance(why, OSError):
            raise InkroomError(
                f"Expected to unpack {path.name}: {why.strerror}", "bad_path"
            ) from None
        raise


def _forget(folder: Path) -> None:
    """Removes what a process left that died over it."""
    for stray in folder.glob(".restore-*"):
        if time.time() - stray.stat().st_mtime > STRAY_S:
            shutil.rmtree(stray, ignore_errors=True)


def _unpack(file: zipfile.ZipFile, manifest: Manifest, room: Path, step: Step) -> None:
    (room / ASSETS).mkdir()
    database = room / DATABASE
    if read_member(file, DATABASE, database, step) != manifest.sha:
        raise BadFile("Expected the database that the manifest names, got another")
    if not known_schema(schema_of(database)):
        raise BadFile("Expected a database of the form that the manifest names, got another")
    if check(database, lambda _: None) != manifest.boards:
        raise BadFile("Expected the boards that the manifest names, got others")
    if SECRET in file.namelist():
        read_member(file, SECRET, room / SECRET, step)
    for sha in manifest.assets:
        if read_member(file, ASSETS + sha, room / ASSETS / sha, step) != sha:
            raise BadFile(f"Expected picture {sha[:12]}… to be whole in the backup")


def put_back(log: Log, prepared: Prepared) -> Restored:
    """In the place of what is there, which is kept as a backup beside. No room may be open meanwhile."""
    folder, manifest = log.folder, prepared.manifest
    kept = _keep(log)
    assets = log.assets.folder
    assets.mkdir(exist_ok=True)
    for sha in manifest.assets:
        if not (assets / sha).is_file():
            settle(prepared.room / ASSETS / sha, assets / sha)
    replace(log.disk, prepared.room / DATABASE)
    if (prepared.room / SECRET).exists():
        settle(prepared.room / SECRET, folder / SECRET)
    prepared.discard()
    return Restored(len(manifest.boards), manifest.entries, manifest.created, kept)


def _keep(log: Log) -> str:
    """A backup of what is there, without the pictures, which nobody takes away."""
    if not log.boards() and not log.boards(trashed=True):
        return ""
    folder = log.folder / "replaced"
    folder.mkdir(exist_ok=True)
    path = folder / (time.strftime("%Y-%m-%d-%H%M%S") + SUFFIX)
    back_up(log.folder, path, lambda _: None, assets=False)
    return str(path)
