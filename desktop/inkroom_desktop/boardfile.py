"""A `.inkroom` file as a board of the server of this computer, and back: whole or not at all."""

import json
import os
import tempfile
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any, Final, NamedTuple
from urllib.parse import quote, urlencode

from inkroom.errors import BadFile, InkroomError, Unavailable
from inkroom.formats.inkroom_file import InkroomFile
from inkroom_desktop.address import Address, fresh_id

TIMEOUT_S: Final = 60.0
WORK_S: Final = 630.0
"""A server works up to ten minutes on a file that it was sent (`LIMIT_S` of its crew), and answers then."""
_opener: Final = urllib.request.build_opener(urllib.request.ProxyHandler({}))


class Kept(NamedTuple):
    """Which board a file is, and how far the log in it goes."""

    board: str
    head: int
    chain: str


def take_in(server: str, path: Path, known: Kept | None, token: str = "") -> Kept:
    """The board of a file: the one that it was, where that goes on from what is in it, else a new one.

    Raises OSError, BadFile, BadLog or Unavailable; nothing is changed then.
    """
    data = path.read_bytes()
    head, chain = _stands(path)
    if known is not None and _goes_on(server, known.board, head, chain, token):
        return Kept(known.board, head, chain)
    query = urlencode({"name": f"{path.stem}.inkroom", "board": fresh_id()})
    report = json.loads(_called("POST", f"{server}/api/import?{query}", data, token))
    return Kept(str(report["board"]), head, chain)


def begin(server: str, path: Path, token: str = "") -> Kept:
    """A new board, and its file; raises as `write_back` does."""
    made = {"id": fresh_id(), "title": path.stem[:120]}
    _called("POST", f"{server}/api/boards", json.dumps(made).encode(), token, "application/json")
    replace(path, fetched(Address(server, made["id"], token)))
    return Kept(made["id"], *_stands(path))


def write_back(at: Address, path: Path, known: Kept | None) -> tuple[Path, Kept]:
    """Writes the board into its file, or beside it where somebody else changed that since `known`.

    The file is there whole at every moment: the old one, then the new one. Raises OSError or Unavailable.
    """
    if path.exists() and (known is None or _stands(path) != (known.head, known.chain)):
        path = _free(path)
    replace(path, fetched(at))
    return path, Kept(at.board, *_stands(path))


def replace(path: Path, data: bytes) -> None:
    """The file has this in it, on the disk, or it is as it was; raises OSError."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(name, path)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
    if os.name == "posix":  # the name is on the disk too
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def carry(at: Address, to: Address) -> str:
    """Puts a board with its whole history onto another server; its id there. Raises Unavailable or BadFile."""
    data = fetched(at)
    query = urlencode({"name": "board.inkroom", "board": fresh_id()})
    report = json.loads(_called("POST", f"{to.server}/api/import?{query}", data, to.token))
    return str(report["board"])


def duplicate(at: Address, title: str) -> str:
    """Another board of the same server with the same history; its id. Raises as `carry` does."""
    made = carry(at, at)
    named = json.dumps({"title": title}).encode()
    path = f"{at.server}/api/boards/{quote(made, safe='')}"
    _called("PATCH", path, named, at.token, "application/json")
    return made


def fetched(at: Address) -> bytes:
    """A board of any server as a file."""
    path = f"boards/{quote(at.board, safe='')}/export.inkroom"
    return _called("GET", at.api(path), b"", at.token)


def _stands(path: Path) -> tuple[int, str]:
    with path.open("rb") as file:
        manifest = InkroomFile(file).manifest
    return manifest.head, manifest.chain


def _goes_on(server: str, board: str, head: int, chain: str, token: str) -> bool:
    """True where the board's log has what is in the file, at its beginning."""
    try:
        found: Any = json.loads(
            _called("GET", f"{server}/api/boards/{quote(board, safe='')}?at={head}", token=token)
        )
    except InkroomError:
        return False
    return isinstance(found, dict) and found.get("chain") == chain


def _free(path: Path) -> Path:
    """The first name beside the file that nobody has."""
    number = 2
    while (other := path.with_name(f"{path.stem} ({number}){path.suffix}")).exists():
        number += 1
    return other


def _called(
    method: str,
    url: str,
    data: bytes = b"",
    token: str = "",
    kind: str = "application/octet-stream",
) -> bytes:
    headers = {"Content-Type": kind}
    if token:
        headers["Authorization"] = f"Bearer {token}"
    request = urllib.request.Request(url, data or None, headers, method=method)
    try:
        with _opener.open(request, timeout=WORK_S if data else TIMEOUT_S) as answer:
            return bytes(answer.read())
    except urllib.error.HTTPError as why:
        raise BadFile(_message(why)) from None
    except (OSError, ValueError) as why:
        raise Unavailable(f"Expected the server to answer: {why}") from None


def _message(why: urllib.error.HTTPError) -> str:
    """What the server says, in its own words."""
    try:
        return str(json.loads(why.read())["error"]["message"])
    except (OSError, ValueError, KeyError, TypeError):
        return f"Expected the server to take this, got {why.code}"
