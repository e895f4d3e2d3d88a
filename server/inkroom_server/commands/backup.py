"""`inkroom backup`: all boards as one file, while the server runs or not."""

import tempfile
import time
from contextlib import closing
from pathlib import Path

import click

from inkroom.errors import InkroomError
from inkroom_server.commands.options import placed
from inkroom_server.commands.place import Place
from inkroom_server.commands.progress import Progress


@click.command("backup", short_help="Keep all boards as one file.")
@click.argument("file", required=False, type=click.Path(dir_okay=False, path_type=Path))
@placed
def command(file: Path | None, place: Place) -> None:
    """Keep all boards, their history, pictures and the secret of the tokens as one FILE, checked.

    \b
    inkroom backup                                 inkroom-2026-11-28-2130.inkroom-backup
    inkroom backup /mnt/backups/monday.inkroom-backup --data ~/boards
    inkroom backup --server https://boards.example.org

    It works beside a server that runs, and shows one moment of it. Keep the file as you would keep a key.
    """
    from inkroom_server.backup import SUFFIX, Made, back_up
    from inkroom_server.log.copy import size_of

    path = file or Path(time.strftime("inkroom-%Y-%m-%d-%H%M") + SUFFIX)
    with Progress(path.name) as progress:
        if place.server is not None:
            _remote(place, path, progress)
            click.echo(f"{path}: {path.stat().st_size:,} bytes")
            return
        progress.begin(2 * size_of(place.data))
        made: Made = back_up(place.data, path, progress.step)
    click.echo(
        f"{path}: {made.boards:,} boards, {made.entries:,} entries, {made.assets:,} pictures, "
        f"{made.size:,} bytes, checked"
    )
    for line in made.left:
        click.echo(f"Not kept: {line}", err=True)


def _remote(place: Place, path: Path, progress: Progress) -> None:
    import zipfile

    from inkroom_server.backup.archive import read_manifest, settle
    from inkroom_server.commands.remote import Remote

    try:
        with tempfile.TemporaryDirectory(dir=path.parent, prefix=".backup-") as room:
            whole = Path(room) / "whole"
            with (
                closing(Remote(place.server or "", place.token)) as remote,
                whole.open("wb") as out,
            ):
                remote.back_up(out, progress)
            with zipfile.ZipFile(whole) as file:
                read_manifest(file)
                if file.testzip():
                    raise InkroomError("Expected a whole backup, a part of it did not arrive")
            whole.chmod(0o600)
            settle(whole, path)
    except OSError as why:
        raise InkroomError(f"Expected to write {str(path)!r}: {why.strerror}", "bad_path") from None
