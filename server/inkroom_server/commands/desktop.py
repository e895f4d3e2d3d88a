"""`inkroom desktop`: the desktop app, where it is installed."""

import importlib.util
import sys

import click


@click.command(
    "desktop", short_help="Open the desktop app.", context_settings={"ignore_unknown_options": True}
)
@click.argument("args", nargs=-1, type=click.UNPROCESSED, metavar="[BOARD|URL|FILE]...")
def command(args: tuple[str, ...]) -> None:
    """Open the desktop app: a board on this computer, or on a server by its address.

    \b
    inkroom desktop
    inkroom desktop http://127.0.0.1:8000/b/greenhouse
    """
    for module in ("PySide6", "numpy"):
        if importlib.util.find_spec(module) is None:
            raise click.ClickException(
                "The desktop app is not installed here: pip install 'inkroom[desktop]'"
            )
    import subprocess

    raise SystemExit(subprocess.call([sys.executable, "-m", "inkroom_desktop.app", *args]))
