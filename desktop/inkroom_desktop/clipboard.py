"""Elements on the system's clipboard: as their puts for other boards, as words for other programs."""

import json
from typing import Any, Final

import msgspec
from PySide6.QtCore import QByteArray, QMimeData
from PySide6.QtGui import QGuiApplication

from inkroom.errors import InkroomError
from inkroom.extent import span
from inkroom.geometry import Box, union
from inkroom.messages import encode
from inkroom_desktop.tools.copy import copies
from inkroom_desktop.tools.desk import Desk
from inkroom_desktop.tools.draft import element_of_put, selected
from inkroom_desktop.tools.edit import BESIDE, remove
from inkroom_desktop.tools.write import write_at

TYPE: Final = "application/x-inkroom+json"
MOST: Final = 5_000


def copy(desk: Desk) -> None:
    """Puts the selection on the clipboard."""
    elements = selected(desk)
    if not elements:
        return
    puts = copies(desk, elements, 0, 0)
    mime = QMimeData()
    mime.setData(TYPE, QByteArray(encode({"puts": puts})))
    words = [e.get("text") for e in elements if e.values.get("text")]
    if words:
        mime.setText("\n\n".join(words))
    QGuiApplication.clipboard().setMimeData(mime)


def cut(desk: Desk) -> None:
    copy(desk)
    remove(desk)


def paste(desk: Desk, view: Box) -> None:
    """What is on the clipboard, in the middle of what is seen; words become writing."""
    mime = QGuiApplication.clipboard().mimeData()
    puts = _puts(bytes(mime.data(TYPE).data())) if mime.hasFormat(TYPE) else []
    if puts:
        _paste_elements(desk, puts, view)
    elif mime.hasText() and mime.text().strip():
        _paste_words(desk, mime.text(), view)


def _puts(raw: bytes) -> list[dict[str, Any]]:
    """The puts of another board; none where they cannot be read."""
    try:
        puts = json.loads(raw)["puts"]
        for put in puts:
            element_of_put(put)
    except (ValueError, KeyError, TypeError, InkroomError, msgspec.MsgspecError):
        return []
    return puts[:MOST] if isinstance(puts, list) else []


def _paste_elements(desk: Desk, puts: list[dict[str, Any]], view: Box) -> None:
    elements = [element_of_put(put) for put in puts]
    box = union(span(element) for element in elements)
    if box is None:
        return
    dx = dy = BESIDE
    if not box.meets(view):
        dx = (view.left + view.right - box.left - box.right) // 2
        dy = (view.top + view.bottom - box.top - box.bottom) // 2
    made = copies(desk, elements, dx, dy)
    desk.submit({"put": made})
    desk.select([put["id"] for put in made])


def _paste_words(desk: Desk, text: str, view: Box) -> None:
    """Words go the way of the text tool, without an editor."""
    taken: list[Any] = []
    quiet = _Quiet(desk, taken)
    write_at(quiet, (view.left + view.right) / 2, (view.top + view.bottom) / 2)
    if taken:
        taken[0].commit(text)


class _Quiet:
    """A desk whose `write` opens no editor."""

    def __init__(self, desk: Desk, taken: list[Any]) -> None:
        self._desk, self._taken = desk, taken

    def __getattr__(self, name: str) -> Any:
        return getattr(self._desk, name)

    def write(self, writing: Any) -> None:
        self._taken.append(writing)
