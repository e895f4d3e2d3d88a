"""A log as a film: when each entry is drawn and for how long, by the times of its own points (HIST-3)."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from msgspec import UNSET, Raw

from inkroom.board import Board, Element, made
from inkroom.elements import Stroke
from inkroom.history import History
from inkroom.ink import natural_box, trace_of
from inkroom.messages import Entry, read_points

LONGEST_MS: Final = 60_000
"""A stroke that took longer is drawn in this time."""
AHEAD: Final = 200
"""So many entries beyond the newest whole one may be under way."""


class Wet(NamedTuple):
    """An entry that is under way: it has been drawn for `ms`."""

    seq: int
    ms: int


class Replay:
    """The entries at the moments of a film; a pause of more than `idle` ms lasts `idle` (None: all of it)."""

    def __init__(self, entries: Sequence[Entry], idle: int | None) -> None:
        self.lengths = [drawn_ms(entry) for entry in entries]
        self.ends = _ends(entries, self.lengths, idle)

    @property
    def length(self) -> int:
        """How long the film is, in ms."""
        return self.ends[-1] if self.ends else 0

    def ms_of(self, seq: int) -> int:
        """When entry `seq` is whole; 0 is the beginning."""
        return self.ends[min(seq, len(self.ends)) - 1] if seq > 0 and self.ends else 0

    def seq_at(self, ms: float) -> int:
        """The newest entry that is whole at `ms`."""
        return bisect_right(self.ends, ms)

    def wet_at(self, ms: float) -> list[Wet]:
        """The entries that are under way at `ms`."""
        first = self.seq_at(ms)
        found = []
        for n in range(first, min(first + AHEAD, len(self.ends))):
            start = self.ends[n] - self.lengths[n]
            if self.lengths[n] and start <= ms:
                found.append(Wet(n + 1, int(ms - start)))
        return found


def drawn_ms(entry: Entry) -> int:
    """How long the longest stroke of an entry took, in ms."""
    if entry.refused is not UNSET or entry.put is UNSET:
        return 0
    return min(
        LONGEST_MS, max((_ms(put) for put in entry.put if isinstance(put, Stroke)), default=0)
    )


def _ms(stroke: Stroke) -> int:
    if stroke.of is not UNSET:  # a part is there at once: its ink was drawn before
        return 0
    stride = 4 if stroke.pressure else 3
    return sum(read_points(stroke.points, stroke.pressure)[stride - 1 :: stride])


def _ends(entries: Sequence[Entry], lengths: Sequence[int], idle: int | None) -> list[int]:
    """When each entry is whole: in the order of the log, with its own time and its client's last one before it."""
    begins = _begins(entries, lengths)
    ends: list[int] = []
    mine: dict[str, int] = {}
    before = film = 0
    for n, entry in enumerate(entries):
        at = max(before, entry.at) if n else entry.at
        passed = at - before if n else 0
        pause = max(0, begins[n] - before) if n else 0
        if idle is not None and pause > idle:
            passed -= pause - idle
        film = max(film + passed, mine.get(entry.client, 0) + lengths[n])
        mine[entry.client] = film
        ends.append(film)
        before = at
    return ends


def _begins(entries: Sequence[Entry], lengths: Sequence[int]) -> list[int]:
    """For each entry, when it or any after it was begun first."""
    begins = [0] * len(entries)
    first: int | None = None
    for n in range(len(entries) - 1, -1, -1):
        begun = entries[n].at - lengths[n]
        first = begun if first is None or begun < first else first
        begins[n] = first
    return begins


def frame(history: History, replay: Replay, ms: float) -> Board:
    """The board as the film shows it at `ms`, with the strokes that are under way; to be read only."""
    board = history.at(replay.seq_at(ms))
    wet = replay.wet_at(ms)
    if not wet:
        return board
    shown = Board(board)
    for one in wet:
        for stroke in begun_strokes(history.entries[one.seq - 1], one.ms):
            if shown.get(stroke.id) is None:
                shown.write(stroke)
    return shown


def begun_strokes(entry: Entry, ms: int) -> Iterator[Element]:
    """The strokes of an entry as far as they were drawn after `ms`."""
    for put in entry.put or ():
        if isinstance(put, Stroke):
            yield begun(made(put, entry.writer), ms)


def begun(element: Element, ms: int) -> Element:
    """A stroke as far as it was drawn after `ms`; whole where it is not as it was drawn."""
    pressure = element.fixed.get("pressure") is not False
    points = element.fixed["points"]
    if isinstance(points, Raw):
        points = read_points(points, pressure)
    stride = 4 if pressure else 3
    whole = natural_box(trace_of(points, pressure))
    if element.get("geom")[:4] != [whole.left, whole.top, whole.width, whole.height]:
        return element
    part = points[: stride * _count(points, stride, ms)]
    box = natural_box(trace_of(part, pressure))
    geom = [box.left, box.top, box.width, box.height, element.get("geom")[4]]
    return Element(
        element.id,
        element.kind,
        element.put,
        {**element.fixed, "points": part},
        {**element.values, "geom": geom},
        element.writers,
    )


def _count(points: Sequence[int], stride: int, ms: int) -> int:
    """How many points were there after `ms`, one at least."""
    passed = count = 0
    for step in points[stride - 1 :: stride]:
        passed += step
        if passed > ms and count:
            break
        count += 1
    return count
