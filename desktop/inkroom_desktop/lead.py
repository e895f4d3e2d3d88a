"""Leading and following: whose view the camera shows, and who shows ours (LIVE-7 to LIVE-9)."""

import time
from collections.abc import Callable
from math import exp, hypot, log
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from inkroom import events as on
from inkroom.elements import COORDINATE
from inkroom.follow import Follow, Presenter, Sight
from inkroom.geometry import rnd
from inkroom.messages import Peer, Presence
from inkroom_desktop.camera import Camera, viewing
from inkroom_desktop.desk import BoardDesk
from inkroom_desktop.link import Link

GLIDE_S: Final = 0.08
"""The camera comes two thirds nearer to where the other looks in this time."""
FRAME_MS: Final = 16
Size = Callable[[], tuple[float, float]]


class Lead(QObject):
    """`changed`: whom one follows, or whether one presents or asks, is another than before. `size` is the canvas's."""

    changed = Signal()

    def __init__(self, link: Link, desk: BoardDesk, size: Size) -> None:
        super().__init__()
        self._link, self._desk, self._size = link, desk, size
        self._follow, self._presenter = Follow(), Presenter()
        self._told: Sight | None = None
        self._live = self.asking = False
        self._last = 0.0
        self._glide = QTimer(self, interval=FRAME_MS)
        self._glide.timeout.connect(self._step)
        self._later = QTimer(self, singleShot=True)
        self._later.timeout.connect(self._record)
        desk.camera_changed.connect(self.looked)
        desk.sheets_changed.connect(self.looked)
        desk.looked_around.connect(self.own)
        link.status.connect(self._status)

    @property
    def following(self) -> Peer | None:
        """Whom one follows."""
        return self._link.session.peers.get(self._follow.peer)

    @property
    def presenting(self) -> bool:
        return self._presenter.on

    def begin(self, peer: Peer | None) -> None:
        """Follows a person, or nobody."""
        if peer is None:
            self._follow.stop()
        else:
            self._follow.begin(peer)
        self._switched()
        self._aim()

    def own(self) -> None:
        """The person moved the camera: they look around themselves now."""
        self._glide.stop()
        if self._follow.user:
            self._follow.stop()
            self._switched()

    def call(self) -> None:
        """Brings everybody to what one sees."""
        self.own()
        self.looked()
        self._link.live(Presence(call=True))

    def present(self, wanted: bool) -> None:
        """From now on everybody sees what one sees, and it is recorded; or no longer."""
        if wanted == self._presenter.on:
            return
        if wanted:
            self.own()
            self._presenter.begin()
            self.looked()
            self._record()
        else:
            parts = self._presenter.stop()
            if parts:
                self._link.submit(parts)
        self._link.live(Presence(presenting=True if wanted else None))
        self.changed.emit()

    def ask(self, wanted: bool) -> None:
        """Asks those who may allow it for more than looking, or no longer."""
        self.asking = wanted
        self._link.live(Presence(asks=True if wanted else None))
        self.changed.emit()

    def looked(self) -> None:
        """The camera shows something else, by whoever's hand."""
        seen = self._sight()
        if seen == self._told:
            return
        self._told = seen
        page, view = seen
        self._link.live(Presence(view=view, page=None if page == "1" else page))
        self._record()

    def hear(self, event: on.Event) -> None:
        session = self._link.session
        if isinstance(event, on.Called):
            peer = session.peers.get(event.peer)
            if peer is not None and not self._presenter.on:
                self.begin(peer)
        elif isinstance(event, on.PeersChanged | on.PresenceChanged):
            was = self._follow.peer
            self._follow.heard(session.peers, session.presence, leads=self._presenter.on)
            if was != self._follow.peer:
                self._switched()
            self._aim()

    def stop(self) -> None:
        """The board is closed."""
        self._glide.stop()
        self.present(False)
        self._later.stop()

    def _status(self) -> None:
        """A new connection knows nothing of what the one before was told."""
        live = self._link.session.phase == "live"
        if live and not self._live:
            self._told = None
            following, presenting, asking = self._follow.peer, self._presenter.on, self.asking
            if following:
                self._link.live(Presence(follow=following))
            if presenting:
                self._link.live(Presence(presenting=True))
            if asking:
                self._link.live(Presence(asks=True))
            self.looked()
        self._live = live

    def _switched(self) -> None:
        self._link.live(Presence(follow=self._follow.peer or None))
        self.looked()
        self.changed.emit()

    @property
    def _me(self) -> str:
        me = self._link.session.me
        return me.peer if me else ""

    def _sight(self) -> Sight:
        """What one tells the others that one sees: of who follows, what the followed sees."""
        other = self._follow.sight(self._me, self._link.session.presence)
        if other is not None:
            return other
        camera, (width, height) = self._desk.camera, self._size()
        view = [camera.x, camera.y, max(1, width / camera.scale), max(1, height / camera.scale)]
        return self._desk.scene.stack.page, [
            max(-COORDINATE, min(COORDINATE, rnd(value))) for value in view
        ]

    def _record(self) -> None:
        self._later.stop()
        now = time.monotonic() * 1000
        wait = self._presenter.wait(now)
        if self._presenter.on and wait > 0:
            self._later.start(round(wait) + 1)
            return
        parts = self._presenter.due(self._sight(), now)
        if parts is not None:
            self._link.submit(parts)

    def _aim(self) -> None:
        if self._follow.peer:
            self.looked()
            if not self._glide.isActive():
                self._last = time.monotonic()
                self._glide.start()

    def _step(self) -> None:
        now = time.monotonic()
        part = 1 - exp(-max(0.001, now - self._last) / GLIDE_S)
        self._last = now
        sight = self._follow.sight(self._me, self._link.session.presence)
        if sight is None or self.approach(sight, part):
            self._glide.stop()

    def approach(self, sight: Sight, part: float) -> bool:
        """Comes a part of the way to this view; True: it is there."""
        self._desk.leaf_to(sight[0])
        return self._come(sight[1], part)

    def _come(self, view: list[int], part: float) -> bool:
        """Comes a part of the way to where the other looks; True: it is there."""
        width, height = self._size()
        now = self._desk.camera
        end = viewing(view, width, height)
        at, to = now.to_board(width / 2, height / 2), end.to_board(width / 2, height / 2)
        far, turn = hypot(to[0] - at[0], to[1] - at[1]) * now.scale, log(end.zoom / now.zoom)
        if far < 0.5 and abs(turn) < 0.001:
            self._desk.show(end)
            return True
        zoom = now.zoom * exp(turn * part)
        x, y = at[0] + (to[0] - at[0]) * part, at[1] + (to[1] - at[1]) * part
        moved = Camera(0, 0, zoom)
        left, top = moved.to_board(width / 2, height / 2)
        self._desk.show(Camera(x - left, y - top, zoom))
        return False
