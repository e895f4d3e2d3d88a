"""The program `inkroom`: finds the command, and turns every known error into one sentence and exit code 1."""

import importlib

import click

from inkroom import __version__
from inkroom.errors import InkroomError

COMMANDS = {
    "serve": "serve",
    "desktop": "desktop",
    "boards": "boards",
    "import": "imports",
    "export": "exports",
    "library": "library",
    "verify": "verify",
    "search": "search",
    "compare": "compare",
    "restore-moment": "restore_moment",
    "branch": "branch",
    "compact": "compact",
    "backup": "backup",
    "restore": "restore",
    "doctor": "doctor",
    "token": "token",
}


class Commands(click.Group):
    """Loads a command's module when it is asked for, so that `inkroom --help` is quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"inkroom_server.commands.{COMMANDS[cmd_name]}")
        found = module.command
        assert isinstance(found, click.Command)
        return found

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except InkroomError as why:
            raise click.ClickException(str(why)) from None
        except BrokenPipeError:
            ctx.exit(1)


@click.command(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Exit codes: 0 it worked, 1 it failed (one sentence says why), 2 the command was typed wrongly.",
)
@click.version_option(__version__, "-V", "--version", message="Inkroom %(version)s")
def main() -> None:
    """Inkroom: the whiteboard that never loses a stroke and remembers every one.

    \b
    To try it:      inkroom serve          then open http://127.0.0.1:8000 and draw
    To draw here:   inkroom desktop
    Your boards:    inkroom boards

    Commands that work on boards take --server URL (a server that runs) or --data DIR (boards on this disk).
    """
