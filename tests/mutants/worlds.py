"""Looks for the first simulated world in which a promise breaks: `python -m tests.mutants.worlds SEEDS`."""

import sys

from tests.support.simulation.hand import HABITS
from tests.support.simulation.world import run

STEPS = 400


def main(seeds: int) -> int:
    habits = list(HABITS)
    for seed in range(seeds):
        try:
            why = run(seed, STEPS, habits[seed % len(habits)]).why
        except Exception as error:  # a mutant that breaks down is one that is seen
            why = repr(error)
        if why:
            print(f"seed {seed}: {why}")
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))
