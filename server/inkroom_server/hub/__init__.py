"""The live rooms, and the one way in which they reach the disk."""

from inkroom_server.hub.host import Host, Member
from inkroom_server.hub.hub import Hub
from inkroom_server.hub.inlet import Inlet, Taker
from inkroom_server.hub.status import RoomStatus
from inkroom_server.hub.wire import Frame, Wire

__all__ = ["Frame", "Host", "Hub", "Inlet", "Member", "RoomStatus", "Taker", "Wire"]
