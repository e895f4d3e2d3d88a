"""What is looked at: now, or a moment that is over, still or playing."""

from collections.abc import Callable, Sequence
from itertools import chain
from math import exp
from time import perf_counter
from typing import Final

import msgspec
from PySide6.QtCore import QObject, QTimer, Signal

from inkroom.board import Element, made, owner
from inkroom.elements import Stroke
from inkroom.follow import Sight, recorded
from inkroom.history import History
from inkroom.ink import trace_of
from inkroom.messages import Entry, Peer, Presence, Wet
from inkroom.replay import Replay, begun
from inkroom_desktop.chronicle import Chronicle
from inkroom_desktop.desk import BoardDesk, Moment
from inkroom_desktop.fence import Fence
from inkroom_desktop.link import Link
from inkroom_desktop.telling import who_is

SPEEDS: Final = (1, 2, 4, 8, 30, 120, 1000, 0)
"""How often faster than it was; 0: the whole board in half a minute."""
IDLE_MS: Final = 2_000
WHOLE_MS: Final = 30_000
FRAME_MS: Final = 16
OTHERS: Final = 0.12
GLIDE_S: Final = 0.08
"""The camera comes two thirds nearer in this time."""
NEAR: Final = 1_500
"""Further apart than this two moments are compared element by element."""


