"""`inkroom compare`: what is other at one moment than at another."""

from contextlib import closing

import click

from inkroom_server.commands.options import placed
from inkroom_server.commands.place import Place

WORDS = (("added", "+"), ("changed", "~"), ("removed", "-"))


@click.command("compare")
@click.argument("board")
@click.argument("old", type=click.IntRange(min=0))
@click.argument("new", type=click.IntRange(min=0), required=False)
@placed
def command(board: str, old: int, new: int | None, place: Place) -> None:
    """Say what was added (+), changed (~) and removed (-) on BOARD from step OLD to step NEW, or to now.

    \b
    inkroom compare greenhouse 812          since step 812
    inkroom compare greenhouse 812 1204     between the two
    """
    with closing(place.open()) as boards:
        found = boards.compare(board, old, new)
    for name, sign in WORDS:
        for id in found[name]:
            click.echo(f"{sign} {id}")
    counts = ", ".join(f"{len(found[name]):,} {name}" for name, _ in WORDS)
    click.echo(f"#{found['old']:,} to #{found['new']:,}: {counts}")
