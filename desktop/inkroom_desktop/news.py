"""What the session tells a person, in the words of the face (face.md section 13)."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from inkroom import events as on
from inkroom_desktop.link import Link
from inkroom_desktop.panels.text import known, words
from inkroom_desktop.panels.toasts import Toast


class News(QObject):
    """Listens to a link and tells by toasts. `show` selects elements: those that an undo left."""

    def __init__(self, link: Link, toast: Toast, show: Callable[[list[str]], None]) -> None:
        super().__init__()
        self._link, self._toast, self._show = link, toast, show
        self._waited = 0
        self._out = False
        link.status.connect(self._status)

    def tell(self, event: on.Event) -> None:
        if isinstance(event, on.Refused):
            self._toast.tell(
                words(
                    f"refused.{event.code}" if known(f"refused.{event.code}") else "refused.other"
                )
            )
        elif isinstance(event, on.Undone) and event.left:
            done = event.total - len(event.left)
            self._toast.tell(
                words("edit.partly-undone", done=done, total=event.total, left=len(event.left)),
                (words("edit.show-them"), lambda: self._show(event.left)),
            )
        elif isinstance(event, on.Warned) and event.code == "healed":
            self._toast.tell(words("offline.healed"), stays=True)

    def invalid(self, code: str, message: str) -> None:
        """A gesture that the session did not take."""
        self._toast.tell(words(f"refused.{code}" if known(f"refused.{code}") else "refused.other"))

    def full(self) -> None:
        """The disk of this device takes nothing more."""
        self._toast.tell(words("offline.device-full"), stays=True)

    def _status(self) -> None:
        """That the server restarts is told once; so is, back after ops waited, that they are saved."""
        session = self._link.session
        was, self._out = self._out, session.phase == "offline" or (self._out and not session.saved)
        if self._out and not was and self._link.why == "restart":
            self._toast.tell(words("offline.restart"))
        if session.phase == "offline":
            self._waited = max(self._waited, session.waiting)
        elif session.saved and self._waited:
            self._toast.tell(words("offline.back", count=self._waited))
            self._waited = 0
