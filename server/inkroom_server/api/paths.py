"""What stands in the paths and queries of several routes."""

from typing import Annotated, Final

from fastapi import Path, Query

from inkroom.errors import InkroomError
from inkroom.side import lesson_of
from inkroom_server.ids import new_id

ID: Final = r"^[A-Za-z0-9_-]{1,64}$"
ONE_LINE: Final = r"^[^\x00-\x1f\x7f]*$"
BoardId = Annotated[
    str,
    Path(pattern=ID, description="The id of a board", examples=["greenhouse"]),
]
Moment = Annotated[
    int | None,
    Query(
        ge=0, description="The board as it was after this entry; left out: as it is", examples=[42]
    ),
]
NewId = Annotated[
    str | None,
    Query(pattern=ID, description="The id of the new board", examples=["plan"]),
]


def id_of_new(wanted: str | None) -> str:
    """The id of a board that is to be made; raises InkroomError `bad_id` for that of a side board (SIDE-1)."""
    if wanted and lesson_of(wanted) is not None:
        raise InkroomError("Expected an id that is not that of a side board", "bad_id")
    return wanted or new_id()
