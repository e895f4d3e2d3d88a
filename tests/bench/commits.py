"""How long group commits take, by the server's own count."""

import re
import urllib.request
from typing import Final

from tests.bench.load import Load
from tests.bench.process import Process
from tests.bench.wires import InkroomWire

_BUCKET: Final = re.compile(r'inkroom_commit_seconds_bucket\{le="([^"]+)"\} (\d+)')
Counts = list[tuple[float, int]]
"""Upper end of a step in seconds, and how many commits took no longer."""


def commits(process: Process, rooms: int, seconds: float) -> dict[str, float]:
    """Percentiles in ms while `rooms` rooms of 50 are drawn in: each the upper end of its step."""
    load = Load(InkroomWire(process.port), 50, 10)
    try:
        load.grow(rooms)
        before = _counts(process)
        load.run(seconds, 20, process.cpu)
        pairs = zip(_counts(process), before, strict=True)
        return _spread([(le, now - was) for (le, now), (_, was) in pairs])
    finally:
        load.close()


def _counts(process: Process) -> Counts:
    with urllib.request.urlopen(f"{process.url}/api/metrics", timeout=10) as answer:
        text = answer.read().decode()
    return [(float(le.replace("+Inf", "inf")), int(count)) for le, count in _BUCKET.findall(text)]


def _spread(counts: Counts) -> dict[str, float]:
    whole = counts[-1][1]
    shares = {"p50": 0.5, "p95": 0.95, "p99": 0.99}
    return {
        name: next(round(le * 1000, 2) for le, count in counts if count >= share * whole)
        for name, share in shares.items()
    }
