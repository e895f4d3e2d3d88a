"""Settings: how this device looks and answers; each is kept on this device."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIcon, QPainter, QPixmap, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QGridLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from inkroom.face import LANGUAGES, tokens
from inkroom_desktop import theme
from inkroom_desktop.device import THEMES, Device
from inkroom_desktop.panels.button import Button
from inkroom_desktop.panels.choice import CheckBox, Dropdown
from inkroom_desktop.panels.nib import NibBox
from inkroom_desktop.panels.segment import Part, Segments
from inkroom_desktop.panels.text import label, words
from inkroom_desktop.tools.nib import Nib

NAME: Final = 64
WIDTH: Final = 580


class Settings(QDialog):
    """`changed(name)`: a setting is other than before."""

    changed = Signal(str)

    def __init__(self, parent: QWidget, device: Device) -> None:
        super().__init__(parent)
        self._device = device
        self.setWindowTitle(words("settings.settings"))
        outer = self._outer = QVBoxLayout(self)
        outer.setContentsMargins(24, 20, 24, 24)
        outer.setSpacing(12)
        outer.addWidget(label(words("settings.settings"), "heading"))
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(12)
        self._grid.setColumnStretch(0, 1)
        outer.addLayout(self._grid)
        self._heading("settings.look")
        self.themes = Segments(
            [
                Part(name, "", words(f"view.theme-{name}"), words(f"view.theme-{name}"))
                for name in THEMES
            ],
            words("settings.theme"),
        )
        self.themes.setMinimumWidth(300)
        self.themes.choose(device.chosen_theme)
        self.themes.chosen.connect(self._wear)
        self._row("settings.theme", "", self.themes)
        self.languages = Dropdown()
        self.languages.setAccessibleName(words("settings.language"))
        self.languages.addItem(words("settings.language-computer"), "")
        for code, name in LANGUAGES.items():
            self.languages.addItem(name, code)
        self.languages.setCurrentIndex(max(0, self.languages.findData(device.language)))
        self.languages.activated.connect(self._speak)
        self._row("settings.language", "settings.language-note", self.languages)
        self._heading("settings.hands")
        self._check("left-handed", "settings.left-handed", "settings.left-handed-note")
        self._check("single-keys", "keys.single", "settings.single-note")
        change = words("settings.change")
        self.pen = Button("", change, "outline", tip_text=f"{change}: {words('pen.pen')}")
        self.pen.clicked.connect(self._open_pen)
        self._row("pen.pen", "pen.note", self.pen)
        self._heading("settings.you")
        self.name = QLineEdit(device.name)
        self.name.setMaxLength(NAME)
        self.name.setPlaceholderText(words("guest.name"))
        self.name.setAccessibleName(words("people.name"))
        self.name.editingFinished.connect(self._rename)
        self._row("people.name", "", self.name)
        self.colours = Dropdown()
        self.colours.setAccessibleName(words("people.colour"))
        for name in ("", *tokens()["people"]):
            self._add_colour(name)
        self.colours.setCurrentIndex(max(0, self.colours.findData(device.colour)))
        self.colours.activated.connect(self._recolour)
        self._row("people.colour", "", self.colours)

    def showEvent(self, event: QShowEvent) -> None:
        """As high as its notes need where they wrap: Qt's own guess is for a window of another width."""
        super().showEvent(event)
        self.setFixedSize(WIDTH, self._outer.totalHeightForWidth(WIDTH))

    def _heading(self, word: str) -> None:
        at = self._grid.rowCount()
        if at > 1:
            line = QFrame()
            line.setProperty("line", True)
            line.setFixedHeight(1)
            self._grid.addWidget(line, at, 0, 1, 2)
            at += 1
        self._grid.addWidget(label(words(word), "label", "2"), at, 0, 1, 2)

    def _row(self, word: str, note: str, widget: QWidget) -> None:
        at = self._grid.rowCount()
        told = QVBoxLayout()
        told.setSpacing(0)
        told.addWidget(label(words(word)))
        if note:
            more = label(words(note), "small", "2")
            more.setWordWrap(True)
            told.addWidget(more)
        self._grid.addLayout(told, at, 0)
        self._grid.addWidget(widget, at, 1)

    def _check(self, name: str, word: str, note: str) -> None:
        box = CheckBox()
        box.setAccessibleName(words(word))
        box.setChecked(self._device.flag(name))
        box.toggled.connect(lambda on: self._flag(name, on=on))
        box.setObjectName(name)
        self._row(word, note, box)

    # ------------------------------------------------------------- what was changed

    def _wear(self, choice: str) -> None:
        self.themes.choose(choice)
        self._device.set_theme(THEMES[choice])
        self.changed.emit("theme")

    def _speak(self) -> None:
        self._device.store.set_value("language", self.languages.currentData())
        self.changed.emit("language")

    def _open_pen(self) -> None:
        box = NibBox(self, self._device.nib)
        box.changed.connect(self._take_nib)
        box.exec()

    def _take_nib(self, nib: Nib) -> None:
        self._device.set_nib(nib)
        self.changed.emit("nib")

    def _flag(self, name: str, *, on: bool) -> None:
        self._device.set_flag(name, on=on)
        self.changed.emit(name)

    def _add_colour(self, name: str) -> None:
        if not name:
            self.colours.addItem(words("people.colour-any"), name)
            return
        side = 14
        made = QPixmap(side, side)
        made.fill(Qt.GlobalColor.transparent)
        painter = QPainter(made)
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.person(name))
            painter.drawEllipse(0, 0, side, side)
        finally:
            painter.end()
        self.colours.addItem(QIcon(made), words(f"people.colour-{name}"), name)

    def _recolour(self) -> None:
        self._device.recolour(self.colours.currentData())
        self.changed.emit("colour")

    def _rename(self) -> None:
        name = self.name.text().strip()
        if name != self._device.name:
            self._device.rename(name)
            self.changed.emit("name")
