"""A device's own disk: it writes in order and late, and a crash keeps the first part of what was asked."""

from collections import deque
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

import msgspec

from inkroom.board import Element
from inkroom.messages import Entry, encode
from inkroom.session import Session, Stored
from inkroom.undo import Image, Queued

_ops = msgspec.json.Decoder(list[Queued])
_row = msgspec.json.Decoder(dict[str, Any])


class Point(NamedTuple):
    """A session as it stood at one moment, all of it in one transaction."""

    epoch: int = 0
    seq: int = 0
    chain: str = "0" * 16
    elements: tuple[Element, ...] = ()
    images: Mapping[int, Image] = MappingProxyType({})
    says: tuple[Entry, ...] = ()


class Job(NamedTuple):
    """One transaction: ops, and perhaps the confirmed board. Where `client` is a new one, they are those of the old
    one that waited, under other numbers; `left` are the others."""

    client: str
    ops: tuple[Queued, ...]
    point: Point | None = None
    keeps: bool = False
    left: tuple[Queued, ...] = ()


class Shelf:
    """What one client left on its device. `jobs` are asked for and not written; `estates` are what it left under the
    client ids that it had before (SES-12, SES-20)."""

    def __init__(self, client: str, recent: int) -> None:
        self.client, self._recent, self._start = client, recent, 0
        self.ops: dict[int, Queued] = {}
        self.point = Point()
        self.jobs: deque[Job] = deque()
        self.estates: list[Shelf] = []
        self.inherited = False
        self._judged: dict[int, None] = {}
        self._epoch = 0

    def copy(self) -> "Shelf":
        """What is written now, as a backup of the device has it."""
        copy = Shelf(self.client, self._recent)
        copy.ops, copy.point, copy.estates = dict(self.ops), self.point, list(self.estates)
        return copy

    # ------------------------------------------------------------- asking

    def keep(self, client: str, queued: Iterable[Queued], left: Iterable[Queued] = ()) -> None:
        """Own ops that were just made, or got other numbers."""
        self.jobs.append(Job(client, _copies(queued), keeps=True, left=_copies(left)))

    def judged(self, cseqs: Iterable[int]) -> None:
        """These ops have another verdict than before."""
        self._judged.update(dict.fromkeys(cseqs))

    def verdicts(self, session: Session) -> None:
        """The verdicts that are new, without the board that they belong to."""
        self.jobs.append(Job(session.client, self._drained(session)))

    def checkpoint(self, session: Session) -> None:
        """The confirmed board, and the verdicts that it contains."""
        pending = session._pending
        point = Point(
            session.epoch,
            session.seq,
            session.chain,
            tuple(session.confirmed.own.values()),
            dict(pending.images),
            tuple(session.talk.entries()),
        )
        self.jobs.append(Job(session.client, self._drained(session), point))

    def _drained(self, session: Session) -> tuple[Queued, ...]:
        pending = session._pending
        if session.epoch != self._epoch:  # verdicts may have been taken back
            self._epoch = session.epoch
            self._judged.update(dict.fromkeys(pending.ops))
        judged, self._judged = self._judged, {}
        return _copies(pending.ops[n] for n in judged if n in pending.ops)

    # ------------------------------------------------------------- writing

    def write(self) -> Job:
        """Carries out the oldest job."""
        job = self.jobs.popleft()
        if job.client != self.client:  # a fresh client id takes over what waits (SES-12)
            self._leave(job.left)
            self.client, self.ops = job.client, {}
            self.point = self.point._replace(images={})
        self.ops |= {queued.op.cseq: queued for queued in job.ops}
        if job.point:
            self.point = job.point
        return job

    def _leave(self, left: tuple[Queued, ...]) -> None:
        """The own ops that have a verdict stay, as those of a page that is gone; who sees to such leaves nothing."""
        if self.inherited:
            return
        estate = Shelf(self.client, self._recent)
        estate.inherited = True
        judged = {n: queued for n, queued in self.ops.items() if queued.verdict is not None}
        estate.ops = judged | {queued.op.cseq: queued for queued in left}
        estate.point = Point(epoch=self.point.epoch)
        if estate.ops:
            self.estates.append(estate)

    def load(self) -> Stored:
        """What is there after a crash: everything that was written, nothing else."""
        self.jobs.clear()
        self._judged = {}
        self._epoch = self.point.epoch
        epoch, seq, chain, elements, images, says = self.point
        waiting = [queued for queued in self.ops.values() if queued.verdict is None]
        waits = [n for queued in waiting for n in (queued.op.cseq, *queued.targets)]
        last = max(self.ops, default=0)
        self._start = min([last - self._recent + 1, *waits])
        ops = [self.ops[n] for n in sorted(self.ops) if n >= self._start]
        return Stored(
            epoch=epoch,
            seq=seq,
            chain=chain,
            rows=[_row.decode(encode(e.row())) for e in elements if e.kind != "board" or e.values],
            ops=_ops.decode(encode(ops)),
            images=dict(images),
            says=list(says),
        )

    def older(self) -> list[Queued]:
        """The own ops that `load` left out; asked for again: none (SES-18)."""
        end, self._start = self._start, 0
        return _ops.decode(encode([self.ops[n] for n in sorted(self.ops) if n < end]))


def _copies(queued: Iterable[Queued]) -> tuple[Queued, ...]:
    """As they are now; what is on the disk is kept, so it says so."""
    return tuple(msgspec.structs.replace(one, kept=True) for one in queued)
