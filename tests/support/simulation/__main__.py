"""Runs many seeds and says what broke: SEEDS STEPS [FIRST [HABIT]]."""

import sys
import time
from collections import Counter

from tests.support.simulation.world import run


def main(seeds: int, steps: int, first: int = 0, *, habit: str = "usual") -> None:
    start, broken, total = time.perf_counter(), Counter[str](), Counter[str]()
    shown: dict[str, list[int]] = {}
    for seed in range(first, first + seeds):
        outcome = run(seed, steps, habit)
        total += outcome.counts
        if outcome.why:
            broken[outcome.why] += 1
            shown.setdefault(outcome.why, []).append(seed)
    print(
        f"{seeds} seeds x {steps} steps, {broken.total()} broken, {time.perf_counter() - start:.1f} s"
    )
    for why, count in broken.most_common():
        print(f"  {count:5}  {why}  (seeds {shown[why][:8]})")
    print(dict(sorted(total.items())))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:4]), habit="".join(sys.argv[4:5]) or "usual")
