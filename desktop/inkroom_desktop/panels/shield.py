"""The shield of the time bar: what is known of the chain of a history (HIST-10)."""

from typing import Final, Literal

from PySide6.QtGui import QColor

from inkroom_desktop import icons, theme
from inkroom_desktop.panels.button import Button
from inkroom_desktop.panels.text import words

State = Literal["unknown", "checking", "whole", "broken"]
_INKS: Final[dict[State, str]] = {
    "unknown": "text-2", "checking": "text-3", "whole": "ok", "broken": "danger",
}  # fmt: skip


class Shield(Button):
    """A press asks for a check."""

    def __init__(self) -> None:
        super().__init__(icons.named("history", "check"), look="plain", icon_size=18)
        self.state: State = "unknown"
        self.name_it(words("check.check"))

    def tell(self, state: State, said: str) -> None:
        """What is known now, and as a sentence."""
        self.state = state
        sign = ("state", "warning") if state == "broken" else ("history", "check")
        self.icon_name = icons.named(*sign)
        self.name_it(said)
        self.update()

    def ink(self) -> QColor:
        return theme.colour(_INKS[self.state])
