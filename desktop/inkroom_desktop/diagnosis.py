"""What support asks for: versions, screens and the state of connections, and nothing that was drawn or written."""

import logging
import platform
import sys
from collections import deque
from collections.abc import Iterable
from typing import Final

import PySide6
from PySide6.QtGui import QGuiApplication

from inkroom import __version__
from inkroom.face import language
from inkroom_desktop import theme
from inkroom_desktop.link import Link
from inkroom_desktop.places import name_of

LINES: Final = 200


class Recent(logging.Handler):
    """The last lines of the log; they may name a file, and nothing that stands on a board."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.lines: deque[str] = deque(maxlen=LINES)
        self.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


recent: Final = Recent()


def diagnosis(links: Iterable[Link], window: str) -> str:
    """As lines of text. `window`: what the window can say of itself."""
    screens = [
        f"{screen.size().width()}x{screen.size().height()} at {screen.devicePixelRatio():g}"
        for screen in QGuiApplication.screens()
    ]
    return "\n".join(
        [
            f"Inkroom {__version__}, Python {platform.python_version()}, PySide6 {PySide6.__version__}",
            f"{platform.platform()}, {QGuiApplication.platformName()}, {sys.executable}",
            f"screens: {', '.join(screens)}; window: {window}",
            f"theme: {theme.now()}; language: {language()}",
            *map(_board, links),
            "",
            *recent.lines,
        ]
    )


def _board(link: Link) -> str:
    session = link.session
    where = "this computer" if link.address.here else name_of(link.address.server)
    return (
        f"board {link.address.board} on {where}: {session.phase}, role {session.role},"
        f" #{session.seq}, {session.waiting} waiting, {len(session.board.own)} elements"
    )