class Player(QObject):
    """`seq`: the entry that is looked at, None: now. `changed`: anything that the time bar shows."""

    changed = Signal()

    def __init__(self, desk: BoardDesk, link: Link, chronicle: Chronicle) -> None:
        super().__init__()
        self.seq: int | None = None
        self.playing = False
        self.speed = 8
        self.skip = True
        self.people: dict[str, None] = {}
        self.period: tuple[int, int] | None = None
        """Only what was made in the entries after the first to the second is shown as it is; None: all."""
        self.fence = Fence(desk)
        """The part of a page that is chosen."""
        self.fence.changed.connect(self.show_fade)
        self.fence.changed.connect(self.changed)
        self.follows = True
        """Played, the camera shows what who presented showed then, until the person looks around themselves."""
        self.approach: Callable[[Sight, float], object] | None = None
        """Comes a part of the way to a view."""
        self._led: object = None
        self._rush: float | None = None
        """The speed of one run, where it is not the chosen one."""
        self.moving: Callable[[], object] = lambda: None
        """Called before another moment is looked at."""
        self._desk, self._link, self._chronicle = desk, link, chronicle
        self._film = self._last = 0.0
        self._replay: tuple[int, bool, Replay] | None = None
        self._shown: int | None = None
        self._tips: dict[str, Presence] = {}
        self._frame = QTimer(self)
        self._frame.setInterval(FRAME_MS)
        self._frame.timeout.connect(self._run)

    @property
    def history(self) -> History:
        return self._chronicle.history

    @property
    def at(self) -> int:
        """The entry that is looked at, now's one too; 0 before the first."""
        return self.history.head if self.seq is None else self.seq

    @property
    def entry(self) -> Entry | None:
        return self.history.entries[self.at - 1] if 0 < self.at <= self.history.head else None

    def goto(self, seq: int | None) -> None:
        """Looks at the board after an entry; None or the newest: now."""
        self.pause()
        self._look(seq)

    def step(self, by: int) -> None:
        self.goto(self.at + by)

    def to_mark(self, way: int) -> None:
        """To the next mark, or to the one before."""
        seqs = [entry.seq for entry in self.history.marks]
        found = [n for n in seqs if (n > self.at if way > 0 else n < self.at)]
        self.goto((found[0] if way > 0 else found[-1]) if found else None if way > 0 else 0)

    def toggle(self) -> None:
        if self.playing:
            self.pause()
        else:
            self.play()

    def play(self) -> None:
        """From the moment that is looked at; from the beginning where it is now."""
        if self.playing or not self.history.head:
            return
        self.moving()
        if self.seq is None:
            self._look(0)
        self._film = self._reel().ms_of(self.seq or 0)
        self.playing = True
        self._last = perf_counter()
        self._led = None
        self._frame.start()
        self.changed.emit()

    def play_since(self, seq: int, ms: float) -> None:
        """What came after an entry, in so long; as quick as it was where that is shorter."""
        self.goto(seq)
        if self.seq is None:
            return
        self.play()
        reel = self._reel()
        self._rush = max(1.0, (reel.length - reel.ms_of(seq)) / ms)

    def pause(self) -> None:
        self._rush = None
        if self.playing:
            self.playing = False
            self._frame.stop()
            self._tips.clear()
            self._show()
            self.changed.emit()

    def set_speed(self, speed: int) -> None:
        self._rush = None
        self.speed = speed
        self.changed.emit()

    def set_skip(self, skip: bool) -> None:
        self.skip = skip
        if self.playing:
            self._film = self._reel().ms_of(self.seq or 0)
        self.changed.emit()

    def only(self, user: str) -> None:
        """Shows only this person's work as it is; a second time: everybody's."""
        if user in self.people:
            del self.people[user]
        else:
            self.people[user] = None
        self.show_fade()
        self.changed.emit()

    def within(self, period: tuple[int, int] | None) -> None:
        """Shows only what was made in a period as it is; None: all again."""
        self.period = period
        self.show_fade()
        self.changed.emit()

    def set_follows(self, follows: bool) -> None:
        self.follows, self._led = follows, None
        self.changed.emit()

    def show_fade(self, more: Callable[[Element], float] | None = None) -> None:
        """What others than the chosen people made, or in another period, is pale."""
        people, users, period = self.people, self.history.users, self.period

        def shown(element: Element) -> bool:
            if people and users.get(owner(element.put), "") not in people:
                return False
            if not self.fence.shows(element):
                return False
            return period is None or period[0] < self.history.seq_of(element.put) <= period[1]

        def fade(element: Element) -> float:
            return (1.0 if more is None else more(element)) * (1 if shown(element) else OTHERS)

        chosen = people or period is not None or self.fence.area is not None
        some = chosen or more is not None
        self._desk.scene.set_fade(fade if some else None)
        self._desk.scene_changed.emit()

    def leave(self) -> None:
        """Back to now, with everybody."""
        self.pause()
        self.people.clear()
        self.period = None
        self.fence.leave()
        self._look(None)

    def _reel(self) -> Replay:
        history = self.history
        if self._replay is None or self._replay[:2] != (history.head, self.skip):
            film = Replay(history.entries, IDLE_MS if self.skip else None)
            self._replay = (history.head, self.skip, film)
        return self._replay[2]

    @property
    def times(self) -> float:
        """So many times as quick as it was."""
        if self._rush is not None:
            return self._rush
        return self.speed or max(1.0, self._reel().length / WHOLE_MS)

    def _run(self) -> None:
        reel, now = self._reel(), perf_counter()
        passed = now - self._last
        self._film += passed * 1000 * self.times
        self._last = now
        if self._film >= reel.length:
            self.goto(None)
            return
        seq = reel.seq_at(self._film)
        moved, self.seq = seq != self.seq, seq
        self._show()
        self._lead(seq, passed)
        if moved:
            self.changed.emit()

    def _lead(self, seq: int, passed: float) -> None:
        """Comes nearer to what who presented showed; a person who moves the board looks around themselves."""
        sight = recorded(self.history.views, seq) if self.follows else None
        if sight is None or self.approach is None:
            return
        if self._led is not None and self._led != self._desk.camera:
            self.set_follows(False)
            return
        self.approach(sight, 1 - exp(-passed / GLIDE_S))
        self._led = self._desk.camera

    def _look(self, seq: int | None) -> None:
        self.moving()
        self.seq = None if seq is None or seq >= self.history.head else max(0, seq)
        self._show()
        self.changed.emit()

    def show_again(self) -> None:
        """Shows what is looked at, after something else was shown."""
        self._shown = None
        if self.seq is None:
            self._desk.look_at(None)
        else:
            self._show()

    def _show(self) -> None:
        if self.seq is None:
            if self._shown is not None:
                self._desk.look_at(None)
            self._shown = None
            return
        ids = None if self._shown is None else self._between(self._shown, self.seq)
        self._shown = self.seq
        self._desk.look_at(self._moment(self.seq), ids)

    def _moment(self, seq: int) -> Moment:
        board = self.history.at(seq)
        if not self.playing:
            return Moment(board, {}, {})
        presence = dict(self._tips)
        for wet in self._reel().wet_at(self._film):
            entry = self.history.entries[wet.seq - 1]
            drawn = _wet_of(entry, wet.ms)
            if drawn is None or board.get(drawn.id) is not None:
                continue
            tip = drawn.points[-3:-1]
            presence[entry.client] = Presence(cursor=tip, wet=drawn, tool=drawn.brush)
            self._tips[entry.client] = Presence(cursor=tip)
        peers = {}
        for client in presence:
            who = who_is(self._link.session, self.history.users.get(client, ""))
            peers[client] = Peer(client, who.user, who.name, who.colour)
        return Moment(board, peers, presence)

    def _between(self, a: int, b: int) -> Sequence[str] | None:
        """The elements that may differ between two moments; None: too many to name."""
        if abs(a - b) > NEAR:
            return None
        found: dict[str, None] = {}
        for entry in self.history.entries[min(a, b) : max(a, b)]:
            for part in chain(entry.put or (), entry.set or (), entry.restore or ()):
                found[part.id] = None
        return list(found)


def _wet_of(entry: Entry, ms: int) -> Wet | None:
    """The stroke that an entry draws, as wet ink after `ms`; None where it draws none."""
    put = next((one for one in entry.put or () if isinstance(one, Stroke)), None)
    if put is None:
        return None
    element = begun(made(put, entry.writer), ms)
    points = element.fixed["points"]
    if isinstance(points, msgspec.Raw):
        points = msgspec.json.decode(points)
    brush = element.fixed.get("brush", "pen")
    return Wet(
        id=element.id,
        ink=element.get("ink"),
        width=element.get("width"),
        opacity=element.get("opacity"),
        brush="highlighter" if brush == "highlighter" else "pen",
        points=trace_of(points, element.fixed.get("pressure") is not False),
    )
