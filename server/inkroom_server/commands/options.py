"""What several commands ask for in the same words: which server, which folder, which token."""

import re
from collections.abc import Callable
from math import isnan
from pathlib import Path
from typing import Any, TypeVar, cast
from urllib.parse import urlsplit

import click
from click.core import ParameterSource

from inkroom_server.commands.place import Place

F = TypeVar("F", bound=Callable[..., Any])
_host = re.compile(r"[\w.-]+(:\d+)?|\[[0-9a-fA-F:.]+\](:\d+)?")


def server_url(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    """The address without a slash at its end; a usage error where it is none."""
    if value is None:
        return None
    url = value if "://" in value else f"http://{value}"
    parts = urlsplit(url)
    try:
        bad = (
            parts.scheme not in ("http", "https")
            or not _host.fullmatch(parts.netloc)
            or parts.port == 0
        )
    except ValueError:
        bad = True
    if bad:
        raise click.BadParameter(f"expected an address like http://127.0.0.1:8000, got {value!r}")
    return url.rstrip("/")


class Span(click.FloatRange):
    """A range of numbers; `nan`, which no range holds, is none of them."""

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        found = float(super().convert(value, param, ctx))
        if isnan(found):
            self.fail(f"{value!r} is not a number.", param, ctx)
        return found


def line_of(most: int) -> Callable[[click.Context, click.Parameter, str], str]:
    """A callback that takes one line of at most so many characters."""

    def check(ctx: click.Context, param: click.Parameter, value: str) -> str:
        if len(value) > most:
            raise click.BadParameter(f"expected at most {most} characters, got {len(value)}")
        if any(character < " " or character == "\x7f" for character in value):
            raise click.BadParameter("expected one line without control characters")
        return value

    return check


data_option = click.option(
    "--data",
    type=click.Path(file_okay=False, path_type=Path),
    envvar="INKROOM_DATA",
    help="The folder of the boards on this disk.  [default: ./data]",
)


def placed(command: F) -> F:
    """Adds --server, --token and --data to a command, which gets them as one `place`."""

    def run(
        *args: Any, server: str | None, token: str | None, data: Path | None, **kwargs: Any
    ) -> Any:
        return command(*args, place=_place(server, token, data), **kwargs)

    run.__name__, run.__doc__ = command.__name__, command.__doc__
    run.__dict__.update(command.__dict__)
    with_data = data_option(run)
    with_token = click.option(
        "--token",
        envvar="INKROOM_TOKEN",
        help="What a public server asks for: a room token or an operator's.",
    )(with_data)
    option = click.option(
        "--server", callback=server_url, metavar="URL", help="A server that runs; else the folder."
    )
    return cast(F, option(with_token))


def _place(server: str | None, token: str | None, data: Path | None) -> Place:
    """What was typed; else what was typed before the name of a subcommand; else ./data."""
    context = click.get_current_context()
    typed = context.get_parameter_source("data") is ParameterSource.COMMANDLINE
    if server is not None and typed:
        raise click.UsageError("--server and --data exclude each other: name one of them")
    outer = context.parent.obj if context.parent else None
    if isinstance(outer, Place) and server is None and not typed:
        return outer
    return Place(server, token, data or Path("data"))
