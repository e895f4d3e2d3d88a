"""The time bar: play, speed, who, and the track, docked over the bottom of the board (face.md section 11)."""

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from inkroom.session import Session
from inkroom_desktop import icons, theme
from inkroom_desktop.keys import key_of
from inkroom_desktop.panels.button import Button
from inkroom_desktop.panels.panel import Panel, line
from inkroom_desktop.panels.shield import Shield
from inkroom_desktop.panels.text import label, words
from inkroom_desktop.panels.track import Track
from inkroom_desktop.people import Face, paint_face
from inkroom_desktop.player import SPEEDS, Player
from inkroom_desktop.telling import Who, moment_text, sentence_of, who_is

CHIPS = 6
NARROW = 1120


class Chip(Button):
    """A person: their face and first name; pressed, only their work is seen."""

    def __init__(self, who: Who) -> None:
        super().__init__(text=who.name.split(" ")[0], look="outline", height=32)
        self.who = who
        self.setCheckable(True)
        self.name_it(words("history.only", name=who.name))
        self.setFont(theme.font("small"))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def sizeHint(self) -> QSize:
        wide = QFontMetricsF(self.font()).horizontalAdvance(self.text())
        return QSize(round(wide) + 46, 32)

    def _paint_ground(self, painter: QPainter) -> None:
        on = self.isChecked()
        painter.setPen(QPen(theme.colour("accent" if on else "border"), 2 if on else 1))
        painter.setBrush(theme.colour("hover" if self.underMouse() else "panel"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 15, 15)

    def paint_content(self, painter: QPainter, rect: object) -> None:
        face = Face(self.who.user, self.who.name, self.who.colour)
        paint_face(painter, QRectF(4, 4, 24, 24), face, 10)
        painter.setPen(theme.colour("text"))
        painter.setFont(self.font())
        where = QRectF(34, 0, self.width() - 40, self.height())
        painter.drawText(where, Qt.AlignmentFlag.AlignVCenter, self.text())


class _Play(Button):
    """The one round button."""

    def __init__(self) -> None:
        super().__init__(icons.named("history", "play"), look="primary", icon_size=22, height=40)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def _paint_ground(self, painter: QPainter) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.ground() or theme.colour("accent"))
        painter.drawEllipse(QRectF(self.rect()))


class _Disc(QWidget):
    """The face of who did the step."""

    def __init__(self) -> None:
        super().__init__()
        self.face: Face | None = None
        self.setFixedSize(22, 22)

    def paintEvent(self, event: object) -> None:
        if self.face is not None:
            painter = QPainter(self)
            try:
                paint_face(painter, QRectF(0, 0, 22, 22), self.face, 9)
            finally:
                painter.end()


