"""The settings of a window: the dialogs that change them, and what holds at once."""

from collections.abc import Callable, Iterable

from PySide6.QtWidgets import QApplication, QWidget

from inkroom_desktop import theme
from inkroom_desktop.device import Device
from inkroom_desktop.keys import use_letters
from inkroom_desktop.page import BoardPage
from inkroom_desktop.panels.nib import NibBox
from inkroom_desktop.panels.settings import Settings


class Preferences:
    """`pages`: the boards that are open now."""

    def __init__(
        self, window: QWidget, device: Device, pages: Callable[[], Iterable[BoardPage]]
    ) -> None:
        self._window, self._device, self._pages = window, device, pages
        use_letters(on=device.flag("single-keys"))

    def acts(self) -> dict[str, Callable[[], object]]:
        """The commands."""
        return {
            "settings.settings": self.open,
            "view.pen": self._set_up_pen,
            "view.theme": lambda: self.wear("light" if theme.dark() else "dark"),
            "theme.light": lambda: self.wear("light"),
            "theme.dark": lambda: self.wear("dark"),
            "theme.system": lambda: self.wear("system"),
        }

    def hold_on(self, page: BoardPage) -> None:
        """A board that is opened is set as the others."""
        page.set_left_handed(on=self._device.flag("left-handed"))
        page.desk.nib = self._device.nib

    def open(self) -> None:
        """Opens the settings."""
        dialog = Settings(self._window, self._device)
        dialog.changed.connect(self.settled)
        dialog.exec()

    def _set_up_pen(self) -> None:
        box = NibBox(self._window, self._device.nib)
        box.changed.connect(self._device.set_nib)
        box.changed.connect(lambda _: self.settled("nib"))
        box.exec()

    def settled(self, name: str) -> None:
        """A setting is other than before: it holds at once."""
        if name == "theme":
            self.wear(self._device.chosen_theme)
        elif name == "single-keys":
            use_letters(on=self._device.flag(name))
        elif name in ("left-handed", "nib"):
            for page in self._pages():
                self.hold_on(page)

    def wear(self, choice: theme.Choice) -> None:
        """Another theme, and the choice is kept."""
        self._device.set_theme(choice)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            theme.wear(app, theme.chosen(choice))
