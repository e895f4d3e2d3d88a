"""`inkroom compact`: lets the history of a board go, and keeps it as a board of its own."""

from contextlib import closing
from datetime import datetime
from typing import Any

import click

from inkroom_server.commands.options import line_of, placed
from inkroom_server.commands.place import Place

TITLE = 120


@click.command("compact", short_help="Let a board's history go; a copy is kept.")
@click.argument("board")
@click.option(
    "--title",
    default="",
    callback=line_of(TITLE),
    help="What the copy with the history is called.  [default: by board and day]",
)
@click.option("--id", help="What the copy is called in links: letters, digits, _ and -.")
@click.option("--preview", is_flag=True, help="Only say what would go.")
@click.option("--list", "listing", is_flag=True, help="Say when it was done before.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@placed
def command(
    board: str, title: str, id: str | None, preview: bool, listing: bool, yes: bool, place: Place
) -> None:
    """Let all past steps of BOARD go: what is seen and what was said stays, and the log is short again.

    The board as it was, with its whole history, goes on as a board of its own. Says first what goes, and asks.

    \b
    inkroom compact greenhouse --preview
    inkroom compact greenhouse --yes
    """
    if listing:
        _list(board, place)
        return
    wanted: dict[str, Any] = {"title": title, "id": id}
    if preview or not yes:
        with closing(place.open(write=False)) as boards:
            _say(boards.compact(board, {**wanted, "preview": True}))
        if preview:
            return
        click.confirm(f"Compact {board}", abort=True)
    with closing(place.open(write=True)) as boards:
        done = boards.compact(board, {**wanted, "preview": False})
    size = done["bytes_after"]
    click.echo(f"Compacted, {size:,} bytes now. The copy with the history: {done['copy']}")
    if done.get("token"):
        click.echo(f"A token for the copy, told this once: {done['token']}")


def _say(told: dict[str, Any]) -> None:
    click.echo(f"{told['head']:,} steps since {_day(told['since'])} go, {told['marks']:,} marks,")
    click.echo(f"{told['erased']:,} elements that were erased; nobody can undo earlier things.")
    click.echo("What is seen, chat, comments and roles stay.")
    click.echo(f"The log: {told['bytes_before']:,} bytes now, {told['bytes_after']:,} then.")
    click.echo(f'A copy with all of it is kept as "{told["title"]}".')


def _list(board: str, place: Place) -> None:
    with closing(place.open()) as boards:
        found = boards.compactions(board)
    for one in found:
        click.echo(
            f"{_day(one['at'])}  {one['by']}  #{one['head']:,}  {one['copy']}  {one['title']}"
        )
    if not found:
        click.echo("It was never compacted.")


def _day(at: int) -> str:
    return datetime.fromtimestamp(at / 1000).strftime("%Y-%m-%d %H:%M")
