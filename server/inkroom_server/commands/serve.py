"""`inkroom serve`: hosts the boards of a folder until it is stopped."""

from pathlib import Path

import click

from inkroom.errors import InkroomError


@click.command("serve")
@click.option("--host", help="The address to listen on.  [default: 127.0.0.1, this machine only]")
@click.option(
    "--port", type=click.IntRange(0, 65_535), help="The port; 0 takes a free one.  [default: 8000]"
)
@click.option(
    "--data",
    type=click.Path(file_okay=False, path_type=Path),
    help="The folder of the boards, made if it is not there.  [default: ./data]",
)
@click.option(
    "--public",
    is_flag=True,
    help="Let others in: every peer then needs a token (see `inkroom token`).",
)
@click.option(
    "--origin",
    "origins",
    multiple=True,
    metavar="URL",
    help="A web page elsewhere that may connect.",
)
@click.option(
    "--log-level", type=click.Choice(["error", "warning", "info", "debug"]), default="warning"
)
def command(
    host: str | None,
    port: int | None,
    data: Path | None,
    public: bool,
    origins: tuple[str, ...],
    log_level: str,
) -> None:
    """Host boards: the server and the web app in one.

    Every setting can come from the environment too, as INKROOM_PORT=9000. Stop it with Ctrl+C.
    """
    from msgspec.structs import replace

    from inkroom_server.app import serve
    from inkroom_server.settings import from_environment

    given = {
        "host": host,
        "port": port,
        "data": str(data) if data else None,
        "public": public or None,
    }
    given["origins"] = origins or None
    chosen = {name: value for name, value in given.items() if value is not None}
    settings = replace(from_environment(), **chosen)

    def ready(url: str) -> None:
        click.echo(f"Inkroom is at {url}")
        click.echo(f"Boards are kept in {settings.folder.resolve()}. Ctrl+C stops it.")

    try:
        serve(settings, ready=ready, log_level=log_level)
    except InkroomError as why:
        raise click.ClickException(str(why)) from None
