"""A zip that is the same bytes for the same members, and one from outside that is not trusted (FILE-3)."""

import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from typing import BinaryIO, Final

from inkroom.errors import BadFile

UNPACKED: Final = 200 * 2**20
"""The most bytes that an archive may unpack to."""
RATIO: Final = 100
"""How many times its packed size an archive may unpack to."""
LINE: Final = 2**18
"""The longest line that is read, in bytes."""
MEMBERS: Final = 5_002

_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
_CHUNK: Final = 2**16
_DIRECTORY: Final = 200 * MEMBERS


class Writer:
    """Writes members one after the other; no clock, no name of a system goes into the bytes (FILE-1)."""

    def __init__(self, file: BinaryIO) -> None:
        self._zip = zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED)

    def add(self, name: str, parts: Iterable[bytes], *, packed: bool = True) -> None:
        """Adds a member; `packed` False stores it as it is, which suits pictures."""
        info = zipfile.ZipInfo(name, _EPOCH)
        info.create_system = 3  # else it tells on which system it was made
        info.external_attr = 0o644 << 16
        info.compress_type = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
        with self._zip.open(info, "w", force_zip64=True) as member:
            for part in parts:
                member.write(part)

    def close(self) -> None:
        """Writes the directory; without it the file is no archive."""
        self._zip.close()


class Reader:
    """An archive whose names and sizes are within the limits; raises BadFile where it is not one."""

    def __init__(self, file: BinaryIO, known: Callable[[str], bool]) -> None:
        try:
            _check_directory(file)
            self._zip = zipfile.ZipFile(file)
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as why:
            raise BadFile(f"Expected a zip archive, got {_plain(why)}") from None
        self.names = self._checked(self._zip.infolist(), known)

    def _checked(self, members: list[zipfile.ZipInfo], known: Callable[[str], bool]) -> list[str]:
        names = [member.filename for member in members]
        for name in names:
            if not known(name):
                raise _over(
                    f"Expected only manifest, log and assets in the archive, got {name[:80]!r}"
                )
        if len(names) != len(dict.fromkeys(names)) or len(names) > MEMBERS:
            raise _over(f"Expected at most {MEMBERS:,} members with names of their own")
        if any(m.flag_bits & 1 or m.compress_type not in (0, 8) for m in members):
            raise _over("Expected members that are stored or deflated, and not encrypted")
        unpacked, packed = sum(m.file_size for m in members), sum(m.compress_size for m in members)
        if unpacked > UNPACKED:
            raise _over(f"Expected at most {UNPACKED:,} bytes unpacked, got {unpacked:,}")
        if unpacked > RATIO * max(packed, 1024):
            raise _over(f"Expected at most {RATIO}:1, got {unpacked:,} bytes out of {packed:,}")
        return names

    def size(self, name: str) -> int:
        """How many bytes a member says it unpacks to."""
        return self._zip.getinfo(name).file_size

    def read(self, name: str) -> bytes:
        """A whole member."""
        try:
            return self._zip.read(name)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError) as why:
            raise BadFile(f"Expected {name} whole in the archive, got {_plain(why)}") from None

    def lines(self, name: str) -> Iterator[bytes]:
        """The lines of a member without their ends, one in memory at a time."""
        try:
            with self._zip.open(name) as member:
                rest = b""
                while chunk := member.read(_CHUNK):
                    *lines, rest = (rest + chunk).split(b"\n")
                    if max(map(len, (*lines, rest))) > LINE:
                        raise BadFile(f"Expected lines of at most {LINE:,} bytes in {name}")
                    yield from lines
            if rest:
                raise BadFile(f"Expected a newline at the end of {name}, got {rest[-40:]!r}")
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError) as why:
            raise BadFile(f"Expected {name} whole in the archive, got {_plain(why)}") from None


def _check_directory(file: BinaryIO) -> None:
    """Looks at the size of the directory before anything is read by it: each member costs memory."""
    size = file.seek(0, 2)
    file.seek(max(0, size - 2**16 - 22 - 20))
    tail = file.read()
    at = tail.rfind(b"PK\5\6")
    if at < 0 or len(tail) < at + 22:
        raise BadFile("Expected a zip archive, got a file without its directory")
    if (
        int.from_bytes(tail[at + 12 : at + 16], "little") > _DIRECTORY
        or b"PK\6\7" in tail[:at][-20:]
    ):
        raise _over(f"Expected a directory of at most {_DIRECTORY:,} bytes in the archive")


def _over(message: str) -> BadFile:
    return BadFile(message, "archive_limits")


def _plain(why: Exception) -> str:
    return str(why) or type(why).__name__
