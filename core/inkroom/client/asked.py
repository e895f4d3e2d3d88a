"""What a peer asks of the REST API about files, and what it is answered (API-4, API-5)."""

from collections.abc import Sequence
from typing import Any, TypedDict

from msgspec import DecodeError, Struct, json

from inkroom.errors import InkroomError


class Wishes(TypedDict, total=False):
    """What of a board goes into a file, and how (API-4); `area` is x, y, width and height in px."""

    at: int
    page: str
    frame: str
    area: tuple[float, float, float, float]
    ids: Sequence[str]
    scale: float
    dark: bool
    transparent: bool
    scene: bool
    frames: bool
    marks: bool


class Report(Struct):
    """What an import made of the board: its last entry, and what was not carried."""

    head: int
    left: list[str]


class _Refused(Struct):
    code: str = "error"
    message: str = ""


def query(value: Any) -> str:
    """A wish as it stands in an address."""
    if isinstance(value, bool):
        return str(value).lower()
    return str(value) if isinstance(value, str | int | float) else ",".join(map(str, value))


def refusal(body: bytes, status: int) -> InkroomError:
    """The error that an answer tells of."""
    try:
        why = json.decode(body, type=dict[str, _Refused])["error"]
    except (DecodeError, KeyError):
        why = _Refused(message=f"Expected an answer, got the status {status}")
    return InkroomError(why.message, why.code)
