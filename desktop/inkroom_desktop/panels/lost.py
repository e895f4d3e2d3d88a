"""Why a server is not reached, in words."""

from inkroom_desktop.address import Address
from inkroom_desktop.network import Why
from inkroom_desktop.panels.text import words
from inkroom_desktop.places import name_of


def lost(address: Address, why: Why) -> str:
    """A sentence; "" where that is not known, or the server starts again: this computer's own does so by itself."""
    if address.here or why in ("", "restart"):
        return ""
    return words(f"lost.{why}", host=name_of(address.server))
