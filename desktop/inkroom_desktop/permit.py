"""Tokens for the server of this computer, signed with the secret of its folder: whoever reads that owns the boards."""

import secrets
import time
from pathlib import Path
from typing import Final

import jwt

EVERY: Final = "*"
"""All boards over REST, and no room (ACC-7)."""
_SECRET: Final = "secret"
_DAYS: Final = 400


def permit(folder: Path, board: str, user: str) -> str:
    """An owner's token for a board; "" while the folder has no secret yet."""
    try:
        secret = (folder / _SECRET).read_bytes()
    except OSError:
        return ""
    claims = {
        "iss": "inkroom",
        "aud": board,
        "jti": secrets.token_hex(8),
        "exp": int(time.time() + _DAYS * 86_400),
        "role": "owner",
        "sub": user,
    }
    return jwt.encode(claims, secret, "HS256")
