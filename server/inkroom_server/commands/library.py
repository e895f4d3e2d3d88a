"""`inkroom library`: the things that everybody on a server may put on boards."""

from contextlib import closing
from datetime import datetime
from pathlib import Path

import click

from inkroom.errors import InkroomError
from inkroom_server.commands.options import placed
from inkroom_server.commands.place import Place


@click.group(
    "library", short_help="Things for everybody to put on boards.", invoke_without_command=True
)
@click.pass_context
@placed
def command(ctx: click.Context, place: Place) -> None:
    """List the things of the library that everybody on a server finds in the library's panel: id, when, name.

    \b
    inkroom library add icons.excalidrawlib
    inkroom library save -o ours.excalidrawlib
    inkroom library remove 3f0c41d2a99b0e51c3a7d002
    """
    ctx.obj = place
    if ctx.invoked_subcommand is not None:
        return
    with closing(place.open()) as boards:
        rows = boards.things()
    for row in rows:
        when = datetime.fromtimestamp(row["created"] / 1000).strftime("%Y-%m-%d %H:%M")
        click.echo(f"{row['id']}  {when}  {row['name']}".rstrip())
    if not rows:
        click.echo("Nothing in the library yet.")


@command.command("add")
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@placed
def add(files: tuple[Path, ...], place: Place) -> None:
    """Put the things of FILES in (.excalidrawlib, as Excalidraw and `inkroom export` write it).

    What is there already stays as it is; of a file that cannot be used nothing comes in.
    """
    failed = False
    with closing(place.open(write=True)) as boards:
        for path in files:
            try:
                made = boards.shelve(path)
            except InkroomError as why:
                click.echo(f"{path.name}: {why}", err=True)
                failed = True
                continue
            count = made["added"]
            click.echo(f"{path.name}: {count:,} new thing{'' if count == 1 else 's'}")
            for line in made["left"]:
                click.echo(f"  not carried: {line}")
    if failed:
        raise click.exceptions.Exit(1)


@command.command("remove")
@click.argument("thing")
@placed
def remove(thing: str, place: Place) -> None:
    """Take THING (its id, see `inkroom library`) out; what was put on boards stays there."""
    with closing(place.open(write=True)) as boards:
        boards.unshelve(thing)


@command.command("save")
@click.option(
    "-o",
    "--out",
    required=True,
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Where to write.",
)
@placed
def save(out: Path, place: Place) -> None:
    """Write the library as a .excalidrawlib."""
    with closing(place.open()) as boards:
        data = boards.library()
    try:
        out.write_bytes(data)
    except OSError as why:
        raise click.ClickException(f"Expected to write {str(out)!r}: {why.strerror}") from None
    click.echo(f"{out} ({len(data):,} bytes)")
