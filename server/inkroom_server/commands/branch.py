"""`inkroom branch`: a new board from any moment of another."""

from contextlib import closing

import click

from inkroom_server.commands.options import placed
from inkroom_server.commands.place import Place


@click.command("branch")
@click.argument("board")
@click.option(
    "--at", type=click.IntRange(min=0), metavar="SEQ", help="From this moment.  [default: now]"
)
@click.option("--title", default="", help="What the new board is called.")
@click.option("--id", help="What it is called in links: letters, digits, _ and -.")
@click.option("--no-history", is_flag=True, help="Only what is seen there, as one step.")
@placed
def command(
    board: str, at: int | None, title: str, id: str | None, no_history: bool, place: Place
) -> None:
    """Make a new board from a moment of BOARD, which stays as it is; prints its id.

    \b
    inkroom branch greenhouse --at 812 --title "Greenhouse, another way"
    """
    with closing(place.open(write=True)) as boards:
        wanted = {"at": at, "title": title, "id": id, "history": not no_history}
        click.echo(boards.branch(board, wanted)["board"])
