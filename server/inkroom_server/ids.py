"""Ids of boards: what one may be, and those that the server makes up."""

import re
import secrets
from typing import Final

from inkroom.errors import InkroomError

LETTERS: Final = "abcdefghjkmnpqrstuvwxyz23456789"
LENGTH: Final = 16
_id: Final = re.compile(r"[A-Za-z0-9_-]{1,64}")


def new_id() -> str:
    """An id that can be read out and typed, and not guessed."""
    return "".join(secrets.choice(LETTERS) for _ in range(LENGTH))


def check_id(id: str) -> None:
    """Raises InkroomError `bad_id` where it is none."""
    if not _id.fullmatch(id):
        raise InkroomError("Expected an id of letters, digits, _ and -, at most 64", "bad_id")
