"""How long tests wait: a machine that has other work beside is no failure."""

from typing import Final

PATIENCE_S: Final = 60
"""For what must come, however long it takes. Nobody waits so long where it comes."""
LOADED: Final = 6
"""A bound that a rule sets in seconds is meant for a quiet machine; with other work beside it may take so many times
as long. What it takes on a quiet one `make bench` and the soaks measure."""
