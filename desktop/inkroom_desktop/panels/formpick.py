"""The form of what is selected, and the menu that it is picked from."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QMenu

from inkroom.board import Element
from inkroom.form import FORMS, PLAIN
from inkroom.look import form_of
from inkroom_desktop import icons, theme
from inkroom_desktop.panels.button import Button
from inkroom_desktop.panels.text import words

ALL: Final = (*PLAIN, *FORMS)


def _tool_of(form: str) -> str:
    """The tool that draws a form: they share their icon and their name."""
    return form if form in PLAIN else f"shape-{form}"


def form_name(form: str) -> str:
    """What a form is called."""
    return words(f"tool.{_tool_of(form)}")


def _icon_of(form: str) -> str:
    return icons.named("tool", _tool_of(form) if form else "shapes")


class FormPick(Button):
    """A button that shows the form of the selection and opens the others. `formed(form)`: one was picked."""

    formed = Signal(str)

    def __init__(self, key: str) -> None:
        super().__init__(_icon_of(""), look="quiet", icon_size=20, height=24)
        self._key = key
        self.shown = ""
        self.menu = QMenu(self)
        self.name_it(words("style.form"), key)
        self.clicked.connect(self.open_menu)

    def show_forms(self, elements: Sequence[Element]) -> None:
        """The one form of all that have any; where they differ none."""
        forms = {form_of(element) for element in elements} - {""}
        self.shown = forms.pop() if len(forms) == 1 else ""
        self.icon_name = _icon_of(self.shown)
        word = words("style.form")
        self.name_it(f"{word}: {form_name(self.shown)}" if self.shown else word, self._key)
        self.update()

    def open_menu(self) -> None:
        """Opens the fifteen forms under the button, where it is to be seen."""
        if not self.isVisible():
            return
        self.menu.clear()
        for form in ALL:
            action = self.menu.addAction(form_name(form))
            tint = theme.colour("text-2")
            action.setIcon(QIcon(icons.pixmap(_icon_of(form), tint, 16, self.devicePixelRatioF())))
            action.setCheckable(True)
            action.setChecked(form == self.shown)
            action.triggered.connect(lambda _=False, form=form: self.formed.emit(form))
        self.menu.popup(self.mapToGlobal(QPoint(0, self.height())))
