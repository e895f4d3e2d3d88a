"""What the application is made of, for the endpoints and the API to find."""

from typing import Any

from msgspec import Struct

from inkroom_server.access import Access
from inkroom_server.endpoint.gate import Gate
from inkroom_server.hub import Hub
from inkroom_server.jobs import Ahead, Crew, Finding, Imports, Jobs, Thumbs
from inkroom_server.lobby import Lobby
from inkroom_server.log import Log
from inkroom_server.settings import Settings


class Parts(Struct, frozen=True):
    """One of each."""

    settings: Settings
    log: Log
    hub: Hub
    access: Access
    gate: Gate
    lobby: Lobby
    crew: Crew
    jobs: Jobs
    imports: Imports
    thumbs: Thumbs
    finding: Finding
    ahead: Ahead


def parts_of(app: Any) -> Parts:
    """The parts of a FastAPI application; they are there from its start to its end."""
    found = app.state.parts
    assert isinstance(found, Parts)
    return found
