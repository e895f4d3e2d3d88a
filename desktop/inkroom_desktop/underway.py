"""How far a file is that comes in, told in a toast with a button that calls it off."""

from PySide6.QtCore import QObject

from inkroom_desktop.job import Job
from inkroom_desktop.panels.text import words
from inkroom_desktop.panels.toasts import Toast


class Underway(QObject):
    """Nothing is told any more once something else is, or after `stop`."""

    def __init__(self, job: Job, name: str, toast: Toast) -> None:
        super().__init__()
        self._name, self._toast, self._over = name, toast, False
        self._text = words("import.coming", name=name, percent=0)
        job.moved.connect(self._moved)
        toast.destroyed.connect(self.stop)
        toast.tell(self._text, (words("view.cancel"), job.cancel), stays=True)

    def _moved(self, share: float) -> None:
        text = words("import.coming", name=self._name, percent=int(10 * share) * 10)
        if not self._over and self._toast.retell(self._text, text):
            self._text = text

    def stop(self) -> None:
        self._over = True

    def end(self) -> None:
        """It is here, or not: how far it is need not be told any more."""
        if not self._over:
            self._over = True
            self._toast.untell(self._text)
