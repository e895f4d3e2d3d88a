"""`inkroom token`: who may enter a public server's boards."""

import contextlib
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from inkroom.errors import InkroomError
from inkroom_server.commands.options import Span, data_option
from inkroom_server.commands.somewhere import DATABASE, address_of

if TYPE_CHECKING:
    from inkroom_server.log import Log
    from inkroom_server.settings import Settings
ROLES = ("owner", "editor", "commenter", "viewer")


@click.group("token", short_help="Let others into a public server.")
def command() -> None:
    """Make, list and revoke the tokens that a public server asks for.

    It works beside a server that runs on the same folder, which heeds it within a second.
    """


@command.command("create")
@click.argument("board", required=False)
@click.option(
    "--role",
    type=click.Choice(ROLES),
    default="editor",
    show_default=True,
    help="What its bearer may do.",
)
@click.option("--name", default="", help="What its bearer is called.")
@click.option(
    "--days",
    type=Span(0, 3650, min_open=True),
    default=30,
    show_default=True,
    help="How long it is good for.",
)
@click.option(
    "--operator", is_flag=True, help="Instead of a BOARD: for --server, for all boards over REST."
)
@data_option
def create(
    board: str | None, role: Any, name: str, days: float, operator: bool, data: Path | None
) -> None:
    """Make a token for BOARD, and print it.

    \b
    inkroom token create greenhouse --role viewer --days 7
    export INKROOM_TOKEN=$(inkroom token create --operator --days 1)
    """
    if operator == (board is not None):
        raise click.UsageError("Name a BOARD, or say --operator")
    from inkroom_server.access import Access

    with _opened(data, make=True) as (log, settings):
        access = Access(log, settings)
        token, info = access.create_token(
            board or "*", "owner" if operator else role, name=name, days=days
        )
    until = datetime.fromtimestamp(info.expires / 1000).strftime("%Y-%m-%d %H:%M")
    click.echo(token)
    whose = "operator" if operator else f"{role} of {board}"
    click.echo(f"Number {info.id}: {whose} until {until}.", err=True)
    address = address_of(data or Path("data"))
    if board is not None and address:
        click.echo(f"As a link: {address}/b/{board}#token={token}", err=True)


@command.command("list")
@click.argument("board", required=False)
@data_option
def list_tokens(board: str | None, data: Path | None) -> None:
    """List the tokens of BOARD, or of all boards."""
    with _opened(data) as (log, _):
        tokens = log.tokens.all(board)
    if not tokens:
        click.echo("No tokens yet.")
    for info in tokens:
        until = datetime.fromtimestamp(info.expires / 1000).strftime("%Y-%m-%d %H:%M")
        state = "revoked" if info.revoked else f"until {until}"
        click.echo(f"{info.id}  {info.role:<9}  {state:<22}  {info.board}  {info.name}".rstrip())


@command.command("revoke")
@click.argument("number")
@data_option
def revoke(number: str, data: Path | None) -> None:
    """End the token of this NUMBER (see `inkroom token list`)."""
    with _opened(data) as (log, _):
        if not log.tokens.revoke(number):
            raise InkroomError(f"Expected the number of a token, got {number!r}")
    click.echo(f"{number} is revoked.")


@contextlib.contextmanager
def _opened(data: Path | None, *, make: bool = False) -> "Iterator[tuple[Log, Settings]]":
    """The log of the folder, beside a server or not; made where there is none, as a first token may come first."""
    from inkroom_server.log import Log
    from inkroom_server.settings import Settings

    folder = data or Path("data")
    if make and not (folder / DATABASE).exists():
        Log.open(folder).close()
    log = Log.visit(folder)
    try:
        yield log, Settings(data=str(folder))
    finally:
        log.close()
