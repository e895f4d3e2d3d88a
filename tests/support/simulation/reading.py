"""An independent reading of a log: what each op found, and what each undo and redo should have put back."""

from collections import Counter

from msgspec import UNSET
from tests.support.simulation.broken import need

from inkroom.board import Board, Element, apply, owner
from inkroom.messages import Entry

Found = tuple[object, str] | None
"""Value and writer of a register; None: never written."""
Key = tuple[str, str]
"""Element id and register; "+": the op made the element."""


class Reading:
    """Walks a log. `reports` say what each undo, by its writer, told that it left."""

    def __init__(self, reports: dict[str, list[str]], count: Counter[str]) -> None:
        self.reports, self.count = reports, count
        self.board = Board()
        self.found: dict[str, dict[Key, Found]] = {}
        self.left: dict[str, set[str]] = {}
        """By undo: the elements that do not stand as its gesture found them, when it was applied."""
        self._parts: dict[str, list[Entry]] = {}
        self._stamp: Counter[Key] = Counter()
        self._undone: dict[tuple[str, str, str], list[tuple[str, Found, int]]] = {}

    def add(self, entry: Entry) -> None:
        """The next entry."""
        was = dict(self.board.own)
        apply(self.board, entry)
        changed = self._changed(was)
        self._stamp.update(key for key in changed if key[1] != "+")
        self.found[entry.writer] = self._found(entry, was, changed)
        if entry.undoes is not UNSET:
            self._undo(entry, was, [key for key in changed if key[1] != "+"])
        elif entry.restore is not UNSET:
            self._redo(entry, was, changed)

    def _changed(self, was: dict[str, Element]) -> list[Key]:
        """Every register whose value or writer is another."""
        keys: list[Key] = []
        for id, now in self.board.own.items():
            before = was.get(id)
            if before is now:
                continue
            keys += [(id, "+")] if before is None else []
            names = dict.fromkeys((*(before.values if before else ()), *now.values))
            keys += [(id, name) for name in names if of(before, name) != of(now, name)]
        return keys

    def _found(self, entry: Entry, was: dict[str, Element], changed: list[Key]) -> dict[Key, Found]:
        """What the entry found in the registers that it wrote under its own name."""
        found: dict[Key, Found] = {}
        for id, name in changed:
            now = of(self.board.own[id], name)
            if id not in was:
                found[id, "+"] = None
            elif now and now[1] == entry.writer:
                found[id, name] = of(was[id], name)
        return found

    # ------------------------------------------------------------- undo

    def _undo(self, entry: Entry, was: dict[str, Element], changed: list[Key]) -> None:
        target = f"{entry.client}:{entry.undoes}"
        for id, name in changed:
            before, now = of(was[id], name), of(self.board.own[id], name)
            own = before is not None and owner(before[1]) == entry.client
            need(own, "an undo changed a register that another wrote [P5, UNDO-1]")
            if now and now[1] == entry.writer:
                self.count["puts undone"] += 1
                need(
                    self._alone(id, entry.client),
                    "an undo deleted what another wrote to [P5, UNDO-5]",
                )
            self._undone.setdefault((entry.client, id, name), []).append(
                (target, before, self._stamp[id, name])
            )
        for id, name in self.found.get(target, {}):
            self._put_back(entry, target, was, id, "deleted" if name == "+" else name)
        self._note_left(entry)

    def _alone(self, id: str, client: str) -> bool:
        element = self.board.own[id]
        return all(owner(element.writer(name)) == client for name in element.values)

    def _put_back(
        self, entry: Entry, target: str, was: dict[str, Element], id: str, name: str
    ) -> None:
        """The register stands as before the target, or as it was, and nowhere else."""
        found = self.found[target]
        before, now = of(was[id], name), of(self.board.own[id], name)
        should = before
        if before is not None and before[1] == target:
            should = found.get((id, name), before)
            if (id, "+") in found and name == "deleted":
                should = (True, entry.writer) if self._was_alone(was[id], entry.client) else before
        need(
            now in (before, should),
            "an undo put back something else than its op had found [UNDO-2]",
        )
        whole = now == should != before
        self.count["registers undone" if whole else "registers left by an undo"] += 1

    @staticmethod
    def _was_alone(element: Element, client: str) -> bool:
        return all(owner(element.writer(name)) == client for name in element.values)

    # ------------------------------------------------------------- redo

    def _redo(self, entry: Entry, was: dict[str, Element], changed: list[Key]) -> None:
        for id, name in changed:
            now = of(self.board.own[id], name)
            need(
                now is None or owner(now[1]) == entry.client, "a redo of another's op [P5, UNDO-1]"
            )
        for id, name in dict.fromkeys((x.id, x.register) for x in entry.restore or ()):
            stack = self._undone.get((entry.client, id, name))
            target, old, stamp = stack[-1] if stack else ("", None, -1)
            back = [x.writer for x in entry.restore or () if (x.id, x.register) == (id, name)]
            if not stack or old is None or old[1] != target or target not in back:
                continue
            if self._stamp[id, name] - ((id, name) in changed) == stamp:  # nothing in between
                now = of(self.board.own[id], name)
                need(now == old, "undo and redo do not come back to the same register [UNDO-8]")
                self.count["round trips"] += 1
                stack.pop()
                self._stamp[id, name] = stamp - 1

    # ------------------------------------------------------------- reports

    def _note_left(self, entry: Entry) -> None:
        """What the parts of this undo so far left, as the board stands now."""
        parts = self._parts.get(entry.client, [])
        goes_on = parts and parts[-1].cseq == entry.cseq - 1 and parts[-1].gesture == entry.gesture
        parts = [*parts, entry] if goes_on and entry.gesture is not UNSET else [entry]
        self._parts[entry.client] = parts
        found: dict[Key, Found] = {}
        for part in reversed(
            parts
        ):  # they take the ops back last first, so this is as the gesture wrote
            for (id, name), was in self.found.get(f"{part.client}:{part.undoes}", {}).items():
                made = (id, "deleted"), (True, part.writer)
                key, before = made if name == "+" else ((id, name), was)
                found.setdefault(key, before)
        board = self.board.own
        self.left[entry.writer] = {
            id for (id, name), before in found.items() if of(board.get(id), name) != before
        }

    def check_reports(self) -> None:
        """Each undo said which elements it left, over all parts of its gesture (UNDO-7)."""
        for writer, told in self.reports.items():
            need(
                self.left.get(writer, set()) <= set(told),
                "an undo left an element and did not say so [UNDO-7]",
            )
            self.count["reports"] += 1


def of(element: Element | None, name: str) -> Found:
    """What is in a register."""
    writer = element.writer(name) if element else None
    return None if element is None or writer is None else (element.values[name], writer)
