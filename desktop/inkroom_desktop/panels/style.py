"""The style panel at the upper right: the look of the selection, or of what a tool draws next."""

from collections.abc import Callable, Sequence
from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from inkroom.board import Element
from inkroom.face import tokens
from inkroom.look import form_of
from inkroom_desktop import icons, theme
from inkroom_desktop.inks import BROAD, HIGHLIGHTERS, INKS, PAPERS, WIDTHS
from inkroom_desktop.panels.author import TALL, AuthorRow
from inkroom_desktop.panels.button import Button
from inkroom_desktop.panels.formpick import FormPick, form_name
from inkroom_desktop.panels.panel import RIM, Panel
from inkroom_desktop.panels.segment import Part, Segments
from inkroom_desktop.panels.slider import Slider
from inkroom_desktop.panels.swatches import Swatches
from inkroom_desktop.panels.text import label, words
from inkroom_desktop.tools.desk import Style
from inkroom_desktop.tools.style import mixed

_LETTERS: Final = ("font", "size", "align")
_LINE: Final = ("ink", "width", "dash", "sketch", "curve", "opacity", "order")
_SHAPE: Final = ("form", "ink", "fill", "width", "dash", "sketch", "opacity", "order")
ROWS: Final[dict[str, tuple[str, ...]]] = {
    "stroke": ("ink", "width", "opacity", "order"),
    "highlighter": ("highlight", "broad", "opacity", "order"),
    "line": _LINE,
    "arrow": _LINE,
    "rect": _SHAPE,
    "ellipse": _SHAPE,
    "diamond": _SHAPE,
    "shape": _SHAPE,
    "text": ("ink", *_LETTERS, "opacity", "order"),
    "note": ("paper", *_LETTERS, "opacity", "order"),
    "image": ("opacity", "order"),
    "frame": ("opacity", "order"),
}
"""What is shown for a kind."""
_OF_THINGS: Final = ("form", "order")
"""Rows that a tool has not."""
TOOLS: Final = ("arrow", "line", "rect", "ellipse", "diamond", "shape", "text", "note")
"""The tools whose style is shown before anything is drawn; the pens have the ink well."""
_OWN: Final = {
    "highlight": ("ink", "paper"),
    "broad": ("width",),
    "paper": ("ink", "highlight", "fill"),
}
"""Rows that make way for these."""
FILLS: Final = ("none", "tint", "solid", "hachure")
ORDERS: Final = ("back", "backward", "forward", "front")
PADDING: Final = 12


