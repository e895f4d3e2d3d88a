"""How long tests wait: a machine that has other work beside is no failure."""

import os
from typing import Final

PATIENCE_S: Final = 60
"""For what must come, however long it takes. Nobody waits so long where it comes."""


def within(seconds: float) -> float:
    """The bound of a rule, in seconds, on this machine now: as it is where a core is free, longer by as much as the
    cores are oversubscribed where not. The soaks run alone, and hold it as it is.
    """
    busy, _, _ = os.getloadavg()
    return seconds * max(1.0, 2 * busy / (os.cpu_count() or 1))
