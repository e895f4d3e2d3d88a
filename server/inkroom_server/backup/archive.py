"""The form of a backup: a zip of the database, the pictures, the secret, and a manifest of them (BACK-2)."""

import hashlib
import os
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import IO, Final

import msgspec
from msgspec import Struct

from inkroom import __version__
from inkroom.errors import BadFile
from inkroom_server.log.copy import BoardMark, known_schema

FORMAT: Final = 1
SUFFIX: Final = ".inkroom-backup"
MANIFEST: Final = "manifest.json"
DATABASE: Final = "inkroom.db"
SECRET: Final = "secret"
ASSETS: Final = "assets/"
CHUNK: Final = 2**20
MANIFEST_BYTES: Final = 64 * 2**20
Step = Callable[[int], None]


class Manifest(Struct, kw_only=True):
    """What is in a backup. `created` in ms since 1970 UTC; `schema` names the form of the database."""

    format: int
    version: str
    schema: str
    created: int
    size: int
    sha: str
    boards: list[BoardMark]
    assets: list[str]

    @property
    def entries(self) -> int:
        return sum(board.head for board in self.boards)


def read_manifest(file: zipfile.ZipFile) -> Manifest:
    """The manifest of a backup that this version can put back; raises BadFile for any other."""
    try:
        info = file.getinfo(MANIFEST)
        if info.file_size > MANIFEST_BYTES:
            raise KeyError(MANIFEST)
        raw = msgspec.json.decode(file.read(info))
        number = raw["format"]
    except (KeyError, TypeError, msgspec.MsgspecError, zipfile.BadZipFile):
        raise BadFile("Expected a backup that `inkroom backup` made, got another file") from None
    if number != FORMAT:
        raise BadFile(_other(raw), "other_version")
    try:
        manifest = msgspec.convert(raw, Manifest)
    except msgspec.ValidationError as why:
        raise BadFile(f"Expected the manifest of a backup: {why}") from None
    if not known_schema(manifest.schema):
        raise BadFile(_other(raw), "other_version")
    wanted = {MANIFEST, DATABASE, SECRET, *(ASSETS + sha for sha in manifest.assets)}
    if extra := sorted(set(file.namelist()) - wanted):
        raise BadFile(f"Expected the files that the manifest names, got {extra[0]!r} too")
    return manifest


def _other(raw: dict[str, object]) -> str:
    theirs = raw.get("version")
    return (
        f"This backup was made by Inkroom {theirs}, whose boards have another form than those of this Inkroom "
        f"({__version__}). Put it back with Inkroom {theirs}; a newer one then brings the folder over"
    )


def write_member(file: zipfile.ZipFile, name: str, source: IO[bytes], step: Step) -> str:
    """Packs a file; its SHA-256."""
    packed = zipfile.ZIP_STORED if name.startswith(ASSETS) else zipfile.ZIP_DEFLATED
    info = zipfile.ZipInfo(name)
    info.compress_type, info.external_attr = packed, 0o600 << 16
    digest = hashlib.sha256()
    with file.open(info, "w", force_zip64=True) as target:
        while chunk := source.read(CHUNK):
            digest.update(chunk)
            target.write(chunk)
            step(len(chunk))
    return digest.hexdigest()


def read_member(file: zipfile.ZipFile, name: str, target: Path, step: Step) -> str:
    """Unpacks a file, whole and on the disk; its SHA-256. Raises BadFile."""
    digest = hashlib.sha256()
    try:
        with file.open(name) as source, target.open("wb") as made:
            os.fchmod(made.fileno(), 0o600)
            while chunk := source.read(CHUNK):
                digest.update(chunk)
                made.write(chunk)
                step(len(chunk))
            made.flush()
            os.fsync(made.fileno())
    except (KeyError, zipfile.BadZipFile, EOFError) as why:
        raise BadFile(f"Expected {name} to be whole in the backup: {why}") from None
    return digest.hexdigest()


def settle(temporary: Path, path: Path) -> None:
    """Gives a file that is whole and on the disk its name; before, what was there under that name stays."""
    with temporary.open("rb") as made:
        os.fsync(made.fileno())
    temporary.replace(path)
    if os.name == "posix":
        handle = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
