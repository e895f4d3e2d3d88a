"""Makes every mutant in a copy of the tree and lets its tests see it: `python -m tests.mutants [NAME …]`.

First the code as it is goes through the same tests: it must live. A mutant that nothing kills ends the run with 1.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

from tests.mutants.mutant import ROOT, Edit, Mutant, read

SEEDS, CONTROL = 10_000, 500
PATIENCE_S = 1_800
JOBS = 2
COPIED = ("core", "server", "desktop", "tests", "pyproject.toml")
IGNORED = shutil.ignore_patterns("__pycache__", "static", "node_modules")


class Fate(NamedTuple):
    """How a mutant ended; `by` is "" where it lives."""

    mutant: str
    by: str
    seconds: float


def hunt(mutant: Mutant) -> Fate:
    """Lets the simulation, or the tests that the mutant names, look for it."""
    start = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="mutant-") as folder:
        tree = Path(folder)
        by = (_web if mutant.in_web else _python)(mutant, tree)
    fate = Fate(mutant.name, by, time.monotonic() - start)
    print(f"{fate.mutant:32} {fate.seconds:6.1f} s  {fate.by or 'LIVES'}", flush=True)
    return fate


def _python(mutant: Mutant, tree: Path) -> str:
    for name in COPIED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, tree / name, ignore=IGNORED)
        else:
            shutil.copy(source, tree / name)
    mutant.apply(tree)
    if not mutant.killers:
        seeds = SEEDS if mutant.edits else CONTROL
        return _killed_by([sys.executable, "-m", "tests.mutants.worlds", str(seeds)], tree)
    options = ["-q", "-x", "-p", "no:cacheprovider", "--no-header", "-n", "0"]
    return _killed_by([sys.executable, "-m", "pytest", *options, *mutant.killers], tree)


def _web(mutant: Mutant, tree: Path) -> str:
    here = ROOT / "webclient"
    shutil.copytree(here, tree / "webclient", ignore=IGNORED)
    shutil.copytree(ROOT / "core/inkroom/face", tree / "core/inkroom/face")
    shutil.copytree(ROOT / "tests/vectors", tree / "tests/vectors")
    (tree / "webclient/node_modules").symlink_to(here / "node_modules")
    mutant.apply(tree)
    command = ["npx", "vitest", "run", "--bail=1", "--reporter=dot", *mutant.killers]
    return _killed_by(command, tree / "webclient")


def _killed_by(command: list[str], folder: Path) -> str:
    """What failed, in a few words; "" where nothing did."""
    packages = os.pathsep.join(str(folder / name) for name in ("core", "server", "desktop"))
    environ = os.environ | {"PYTHONPATH": packages, "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        done = subprocess.run(
            command,
            cwd=folder,
            env=environ,
            capture_output=True,
            text=True,
            timeout=PATIENCE_S,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return "it does not come to an end"
    if done.returncode == 0:
        return ""
    lines = [line for line in (done.stdout + done.stderr).splitlines() if line.strip()]
    told = [
        line for line in lines if line.startswith(("seed ", "FAILED", "ERROR")) or "FAIL " in line
    ]
    return (told or lines or ["it ends with an error"])[0].strip()[:120]


def controls(mutants: list[Mutant]) -> list[Mutant]:
    """The code as it is, before each of the tests that the mutants have."""
    python = [m for m in mutants if not m.in_web]
    web = [m for m in mutants if m.in_web]
    named = [Mutant("control", [], [])] if any(not m.killers for m in python) else []
    for name, group in (("control of the tests", python), ("control of the web", web)):
        killers = list(dict.fromkeys(killer for m in group for killer in m.killers))
        edits = [Edit(group[0].edits[0].path, "\n", "\n")] if group else []
        named += [Mutant(name, killers, edits)] if killers else []
    return named


def main(names: list[str]) -> int:
    mutants = [m for m in (*read("python.diff"), *read("web.diff")) if not names or m.name in names]
    with ThreadPoolExecutor(JOBS) as pool:
        if any(fate.by for fate in pool.map(hunt, controls(mutants))):
            print("the code as it is does not live: nothing can be said of its mutants")
            return 1
        fates = list(pool.map(hunt, mutants))
    alive = [fate.mutant for fate in fates if not fate.by]
    print(f"{len(fates) - len(alive)} of {len(fates)} mutants are killed; alive: {alive}")
    return 1 if alive else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
