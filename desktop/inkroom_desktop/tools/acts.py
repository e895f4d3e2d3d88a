"""The commands of the key table that change the selection, by their names."""

from collections.abc import Callable
from typing import Final

from inkroom_desktop.tools.arrange import TURN, align, distribute, flip, group, turn, ungroup
from inkroom_desktop.tools.brush import Brush
from inkroom_desktop.tools.desk import Desk
from inkroom_desktop.tools.edit import duplicate, lock, order, remove

Act = Callable[[Desk, Brush], object]

ACTS: Final[dict[str, Act]] = {
    "edit.duplicate": lambda desk, _: duplicate(desk),
    "edit.delete": lambda desk, _: remove(desk),
    "edit.lock": lambda desk, _: lock(desk),
    "edit.front": lambda desk, _: order(desk, "front"),
    "edit.back": lambda desk, _: order(desk, "back"),
    "edit.forward": lambda desk, _: order(desk, "forward"),
    "edit.backward": lambda desk, _: order(desk, "backward"),
    "edit.group": lambda desk, _: group(desk),
    "edit.ungroup": lambda desk, _: ungroup(desk),
    "edit.flip-h": lambda desk, _: flip(desk, "h"),
    "edit.flip-v": lambda desk, _: flip(desk, "v"),
    "edit.turn-left": lambda desk, _: turn(desk, -TURN),
    "edit.turn-right": lambda desk, _: turn(desk, TURN),
    "edit.align-left": lambda desk, _: align(desk, "left"),
    "edit.align-centre": lambda desk, _: align(desk, "centre"),
    "edit.align-right": lambda desk, _: align(desk, "right"),
    "edit.align-top": lambda desk, _: align(desk, "top"),
    "edit.align-middle": lambda desk, _: align(desk, "middle"),
    "edit.align-bottom": lambda desk, _: align(desk, "bottom"),
    "edit.distribute-h": lambda desk, _: distribute(desk, "h"),
    "edit.distribute-v": lambda desk, _: distribute(desk, "v"),
    "edit.copy-style": lambda desk, brush: brush.take(desk),
    "edit.paste-style": lambda desk, brush: brush.give(desk),
}
