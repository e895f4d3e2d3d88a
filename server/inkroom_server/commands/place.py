"""Where the boards are: on a server that runs, or in a folder of this disk."""

from pathlib import Path

from msgspec import Struct

from inkroom_server.commands.somewhere import Boards


class Place(Struct, frozen=True):
    """What --server, --token and --data said."""

    server: str | None
    token: str | None
    data: Path

    def open(self, *, write: bool = False) -> Boards:
        """The boards there; `write`: something will be changed. Raises Unavailable."""
        if self.server is not None:
            from inkroom_server.commands.remote import Remote

            return Remote(self.server, self.token)
        from inkroom_server.commands.local import Local

        return Local(self.data, write=write)
