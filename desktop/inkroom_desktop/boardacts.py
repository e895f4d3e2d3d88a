"""What the commands of the key table do on a board that is open."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt

from inkroom_desktop import inks
from inkroom_desktop.panels.linkbox import ask_link
from inkroom_desktop.panels.linkmarks import open_link
from inkroom_desktop.panels.text import words
from inkroom_desktop.paper import preview
from inkroom_desktop.tools.draft import is_free

if TYPE_CHECKING:
    from inkroom_desktop.page import BoardPage


class BoardActs:
    """Acts on a page; what is the window's own is not here."""

    def __init__(self, page: "BoardPage") -> None:
        self._page = page

    def all(self) -> dict[str, Callable[[], Any]]:
        """By their names in the key table."""
        page = self._page
        return {
            "edit.undo": page.undo,
            "edit.redo": page.link.redo,
            "edit.select-all": self._select_all,
            "edit.link": lambda: ask_link(page, page.desk),
            "edit.open-link": lambda: open_link(page.desk.selected),
            "style.ink": lambda: page.rail.well.click(),
            "style.fill": lambda: page.style_panel.fills.setFocus(Qt.FocusReason.TabFocusReason),
            "style.form": page.style_panel.form.open_menu,
            "style.thinner": lambda: self._step_width(-1),
            "style.thicker": lambda: self._step_width(1),
            "history.history": page.past.toggle,
            "history.compact": page.compacting.open,
            "view.find": page.finder.open_it,
            "view.minimap": page.surround.toggle_minimap,
            "view.snap": self._toggle_snap,
            "page.sheets": lambda: page.sheets_asked.emit(),
            "view.board-only": page.toggle_chrome,
            "view.outline": page.toggle_outline,
            "view.present": page.slides.start,
            "view.print": self._print,
            "timer.timer": self._ask_timer,
            "vote.vote": self._ask_vote,
            **page.sight.acts(),
            **page.exchange.acts(),
        }

    def _toggle_snap(self) -> None:
        self._page.desk.snaps = not self._page.desk.snaps
        self._page.toast.tell(words("view.snap-on" if self._page.desk.snaps else "view.snap-off"))

    def _select_all(self) -> None:
        self._page.desk.set_tool("select")
        self._page.desk.select(
            [element.id for element in self._page.scene.shown if is_free(element)]
        )

    def _step_width(self, step: int) -> None:
        broad = self._page.desk.tool_name == "highlighter"
        widths = [value for _, value, _ in (inks.BROAD if broad else inks.WIDTHS)]
        now = min(range(len(widths)), key=lambda at: abs(widths[at] - self._page.desk.style.width))
        self._page.desk.set_style(width=widths[max(0, min(len(widths) - 1, now + step))])

    def _ask_timer(self) -> None:
        """Beside the people, as all that is done together."""
        self._page.show_side("people")
        self._page.gathering.ask_timer(self._page.side.people.timer)

    def _ask_vote(self) -> None:
        self._page.show_side("people")
        self._page.gathering.voting.ask(self._page.side.people.vote)

    def _print(self) -> None:
        if self._page.scene.whole is None:
            self._page.toast.tell(words("first.title"))
        else:
            preview(
                self._page, self._page.desk.board, self._page.assets.get, self._page.title
            ).exec()
