"""`inkroom restore`: a backup in the place of what is there, while the server runs or not."""

from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from inkroom.errors import Unavailable
from inkroom_server.commands.options import placed
from inkroom_server.commands.place import Place
from inkroom_server.commands.progress import Progress
from inkroom_server.commands.somewhere import address_of


@click.command("restore", short_help="Put a backup back.")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--yes", is_flag=True, help="Do not ask.")
@placed
def command(file: Path, yes: bool, place: Place) -> None:
    """Put the backup FILE in the place of all boards.

    \b
    inkroom restore monday.inkroom-backup
    inkroom restore monday.inkroom-backup --data ~/boards --yes

    What is there now is kept as a backup in the folder `replaced`. Where a server runs on the folder it goes on:
    whoever is in a room comes back by themselves, and their own newer strokes are added again.
    """
    where = place.server or str(place.data)
    if not yes:
        click.confirm(f"Put {file.name} in the place of the boards of {where}?", abort=True)
    with Progress(file.name) as progress:
        done = _put_back(file, place, progress)
    made = datetime.fromtimestamp(done["created"] / 1000).strftime("%Y-%m-%d %H:%M")
    click.echo(f"{done['boards']:,} boards with {done['entries']:,} entries are as of {made}")
    if done["kept"]:
        click.echo(f"What was there is kept in {done['kept']}")


def _put_back(file: Path, place: Place, progress: Progress) -> dict[str, Any]:
    from msgspec import to_builtins

    from inkroom_server.backup import prepare, put_back
    from inkroom_server.commands.remote import Remote
    from inkroom_server.log import Log

    if place.server is not None:
        with closing(Remote(place.server, place.token)) as remote:
            return remote.put_back(file, progress)
    try:
        log = Log.open(place.data)
    except Unavailable as why:
        if why.code != "in_use" or not (address := address_of(place.data)):
            raise
        with closing(Remote(address, _operators_token(place.data))) as remote:
            return remote.put_back(file, progress)
    with closing(log):
        progress.begin(2 * file.stat().st_size)
        prepared = prepare(place.data, file, progress.step)
        try:
            found: dict[str, Any] = to_builtins(put_back(log, prepared))
        finally:
            prepared.discard()
        return found


def _operators_token(folder: Path) -> str:
    """Whoever may write to the folder may do all that its server does: the secret lies there."""
    from inkroom_server.access import Access
    from inkroom_server.log import Log
    from inkroom_server.settings import Settings

    with closing(Log.visit(folder)) as log:
        access = Access(log, Settings(data=str(folder)))
        return access.create_token("*", "owner", name="inkroom restore", days=1 / 24)[0]
