"""Where an imported element comes from: who drew it there, and when (EL-11)."""

from typing import Any, Final, NamedTuple

from inkroom.board import Element

NAME: Final = 64
EARLIEST: Final = 10**11
"""1973, in ms: a smaller number in a file is a count or a mark, and no time."""
LATEST: Final = 10**14


class Source(NamedTuple):
    """A name, "" where it is not known, and ms since 1970 UTC, 0 where they are not known."""

    by: str = ""
    at: int = 0

    @property
    def said(self) -> dict[str, Any]:
        """As it stands in `extra.made`; empty where nothing is known."""
        return {name: held for name, held in (("by", self.by), ("at", self.at)) if held}


def source(by: object, at: object) -> Source:
    """What a file says, as far as it is a name and a time."""
    name = "".join(c for c in by if c >= " " and c != "\x7f")[:NAME] if isinstance(by, str) else ""
    whole = isinstance(at, int | float) and not isinstance(at, bool) and EARLIEST < at < LATEST
    return Source(name.strip(), int(at) if whole and isinstance(at, int | float) else 0)


def source_of(element: Element) -> Source | None:
    """What an import kept; None for what was drawn here, or where the file said nothing."""
    extra = element.fixed.get("extra")
    made = extra.get("made") if isinstance(extra, dict) else None
    if not isinstance(made, dict):
        return None
    found = source(made.get("by"), made.get("at"))
    return found if found.said else None
