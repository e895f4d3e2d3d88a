"""Undo as restores: before-images, and the ops that put them back (UNDO-1 to UNDO-8)."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Literal

from msgspec import UNSET, Struct

from inkroom.board import Board, named, owner
from inkroom.elements import fits
from inkroom.messages import Op, Restore

MADE = "+"
"""In place of a register's name: this op made the element."""

Found = tuple[Any, str] | None
"""What an op found in a register: value and writer; None: never written."""
Image = dict[tuple[str, str], Found]
"""What one op found before it wrote, by element id and register."""
Undone = list[tuple[list[int], int]]
"""The parts of an undone gesture, each with the undo that took it back."""


class Queued(Struct):
    """An own op. An undo or redo is an intent: its restores are filled in at each send (UNDO-3).

    `targets` are the own ops that it undoes or redoes, oldest first; `waits` the own ops that must be
    confirmed before it is sent. `verdict` is None while it is in the queue, "saved", or the code of its refusal.
    """

    op: Op
    intent: Literal["", "undo", "redo"] = ""
    targets: list[int] = []
    waits: list[int] = []
    kept: bool = False
    verdict: str | None = None


def stacks(ops: Iterable[Queued]) -> tuple[list[list[int]], list[Undone]]:
    """What can be undone and redone after these own ops: gestures by cseq, the newest last (UNDO-1, UNDO-6)."""
    undos: list[list[int]] = []
    redos: list[Undone] = []
    gesture: list[int] = []
    undone: Undone = []
    last: Queued | None = None
    for queued in _from_whole_gesture(ops):
        name, targets = queued.op.gesture, queued.targets
        goes_on = bool(last and last.intent == queued.intent and name is not UNSET)
        goes_on = goes_on and last is not None and last.op.gesture == name
        last = queued
        if queued.intent == "undo":
            if not goes_on:
                undone = []
                if undos and targets[-1] in undos[-1]:
                    undos.pop()
                    redos.append(undone)
            undone.append((targets, queued.op.cseq))
        elif queued.intent == "redo":
            if not goes_on and redos and any(part == targets for part, _ in redos[-1]):
                undos.append(sorted(n for part, _ in redos.pop() for n in part))
        elif queued.op.put or queued.op.set:
            redos = []
            gesture = gesture if goes_on else []
            if queued.verdict in (None, "saved"):
                if not gesture:
                    undos.append(gesture)
                gesture.append(queued.op.cseq)
    return undos, redos


def _from_whole_gesture(ops: Iterable[Queued]) -> Iterator[Queued]:
    """Without the end of a gesture whose beginning is not here: it could not be undone whole (SES-18)."""
    cut = None
    for n, queued in enumerate(ops):
        if n == 0 and queued.op.cseq > 1 and queued.op.gesture is not UNSET:
            cut = queued.op.gesture
        if cut is None or queued.op.gesture != cut:
            cut = None
            yield queued


def before(board: Board, op: Op) -> Image:
    """What `op` finds on `board`; a write without effect has no image (UNDO-2)."""
    image: Image = {(put.id, MADE): None for put in op.put or () if board.get(put.id) is None}
    for new in op.set or ():
        element = board.get(new.id)
        if element is None:
            continue
        for register, value in named(new).items():
            if fits(element.kind, register, value):
                writer = element.writer(register)
                image[new.id, register] = (
                    None if writer is None else (element.values[register], writer)
                )
    return image


def writes(op: Op) -> list[tuple[str, str]]:
    """Every register that the op means to write."""
    sets = [(new.id, register) for new in op.set or () for register in named(new)]
    return sets + [(put.id, "deleted") for put in op.put or ()]


def filled(
    queued: Queued,
    client: str,
    ops: Mapping[int, Queued],
    images: Mapping[int, Image],
    board: Board,
) -> Op:
    """The op of an intent over `board`, its restores taken from `images` (UNDO-4, UNDO-5); any other op as it is."""
    if not queued.intent:
        return queued.op
    undo = queued.intent == "undo"
    known = [n for n in queued.targets if n in ops]
    unknown = {key for n in known if n not in images for key in writes(ops[n].op)}
    restores: list[Restore] = []
    for n in reversed(known) if undo else known:
        op, image, own = ops[n].op, images.get(n, {}), f"{client}:{n}"
        if undo:
            restores += _undo_of(op, image, own, f"{client}:{queued.op.cseq}")
        else:
            restores += _redo_of(
                op, image, own, [_taker(board, put.id, client, ops) for put in op.put or ()]
            )
    whole = [x for x in restores if (x.id, x.register) not in unknown]
    return Op(
        cseq=queued.op.cseq,
        gesture=queued.op.gesture,
        restore=whole or UNSET,
        undoes=queued.targets[-1] if undo else UNSET,
        made=queued.op.made,
    )


def _undo_of(op: Op, image: Image, own: str, me: str) -> Iterable[Restore]:
    for new in op.set or ():
        for register in named(new):
            if (new.id, register) in image:
                value, writer = image[new.id, register] or (None, None)
                yield Restore(new.id, register, value, writer, own)
    for put in op.put or ():
        if (put.id, MADE) in image:
            yield Restore(put.id, "deleted", True, me, own, True)


def _redo_of(op: Op, image: Image, own: str, takers: list[str | None]) -> Iterable[Restore]:
    for put, taker in zip(op.put or (), takers, strict=True):
        if taker is not None:
            yield Restore(put.id, "deleted", False, own, taker)
    for new in op.set or ():
        for register, value in named(new).items():
            if (new.id, register) in image:
                found = image[new.id, register]
                yield Restore(new.id, register, value, own, None if found is None else found[1])


def _taker(board: Board, id: str, client: str, ops: Mapping[int, Queued]) -> str | None:
    """The own undo that took this element away: the redo of its put expects that one and no other (UNDO-5)."""
    element = board.get(id)
    by = element.writer("deleted") if element and element.deleted else None
    undo = ops.get(int(by.rpartition(":")[2])) if by and owner(by) == client else None
    return by if undo and undo.intent == "undo" else None
