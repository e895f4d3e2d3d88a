"""Undo, redo, zoom and fit, at the lower left."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from inkroom.face import tokens
from inkroom_desktop import icons, theme
from inkroom_desktop.panels.button import Button
from inkroom_desktop.panels.panel import Panel, line
from inkroom_desktop.panels.text import words


class Cluster(Panel):
    """`pressed` tells the command: edit.undo, edit.redo, view.zoom-in, view.zoom-out, view.actual, view.fit."""

    pressed = Signal(str)

    def __init__(self, parent: QWidget, key_of: Callable[[str], str]) -> None:
        super().__init__(parent, down=False)
        self.setFixedHeight(theme.size("cluster"))
        icon = tokens()["icon"]
        self.undo = self._add(icon["edit"]["undo"], "edit.undo", 18, key_of)
        self.redo = self._add(icon["edit"]["redo"], "edit.redo", 18, key_of)
        self.box.addSpacing(3)
        self.box.addWidget(line(down=True, length=20), alignment=Qt.AlignmentFlag.AlignVCenter)
        self.box.addSpacing(3)
        self._add(icons.named("view", "zoom-out"), "view.zoom-out", 17, key_of)
        self.percent = Button(text="100%", look="plain")
        self.percent.least = 52
        self.percent.clicked.connect(lambda: self.pressed.emit("view.actual"))
        self.box.addWidget(self.percent)
        self._add(icons.named("view", "zoom-in"), "view.zoom-in", 17, key_of)
        self._add(icons.named("view", "fit"), "view.fit", 16, key_of)
        self.adjustSize()

    def _add(self, icon: str, command: str, size: int, key_of: Callable[[str], str]) -> Button:
        button = Button(icon, look="plain", icon_size=size)
        button.name_it(words(command), key_of(command))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(lambda: self.pressed.emit(command))
        self.box.addWidget(button)
        return button

    def show_zoom(self, zoom: float) -> None:
        text = f"{round(zoom * 100)}%"
        if text != self.percent.text():
            self.percent.setText(text)
            self.percent.updateGeometry()

    def show_undo(self, undo: bool, redo: bool) -> None:
        self.undo.setEnabled(undo)
        self.redo.setEnabled(redo)
