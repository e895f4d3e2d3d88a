"""The tools at the left edge, and the flyouts of those that have more than one form."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from inkroom.form import FORMS as SHAPES
from inkroom_desktop import icons, theme
from inkroom_desktop.inks import BROAD, HIGHLIGHTERS, INKS, WIDTHS
from inkroom_desktop.panels.button import Button
from inkroom_desktop.panels.panel import Panel, line
from inkroom_desktop.panels.ring import ring
from inkroom_desktop.panels.segment import Part, Segments
from inkroom_desktop.panels.swatches import Swatches
from inkroom_desktop.panels.text import label, words
from inkroom_desktop.tools.kit import LOOKING, TALKING

GROUPS: Final = (
    ("select", "hand"),
    ("pen", "highlighter", "eraser", "laser"),
    ("arrow", "shape", "text", "note"),
    ("image", "frame", "comment"),
)
FORMS: Final = {
    "select": ("select", "lasso"),
    "eraser": ("eraser", "part-eraser"),
    "arrow": ("arrow", "line"),
    "shape": ("rect", "ellipse", "diamond", *(f"shape-{form}" for form in SHAPES)),
}
FOLDING: Final = (
    *("comment", "frame", "image", "note", "text", "laser", "highlighter", "shape", "arrow"),
)
"""What goes into `more` one by one where the window is too low, so that the ink well is always there."""
LONG_PRESS_MS: Final = 350
ACROSS: Final = 5
"""A flyout with more tools is so many wide."""


def family(tool: str) -> str:
    """The button of the rail that stands for a tool."""
    return next((name for name, forms in FORMS.items() if tool in forms), tool)


class ToolButton(Button):
    """A tool. `more` tells a long press, a right click or a second press: its flyout is wanted."""

    more = Signal()

    def __init__(self, tool: str) -> None:
        self.tool = FORMS.get(tool, (tool,))[0]
        super().__init__(icons.named("tool", self.tool), look="tool", icon_size=20)
        self.fly = tool in FORMS
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._held = QTimer(self, singleShot=True, interval=LONG_PRESS_MS)
        self._held.timeout.connect(self.more)

    def become(self, tool: str, key: str) -> None:
        self.tool, self.icon_name = tool, icons.named("tool", tool)
        self.name_it(words(f"tool.{tool}"), key)
        self.update()

    def nextCheckState(self) -> None:
        """The rail checks it, when the tool is taken."""

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self.fly:
            self._held.start()
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._held.stop()
        super().mouseReleaseEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self.fly:
            self.more.emit()


class InkWell(QAbstractButton):
    """The ink that is in the pen."""

    def __init__(self) -> None:
        super().__init__()
        self.shown = QColor(theme.colour("text"))
        self.setFixedSize(40, 40)
        self.setAccessibleName(words("style.ink"))
        self.setToolTip(words("style.ink"))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def show_ink(self, shown: QColor) -> None:
        self.shown = shown
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            middle = QPoint(20, 20)
            painter.setPen(QPen(theme.colour("control"), 1))
            painter.setBrush(theme.colour("panel"))
            painter.drawEllipse(middle, 14, 14)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.shown)
            painter.drawEllipse(middle, 12, 12)
            if self.hasFocus():
                ring(painter, self.rect(), theme.radius("control"))
        finally:
            painter.end()


class Flyout(Panel):
    """What opens beside the rail; it closes when anything else is pressed."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, down=False)
        self.hide()

    def open_beside(self, button: QWidget) -> None:
        self.adjustSize()
        corner = button.mapTo(self.canvas, QPoint(button.width() + 12, -RIM_UP))
        left, top = corner.x(), min(corner.y(), self.canvas.height() - self.height() - 8)
        if left + self.width() > self.canvas.width():  # the rail is at the right
            left -= button.width() + 24 + self.width()
        self.move(left, max(8, top))
        self.show()
        self.raise_()


RIM_UP: Final = 5