class StylePanel(Panel):
    """`styled(change)`: registers that a person chose; `formed(form)`: the form; `pressed(command)`: a button
    of the head or the order."""

    styled = Signal(object)
    formed = Signal(str)
    pressed = Signal(str)

    def __init__(self, parent: QWidget, key_of: Callable[[str], str]) -> None:
        super().__init__(parent)
        self._style = Style()
        self._key_of = key_of
        self.setFixedWidth(theme.size("style"))
        self._page = QWidget()
        self._page.setAutoFillBackground(True)
        self._column = QVBoxLayout(self._page)
        self._column.setContentsMargins(PADDING - RIM, 12 - RIM, PADDING - RIM, 12 - RIM)
        self._column.setSpacing(12)
        self._column.addWidget(self._head())
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(self._page)
        self.box.addWidget(self._area)
        self.author = AuthorRow()
        self.box.addWidget(self.author)
        self.rows: dict[str, QWidget] = {}
        self._add_form()
        self._add_colours()
        self._add_lines()
        self._add_letters()
        self._add_last()
        self.hide()

    def _head(self) -> QWidget:
        head = QWidget()
        head.setFixedHeight(20)
        row = QHBoxLayout(head)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.title = label("", "strong")
        self.title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        row.addWidget(self.title, 1)
        edit = tokens()["icon"]["edit"]
        self.lock = self._action(edit["unlock"], "edit.lock")
        self.head_buttons = [self.lock, self._action(edit["duplicate"], "edit.duplicate")]
        self.head_buttons.append(self._action(edit["delete"], "edit.delete"))
        for button in self.head_buttons:
            row.addWidget(button)
        return head

    def _action(self, icon: str, command: str) -> Button:
        button = Button(icon, look="quiet", icon_size=16, height=24)
        button.name_it(words(command), self._key_of(command))
        button.clicked.connect(lambda: self.pressed.emit(command))
        return button

    def _row(self, name: str, title: str, control: QWidget) -> None:
        row = QWidget()
        column = QVBoxLayout(row)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(label(words(title), "label", "2"))
        column.addWidget(control)
        self.rows[name] = row
        self._column.addWidget(row)

    def _segments(
        self, name: str, title: str, parts: list[Part], change: Callable[[Any], dict[str, Any]]
    ) -> Segments:
        control = Segments(parts, words(title))
        control.chosen.connect(lambda value: self.styled.emit(change(value)))
        self._row(name, title, control)
        return control

    def _choices(
        self, name: str, title: str, word: str, values: Sequence[Any], group: str = ""
    ) -> Segments:
        parts = [
            Part(
                value,
                icons.named(group, str(value)) if group else "",
                words(f"style.{word}-{value}"),
            )
            for value in values
        ]
        return self._segments(name, title, parts, lambda value: {name: value})

    def _add_form(self) -> None:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(label(words("style.form"), "label", "2"), 1)
        self.form = FormPick(self._key_of("style.form"))
        self.form.formed.connect(self.formed)
        line.addWidget(self.form)
        self.rows["form"] = row
        self._column.addWidget(row)

    def _add_colours(self) -> None:
        self.inks = Swatches(INKS, words("style.ink"))
        self.inks.chosen.connect(lambda ink: self.styled.emit(ink_change(self._style, ink)))
        self._row("ink", "style.ink", self.inks)
        self.highlights = Swatches(HIGHLIGHTERS, words("style.ink"), tone="highlighter")
        self.highlights.chosen.connect(lambda ink: self.styled.emit({"ink": ink}))
        self._row("highlight", "style.ink", self.highlights)
        self.papers = Swatches(PAPERS, words("style.paper"), tone="note")
        self.papers.chosen.connect(lambda fill: self.styled.emit({"fill": fill}))
        self._row("paper", "style.paper", self.papers)
        parts = [Part(v, icons.named("fill-style", v), words(f"style.fill-{v}")) for v in FILLS]
        self.fills = self._segments("fill", "style.fill", parts, self._fill_change)

    def _fill_change(self, value: str) -> dict[str, Any]:
        if value == "none":
            return {"fill": "none"}
        fill = self._style.ink if self._style.fill == "none" else self._style.fill
        return {"fill": fill, "fill_style": value}

    def _add_lines(self) -> None:
        for name, widths in (("width", WIDTHS), ("broad", BROAD)):
            parts = [Part(value, icons.named("width", step), text) for step, value, text in widths]
            control = self._segments(name, "style.width", parts, lambda value: {"width": value})
            setattr(self, f"{name}s", control)
        self.dashes = self._choices(
            "dash", "style.line", "dash", ("solid", "dashed", "dotted"), "dash"
        )
        self.sketches = self._choices("sketch", "style.sketch", "sketch", (0, 1, 2), "sketch")
        self.curves = self._choices("curve", "style.curve", "curve", (0, 1, 2), "curve")

    widths: Segments
    broads: Segments

    def _add_letters(self) -> None:
        self.fonts = self._choices("font", "style.font", "font", ("hand", "sans", "serif", "mono"))
        sizes = [(n, tokens()["boardText"][n]) for n in ("small", "medium", "large", "huge")]
        parts = [Part(px * 16, "", words(f"style.size-{name}"), str(px)) for name, px in sizes]
        self.sizes = self._segments("size", "style.size", parts, lambda value: {"size": value})
        self.aligns = self._choices("align", "style.align", "align", ("left", "centre", "right"))

    def _add_last(self) -> None:
        self.opacity = Slider(words("style.opacity"))
        self.opacity.settled.connect(lambda value: self.styled.emit({"opacity": value}))
        self._row("opacity", "style.opacity", self.opacity)
        parts = [
            Part(f"edit.{name}", icons.named("edit", name), words(f"edit.{name}"))
            for name in ORDERS
        ]
        orders = Segments(parts, words("style.order"), keeps=False, icon_size=16)
        orders.chosen.connect(lambda command: self.pressed.emit(command))
        self._row("order", "style.order", orders)

    # ------------------------------------------------------------- showing

    def show_state(
        self, elements: Sequence[Element], tool: str, style: Style, *, may_draw: bool
    ) -> None:
        """The selection, or the tool's style where nothing is selected; hidden where there is neither."""
        self._style = style
        wanted = rows_of(elements, tool)
        self.setVisible(may_draw and bool(wanted))
        if not wanted or not may_draw:
            return
        for name, row in self.rows.items():
            row.setVisible(name in wanted)
        self.title.setText(head_of(elements, tool))
        for button in self.head_buttons:
            button.setVisible(bool(elements))
        self.form.show_forms(elements)
        self._show_lock(elements)
        self._show_values(style, mixed(elements))

    def fit_into(self, height: int) -> None:
        """As tall as its rows; where there is less room they move together, and at last they scroll."""
        foot = 2 * RIM + (0 if self.author.isHidden() else TALL)
        for gap in (12, 6):
            self._column.setSpacing(gap)
            for row in self.rows.values():
                self._gap_of(row, gap // 2)
            self._column.invalidate()
            wanted = self._column.sizeHint().height() + foot
            if wanted <= height:
                break
        right = PADDING - RIM if wanted <= height else 0
        self._column.setContentsMargins(PADDING - RIM, 12 - RIM, right, 12 - RIM)
        self.setFixedHeight(min(wanted, max(120, height)))

    @staticmethod
    def _gap_of(row: QWidget, gap: int) -> None:
        layout = row.layout()
        if layout is not None:
            layout.setSpacing(gap)

    def _show_lock(self, elements: Sequence[Element]) -> None:
        locked = bool(elements) and all(element.get("locked") is True for element in elements)
        word = "unlock" if locked else "lock"
        self.lock.icon_name = icons.named("edit", "lock" if locked else "unlock")
        self.lock.name_it(words(f"edit.{word}"), self._key_of("edit.lock"))
        self.lock.update()

    def _show_values(self, style: Style, differs: frozenset[str]) -> None:
        """Where the selected differ none is shown as chosen."""

        def same(name: str, value: Any, none: Any = None) -> Any:
            return none if name in differs else value

        hatched = style.fill_style in ("cross", "zigzag")
        filling = "none" if style.fill == "none" else "hachure" if hatched else style.fill_style
        ink = same("ink", style.ink.upper(), "")
        self.inks.choose(ink)
        self.highlights.choose(ink)
        self.papers.choose(same("fill", style.fill.upper(), ""))
        self.fills.choose(None if "fill_style" in differs else same("fill", filling))
        for control in (self.widths, self.broads):
            control.choose(same("width", style.width))
        self.dashes.choose(same("dash", style.dash))
        self.sketches.choose(same("sketch", style.sketch))
        self.curves.choose(same("curve", style.curve))
        self.fonts.choose(same("font", style.font))
        self.sizes.choose(same("size", style.size))
        self.aligns.choose(same("align", style.align))
        self.opacity.set_value(style.opacity)


def rows_of(elements: Sequence[Element], tool: str) -> list[str]:
    """The rows that are shown for a selection, or for a tool where nothing is selected."""
    if not elements:
        kind = tool.partition("-")[0]  # shape-star
        return [name for name in (ROWS[kind] if kind in TOOLS else ()) if name not in _OF_THINGS]
    wanted: dict[str, None] = {}
    for element in elements:
        kind = "highlighter" if element.fixed.get("brush") == "highlighter" else element.kind
        wanted.update(dict.fromkeys(ROWS.get(kind, ("opacity", "order"))))
        if element.kind != "text" and element.values.get("text"):
            wanted.update(dict.fromkeys(_LETTERS))
    # what only markers or notes have is for markers or notes alone
    return [row for row in wanted if row not in _OWN or not any(one in wanted for one in _OWN[row])]


def head_of(elements: Sequence[Element], tool: str) -> str:
    if not elements:
        return words(f"tool.{tool}")
    if len(elements) == 1:
        form = form_of(elements[0])
        return form_name(form) if form else words(f"kind.{elements[0].kind}")
    return words("style.selected", count=len(elements))


def ink_change(style: Style, ink: str) -> dict[str, Any]:
    """A new ink; a fill that was in the colour of the ink goes with it."""
    return {"ink": ink} | ({"fill": ink} if style.fill.upper() == style.ink.upper() else {})
