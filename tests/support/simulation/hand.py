"""What people do: gestures, undo, redo, lines of chat, and now and then what no honest client sends."""

from collections import Counter
from typing import Any, Final, NamedTuple

from tests.support.simulation.weather import Weather

from inkroom.gesture import Parts
from inkroom.messages import Op, Presence, Restore, Wet
from inkroom.session import Session

KINDS = ("rect", "rect", "note", "line")
FALSE = "http://false"


class Habit(NamedTuple):
    """Of a hundred acts, how many are each of these; the others are gestures."""

    undo: int
    redo: int
    forge: int
    point: int
    compact: int = 0
    copy: int = 0


HABITS: Final = {
    "usual": Habit(25, 12, 2, 6),
    "redoing": Habit(34, 28, 2, 4),
    "compacting": Habit(25, 12, 2, 6, compact=10),
    "copying": Habit(25, 12, 2, 6, copy=10),
}
"""Whoever goes back and forth a lot meets what rarely happens: an undo that was redone and is undone again.

Of people who are compacting an owner now and then lets the history of a board go, and those who are copying put their
devices back to older copies all the time.
"""


class Hand:
    """All people of a world. `ids` are the elements of each board; few are in use at a time, so that people meet."""

    def __init__(self, weather: Weather, count: Counter[str], habit: Habit) -> None:
        self.weather, self.count = weather, count
        undo, redo, forge, point, self._compact, self._copy = habit
        self._undo, self._redo = undo, undo + redo
        self._false, self._live = undo + redo + forge, undo + redo + forge + point
        self.ids: dict[str, list[str]] = {}
        self.threads: dict[str, list[str]] = {}
        self.acts = 0

    @property
    def compacts(self) -> bool:
        """True where a compaction is the next act."""
        return self._compact > 0 and self.weather.happens(self._compact / 100)

    @property
    def copies(self) -> bool:
        """True where a device is copied, or put back, as the next act."""
        return self._copy > 0 and self.weather.happens(self._copy / 100)

    def act(self, session: Session, board: str) -> None:
        """One thing that a person does."""
        chance = self.weather.rng.random() * 100
        if chance < self._undo and session.can_undo:
            self.count["undos"] += session.undo()
        elif chance < self._redo and session.can_redo:
            self.count["redos"] += session.redo()
        elif chance < self._false and self.weather.forge:
            self._forge(session)
        elif chance < self._live:
            self._point(session)
        else:
            self.acts += 1
            self.count["gestures"] += 1
            session.submit(self._gesture(board))

    def _gesture(self, board: str) -> Parts:
        rng = self.weather.rng
        parts: Parts = {"made": self.acts}
        if rng.random() < 0.08:
            parts["say"] = f"Line {self.acts}"
            if rng.random() < 0.5:
                return parts
        if rng.random() < 0.06:
            return parts | self._comment(board)
        if rng.random() < 0.03:
            parts["mark"] = f"Mark {self.acts}"
        ids = self.ids.setdefault(board, ["board"])
        puts, sets = list[dict[str, Any]](), list[dict[str, Any]]()
        for _ in range(rng.choice((1, 1, 1, 2, 3, 5))):
            if len(ids) == 1 or rng.random() < 0.15:
                puts.append(self._put(ids))
            else:
                sets.append(self._set(rng.choice(ids[-3:])))
        written = {put["id"] for put in puts}
        parts["put"] = list({put["id"]: put for put in puts}.values())
        parts["set"] = list({new["id"]: new for new in sets if new["id"] not in written}.values())
        return parts

    def _comment(self, board: str) -> Parts:
        """A thread begins, goes on, or ends; perhaps one that was never begun."""
        rng = self.weather.rng
        threads = self.threads.setdefault(board, [])
        if not threads or rng.random() < 0.3:
            threads.append(f"t{self.acts}")
            return {"thread": threads[-1], "say": f"Comment {self.acts}", "place": [self.acts, 0]}
        thread = rng.choice(threads[-3:])
        if rng.random() < 0.4:
            return {"thread": thread, "done": rng.random() < 0.7}
        return {"thread": thread, "say": f"Comment {self.acts}"}

    def _put(self, ids: list[str]) -> dict[str, Any]:
        rng = self.weather.rng
        known = len(ids) > 1 and rng.random() < 0.1
        id = rng.choice(ids[1:]) if known else f"e{len(ids)}"
        ids.append(id)
        return {"id": id, "kind": rng.choice(KINDS), "geom": self._geom(), "ink": self._ink()}

    def _set(self, id: str) -> dict[str, Any]:
        rng = self.weather.rng
        if id == "board":
            return {"id": id, "title": f"Title {self.acts}"}
        new: dict[str, Any] = {"id": id}
        for name in rng.sample(("geom", "ink", "link", "deleted", "text"), rng.choice((1, 1, 2))):
            new[name] = self._value(name)
        return new

    def _value(self, name: str) -> Any:
        if name == "geom":
            return self._geom()
        if name == "ink":
            return self._ink()
        if name == "deleted":
            return self.weather.happens(0.5)
        return f"http://{self.acts}" if name == "link" else f"Text {self.acts}"

    def _geom(self) -> list[int]:
        """Of a box mostly, of a line now and then: it must fit the kind or change nothing (RED-4)."""
        box = self.weather.happens(0.8)
        return [self.weather.below(1000) for _ in range(4)] + ([0] if box else [])

    def _ink(self) -> str:
        return f"#{self.weather.below(256):06X}"

    def _point(self, session: Session) -> None:
        """Live state: a cursor, or ink that is wet."""
        rng = self.weather.rng
        x, y = rng.randrange(1000), rng.randrange(1000)
        wet = Wet(id=f"w{self.acts}", pressure=False, points=[x, y])
        session.live(Presence(cursor=[x, y], wet=wet if rng.random() < 0.5 else None))

    def _forge(self, session: Session) -> None:
        """A faulty client: a restore whose value is not what that writer wrote."""
        own = [
            (element.id, register, writer)
            for element in session.board
            for register in element.values
            if (writer := element.writer(register) or "").startswith(f"{session.client}:")
            and register == "link"
        ]
        if own:
            id, register, writer = self.weather.rng.choice(own)
            op = Op(
                cseq=session._pending.next,
                restore=[Restore(id, register, FALSE, writer, writer)],
            )
            session._queued(session._pending.make([op]))
            self.count["forged"] += 1
