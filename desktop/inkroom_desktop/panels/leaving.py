"""The question before a window is closed whose strokes are not all on the server's disk."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtWidgets import QMessageBox, QWidget

from inkroom_desktop.link import Link
from inkroom_desktop.panels.text import words

PATIENCE_MS: Final = 1_000
"""So long what is just on its way is waited for, before anybody is asked."""


def may_leave(parent: QWidget, links: Sequence[Link]) -> bool:
    """True where nothing of these boards waits, or the person closes them all the same; it is kept either way."""
    if _under_way(links):
        _wait(links)
    count = sum(link.session.waiting for link in links)
    return count == 0 or _ask(parent, count)


def _under_way(links: Sequence[Link]) -> bool:
    waiting = [link for link in links if link.session.waiting]
    return bool(waiting) and all(link.session.phase == "live" for link in waiting)


def _wait(links: Sequence[Link]) -> None:
    loop = QEventLoop()
    QTimer.singleShot(PATIENCE_MS, loop, loop.quit)

    def look() -> None:
        if not any(link.session.waiting for link in links):
            loop.quit()

    for link in links:
        link.settled.connect(look)
    loop.exec()
    for link in links:
        link.settled.disconnect(look)


def _ask(parent: QWidget, count: int) -> bool:
    box = QMessageBox(parent)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setIcon(QMessageBox.Icon.Warning)
    box.setWindowTitle(words("app.name"))
    box.setText(words("offline.leave-title", count=count))
    box.setInformativeText(words("offline.leave-more"))
    close = box.addButton(words("offline.leave-close"), QMessageBox.ButtonRole.DestructiveRole)
    stay = box.addButton(words("offline.leave-stay"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(stay)
    box.setEscapeButton(stay)
    box.exec()
    return box.clickedButton() is close
