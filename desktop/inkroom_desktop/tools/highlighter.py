"""The highlighter: a broad stroke under all others, without pressure."""

from inkroom_desktop.tools.desk import Desk
from inkroom_desktop.tools.pen import PenTool


class HighlighterTool(PenTool):
    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "highlighter")
