"""A deterministic world in which real sessions and real rooms meet every fault: one seed, one run.

python -m tests.support.simulation SEEDS STEPS [FIRST]
"""
