"""What stands in the paths and queries of several routes."""

from typing import Annotated

from fastapi import Path, Query

BoardId = Annotated[
    str,
    Path(
        pattern=r"^[A-Za-z0-9_-]{1,64}$", description="The id of a board", examples=["greenhouse"]
    ),
]
Moment = Annotated[
    int | None,
    Query(
        ge=0, description="The board as it was after this entry; left out: as it is", examples=[42]
    ),
]
