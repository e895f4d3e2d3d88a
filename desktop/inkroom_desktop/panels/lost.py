"""Why a server is not reached, in words."""

from inkroom_desktop.address import Address
from inkroom_desktop.network import Why
from inkroom_desktop.panels.text import words
from inkroom_desktop.places import name_of


def lost(address: Address, why: Why) -> str:
    """A sentence; "" where that is not known, or the server is this computer's own, which starts again by itself."""
    return words(f"lost.{why}", host=name_of(address.server)) if why and not address.here else ""
