"""The past of a board in its page: pill, time bar and banner, and the keys while it is open."""

from bisect import bisect_right
from collections.abc import Callable
from functools import partial
from typing import Final
from urllib.parse import quote, urlencode

from PySide6.QtCore import QDateTime, QObject, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QInputDialog, QMenu, QWidget

from inkroom.extent import painted_box
from inkroom.geometry import Box, union
from inkroom.gesture import Parts
from inkroom.restoring import Area
from inkroom.search import words_of
from inkroom.stack import sheet_of
from inkroom_desktop import keys, theme
from inkroom_desktop.canvas import Canvas
from inkroom_desktop.chronicle import Chronicle
from inkroom_desktop.desk import BoardDesk
from inkroom_desktop.link import Link
from inkroom_desktop.markings import Marking
from inkroom_desktop.network import Network, Request
from inkroom_desktop.panels.datebox import ask_date
from inkroom_desktop.panels.pastbanner import PastBanner
from inkroom_desktop.panels.pill import Pill
from inkroom_desktop.panels.shield import State
from inkroom_desktop.panels.text import words
from inkroom_desktop.panels.timebar import TimeBar
from inkroom_desktop.player import Player
from inkroom_desktop.restores import Restores
from inkroom_desktop.seeker import Hit
from inkroom_desktop.telling import moment_text, who_is

AT_ONCE: Final = 20_000
"""A longer history is read only when somebody asks for it."""
REST_MS: Final = 1_500
FILMS: Final = {"mp4": "MP4", "webm": "WebM", "gif": "GIF"}
LEFT: Final = 4
"""So many people's last steps are offered."""
SINCE_MS: Final = 10_000
AROUND: Final = 1_600
"""Board units round what is pointed at, so that one sees where it is."""


