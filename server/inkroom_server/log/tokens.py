"""Which room tokens were handed out, and which no longer count (ACC-2)."""

import time

from msgspec import Struct
from sqlalchemy import insert, select, update

from inkroom.messages import Role
from inkroom_server.log.disk import Disk
from inkroom_server.log.tables import tokens


class TokenInfo(Struct, frozen=True):
    """A token by its number; times in ms since 1970 UTC."""

    id: str
    board: str
    role: Role
    name: str
    created: int
    expires: int
    revoked: int | None


class Tokens:
    """The list of tokens. It may be written beside a running server, which sees it within a second."""

    def __init__(self, disk: Disk) -> None:
        self._disk = disk

    def add(self, id: str, board: str, role: Role, name: str, expires: int) -> TokenInfo:
        info = TokenInfo(id, board, role, name, _now(), expires, None)
        row = {name: getattr(info, name) for name in info.__struct_fields__}
        self._disk.write(lambda connection: connection.execute(insert(tokens), row))
        return info

    def all(self, board: str | None = None) -> list[TokenInfo]:
        """The tokens of a board, or of all; the newest first."""
        query = select(tokens).order_by(tokens.c.created.desc(), tokens.c.id)
        if board is not None:
            query = query.where(tokens.c.board == board)
        with self._disk.reading() as connection:
            return [TokenInfo(*row) for row in connection.execute(query)]

    def revoke(self, id: str) -> bool:
        """Ends a token; False if there is none of this number."""
        query = update(tokens).where(tokens.c.id == id, tokens.c.revoked.is_(None))
        query = query.values(revoked=_now())
        self._disk.write(lambda connection: connection.execute(query))
        return any(token.id == id for token in self.all())

    def revoked(self) -> frozenset[str]:
        """The numbers of the revoked tokens that have not expired."""
        query = select(tokens.c.id).where(tokens.c.revoked.is_not(None), tokens.c.expires > _now())
        with self._disk.reading() as connection:
            return frozenset(row.id for row in connection.execute(query))


def _now() -> int:
    return time.time_ns() // 1_000_000
