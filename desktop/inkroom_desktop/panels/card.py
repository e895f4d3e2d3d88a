"""The card under the saved indicator: what is saved, what waits here, and when it is tried again."""

import time

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from inkroom_desktop import icons, theme
from inkroom_desktop.link import Link
from inkroom_desktop.panels.button import Button
from inkroom_desktop.panels.lost import lost
from inkroom_desktop.panels.panel import RIM, Panel, line
from inkroom_desktop.panels.text import label, words
from inkroom_desktop.shadow import Kind

WIDTH = 340
PADDING = 18


class SavedCard(Panel):
    """`copy_wanted`: a copy of the board as a file is wanted."""

    shadow: Kind = "dialog"
    copy_wanted = Signal()

    def __init__(self, parent: QWidget, link: Link) -> None:
        super().__init__(parent)
        self._link = link
        self.trouble = ""
        """Why the server cannot save, in words, or ""."""
        self.setFixedWidth(WIDTH)
        self.box.setContentsMargins(*(PADDING - RIM,) * 4)
        self.box.addLayout(self._head())
        self.box.addSpacing(14)
        self.box.addWidget(line())
        self.box.addSpacing(14)
        self.up_to, self.here, self.next_try = (
            self._figure(name) for name in ("saved.up-to", "saved.waiting-here", "saved.next-try")
        )
        self.box.addSpacing(6)
        self.box.addLayout(self._buttons())
        self._clock = QTimer(self, interval=500)
        self._clock.timeout.connect(self.refresh)
        self.hide()

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(10)
        self.icon = QLabel()
        row.addWidget(self.icon, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(2)
        self.title = label("", "strong")
        self.note = label("", "body", "2")
        self.note.setWordWrap(True)
        self.note.setFixedWidth(WIDTH - 2 * PADDING - 30)
        column.addWidget(self.title)
        column.addWidget(self.note)
        row.addLayout(column, 1)
        return row

    def _figure(self, word: str) -> QLabel:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 8)
        row.addWidget(label(words(word), "small", "2"), 1)
        value = label("", "label")
        row.addWidget(value, 0, Qt.AlignmentFlag.AlignRight)
        self.box.addWidget(holder)
        return value

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.again = Button(
            icons.named("state", "saving"), words("saved.try-now"), "outline", icon_size=16
        )
        self.copy = Button(
            icons.named("list", "export"), words("saved.save-copy"), "outline", icon_size=16
        )
        for button in (self.again, self.copy):
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            row.addWidget(button)
        self.again.clicked.connect(self._link.try_now)
        self.copy.clicked.connect(self.copy_wanted)
        return row

    def open_at(self, corner: QPoint) -> None:
        self.refresh()
        self.move(corner)
        self.show()
        self.raise_()
        self._clock.start()

    def close_it(self) -> None:
        self._clock.stop()
        self.hide()

    def refresh(self) -> None:
        """Shows the state as of now."""
        session = self._link.session
        offline = session.phase in ("offline", "joining", "ended")
        waits = session.waiting
        held = bool(self.trouble) and not offline and not session.saved
        icon = "waiting" if offline or held else "saved" if session.saved else "saving"
        tint = theme.colour("waiting" if offline or held else "ok")
        self.icon.setPixmap(
            icons.pixmap(icons.named("state", icon), tint, 20, self.devicePixelRatioF())
        )
        if offline:
            self.title.setText(words("offline.title"))
            kept = (
                words("offline.waiting", count=waits) if waits else words("offline.nothing-waits")
            )
            self.note.setText(
                " ".join(filter(None, (lost(self._link.address, self._link.why), kept)))
            )
        elif held:
            self.title.setText(words("saved.waits-here"))
            self.note.setText(self.trouble)
        elif session.saved:
            self.title.setText(words("saved.all"))
            self.note.setText(words("saved.tooltip", count=session.seq))
        else:
            self.title.setText(words("saved.saving", count=waits))
            self.note.setText(words("saved.on-the-way"))
        self._show_figures(offline=offline)
        self.note.setFixedHeight(self.note.heightForWidth(self.note.width()))
        self.adjustSize()

    def _show_figures(self, *, offline: bool) -> None:
        session, at = self._link.session, self._link.saved_at
        when = time.strftime("%H:%M", time.localtime(at)) if at else ""
        self.up_to.setText(
            words("saved.at", seq=session.seq, time=when)
            if when
            else words("saved.at-seq", seq=session.seq)
        )
        self.here.setText(words("saved.strokes", count=session.waiting))
        wait = self._link.next_try - time.monotonic()
        self.next_try.setText(
            words("saved.in", count=round(wait))
            if wait > 0.5
            else words("saved.now")
            if offline
            else ""
        )
        self.again.setVisible(offline)
        holder = self.next_try.parentWidget()
        if holder is not None:
            holder.setVisible(offline)
