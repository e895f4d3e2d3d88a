"""What the system tells a person while no window of ours is in front."""

from PySide6.QtWidgets import QSystemTrayIcon, QWidget

from inkroom_desktop import icons
from inkroom_desktop.panels.text import words


class Callout:
    """A notice of the system for one window; a press on it brings that to the front."""

    def __init__(self, window: QWidget) -> None:
        self._window = window
        self._tray: QSystemTrayIcon | None = None

    def tell(self, text: str) -> None:
        """Told where the window is not seen, and the system can."""
        if self._window.isActiveWindow() or not QSystemTrayIcon.isSystemTrayAvailable():
            return
        if self._tray is None:
            self._tray = QSystemTrayIcon(icons.app_icon(), self._window)
            self._tray.setToolTip(words("app.name"))
            self._tray.activated.connect(lambda _: self._come_forward())
            self._tray.messageClicked.connect(self._come_forward)
            self._tray.show()
        self._tray.showMessage(words("app.name"), text)

    def _come_forward(self) -> None:
        window = self._window
        window.showNormal() if window.isMinimized() else window.show()
        window.raise_()
        window.activateWindow()
