"""One gesture as ops: what a tool made, split so that each op and its undo fit one message (SES-9)."""

from collections.abc import Iterable, Iterator
from typing import Any, TypedDict

from msgspec import Raw

from inkroom.board import Board
from inkroom.messages import Op, Ops, encode, read_op

MESSAGE_BYTES = 60_000
MESSAGE_OPS = 64
OP_BYTES = 60_000
OP_PARTS = 64
RESTORE_BYTES = 200
"""What a restore needs besides its value: two writers, an id, names."""


class Parts(TypedDict, total=False):
    """What a tool makes: plain JSON values in the form of an op, without its number."""

    put: list[dict[str, Any]]
    set: list[dict[str, Any]]
    say: str
    about: str
    thread: str
    place: list[int]
    done: bool
    page: str
    mark: str
    moment: int
    view: list[int]
    timer: dict[str, Any]
    ballot: dict[str, Any]
    dot: dict[str, Any]
    grant: dict[str, Any]
    hush: bool
    lesson: bool
    made: int


def ops_of(parts: Parts, board: Board, cseq: int) -> list[Op]:
    """The ops of a gesture, numbered from `cseq` on; raises BadOp where a part is invalid.

    Each is within 64 parts and 60,000 bytes, and so is the undo of each, whose restores carry what the sets replace.
    """
    groups = list(_groups(parts, board)) or [{}]
    rest = {name: value for name, value in parts.items() if name not in ("put", "set")}
    ops = []
    for n, group in enumerate(groups):
        body: dict[str, Any] = {"cseq": cseq + n, **group}
        if len(groups) > 1:
            body["gesture"] = f"g{cseq}"
        if n == 0:
            body.update(rest)
        elif "made" in rest:
            body["made"] = rest["made"]
        ops.append(read_op(encode(body)))
    return ops


def frames_of(ops: Iterable[Op]) -> Iterator[str]:
    """The ops in order, packed into `ops` frames of at most 60,000 bytes and 64 ops (MSG-4, SES-5)."""
    batch: list[Raw] = []
    size = 0
    for op in ops:
        raw = encode(op)
        if batch and (size + len(raw) > MESSAGE_BYTES or len(batch) == MESSAGE_OPS):
            yield encode(Ops(batch)).decode()
            batch, size = [], 0
        batch.append(Raw(raw))
        size += len(raw) + 1
    if batch:
        yield encode(Ops(batch)).decode()


def _groups(parts: Parts, board: Board) -> Iterator[dict[str, list[dict[str, Any]]]]:
    group: dict[str, list[dict[str, Any]]] = {}
    size = count = 0
    for name in ("put", "set"):
        for part in parts.get(name, []):  # type: ignore[attr-defined]  # both names are lists of objects
            cost = _put_cost(part) if name == "put" else _set_cost(part, board)
            if count and (size + cost > OP_BYTES or count == OP_PARTS):
                yield group
                group, size, count = {}, 0, 0
            group.setdefault(name, []).append(part)
            size, count = size + cost, count + 1
    if group:
        yield group


def _put_cost(put: dict[str, Any]) -> int:
    return max(len(encode(put)) + 1, RESTORE_BYTES)


def _set_cost(new: dict[str, Any], board: Board) -> int:
    element = board.get(new["id"])
    cost = 0
    for register, value in new.items():
        if register != "id":
            old = element.values.get(register) if element else None
            cost += RESTORE_BYTES + max(len(encode(value)), len(encode(old)))
    return cost
