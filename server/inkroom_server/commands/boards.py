"""`inkroom boards`: the list of boards, and what one does with a whole board."""

from contextlib import closing
from datetime import datetime

import click

from inkroom_server.commands.options import line_of, placed
from inkroom_server.commands.place import Place

TITLE = 120
"""Characters of a title at most (LIM-4)."""


@click.group(
    "boards",
    short_help="List boards; make, rename, trash, restore one.",
    invoke_without_command=True,
)
@click.pass_context
@click.option("--trash", is_flag=True, help="Those in the trash.")
@placed
def command(ctx: click.Context, trash: bool, place: Place) -> None:
    """List boards: id, entries, last change, title.

    \b
    inkroom boards                                 those in ./data
    inkroom boards --server http://127.0.0.1:8000  those of a server that runs
    inkroom boards new "Rain in November"          a new, empty board
    """
    ctx.obj = place
    if ctx.invoked_subcommand is not None:
        return
    with closing(place.open()) as boards:
        rows = boards.list(trash)
    if not rows:
        click.echo("The trash is empty." if trash else "No boards yet.")
        return
    wide = max(len(row["id"]) for row in rows)
    for row in rows:
        when = datetime.fromtimestamp(row["changed"] / 1000).strftime("%Y-%m-%d %H:%M")
        click.echo(
            f"{row['id']:<{wide}}  {'#' + format(row['head'], ','):>9}  {when}  {row['title']}".rstrip()
        )


@command.command("new")
@click.argument("title", callback=line_of(TITLE))
@click.option("--id", help="What it is called in links: letters, digits, _ and -.")
@placed
def new(title: str, id: str | None, place: Place) -> None:
    """Make an empty board; prints its id."""
    with closing(place.open(write=True)) as boards:
        click.echo(boards.new(id, title))


@command.command("rename")
@click.argument("board")
@click.argument("title", callback=line_of(TITLE))
@placed
def rename(board: str, title: str, place: Place) -> None:
    """Give BOARD another title."""
    with closing(place.open(write=True)) as boards:
        boards.rename(board, title)


@command.command("trash")
@click.argument("board")
@placed
def trash_board(board: str, place: Place) -> None:
    """Move BOARD to the trash, with its whole history."""
    with closing(place.open(write=True)) as boards:
        boards.trash(board)


@command.command("restore")
@click.argument("board")
@placed
def restore(board: str, place: Place) -> None:
    """Take BOARD out of the trash."""
    with closing(place.open(write=True)) as boards:
        boards.restore(board)


@command.command("delete")
@click.argument("board")
@click.option("--yes", is_flag=True, help="Do not ask.")
@placed
def delete(board: str, yes: bool, place: Place) -> None:
    """Delete BOARD for good, with its whole history; it must lie in the trash. That it was done is noted."""
    if not yes:
        click.confirm(f"Delete {board} for good? Nothing brings it back", abort=True)
    with closing(place.open(write=True)) as boards:
        boards.end(board)


@command.command("deleted")
@placed
def deleted(place: Place) -> None:
    """List the boards that were deleted for good: id, entries, when, by whom, title."""
    with closing(place.open()) as boards:
        rows = boards.ended()
    for row in rows:
        when = datetime.fromtimestamp(row["at"] / 1000).strftime("%Y-%m-%d %H:%M")
        click.echo(
            f"{row['board']}  #{row['head']:,}  {when}  {row['by']}  {row['title']}".rstrip()
        )
    if not rows:
        click.echo("No board was deleted for good.")
