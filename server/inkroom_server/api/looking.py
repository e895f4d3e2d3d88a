"""What of a board a picture shows, as it stands in a query."""

from typing import Annotated

from fastapi import Depends, Query

from inkroom.render.view import View

_IDS = "^[A-Za-z0-9_-]+(,[A-Za-z0-9_-]+)*$"
_AREA = r"^-?\d{1,8}(\.\d+)?(,-?\d{1,8}(\.\d+)?){3}$"


def _looking(
    page: Annotated[str | None, Query(description="The id of a page", examples=["2"])] = None,
    frame: Annotated[str | None, Query(description="The id of a frame: what is in it")] = None,
    area: Annotated[
        str | None,
        Query(
            pattern=_AREA,
            description="x,y,width,height in px of the board",
            examples=["0,0,640,480"],
        ),
    ] = None,
    ids: Annotated[
        str | None,
        Query(
            pattern=_IDS,
            max_length=65_536,
            description="These elements alone: their ids, with commas between",
            examples=["e1,e2"],
        ),
    ] = None,
    scene: Annotated[
        bool, Query(description="In an SVG or PNG: the drawing itself, which Excalidraw opens")
    ] = False,
    dark: Annotated[bool, Query(description="As on a dark screen")] = False,
    transparent: Annotated[bool, Query(description="Without the ground")] = False,
    scale: Annotated[
        float, Query(ge=0.1, le=4, description="Pixels of a PNG for one px of the board")
    ] = 2.0,
    frames: Annotated[bool, Query(description="In a PDF: a page for each frame")] = False,
    marks: Annotated[
        bool, Query(description="In a PDF: a page for each mark of the history, step by step")
    ] = False,
    since: Annotated[
        int, Query(ge=0, description="A film or transcript begins after this entry")
    ] = 0,
    speed: Annotated[
        float, Query(ge=0.1, le=100_000, description="A film is so many times as quick as it was")
    ] = 8.0,
    skip_idle: Annotated[
        float,
        Query(ge=0, le=3600, description="No pause of a film is longer, in s; 0: all of each"),
    ] = 2.0,
    title: Annotated[bool, Query(description="Of a film: a title card before it")] = False,
    chat: Annotated[
        bool, Query(description="Of a film: what was said is seen for a while")
    ] = False,
    height: Annotated[int, Query(ge=90, le=2160, description="Of a film in pixels, 16:9")] = 1080,
) -> View:
    sides = [float(side) for side in area.split(",")] if area else []
    return View(
        page=page,
        frame=frame,
        area=(sides[0], sides[1], sides[2], sides[3]) if sides else None,
        ids=tuple(ids.split(",")) if ids else (),
        scene=scene,
        dark=dark,
        transparent=transparent,
        scale=scale,
        frames=frames,
        marks=marks,
        since=since,
        speed=speed,
        skip_idle=skip_idle,
        title=title,
        chat=chat,
        height=height,
    )


Looking = Annotated[View, Depends(_looking)]
"""The whole first page, light, unless the query says otherwise."""
