"""Links on elements: what a person types as one, and the gesture that sets it (LINK-1)."""

import re
from typing import Final

from inkroom_desktop.tools.desk import Desk
from inkroom_desktop.tools.draft import free_of

_LONGEST: Final = 2000
_KNOWN: Final = re.compile(r"(https?://|mailto:).", re.IGNORECASE)
"""Of a scheme that a board opens (EL-8)."""
_SCHEME: Final = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_PORT: Final = re.compile(r"[a-z0-9.-]+:[0-9]+(/|$)", re.IGNORECASE)
"""A host with a port looks like a scheme, and is none."""
_ADDRESS: Final = re.compile(r"[^@/:]+@[^@/:]+\.[^@/:]+")


def link_of(text: str) -> str | None:
    """What is meant by a text: an address with its scheme, "" for none; None where a board opens no such thing."""
    said = text.strip()
    if not said:
        return ""
    if re.search(r"[\x00-\x20]", said):
        return None
    link = _whole(said)
    return None if link is None or len(link) > _LONGEST else link


def _whole(said: str) -> str | None:
    if _KNOWN.match(said):
        scheme, colon, rest = said.partition(":")
        return scheme.lower() + colon + rest
    if _ADDRESS.fullmatch(said):
        return f"mailto:{said}"
    port = _PORT.match(said) is not None
    if _SCHEME.match(said) and not port:
        return None
    host = re.split(r"[/?#]", said)[0]
    return f"https://{said}" if "." in host or port or host == "localhost" else None


def relink(desk: Desk, link: str) -> None:
    """Gives the selection a link, or takes it away."""
    sets = [{"id": one.id, "link": link} for one in free_of(desk) if one.get("link") != link]
    if sets:
        desk.submit({"set": sets})
