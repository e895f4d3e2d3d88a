"""How long things took, in steps: cheap to note, enough for percentiles."""

from bisect import bisect_left
from typing import Final

STEPS_S: Final = tuple(round(0.00025 * 1.5**n, 6) for n in range(24))
"""The upper ends of the steps, from a quarter of a millisecond to some 3 s."""


class Histogram:
    """Counts by step. `add` may be called from any one thread."""

    def __init__(self) -> None:
        self.counts = [0] * (len(STEPS_S) + 1)
        self.sum_s = 0.0

    def add(self, seconds: float) -> None:
        self.counts[bisect_left(STEPS_S, seconds)] += 1
        self.sum_s += seconds

    def lines(self, name: str, says: str) -> list[str]:
        """As Prometheus reads it."""
        whole = 0
        lines = [f"# HELP {name} {says}", f"# TYPE {name} histogram"]
        for step, count in zip((*map(str, STEPS_S), "+Inf"), self.counts, strict=True):
            whole += count
            lines.append(f'{name}_bucket{{le="{step}"}} {whole}')
        return [*lines, f"{name}_sum {self.sum_s:.6f}", f"{name}_count {whole}"]
