"""Words in the window: labels that take nothing but plain text, and tool tips."""

import html
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtGui import Qt as QtText
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from inkroom.face import say, strings
from inkroom_desktop import theme


def label(
    text: str = "", style: str = "body", tone: str = "", parent: QWidget | None = None
) -> QLabel:
    """A label in a type style of the tokens. Plain text only: a board's title may hold `<b>`."""
    made = QLabel(parent)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setText(text)
    made.setFont(theme.font(style))
    if QGuiApplication.isRightToLeft():  # a Latin name too stands where one begins to read
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute
        made.setAlignment(right | Qt.AlignmentFlag.AlignVCenter)
    if tone:
        made.setProperty("tone", tone)
    return made


def wrapped(text: str, tone: str = "") -> QLabel:
    """Words that somebody wrote: they wrap, and can be marked."""
    said = label(text, "body", tone)
    said.setWordWrap(True)
    said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    said.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.MinimumExpanding)
    return said


def might_be_rich(text: str) -> bool:
    """True where Qt would take the text for HTML."""
    return bool(QtText.mightBeRichText(text))


def tip(text: str) -> str:
    """A tool tip: Qt takes text that looks like HTML for HTML, so such text is written as HTML that shows it."""
    return f"<span>{html.escape(text)}</span>" if might_be_rich(text) else text


def words(key: str, **values: Any) -> str:
    """A text of the interface by its key."""
    return say(key, **values)


def known(key: str) -> bool:
    return key in strings()
