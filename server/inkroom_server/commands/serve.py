"""`inkroom serve`: hosts the boards of a folder until it is stopped."""

import os
import signal
import threading
from pathlib import Path
from typing import Any

import click

from inkroom_server.commands.somewhere import ADDRESS


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
    help="A web page elsewhere that may connect; may be given several times.",
)
@click.option(
    "--log-level",
    type=click.Choice(["error", "warning", "info", "debug"]),
    default="warning",
    show_default=True,
    help="How much to say while it runs; info names each request.",
)
@click.option(
    "--until-stdin-ends",
    is_flag=True,
    help="Stop when standard input ends: for a program that starts it.",
)
def command(
    origins: tuple[str, ...], public: bool, log_level: str, until_stdin_ends: bool, **given: Any
) -> None:
    """Host boards: the server and the web app in one.

    \b
    inkroom serve                              for this computer; then open http://127.0.0.1:8000
    inkroom serve --port 9000 --data ~/boards
    inkroom serve --public --host 0.0.0.0      for others, who need a token each

    Every setting can come from the environment too, as INKROOM_PORT=9000. Ctrl+C stops it; nothing is lost.
    """
    from msgspec.structs import replace

    from inkroom_server.app import serve
    from inkroom_server.settings import from_environment

    chosen = {name: value for name, value in given.items() if value is not None}
    if "data" in chosen:
        chosen["data"] = str(chosen["data"])
    if public:
        chosen["public"] = True
    if origins:
        chosen["origins"] = origins
    settings = replace(from_environment(), **chosen)
    address = settings.folder / ADDRESS

    def ready(url: str) -> None:
        address.write_text(f"{url}\n", "utf-8")
        click.echo(f"Inkroom is at {url}")
        click.echo(f"Boards are kept in {settings.folder.resolve()}. Ctrl+C stops it.")
        if not settings.loopback:
            click.echo(
                "Put a proxy with TLS before it: without one, tokens and drawings can be read on their way."
            )

    signal.signal(signal.SIGTERM, ended)
    if until_stdin_ends:
        threading.Thread(target=_watch_stdin, name="stdin", daemon=True).start()
    try:
        serve(settings, ready=ready, log_level=log_level)
    except KeyboardInterrupt:  # uvicorn raises the signal again after its graceful end
        pass
    finally:
        if address.exists() and not _served(settings.folder):
            address.unlink(missing_ok=True)


def _watch_stdin() -> None:
    """The program that started this is gone, or has had enough: it ends as by a signal."""
    while os.read(0, 4096):
        pass
    os.kill(os.getpid(), signal.SIGTERM)


def ended(*_: object) -> None:
    """A signal ends the server as Ctrl+C does."""
    raise KeyboardInterrupt


def _served(folder: Path) -> bool:
    """True where another server holds the folder: its address stays."""
    from inkroom.errors import Unavailable
    from inkroom_server.log import Log

    try:
        Log.open(folder).close()
    except Unavailable:
        return True
    return False
