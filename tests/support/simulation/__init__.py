"""A deterministic world in which real sessions, the real hub and its rooms meet every fault: one seed, one run.

python -m tests.support.simulation SEEDS STEPS [FIRST]
"""
