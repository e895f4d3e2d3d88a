"""The list of people: who is here now, what they do, whom one follows, and who was here."""

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QScrollArea, QVBoxLayout, QWidget

from inkroom.messages import Presence, Wet
from inkroom.session import Session
from inkroom_desktop import icons
from inkroom_desktop.panels.button import Button
from inkroom_desktop.panels.chat import Disc
from inkroom_desktop.panels.switch import Switch
from inkroom_desktop.panels.text import label, words
from inkroom_desktop.people import Face, away, present

GIVEN = ("editor", "commenter", "viewer")
AWAY = 50
"""People that are not here, at most."""


class People(QWidget):
    """`wanted(user)`: to follow a person, or no longer. `called`: everybody is to come; `presented`: to present, or no
    longer; `timed`, `voted`: the timer is to be set, a vote to begin; `pointed(shown)`: the others' cursors are to be
    seen or not; `granted(user, role)`: what somebody may do; `hushed`: only owners draw; `taught`: a lesson is to begin
    or to end; `aside_wanted`: the own side board is to be seen.
    """

    wanted = Signal(str)
    called = Signal()
    presented = Signal()
    timed = Signal()
    voted = Signal()
    granted = Signal(str, str)
    hushed = Signal(bool)
    pointed = Signal(bool)
    taught = Signal()
    aside_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        page = QWidget()
        page.setAutoFillBackground(True)
        self._column = QVBoxLayout(page)
        self._column.setContentsMargins(16, 12, 16, 12)
        self._column.setSpacing(0)
        self._list = QWidget()
        self._column.addWidget(self._list)
        self._column.addStretch(1)
        self._column.addWidget(self._together())
        self.area.setWidget(page)
        outer.addWidget(self.area)
        self.alone = False
        """On a side board: nobody else may come, so nobody is led."""
        self._shown: object = None

    def crown(self, widget: QWidget) -> None:
        """Puts a widget over all."""
        self._column.insertWidget(0, widget)

    def _together(self) -> QWidget:
        """What one does with everybody who is here."""
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(8)
        self.bring = Button(
            icons.named("people", "bring"), words("people.bring"), "outline", icon_size=16
        )
        self.bring.clicked.connect(self.called)
        self.present = Button(
            icons.named("people", "present"), words("people.present"), "outline", icon_size=16
        )
        self.present.setCheckable(True)
        self.present.clicked.connect(self.presented)
        self.timer = Button(
            icons.named("people", "timer"), words("timer.timer"), "outline", icon_size=16
        )
        self.timer.clicked.connect(self.timed)
        self.vote = Button(
            icons.named("people", "vote"), words("vote.vote"), "outline", icon_size=16
        )
        self.vote.clicked.connect(self.voted)
        self.lesson = Button(icons.named("people", "lesson"), look="outline", icon_size=16)
        self.lesson.clicked.connect(self.taught)
        self.mine = Button(
            icons.named("people", "my-board"), words("lesson.mine"), "outline", icon_size=16
        )
        self.mine.clicked.connect(self.aside_wanted)
        for button in (self.bring, self.present, self.timer, self.vote, self.lesson, self.mine):
            button.stretch()
            column.addWidget(button)
        self.hush = Switch(words("role.hush"))
        self.hush.clicked.connect(self.hushed)
        self._hush_row = _switch_row("role.hush", self.hush)
        column.addWidget(self._hush_row)
        self.pointers = Switch(words("people.show-pointers"))
        self.pointers.setChecked(True)
        self.pointers.toggled.connect(self.pointed)
        column.addWidget(_switch_row("people.show-pointers", self.pointers))
        return made

    def show_lesson(self, *, runs: bool | None, mine: bool) -> None:
        """`runs`: whether there is a lesson, to its owner; None to others. `mine`: the own side board is offered."""
        self.lesson.setVisible(runs is not None)
        word = words("lesson.end" if runs else "lesson.begin")
        if word != self.lesson.text():
            self.lesson.setText(word)
            self.lesson.name_it(word)
            self.lesson.updateGeometry()
        self.mine.setVisible(mine)

    def show_people(
        self, session: Session, followed: str = "", *, presenting: bool = False
    ) -> None:
        """Builds the list anew where it changed."""
        may_lead = session.role in ("editor", "owner")
        for button in (self.bring, self.present, self.timer, self.vote):
            button.setVisible(may_lead)
        self.present.setChecked(presenting)
        owns = session.role == "owner"
        self._hush_row.setVisible(owns and not self.alone)
        self.hush.setChecked(session.meeting.roles.hushed)
        here = [
            (face, activity(session.presence.get(face.peer), face, presenting=presenting))
            for face in present(session)
        ]
        gone = away(session)[:AWAY]
        state = (here, gone, followed, owns)
        if state == self._shown:
            return
        self._shown = state
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(label(words("people.here", count=len(here)), "label", "2"))
        for face, doing in here:
            gives = owns and not face.me and face.role != "owner"
            column.addWidget(self._row(face, doing, followed=face.user == followed, gives=gives))
        if gone:
            column.addSpacing(16)
            column.addWidget(label(words("people.away"), "label", "2"))
            for face in gone:
                column.addWidget(self._row(face, words("people.not-here"), followed=False))
        self._column.replaceWidget(self._list, page)
        self._list.hide()
        self._list.deleteLater()
        self._list = page
        page.show()
        self._column.activate()

    def _row(self, face: Face, doing: str, *, followed: bool, gives: bool = False) -> QWidget:
        row = QWidget()
        row.setFixedHeight(56)
        inner = QHBoxLayout(row)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(12)
        inner.addWidget(Disc(face, 32, 12))
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addStretch(1)
        name = words("people.you", name=face.name) if face.me else face.name
        column.addWidget(label(name, "strong"))
        if doing:
            column.addWidget(label(doing, "small", "2"))
        column.addStretch(1)
        inner.addLayout(column, 1)
        if gives and doing == words("role.wants"):
            inner.addWidget(self._allow(face))
        elif face.here and not face.me:
            inner.addWidget(self._follow(face, followed=followed))
        role = words(f"people.role-{face.role}") if face.role else ""
        if gives:
            inner.addWidget(self._role(face, role))
        else:
            inner.addWidget(label(role, "body", "2"), 0, Qt.AlignmentFlag.AlignRight)
        return row

    def _allow(self, face: Face) -> Button:
        name = words("role.allow-name", name=face.name)
        button = Button(text=words("role.allow"), look="primary", tip_text=name, height=32)
        button.clicked.connect(lambda: self.granted.emit(face.user, "editor"))
        return button

    def _role(self, face: Face, role: str) -> Button:
        """What somebody may do, to choose from."""
        name = words("role.change", name=face.name)
        button = Button(text=role, look="quiet", tip_text=name, height=32)
        menu = QMenu(button)
        for other in GIVEN:
            action = menu.addAction(words(f"people.role-{other}"))
            action.setCheckable(True)
            action.setChecked(other == face.role)
            action.triggered.connect(
                lambda _=False, other=other: self.granted.emit(face.user, other)
            )
        button.clicked.connect(lambda: menu.popup(button.mapToGlobal(QPoint(0, button.height()))))
        return button

    def _follow(self, face: Face, *, followed: bool) -> Button:
        button = Button(
            icons.named("people", "follow") if followed else "",
            words("people.follows" if followed else "people.follow"),
            "outline",
            tip_text=words("people.follow-name", name=face.name),
            icon_size=16,
            height=32,
        )
        button.setCheckable(True)
        button.setChecked(followed)
        button.clicked.connect(lambda: self.wanted.emit(face.user))
        return button


def _switch_row(word: str, switch: Switch) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(label(words(word)), 1)
    row.addWidget(switch)
    return made


def activity(state: Presence | None, face: Face, *, presenting: bool = False) -> str:
    """What a person does right now; `presenting` is oneself."""
    if face.me:
        return words("people.presents") if presenting else ""
    if state is not None and state.asks is True and face.role not in ("editor", "owner"):
        return words("role.wants")
    if state is not None and state.presenting is True:
        return words("people.presents")
    if state is not None and isinstance(state.wet, Wet):
        return words("people.drawing")
    if state is not None and state.tool == "chat":
        return words("people.writing")
    if state is not None and state.selection:
        return words("people.selecting")
    return words("people.looking")
