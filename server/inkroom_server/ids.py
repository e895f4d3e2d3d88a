"""Ids that the server makes up."""

import secrets
from typing import Final

LETTERS: Final = "abcdefghjkmnpqrstuvwxyz23456789"
LENGTH: Final = 16


def new_id() -> str:
    """An id that can be read out and typed, and not guessed."""
    return "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
