"""The ground of the time bar: where each step stands, and how much was drawn when (HIST-2)."""

from bisect import bisect_right
from collections.abc import Sequence
from math import floor
from typing import Final

from msgspec import Struct

from inkroom.history import Step

COLUMN: Final = 6
"""The width of a column of the histogram, in px."""
BREAK: Final = 12
"""What a long pause takes, in px."""
PAUSE_MS: Final = 30 * 60_000
"""A pause that is longer is shrunk to a break."""


class Span(Struct, frozen=True):
    """Steps without a long pause between them: entries `first` to `last`, from `start` to `end` (ms)."""

    first: int
    last: int
    start: int
    end: int
    x: float
    width: float


class Column(Struct):
    """One column of the histogram: the entries `first` to `last`, and the points that each person drew in them."""

    x: int
    first: int
    last: int
    sizes: dict[str, int]


class Timeline:
    """Steps laid out over `width` px, the first at the left, the newest at the right."""

    def __init__(self, steps: Sequence[Step], width: int) -> None:
        self.width = width
        self.times = _monotone(steps)
        self.spans = _spans(self.times, width)
        self._xs = [x for span in self.spans for x in _places(span, self.times)]
        self.columns = _columns(steps, self._xs)

    def x_of(self, seq: int) -> float:
        """Where entry `seq` stands, in px from the left; 0 is before the first."""
        return self._xs[min(seq, len(self._xs)) - 1] if seq > 0 and self._xs else 0.0

    def seq_at(self, x: float) -> int:
        """The newest entry that stands at `x` or left of it; 0: none."""
        return bisect_right(self._xs, x)

    def seq_when(self, at: int) -> int:
        """The newest entry that came at the time `at` (ms) or before; 0: none."""
        return bisect_right(self.times, at)


def _monotone(steps: Sequence[Step]) -> list[int]:
    """When each step was; a clock that was set back stands still meanwhile."""
    times: list[int] = []
    newest = 0
    for step in steps:
        newest = max(newest, step.at)
        times.append(newest)
    return times


def _spans(times: Sequence[int], width: int) -> list[Span]:
    pause = PAUSE_MS
    runs = _runs(times, pause)
    while len(runs) > 1 and len(runs) * (BREAK + COLUMN) * 2 > width:
        pause *= 2
        runs = _runs(times, pause)
    lengths = [times[last] - times[first] for first, last in runs]
    whole = sum(lengths)
    room = max(0, width - BREAK * (len(runs) - 1) - COLUMN * len(runs))
    spans: list[Span] = []
    x = 0.0
    for (first, last), length in zip(runs, lengths, strict=True):
        share = room * length / whole if whole else room / len(runs)
        spans.append(Span(first + 1, last + 1, times[first], times[last], x, COLUMN + share))
        x += COLUMN + share + BREAK
    return spans


def _runs(times: Sequence[int], pause: int) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    first = 0
    for at in range(1, len(times) + 1):
        if at == len(times) or times[at] - times[at - 1] > pause:
            runs.append((first, at - 1))
            first = at
    return runs if times else []


def _places(span: Span, times: Sequence[int]) -> list[float]:
    """Where the steps of a span stand: by their time, or evenly where all came at once."""
    length, count = span.end - span.start, span.last - span.first + 1
    if length == 0:
        return [span.x + span.width * (n + 1) / count for n in range(count)]
    return [
        span.x + span.width * (time - span.start) / length
        for time in times[span.first - 1 : span.last]
    ]


def _columns(steps: Sequence[Step], xs: Sequence[float]) -> list[Column]:
    columns: list[Column] = []
    for step, x in zip(steps, xs, strict=True):
        left = floor(x / COLUMN) * COLUMN
        if not columns or columns[-1].x != left:
            columns.append(Column(left, step.seq, step.seq, {}))
        column = columns[-1]
        column.last = step.seq
        if step.size:
            column.sizes[step.by] = column.sizes.get(step.by, 0) + step.size
    return columns