class Rail(Panel):
    """`picked` tells the tool that a person took; `ink`, `width` what the ink well chose."""

    picked = Signal(str)
    ink = Signal(str)
    width_chosen = Signal(int)

    def __init__(self, parent: QWidget, key_of: Callable[[str], str]) -> None:
        super().__init__(parent, rim=4)
        self._key_of = key_of
        self._lines: list[QWidget] = []
        self.buttons: dict[str, ToolButton] = {}
        for at, group in enumerate(GROUPS):
            if at:
                self._add_line()
            for name in group:
                self._add(name)
        self.more = Button(icons.named("tool", "more"), look="tool", tip_text=words("tool.more"))
        self.more.setCheckable(True)
        self.more.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.more.clicked.connect(self._open_folded)
        self.box.addWidget(self.more)
        self._add_line()
        self.well = InkWell()
        self.box.addWidget(self.well)
        self.flyouts = {name: self._forms(name) for name in FORMS}
        self.folded = Flyout(parent)
        self._tool, self._role, self._height = "select", "editor", 0
        self.inks = InkFlyout(parent)
        self.inks.ink.connect(self.ink)
        self.inks.width_chosen.connect(self.width_chosen)
        self.well.clicked.connect(lambda: self._toggle(self.inks, self.well))
        parent.installEventFilter(self)
        self.adjustSize()

    def _add(self, name: str) -> None:
        button = ToolButton(name)
        button.become(button.tool, self._key_of(button.tool))
        button.clicked.connect(lambda: self._clicked(name))
        button.more.connect(lambda: self._toggle(self.flyouts[name], button))
        self.buttons[name] = button
        self.box.addWidget(button)

    def _add_line(self) -> None:
        row = QWidget()
        inner = QHBoxLayout(row)
        inner.setContentsMargins(6, 4, 6, 4)
        inner.addWidget(line())
        self._lines.append(row)
        self.box.addWidget(row)

    def _forms(self, name: str) -> Flyout:
        flyout = Flyout(self.canvas)
        grid = QGridLayout()
        grid.setSpacing(0)
        for at, form in enumerate(FORMS[name]):
            button = ToolButton(form)
            button.become(form, self._key_of(form))
            button.clicked.connect(lambda _=False, form=form: self.picked.emit(form))
            across = ACROSS if len(FORMS[name]) > ACROSS else 1
            grid.addWidget(button, at // across, at % across)
        flyout.box.addLayout(grid)
        return flyout

    def _clicked(self, name: str) -> None:
        button = self.buttons[name]
        if name in self.flyouts and self.flyouts[name].isVisible():
            return
        if button.isChecked() and name in self.flyouts:
            self._toggle(self.flyouts[name], button)
            return
        self.close_flyouts()
        self.picked.emit(button.tool)

    def _toggle(self, flyout: Flyout, beside: QWidget) -> None:
        was = flyout.isVisible()
        self.close_flyouts()
        if not was:
            flyout.open_beside(beside)

    def close_flyouts(self) -> bool:
        """True where one was open."""
        flyouts = (*self.flyouts.values(), self.inks, self.folded)
        open_ones = [flyout for flyout in flyouts if flyout.isVisible()]
        for flyout in open_ones:
            flyout.hide()
        return bool(open_ones)

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if event.type() in (
            QEvent.Type.MouseButtonPress,
            QEvent.Type.TabletPress,
            QEvent.Type.TouchBegin,
        ):
            self.close_flyouts()
        return False

    def show_tool(self, tool: str) -> None:
        """Marks the tool that is taken."""
        self._tool = tool
        self.close_flyouts()
        for name, button in self.buttons.items():
            button.setChecked(name == family(tool))
        shown = self.buttons.get(family(tool))  # the picker has none
        if shown is not None and shown.tool != tool:
            shown.become(tool, self._key_of(tool))
        self._mark_more()

    def show_role(self, role: str) -> None:
        """Tools that one may not use are absent."""
        self._role = role
        self._arrange()

    def fit_into(self, height: int) -> None:
        """So high may it be: what has no room is behind `more`."""
        if height != self._height:
            self._height = height
            self._arrange()

    @property
    def _may(self) -> list[str]:
        """The tools that the role lets one have."""
        if self._role in ("editor", "owner"):
            return list(self.buttons)
        tools = TALKING if self._role == "commenter" else LOOKING
        return [name for name in self.buttons if name in tools]

    def _arrange(self) -> None:
        """Shows what there is room for."""
        foldable: list[str] = [name for name in FOLDING if name in self._may]
        for count in range(len(foldable) + 1):
            self._show(foldable[:count])
            if not self._height or self.height() <= self._height:
                break
        self._mark_more()

    def _mark_more(self) -> None:
        """The tool that is taken may be among those that have no room."""
        shown = self.buttons.get(family(self._tool))
        self.more.setChecked(shown is not None and shown.isHidden())

    def _show(self, folded: list[str]) -> None:
        draws = self._role in ("editor", "owner")
        for name, button in self.buttons.items():
            button.setVisible(name in self._may and name not in folded)
        self.more.setVisible(bool(folded))
        self.well.setVisible(draws)
        for group, row in zip(GROUPS[1:], self._lines, strict=False):
            row.setVisible(draws and any(not self.buttons[name].isHidden() for name in group))
        self._lines[-1].setVisible(draws)
        self.box.activate()  # else its size is still that of all tools
        self.adjustSize()

    def _open_folded(self) -> None:
        """The tools that have no room, in the order of the rail."""
        self.more.setChecked(not self.more.isChecked())  # `show_tool` checks it
        for old in self.folded.findChildren(ToolButton):
            self.folded.box.removeWidget(old)
            old.deleteLater()
        away = [name for name in self._may if self.buttons[name].isHidden()]
        for name in away:
            button = ToolButton(name)
            button.fly = False
            button.become(self.buttons[name].tool, self._key_of(self.buttons[name].tool))
            button.setChecked(self.buttons[name].isChecked())
            button.clicked.connect(lambda _=False, tool=button.tool: self.picked.emit(tool))
            self.folded.box.addWidget(button)
        self._toggle(self.folded, self.more)

    def show_style(self, ink: str, shown: QColor, width: int, *, broad: bool = False) -> None:
        self.well.show_ink(shown)
        self.inks.show_style(ink, width, broad=broad)


class InkFlyout(Flyout):
    """The inks and the widths; those of the highlighter while it is taken."""

    ink = Signal(str)
    width_chosen = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        column = QVBoxLayout()
        column.setContentsMargins(10, 8, 10, 8)
        column.setSpacing(6)
        self.swatches = [Swatches(INKS, words("style.ink")), _highlights()]
        self.widths = [_widths(WIDTHS), _widths(BROAD)]
        for title, pair in (("style.ink", self.swatches), ("style.width", self.widths)):
            column.addWidget(label(words(title), "label", "2"))
            for control in pair:
                column.addWidget(control)
        for swatches in self.swatches:
            swatches.chosen.connect(self.ink)
        for widths in self.widths:
            widths.chosen.connect(lambda value: self.width_chosen.emit(value))
        self.box.addLayout(column)
        self.show_style("", 0, broad=False)

    def show_style(self, ink: str, width: int, *, broad: bool) -> None:
        for at, (swatches, widths) in enumerate(zip(self.swatches, self.widths, strict=True)):
            swatches.setVisible(bool(at) == broad)
            widths.setVisible(bool(at) == broad)
            swatches.choose(ink.upper())
            widths.choose(width)
        self.adjustSize()


def _highlights() -> Swatches:
    return Swatches(HIGHLIGHTERS, words("style.ink"), tone="highlighter")


def _widths(widths: list[tuple[str, int, str]]) -> Segments:
    return Segments(
        [Part(v, icons.named("width", step), text) for step, v, text in widths],
        words("style.width"),
    )
