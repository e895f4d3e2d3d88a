"""Side boards: where everyone works alone in a lesson, and whose each is, by its id alone (SIDE-1)."""

import re
from hashlib import sha256
from typing import Final

LONGEST: Final = 50
"""A lesson's id leaves room for whose the side board is."""
_side: Final = re.compile(r"([A-Za-z0-9_-]{1,50})--([0-9a-f]{12})")


def side_of(lesson: str, user: str) -> str | None:
    """The id of a user's side board; None where the board can have none: its id is too long, or it is one itself."""
    if len(lesson) > LONGEST or lesson_of(lesson) is not None:
        return None
    return f"{lesson}--{sha256(user.encode()).hexdigest()[:12]}"


def lesson_of(board: str) -> str | None:
    """The board that this is a side board of; None for any other board."""
    found = _side.fullmatch(board)
    return found.group(1) if found else None
