"""The members of frames: what lies wholly within one goes where it goes (FRAME-1)."""

from collections.abc import Sequence

from inkroom.board import Element
from inkroom.extent import span
from inkroom_desktop.tools.desk import Desk
from inkroom_desktop.tools.draft import is_free


def with_members(desk: Desk, elements: Sequence[Element]) -> list[Element]:
    """The elements, and after them the members of the frames among them that may be changed."""
    found = {element.id: element for element in elements}
    for frame in elements:
        if frame.kind == "frame":
            for member in desk.within(span(frame)):
                if is_free(member):
                    found.setdefault(member.id, member)
    return list(found.values())