class Past(QObject):
    """`toggled(open)`: other panels make room. `told(text, undo)`: something to say, and whether it can be undone."""

    toggled = Signal(bool)
    told = Signal(str, bool)
    branched = Signal(str)
    compact_wanted = Signal()
    looked = Signal(object)
    revealed = Signal(list)
    file_wanted = Signal(str, str, object)
    """Format, query and moment (None: now) of a file of the history."""

    def __init__(self, network: Network, link: Link, desk: BoardDesk, canvas: Canvas) -> None:
        super().__init__(canvas)
        self._link, self._desk, self._canvas = link, desk, canvas
        self.chronicle = Chronicle(network, link)
        self.player = Player(desk, link, self.chronicle)
        self.owns_history: Callable[[], bool] = lambda: False
        self.pill = Pill(canvas, self.chronicle)
        self.bar = TimeBar(canvas, self.player, link.session)
        self.banner = PastBanner(canvas)
        self._network, self._wanted = network, ""
        self._sought: tuple[int, str] | None = None
        self._found: Hit | None = None
        self._since: int | None = None
        self._asked = self._aloud = False
        self._requests: dict[Request, None] = {}
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._read_soon)
        self.pill.button.clicked.connect(self.open)
        self.bar.closed.connect(self.close)
        self.bar.mark_wanted.connect(self._mark)
        self.restores = Restores(network, link, desk, canvas, self.player)
        self.restores.told.connect(self.told)
        self.restores.branched.connect(self.branched)
        self.restores.looked.connect(self.looked)
        self.restores.changed.connect(self.refresh)
        self.bar.compare.clicked.connect(self._choose_compared)
        self.bar.more.clicked.connect(self._choose_more)
        self.bar.shield.clicked.connect(self._check)
        self.banner.branch.clicked.connect(self.restores.branch)
        self.banner.restore.clicked.connect(lambda: self.restores.restore(self.player.at))
        self.banner.back.clicked.connect(lambda: self.player.goto(None))
        self.player.changed.connect(self.refresh)
        self.chronicle.forgotten.connect(self._leave_moment)
        self.chronicle.changed.connect(self.refresh)
        self.chronicle.changed.connect(self._tell_story)
        self.chronicle.changed.connect(self._point)
        self.chronicle.changed.connect(self._play_since)
        self.chronicle.changed.connect(self._check_once)
        link.changed.connect(lambda ids: self._rest.start() if ids is None else None)
        link.changed.connect(lambda _: self._arrived())
        canvas.past_key = self.key

    @property
    def is_open(self) -> bool:
        return self.bar.isVisible()

    def toggle(self) -> None:
        if self.is_open:
            self.close()
        else:
            self.open()

    def open(self) -> None:
        self.chronicle.start()
        self.pill.hide()
        self.bar.show()
        self.bar.raise_()
        self.toggled.emit(True)
        self.refresh()
        self._check_once()
        self._canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    def story(self, id: str) -> None:
        """Tells what happened to an element, as soon as the history is here."""
        self.open()
        self._wanted = id
        self._tell_story()

    def find(self, hit: Hit) -> None:
        """Shows what was written: on the board where it still says so, else in its moment, as soon as that is here."""
        if not self._link.session.seq:  # the board is still to come
            self._found = hit
            return
        self._found = None
        element = self._link.session.board.get(hit.about)
        if (
            element is not None
            and not element.deleted
            and words_of(element) == " ".join(hit.text.split())
        ):
            self.player.goto(None)
            self.revealed.emit([hit.about])
            return
        self.open()
        self._sought = (hit.seq, hit.about)
        self._point()

    def since(self, seq: int) -> None:
        """Plays what happened since an entry in ten seconds, as soon as all is here."""
        self.open()
        self._since = seq
        self._play_since()

    def _play_since(self) -> None:
        here = self.chronicle.share >= 1 and self._link.session.seq > 0
        if self._since is not None and here:
            seq, self._since = self._since, None
            self.player.play_since(seq, SINCE_MS)

    def _arrived(self) -> None:
        self._play_since()
        if self._found is not None:
            self.find(self._found)

    def _leave_moment(self) -> None:
        """What was looked at is of another log."""
        self.restores.close()
        self.player.goto(None)

    def _point(self) -> None:
        """Turns to what is sought, and says who wrote it and when."""
        history = self.player.history
        if self._sought is None or self._sought[0] > history.head:
            return
        (seq, about), self._sought = self._sought, None
        self.player.goto(seq)
        element, entry = history.at(seq).get(about), history.entries[seq - 1]
        if element is None or element.deleted:
            return
        desk = self._desk
        desk.turn_to(sheet_of(element, "pages", desk.scene.stack.pages))
        box = painted_box(element)
        self.looked.emit(
            Box(box.left - AROUND, box.top - AROUND, box.right + AROUND, box.bottom + AROUND)
        )
        who = who_is(self._link.session, entry.by).name
        desk.markings = [Marking(box, "other", f"{who}, {moment_text(entry.at)}")]
        self._canvas.update()

    def _tell_story(self) -> None:
        if self._wanted and self.chronicle.share >= 1:
            wanted, self._wanted = self._wanted, ""
            self.restores.story(wanted)

    def close(self) -> None:
        self.restores.close()
        self.player.leave()
        self.bar.hide()
        self.banner.hide()
        self._asked, self._since = False, None
        self.pill.show()
        self.toggled.emit(False)
        self._canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    def place(self, cluster: QRect) -> None:
        """Where things stand on the canvas, whose size changed; the pill makes way for the `cluster` beside it."""
        margin, width, height = theme.size("margin"), self._canvas.width(), self._canvas.height()
        left, wide = (width - self.pill.width()) // 2, self.pill.width()
        if cluster.center().x() < width / 2:
            left = max(left, cluster.right() + margin)
        else:
            left = min(left, cluster.left() - margin - wide)
        self.pill.move(left, height - self.pill.height() - margin)
        self.bar.setFixedWidth(max(200, width - 2 * margin))
        self.bar.move(margin, height - self.bar.height() - margin)
        self.banner.move((width - self.banner.width()) // 2, 16)
        self.restores.place()
        if self.is_open:
            self.bar.refresh(self.chronicle.share)

    @property
    def _may_change(self) -> bool:
        return self._link.session.role in ("editor", "owner")

    def refresh(self) -> None:
        if not self.is_open:
            return
        self.bar.refresh(self.chronicle.share)
        entry = self.player.entry
        if self.player.seq is not None:
            text = words("history.you-see-short")
            if entry is not None:
                text = words("history.you-see", when=moment_text(entry.at))
            self.banner.say(text)
        self.banner.restore.setVisible(self._may_change)
        self.banner.setVisible(self.player.seq is not None and self.restores.card is None)
        self.banner.adjustSize()
        self.banner.move((self._canvas.width() - self.banner.width()) // 2, 16)

    def key(self, event: QKeyEvent) -> bool:
        """A key while the time bar is open; True: it was one of its own."""
        if not self.is_open:
            return False
        if event.key() == Qt.Key.Key_Escape:
            if self.restores.card is not None:
                self.restores.close()
            elif self.player.fence.asks:
                self.player.fence.stop()
            elif self.player.seq is None:
                self.close()
            else:
                self.player.goto(None)
            return True
        acts = self._acts()
        found = [name for name, where in keys.commands(event) if where == "past"]
        if not found:
            return False
        acts[found[0]]()
        return True

    def _acts(self) -> dict[str, Callable[[], object]]:
        player = self.player
        return {
            "history.play": player.toggle,
            "history.step-back": lambda: player.step(-1),
            "history.step-on": lambda: player.step(1),
            "history.mark-back": lambda: player.to_mark(-1),
            "history.mark-on": lambda: player.to_mark(1),
            "history.first": lambda: player.goto(0),
            "history.now": lambda: player.goto(None),
        }

    def _mark(self) -> None:
        name, done = QInputDialog.getText(
            self._canvas, words("history.mark-now"), words("history.mark-name")
        )
        if done and name.strip():
            moment: Parts = {} if self.player.seq is None else {"moment": self.player.seq}
            self._link.submit({"mark": name.strip()[:120], **moment})
            self.told.emit(words("history.marked", name=name.strip()), False)

    # ------------------------------------------------------------- menus

    @property
    def _visit(self) -> int:
        """The last step of the last visit, where the board went on since; else 0."""
        visit = self._link.last_visit
        return visit if visit < self.player.history.head else 0

    def _choose_compared(self) -> None:
        """With which moment this one is compared: now, the beginning, a mark."""
        menu = QMenu(self.bar)
        player, compare = self.player, self.restores.compare
        if player.seq is not None:
            menu.addAction(words("history.now"), lambda: compare(None))
        menu.addAction(words("history.start"), lambda: compare(0))
        if self._visit:
            menu.addAction(words("history.last-visit"), lambda: compare(self._visit))
        for entry in player.history.marks[-8:]:
            menu.addAction(str(entry.mark)).triggered.connect(partial(compare, entry.seq))
        self._pop(menu, self.bar.compare)

    def _choose_more(self) -> None:
        menu, player = QMenu(self.bar), self.player
        menu.addAction(words("history.to-date"), self._jump)
        if self._visit:
            menu.addAction(words("history.to-last-visit"), lambda: player.goto(self._visit))
        self._offer_moments(menu)
        menu.addAction(words("history.copy-link"), self._copy_link)
        menu.addAction(words("history.new-board-from-here"), self.restores.branch)
        menu.addSeparator()
        self._offer_files(menu)
        menu.addAction(words("check.check"), self._check)
        if self._may_change:
            menu.addSeparator()
            if player.seq is not None and self._desk.selected:
                menu.addAction(words("restore.area"), self._restore_area)
            if player.period is not None:
                since, until = player.period
                take = partial(self.restores.take, since, until)
                menu.addAction(words("restore.this-period")).triggered.connect(lambda *_: take())
            if player.seq is not None:
                menu.addAction(words("restore.period"), lambda: self.restores.take(player.at))
            for user in list(player.people) or self.bar.people():
                name = who_is(self._link.session, user).name
                action = menu.addAction(words("restore.person", name=name))
                action.triggered.connect(partial(self._take_of, user))
        if self.owns_history():
            menu.addSeparator()
            menu.addAction(words("history.compact"), self.compact_wanted.emit)
        self._pop(menu, self.bar.more)

    def _offer_moments(self, menu: QMenu) -> None:
        """Where each left, what was presented, and what to look at alone: a drag with Shift chooses any period."""
        player, head = self.player, self.player.history.head
        last = {step.by: step.seq for step in player.history.steps if step.size}
        if len(last) > 1:
            for user, seq in sorted(last.items(), key=lambda pair: -pair[1])[:LEFT]:
                name = who_is(self._link.session, user).name
                action = menu.addAction(words("history.to-left", name=name))
                action.triggered.connect(lambda _=False, seq=seq: player.goto(seq))
        if player.history.views:
            action = menu.addAction(words("history.follow"))
            action.setCheckable(True)
            action.setChecked(player.follows)
            action.triggered.connect(player.set_follows)
        if player.period is not None or player.fence.area is not None:
            menu.addAction(words("history.all"), self._show_all)
        if player.period is None and player.seq is not None:
            at = player.seq
            menu.addAction(words("history.only-until"), lambda: player.within((0, at)))
            menu.addAction(words("history.only-since"), lambda: self._only_since(at, head))
        menu.addAction(words("history.only-inside"), self._ask_area)

    def _show_all(self) -> None:
        self.player.within(None)
        self.player.fence.choose(None)

    def _ask_area(self) -> None:
        """Asks for a loop round the part of the page that is meant."""
        self.restores.close()
        self.player.fence.ask()
        self._canvas.setFocus()
        self.told.emit(words("history.draw-loop"), False)

    def _offer_files(self, menu: QMenu) -> None:
        """What happened up to the moment that is looked at, at the speed and with the pauses of the time bar."""
        for format, name in FILMS.items():
            action = menu.addAction(words("film.film", format=name))
            action.triggered.connect(partial(self._want, format))
        menu.addAction(words("film.player")).triggered.connect(partial(self._want, "html"))
        if self.player.history.marks:
            menu.addAction(words("film.marks")).triggered.connect(partial(self._want, "pdf"))
        menu.addAction(words("film.transcript")).triggered.connect(partial(self._want, "txt"))

    def _want(self, format: str, *_: object) -> None:
        player = self.player
        wishes: dict[str, float | str] = {
            "speed": player.times,
            "skip_idle": 2 if player.skip else 0,
        }
        if format in FILMS:
            wishes |= {"title": "true", "chat": "true", "dark": str(theme.dark()).lower()}
        if format == "pdf":
            wishes |= {"marks": "true"}
        self.file_wanted.emit(format, urlencode(wishes), player.seq)

    def _only_since(self, since: int, until: int) -> None:
        self.player.goto(None)
        self.player.within((since, until))

    def _restore_area(self) -> None:
        box = union(painted_box(element) for element in self._desk.selected)
        if box is not None:
            self.restores.restore(self.player.at, Area(self._desk.scene.stack.page, list(box)))

    def _ask(self, path: str, heard: Callable[[int, object], None]) -> None:
        """A GET of this board's API."""
        address = self._link.address
        request = Request(self._network, address.token)
        self._requests[request] = None
        request.done.connect(lambda *_: self._requests.pop(request, None))
        request.done.connect(heard)
        request.send("GET", address.api(f"boards/{quote(address.board, safe='')}/{path}"))

    def _check(self) -> None:
        """Says whether the history is whole."""
        self._check_aloud(aloud=True)

    def _check_once(self) -> None:
        """A history that is here is checked once for each time that the bar is opened."""
        chronicle = self.chronicle
        if self.is_open and not self._asked and chronicle.share >= 1 and chronicle.head <= AT_ONCE:
            self._check_aloud(aloud=False)

    def _check_aloud(self, *, aloud: bool) -> None:
        self._asked, self._aloud = True, aloud
        self._tell_shield("checking", words("check.checking"))
        self._ask("check", self._checked)

    def _tell_shield(self, state: State, said: str) -> None:
        self.bar.shield.tell(state, said)
        if self._aloud:
            self.told.emit(said, False)

    def _checked(self, status: int, answer: object) -> None:
        if status != 200 or not isinstance(answer, dict):
            self._tell_shield("unknown", words("check.no-answer"))
        elif answer["whole"]:
            self._tell_shield("whole", words("check.whole", count=answer["seq"]))
        else:
            self._tell_shield("broken", words("check.broken", seq=answer["seq"]))

    def _take_of(self, user: str, *_: object) -> None:
        for one in list(self.player.people):
            if one != user:
                self.player.only(one)
        if user not in self.player.people:
            self.player.only(user)
        self.restores.take(0)

    def _jump(self) -> None:
        entry = self.player.entry
        at = QDateTime.fromMSecsSinceEpoch(entry.at) if entry else QDateTime.currentDateTime()
        wanted = ask_date(self._canvas, at)
        if wanted is not None:
            times = [step.at for step in self.player.history.steps]
            self.player.goto(bisect_right(times, wanted.toMSecsSinceEpoch() + 59_999))

    def _copy_link(self) -> None:
        seq = self.player.seq
        page = self._link.address.page
        QGuiApplication.clipboard().setText(page if seq is None else f"{page}#at={seq}")
        self.told.emit(words("history.link-copied"), False)

    @staticmethod
    def _pop(menu: QMenu, anchor: QWidget) -> None:
        top = anchor.mapToGlobal(anchor.rect().topLeft())
        menu.exec(top - QPoint(0, menu.sizeHint().height() + 4))

    def _read_soon(self) -> None:
        session = self._link.session
        if session.phase == "live" and session.seq <= AT_ONCE:
            self.chronicle.start()
