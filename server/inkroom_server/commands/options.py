"""What several commands ask for in the same words: which server, which folder."""

from collections.abc import Callable
from typing import Any, TypeVar
from urllib.parse import urlsplit

import click

F = TypeVar("F", bound=Callable[..., Any])


def server_url(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    """The address without a slash at its end; a usage error where it is none."""
    if value is None:
        return None
    url = value if "://" in value else f"http://{value}"
    parts = urlsplit(url)
    try:
        bad = parts.scheme not in ("http", "https") or not parts.hostname or parts.port == 0
    except ValueError:
        bad = True
    if bad:
        raise click.BadParameter(f"expected an address like http://127.0.0.1:8000, got {value!r}")
    return url.rstrip("/")
