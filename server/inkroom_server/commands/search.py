"""`inkroom search`: finds what was ever written, on one board or on all."""

from contextlib import closing
from datetime import datetime

import click

from inkroom_server.commands.options import placed
from inkroom_server.commands.place import Place


@click.command("search")
@click.argument("query")
@click.option("--board", help="Only this board.")
@click.option(
    "--limit", type=click.IntRange(1, 200), default=50, show_default=True, help="At most so many."
)
@placed
def command(query: str, board: str | None, limit: int, place: Place) -> None:
    """Find what was written: texts, titles, chat, comments and marks, past and deleted ones too, the newest first.

    \b
    inkroom search pump                     on all boards
    inkroom search "who brings" --board greenhouse
    """
    with closing(place.open()) as boards:
        told = boards.search(query, board, limit)
    for hit in told["hits"]:
        when = datetime.fromtimestamp(hit["at"] / 1000).strftime("%Y-%m-%d %H:%M")
        text = " ".join(hit["text"].split())
        who = hit["name"] or hit["by"]
        click.echo(f"{hit['board']}  #{hit['seq']:,}  {when}  {who}  {hit['what']}: {text}")
    if not told["whole"]:
        click.echo("The boards are still being read: ask again in a moment for the rest.", err=True)
    elif not told["hits"]:
        click.echo(f"Nothing found for {query!r}.")
