"""The tokens as Qt wants them: colours, fonts, a palette and one style sheet, in light and dark."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from string import Template
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from inkroom.face import font_paths, tokens

Name = Literal["light", "dark"]
Choice = Literal["light", "dark", "system"]

_now: Name = "light"
_QSS = Template("""
QToolTip { background: $inverse; color: $on_inverse; border: 1px solid $inverse; padding: 3px 7px; }
QMenuBar { background: $panel; color: $text; padding: 0 4px; border: 0; }
QMenuBar::item { padding: 5px 10px 4px 10px; border-radius: ${r_key}px; background: transparent; }
QMenuBar::item:selected { background: $hover; }
QMenuBar::item:pressed { background: $pressed; }
QMenu { background: $panel; color: $text; border: 1px solid $border; padding: 4px; }
QMenu::item { padding: 6px 28px 6px 12px; border-radius: ${r_key}px; }
QMenu::icon { padding-left: 10px; }
QMenu::item:selected { background: $hover; }
QMenu::item:disabled { color: $text_3; }
QMenu::separator { height: 1px; background: $border; margin: 4px 8px; }
QListView { background: $panel; color: $text; border: 0; outline: 0; padding: 6px 8px; }
QListView::item { padding: 7px 8px; border-radius: ${r_control}px; }
QListView::item:hover { background: $hover; }
QListView::item:selected { background: $accent_soft; color: $accent_text; }
QLabel { background: transparent; color: $text; }
QLabel[tone="2"] { color: $text_2; }
QLabel[tone="3"] { color: $text_3; }
QLabel[tone="inverse"] { color: $on_inverse; }
QLabel[tone="waiting"] { color: $waiting; }
QLineEdit { background: $panel; color: $text; border: 1px solid $control; border-radius: ${r_control}px;
  padding: 0 10px; selection-background-color: $accent; selection-color: $on_accent; min-height: 34px; }
QLineEdit:focus { border: 2px solid $focus; padding: 0 9px; }
QLineEdit[quiet="true"] { border-color: $border; border-radius: 10px; min-height: 38px; }
QLineEdit[quiet="true"]:focus { border-color: $focus; }
QDialog { background: $panel; }
QComboBox { background: $panel; color: $text; border: 1px solid $control; border-radius: ${r_control}px;
  padding: 0 10px; min-height: 34px; min-width: 140px; }
QComboBox:focus { border: 2px solid $focus; padding: 0 9px; }
QComboBox::drop-down { border: 0; width: 24px; }
QComboBox QAbstractItemView { background: $panel; color: $text; border: 1px solid $border;
  selection-background-color: $hover; selection-color: $text; }
QProgressBar { background: $pressed; border: 0; border-radius: 3px; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }
QScrollArea { background: transparent; border: 0; }
QScrollBar:vertical { background: transparent; width: 6px; margin: 2px 0; }
QScrollBar::handle:vertical { background: $pressed; border-radius: 3px; min-height: 32px; }
QScrollBar::handle:vertical:hover { background: $control; }
QScrollBar:horizontal { height: 0; }
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page { height: 0; background: none; }
QFrame[line="true"] { background: $border; border: 0; }
""")

_ROLES = {
    QPalette.ColorRole.Window: "panel",
    QPalette.ColorRole.Base: "panel",
    QPalette.ColorRole.Button: "panel",
    QPalette.ColorRole.AlternateBase: "sunken",
    QPalette.ColorRole.Midlight: "hover",
    QPalette.ColorRole.Mid: "border",
    QPalette.ColorRole.Dark: "control",
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.Text: "text",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.PlaceholderText: "text-3",
    QPalette.ColorRole.Highlight: "accent",
    QPalette.ColorRole.Accent: "accent",
    QPalette.ColorRole.HighlightedText: "on-accent",
    QPalette.ColorRole.Link: "accent-text",
    QPalette.ColorRole.ToolTipBase: "inverse",
    QPalette.ColorRole.ToolTipText: "on-inverse",
}


def now() -> Name:
    """The theme that is worn."""
    return _now


def dark() -> bool:
    return _now == "dark"


@cache
def _parsed(css: str) -> QColor:
    """`#RGB`, `#RGBA`, `#RRGGBB` or `#RRGGBBAA` as a colour (Qt itself wants the alpha first)."""
    digits = css.lstrip("#")
    if len(digits) in (3, 4):
        digits = "".join(2 * d for d in digits)
    red, green, blue, *alpha = (int(part, 16) for part in re.findall("..", digits))
    return QColor(red, green, blue, *alpha)


def colour(token: str) -> QColor:
    """The colour of a token of `tokens.color`, in the theme that is worn."""
    return _parsed(tokens()["color"][token][_now])


def ink(value: str) -> QColor:
    """A colour as it stands in a register or a drawing: `#RRGGBB`."""
    return _parsed(value)


def person(name: str) -> QColor:
    """A person's colour; a name that is not known gives the last of the list."""
    return _parsed((tokens()["people"].get(name) or tokens()["people"]["slate"])[_now])


