"""What an undo says that it left (UNDO-7), read off the board: no crash and no snapshot can take a part of it away."""

from collections.abc import Mapping

from msgspec import UNSET

from inkroom.board import Board
from inkroom.messages import Op
from inkroom.undo import MADE, Image, Queued, writes


def parts_of(ops: Mapping[int, Queued], last: int) -> list[Queued]:
    """The undo with this cseq, and before it those that take back the other ops of its gesture."""
    parts = [ops[last]]
    while _goes_on(ops, before := parts[0].op.cseq - 1):
        parts.insert(0, ops[before])
    return parts


def ends(ops: Mapping[int, Queued], cseq: int) -> bool:
    """True where no other part of this undo follows: the report is due."""
    return not _goes_on(ops, cseq)


def report(
    board: Board, client: str, ops: Mapping[int, Queued], images: Mapping[int, Image], last: int
) -> tuple[list[str], list[str]]:
    """The elements that the undone ops wrote, and those of them that stand otherwise than the gesture found them.

    `last` is the cseq of the newest part of the undo. A register without an image counts as left (UNDO-4), a refused
    op has nothing to undo.
    """
    takers = {n: f"{client}:{part.op.cseq}" for part in parts_of(ops, last) for n in part.targets}
    undone: dict[tuple[str, str], bool] = {}
    for n in sorted(takers):
        if n in ops and ops[n].verdict == "saved":
            for key, stands in _stands(board, ops[n].op, images.get(n, {}), takers[n]).items():
                undone.setdefault(key, stands)
    left = [id for (id, _), stands in undone.items() if not stands]
    return list(dict.fromkeys(id for id, _ in undone)), list(dict.fromkeys(left))


def _goes_on(ops: Mapping[int, Queued], cseq: int) -> bool:
    """True where this op and the next undo parts of one gesture."""
    one, next = ops.get(cseq), ops.get(cseq + 1)
    if one is None or next is None or one.intent != "undo" or next.intent != "undo":
        return False
    return one.op.gesture is not UNSET and one.op.gesture == next.op.gesture


def _stands(board: Board, op: Op, image: Image, taker: str) -> dict[tuple[str, str], bool]:
    """Each register that `op` meant to write, and whether it stands as before: what it made, `taker` has deleted."""
    stands: dict[tuple[str, str], bool] = {}
    for id, register in writes(op):
        element = board.get(id)
        writer = element.writer(register) if element else None
        if (id, register) in image:
            found = image[id, register]
            stands[id, register] = writer == (None if found is None else found[1])
        else:
            stands[id, register] = (id, MADE) in image and writer == taker
    return stands
