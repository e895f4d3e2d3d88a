"""Whether an op may enter the log: who may do what, what fits, and which restores are true (ROOM-3, ROOM-4, ACC-3)."""

from collections.abc import Callable

from msgspec import UNSET

from inkroom.errors import BadOp
from inkroom.history import Wrote, check_restores
from inkroom.messages import Entry, Op, Role

Find = Callable[[str], Wrote | None]
"""Gives what an op of this board's log wrote, by its writer (`history.check_restores`)."""


def judge(op: Op, *, role: Role, client: str, find: Find, free: int) -> None:
    """Raises BadOp whose code says why the op is refused. `free`: how many elements the board can still take."""
    if not may(role, op):
        raise BadOp(f"Expected a role that may do this, got {role!r}", "forbidden")
    if op.put is not UNSET and len(op.put) > free:
        raise BadOp(f"Expected at most {free} more elements, got {len(op.put)}", "board_full")
    if op.restore is not UNSET:
        check_restores(op, client, find)


def may(role: Role, op: Op) -> bool:
    """True where the role may send such an op (ACC-3)."""
    if role == "owner":
        return True
    if op.grant is not UNSET or op.hush is not UNSET or op.lesson is not UNSET:
        return False
    if role == "editor":
        return True
    if role != "commenter":
        return False
    drawing = (op.put, op.set, op.restore, op.mark, op.view, op.timer, op.ballot)
    talks = any(part is not UNSET for part in (op.say, op.done, op.dot))
    return talks and all(part is UNSET for part in drawing)


def size(op: Op | Entry) -> int:
    """How many elements the op names, as a measure of the work that it makes."""
    return len(op.put or ()) + len(op.set or ()) + len(op.restore or ())