def on_person(name: str) -> QColor:
    """The colour of writing on a person's colour."""
    return _parsed((tokens()["people"].get(name) or tokens()["people"]["slate"])["on"][_now])


def size(token: str) -> int:
    """A length of `tokens.size`, in px."""
    return int(tokens()["size"][token])


def radius(token: str) -> int:
    """A radius of `tokens.radius`, in px."""
    return int(tokens()["radius"][token])


def space(step: int) -> int:
    """A step of the grid of 4, in px."""
    return int(tokens()["space"][str(step)])


@cache
def font(style: str, size_px: float = 0, weight: int = 0) -> QFont:
    """A font of `tokens.type` ("body", "button", …), with tabular figures; another size or weight where given."""
    px, _, usual = tokens()["type"][style]
    return inter(size_px or px, weight or usual)


@cache
def inter(size_px: float, weight: int) -> QFont:
    """Inter in px, which are fractional where they must be."""
    made = QFont("Inter")
    if size_px == int(size_px):
        made.setPixelSize(int(size_px))
    else:
        made.setPointSizeF(size_px * 72 / (QGuiApplication.primaryScreen().logicalDotsPerInchY()))
    made.setWeight(QFont.Weight(weight))
    made.setFeature(QFont.Tag("tnum"), 1)
    return made


def board_font(family: str, size_px: float, *, bold: bool = False) -> QFont:
    """The font of writing on a board; `family` is hand, sans, serif or mono."""
    known = tokens()["font"]
    made = QFont(
        [known.get("ui" if family == "sans" else family, known["hand"])["family"], "Inter"]
    )
    made.setPixelSize(max(1, round(size_px)))
    made.setKerning(False)  # measured without (TEXT-1)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    made.setWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)
    return made


def load_fonts() -> None:
    """Makes the bundled fonts known to Qt; raises RuntimeError where one cannot be read."""
    for path in font_paths():
        if QFontDatabase.addApplicationFont(str(path)) < 0:
            raise RuntimeError(f"Expected a font that Qt can read, got {path.name}")


def chosen(choice: Choice) -> Name:
    """The theme that a setting asks for; the system's where it says so and can tell."""
    if choice != "system":
        return choice
    scheme = QGuiApplication.styleHints().colorScheme()
    return "dark" if scheme == Qt.ColorScheme.Dark else "light"


@contextmanager
def as_light() -> Iterator[None]:
    """Paints in the colours of light meanwhile, whatever is worn: paper is white."""
    global _now
    worn, _now = _now, "light"
    try:
        yield
    finally:
        _now = worn


def wear(app: QApplication, name: Name) -> None:
    """Dresses the whole application. Every widget gets a change event and paints itself anew."""
    global _now
    _now = name
    palette = QPalette()
    for role, token in _ROLES.items():
        palette.setColor(role, colour(token))
    muted = QColor(colour("text-3"))
    for role in (
        QPalette.ColorRole.WindowText,
        QPalette.ColorRole.Text,
        QPalette.ColorRole.ButtonText,
    ):
        palette.setColor(QPalette.ColorGroup.Disabled, role, muted)
    app.setPalette(palette)
    app.setFont(font("body"))
    app.setStyleSheet(style_sheet())


def style_sheet() -> str:
    """The style sheet with the values of the theme that is worn."""
    values = {key.replace("-", "_"): pair[_now] for key, pair in tokens()["color"].items()}
    radii = {f"r_{key}": value for key, value in tokens()["radius"].items()}
    return _QSS.substitute(values | radii)
