"""A folder as a way in: each file in it becomes a board once, and a board again when it has changed."""

import hashlib
from pathlib import Path
from typing import Final

import msgspec

from inkroom.errors import BadFile
from inkroom.formats.drawings import SUFFIXES

STATE: Final = ".inkroom-imported.json"
"""Which files were taken already: the SHA-256 of each by its name."""

Key = tuple[int, int]
"""Size and time of a file: where both stay as they are it is not looked into again."""


class Folder:
    """One folder that is watched; what was taken is remembered in it, over restarts."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._taken = _read(path / STATE)
        self._keys: dict[str, Key] = {}
        self._known: dict[str, Key] = {}

    def fresh(self) -> list[Path]:
        """The files that are new or other than when they were taken, and were not written to since the last look."""
        keys = {path.name: _key(path) for path in drawings(self.path)}
        still = [name for name, key in keys.items() if self._keys.get(name) == key]
        self._keys = keys
        found = []
        for name in still:
            if self._known.get(name) == keys[name]:
                continue
            self._known[name] = keys[name]
            path = self.path / name
            if self._taken.get(name) != _sha(path):
                found.append(path)
        return found

    def take(self, path: Path) -> None:
        """Remembers that this file was looked at, whether it could be used or not."""
        self._taken[path.name] = _sha(path)
        (self.path / STATE).write_bytes(msgspec.json.format(msgspec.json.encode(self._taken)))


def drawings(folder: Path) -> list[Path]:
    """The files in a folder that can become boards, by their names."""
    return sorted(
        path
        for path in folder.iterdir()
        if path.suffix.lower() in SUFFIXES and not path.name.startswith(".") and path.is_file()
    )


def _read(state: Path) -> dict[str, str]:
    if not state.exists():
        return {}
    try:
        return msgspec.json.decode(state.read_bytes(), type=dict[str, str])
    except msgspec.MsgspecError:
        raise BadFile(
            f"Expected a list of files in {str(state)!r}: take it away to begin anew"
        ) from None


def _key(path: Path) -> Key:
    found = path.stat()
    return found.st_size, found.st_mtime_ns


def _sha(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
