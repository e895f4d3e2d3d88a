"""How long tests wait: a machine that has other work beside is no failure."""

import os
from pathlib import Path
from typing import Final

PATIENCE_S: Final = 60
"""For what must come, however long it takes. Nobody waits so long where it comes."""


def within(seconds: float) -> float:
    """The bound of a rule, in seconds, on this machine now: as it is where all rests, and longer by what else
    wants the cores where not. The soaks run alone, and hold it nearly as it is.
    """
    busy, _, _ = os.getloadavg()
    busy = max(busy, _wanting())
    return seconds * max(1.0, 4 * busy / (os.cpu_count() or 1))


def _wanting() -> int:
    """How many threads want a core at this moment: the average over a minute comes late."""
    try:
        return int(Path("/proc/loadavg").read_text().split()[3].partition("/")[0])
    except OSError:
        return 0
