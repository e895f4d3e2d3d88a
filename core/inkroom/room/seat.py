"""One peer's place in a room: who it is and what it may do."""

from msgspec import Struct

from inkroom.messages import Peer, Role


class Guest(Struct, kw_only=True):
    """Somebody at the door, as far as the server has made sure: user id, name ("" where none was given), role.

    `founds`: the board is open, and theirs if they are the first who came (ACC-8).
    """

    user: str
    name: str
    role: Role
    founds: bool = False


class Seat(Struct):
    """A peer in the room. `peer` is its id among the peers of now."""

    peer: str
    client: str
    user: str
    name: str
    colour: str
    role: Role

    def shown(self) -> Peer:
        """The peer as the others see it."""
        return Peer(self.peer, self.user, self.name, self.colour, self.role)