class TimeBar(Panel):
    """`closed`, `mark_wanted`: pressed."""

    closed = Signal()
    mark_wanted = Signal()

    def __init__(self, parent: QWidget, player: Player, session: Session) -> None:
        super().__init__(parent)
        self.player, self._session = player, session
        self._share = 1.0
        self.setFixedHeight(theme.size("timebar"))
        self.setAccessibleName(words("history.bar"))
        self.box.setContentsMargins(12, 2, 12, 4)
        self.top = QHBoxLayout()
        self.top.setSpacing(8)
        self._button("step-back", "history.step-back", lambda: player.step(-1))
        self.play = _Play()
        self.play.clicked.connect(player.toggle)
        self.top.addWidget(self.play)
        self._button("step-on", "history.step-on", lambda: player.step(1))
        self.speed = Button(text="8×", look="outline")
        self.speed.clicked.connect(self._choose_speed)
        self.top.addWidget(self.speed)
        self.skip = Button(
            icons.named("history", "skip-pauses"), words("history.skip-pauses"), look="quiet"
        )
        self.skip.setCheckable(True)
        self.skip.clicked.connect(lambda: player.set_skip(not player.skip))
        self.top.addWidget(self.skip)
        self.top.addWidget(line(down=True, length=20))
        self.when = label("", "heading")
        self.step, self.deed = label("", "small", "2"), label("", "small", "2")
        self._disc = _Disc()
        for part in (self.when, self.step, self._disc, self.deed):
            self.top.addWidget(part)
        self.top.addStretch(1)
        self.chips = QHBoxLayout()
        self.chips.setSpacing(6)
        self._chips: dict[str, Chip] = {}
        self.top.addLayout(self.chips)
        self.mark = Button(icons.named("history", "mark"), words("history.mark"), look="quiet")
        self.mark.clicked.connect(self.mark_wanted)
        self.top.addWidget(self.mark)
        self.compare = Button(
            icons.named("history", "compare"), words("history.compare"), look="quiet"
        )
        self.more = Button(icons.named("view", "more"), look="plain")
        self.more.name_it(words("history.more"))
        self.shield = Shield()
        for button in (self.compare, self.shield, self.more):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self.top.addWidget(button)
        self.close_button = self._button("", "history.close", self.closed.emit)
        self.box.addLayout(self.top)
        self.track = Track(player, session)
        self.track.now_wanted.connect(lambda: player.goto(None))
        self.box.addWidget(self.track)
        self.hide()

    def _button(self, icon: str, word: str, act: object) -> Button:
        name = icons.named("history", icon) if icon else icons.named("view", "close")
        made = Button(name, look="plain")
        made.name_it(words(word), key_of(word))
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        made.clicked.connect(act)
        self.top.addWidget(made)
        return made

    def refresh(self, share: float) -> None:
        """Shows what the player looks at; `share`: how much of the history is here."""
        player, entry = self.player, self.player.entry
        playing = words("history.pause" if player.playing else "history.play")
        self.play.icon_name = icons.named("history", "pause" if player.playing else "play")
        self.play.name_it(playing, key_of("history.play"))
        self.play.update()
        self.speed.setText(speed_text(player.speed))
        self.speed.name_it(f"{words('history.speed')}: {speed_text(player.speed)}")
        self.speed.updateGeometry()
        self.skip.setChecked(player.skip)
        self.when.setText(self._when(share))
        self.step.setText(words("history.of", seq=player.at, head=player.history.head))
        self._disc.setVisible(entry is not None)
        self.deed.setText(sentence_of(self._session, entry, short=True) if entry else "")
        if entry is not None:
            who = who_is(self._session, entry.by)
            self._disc.face = Face(who.user, who.name, who.colour)
            self._disc.update()
        self.mark.setVisible(player.at > 0 and self._session.role in ("editor", "owner"))
        wide = self.width() > NARROW
        for part in (self.deed, self._disc):
            part.setVisible(wide and entry is not None)
        self._show_chips()
        self.track.refresh()

    def _when(self, share: float) -> str:
        if share < 1:
            return words("history.loading", share=int(100 * share))
        if self.player.seq is None:
            return words("history.now")
        entry = self.player.entry
        return moment_text(entry.at) if entry else words("history.start")

    def people(self) -> list[str]:
        """Who drew, the most first."""
        ink: dict[str, int] = {}
        for step in self.player.history.steps:
            if step.size:
                ink[step.by] = ink.get(step.by, 0) + step.size
        return sorted(ink, key=lambda user: -ink[user])[:CHIPS]

    def _show_chips(self) -> None:
        users = self.people()
        for user in users:
            if user not in self._chips:
                chip = self._chips[user] = Chip(who_is(self._session, user))
                chip.clicked.connect(lambda _=False, user=user: self.player.only(user))
                self.chips.addWidget(chip)
        for user, chip in self._chips.items():
            chip.setVisible(user in users)
            chip.setChecked(user in self.player.people)

    def _choose_speed(self) -> None:
        menu = QMenu(self)
        for speed in SPEEDS:
            action = QAction(speed_text(speed), menu)
            action.setCheckable(True)
            action.setChecked(speed == self.player.speed)
            action.triggered.connect(lambda _=False, speed=speed: self.player.set_speed(speed))
            menu.addAction(action)
        size = menu.sizeHint()
        menu.exec(
            self.speed.mapToGlobal(self.speed.rect().topLeft()) - QPoint(0, size.height() + 4)
        )


def speed_text(speed: int) -> str:
    """ "8×"; 0: the whole board."""
    return words("history.times", speed=speed) if speed else words("history.whole")
