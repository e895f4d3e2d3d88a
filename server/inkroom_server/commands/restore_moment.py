"""`inkroom restore-moment`: brings a moment of a board back, or takes somebody's work away, as a new step."""

from contextlib import closing
from typing import Any

import click

from inkroom.errors import InkroomError
from inkroom_server.commands.options import placed
from inkroom_server.commands.place import Place
from inkroom_server.commands.somewhere import Boards

BUILT = (("edited", "edited"), ("bound", "held by a connector"), ("said", "commented on"))
POINTS = 3
"""A loop has so many at least."""
WORDS = (
    ("back", "come back"),
    ("goes", "go"),
    ("changes", "look as they did"),
    ("left", "stay: others worked on them since"),
)


def _area(ctx: click.Context, param: click.Parameter, value: str | None) -> list[int] | None:
    """`x,y,width,height` in px as a box in board units."""
    if value is None:
        return None
    try:
        x, y, w, h = (float(part) for part in value.split(","))
    except ValueError:
        raise click.BadParameter(f"expected x,y,width,height in px, got {value!r}") from None
    return [round(16 * n) for n in (x, y, x + w, y + h)]


def _loop(ctx: click.Context, param: click.Parameter, value: str | None) -> list[int] | None:
    """`x,y x,y x,y …` in px as a loop in board units."""
    if value is None:
        return None
    try:
        loop = [round(16 * float(n)) for point in value.split() for n in _point(point)]
    except ValueError:
        loop = []
    if len(loop) < 2 * POINTS:
        raise click.BadParameter(f"expected three points x,y in px or more, got {value!r}")
    return loop


def _point(text: str) -> tuple[str, str]:
    x, y = text.split(",")
    return x, y


@click.command("restore-moment")
@click.argument("board")
@click.option("--to", type=click.IntRange(min=0), metavar="SEQ", help="The moment to go back to.")
@click.option("--person", "people", multiple=True, metavar="NAME", help="Only this person's work.")
@click.option(
    "--since",
    type=click.IntRange(min=0),
    default=0,
    metavar="SEQ",
    help="Without --to: take away what was done after this step …",
)
@click.option(
    "--until", type=click.IntRange(min=0), metavar="SEQ", help="… up to this step.  [default: now]"
)
@click.option(
    "--area", callback=_area, metavar="X,Y,W,H", help="Only what lies there, in px of the board."
)
@click.option(
    "--lasso", callback=_loop, metavar='"X,Y X,Y …"', help="Only what a loop of these points takes."
)
@click.option("--page", default="", metavar="ID", help="The page of it.  [default: the first]")
@click.option("--preview", is_flag=True, help="Only say what would change.")
@placed
def command(
    board: str,
    to: int | None,
    people: tuple[str, ...],
    since: int,
    until: int | None,
    area: list[int] | None,
    lasso: list[int] | None,
    page: str,
    preview: bool,
    place: Place,
) -> None:
    """Restore a moment of BOARD, or take work away, as one new step. Nothing is lost, and it can be undone.

    \b
    inkroom restore-moment greenhouse --to 812              all of it, as it was
    inkroom restore-moment greenhouse --to 812 --person Ana  what Ana made, as it was
    inkroom restore-moment greenhouse --person Sam --since 900 --until 950   take Sam's work away
    inkroom restore-moment greenhouse --to 812 --lasso "0,0 400,0 200,300"   what lies in a loop
    """
    if area and lasso:
        raise click.UsageError("Expected --area or --lasso, got both")
    with closing(place.open(write=not preview)) as boards:
        wanted: dict[str, Any] = {"to": to, "since": since, "until": until}
        wanted |= {"area": area or lasso, "page": page}
        wanted["people"] = [_user(boards, board, name) for name in people]
        told = boards.restore_moment(board, {**wanted, "preview": preview})
    for key, words in WORDS:
        if told[key]:
            click.echo(f"{len(told[key]):,} {words}")
    for one in told["built"]:
        deeds = ", ".join(f"{len(one[key]):,} {word}" for key, word in BUILT if one[key])
        click.echo(f"{one['name'] or 'Somebody'} has built on it: {deeds}")
    if not any(told[key] for key in ("back", "goes", "changes")):
        click.echo("Nothing to do: it is like that already.")
    elif told["seq"]:
        click.echo(f"Restored, as step #{told['seq']:,}.")


def _user(boards: Boards, board: str, name: str) -> str:
    """The id of the person who is called so."""
    names = boards.names(board)
    found = [id for id, known in names.items() if name in (id, known)]
    if len(found) != 1:
        known = ", ".join(sorted(set(names.values()))) or "nobody"
        one = "one person" if found else "a person of this board"
        raise InkroomError(f"Expected the name of {one} ({known}), got {name!r}", "not_found")
    return found[0]
