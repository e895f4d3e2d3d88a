"""Python's collector runs on the window's thread alone: a Qt object that ends on another one can end the program."""

import gc
from typing import Final

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication

SWEEP_MS: Final = 1_000


class Sweep(QObject):
    """Once it is made the collector does nothing by itself; `begin` has it run now and then, and `end` ends that."""

    def __init__(self) -> None:
        super().__init__()
        gc.disable()
        self._timer = QTimer(self, interval=SWEEP_MS)
        self._timer.timeout.connect(self._look)

    def begin(self) -> None:
        self._timer.start()

    def end(self) -> None:
        """The collector runs by itself again: to be called when no other thread is left."""
        self._timer.stop()
        gc.enable()

    def _look(self) -> None:
        """Never in the middle of a stroke."""
        if QGuiApplication.mouseButtons() == Qt.MouseButton.NoButton:
            sweep()


def sweep() -> None:
    """Collects the oldest generation whose time has come, as Python would."""
    for generation in (2, 1, 0):
        if gc.get_count()[generation] > gc.get_threshold()[generation]:
            gc.collect(generation)
            return
