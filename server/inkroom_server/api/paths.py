"""What stands in the paths and queries of several routes."""

from typing import Annotated, Final

from fastapi import Path, Query

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
