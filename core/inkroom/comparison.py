"""Two boards side by side: what is new, what is other, what is gone (HIST-5)."""

from msgspec import Struct

from inkroom.board import Board, Element, painted_order


class Comparison(Struct):
    """Elements by id, each list in the order of painting."""

    added: list[str]
    changed: list[str]
    removed: list[str]


def compare(old: Board, new: Board) -> Comparison:
    """What is seen on `new` and not on `old`, on both in another way, on `old` alone."""
    added: list[Element] = []
    changed: list[Element] = []
    removed: list[Element] = []
    for now in new:
        before = old.get(now.id)
        if now is before or now.kind == "board":
            continue
        was_there = before is not None and not before.deleted
        if was_there and now.deleted:
            removed.append(now)
        elif not was_there and not now.deleted:
            added.append(now)
        elif not now.deleted and before is not None and before.values != now.values:
            changed.append(now)
    removed += [e for e in old.visible() if new.get(e.id) is None]
    return Comparison(*([e.id for e in painted_order(es)] for es in (added, changed, removed)))
