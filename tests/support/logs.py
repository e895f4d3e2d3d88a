"""What lies on the disk after a server is gone."""

from pathlib import Path

from inkroom.history import Verifier
from inkroom.messages import Entry
from inkroom_server.log import Log


def checked_log(folder: Path, board: str = "b1") -> list[Entry]:
    """Every entry on the disk, walked by the verifier: numbers, form, chain, restores (LOG-9)."""
    log = Log.visit(folder)
    try:
        verifier = Verifier()
        entries = [verifier.add(body) for body in log.entries(board, limit=10**9)]
        info = log.board(board)
        assert info is not None
        assert (info.head, info.chain) == (verifier.seq, verifier.chain)
        return entries
    finally:
        log.close()
