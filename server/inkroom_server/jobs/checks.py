"""Is the history of a board whole: numbers, form, restores, chain, and the head that is claimed (LOG-9)."""

from inkroom.errors import BadLog
from inkroom.history import Verifier
from inkroom.messages import encode
from inkroom_server.jobs.moment import info_of
from inkroom_server.jobs.worker import Progress
from inkroom_server.log import Log, Stored

PAGE = 5_000


def checked(log: Log, progress: Progress, id: str) -> bytes:
    """`{"whole","seq","chain","message"}`: where it is not whole, `seq` is the first entry that is not, as JSON."""
    info = info_of(log, id)
    verifier, told = Verifier(), ""
    try:
        while verifier.seq < info.head:
            with log.moment(id) as now:
                verifier.find = now.find
                _check(verifier, now.rows(verifier.seq, min(PAGE, info.head - verifier.seq)))
            progress(verifier.seq / info.head)
        if verifier.chain != info.chain:
            raise BadLog(info.head, f"Expected the chain {info.chain} at the head")
    except BadLog as why:
        told = str(why)
        return encode({"whole": False, "seq": why.seq, "chain": verifier.chain, "message": told})
    return encode({"whole": True, "seq": info.head, "chain": info.chain, "message": told})


def _check(verifier: Verifier, rows: list[Stored]) -> None:
    """The next page; raises BadLog."""
    if not rows:
        raise BadLog(verifier.seq + 1, f"Expected another entry, got {verifier.seq} of them")
    for row in rows:
        verifier.add(row.body)
        if verifier.chain != row.chain:
            raise BadLog(row.seq, f"Entry {row.seq}: expected the chain {row.chain}")
