"""The kit: every tool once, by its name."""

from typing import Final

from inkroom.form import FORMS
from inkroom_desktop.tools.arrow import ArrowTool
from inkroom_desktop.tools.comment import CommentTool
from inkroom_desktop.tools.desk import Desk, Tool
from inkroom_desktop.tools.eraser import EraserTool
from inkroom_desktop.tools.hand import HandTool
from inkroom_desktop.tools.highlighter import HighlighterTool
from inkroom_desktop.tools.laser import LaserTool
from inkroom_desktop.tools.lasso import LassoTool
from inkroom_desktop.tools.note import NoteTool
from inkroom_desktop.tools.parteraser import PartEraserTool
from inkroom_desktop.tools.pen import PenTool
from inkroom_desktop.tools.picker import PickerTool
from inkroom_desktop.tools.select import SelectTool
from inkroom_desktop.tools.shape import ShapeTool
from inkroom_desktop.tools.text import TextTool

LOOKING: Final = ("select", "lasso", "hand", "laser")
"""What those who may only look work with."""
TALKING: Final = (*LOOKING, "comment")
"""What those who may comment work with."""

HOVERS: Final = {
    "select": "select",
    "lasso": "cross",
    "hand": "hand",
    "pen": "pen",
    "highlighter": "pen",
    "eraser": "eraser",
    "part-eraser": "eraser",
    "laser": "laser",
    "arrow": "cross",
    "line": "cross",
    "rect": "cross",
    "ellipse": "cross",
    "diamond": "cross",
    **{f"shape-{form}": "cross" for form in FORMS},
    "text": "text",
    "note": "cross",
    "frame": "cross",
    "comment": "comment",
    "picker": "picker",
}
"""How the pointer looks over the board before it has moved."""


def kit(desk: Desk) -> dict[str, Tool]:
    return {
        "select": SelectTool(desk),
        "lasso": LassoTool(desk),
        "hand": HandTool(desk),
        "pen": PenTool(desk),
        "highlighter": HighlighterTool(desk),
        "eraser": EraserTool(desk),
        "part-eraser": PartEraserTool(desk),
        "laser": LaserTool(desk),
        "arrow": ArrowTool(desk, "arrow"),
        "line": ArrowTool(desk, "line"),
        "rect": ShapeTool(desk, "rect"),
        "ellipse": ShapeTool(desk, "ellipse"),
        "diamond": ShapeTool(desk, "diamond"),
        **{f"shape-{form}": ShapeTool(desk, f"shape-{form}") for form in FORMS},
        "text": TextTool(desk),
        "note": NoteTool(desk),
        "frame": ShapeTool(desk, "frame"),
        "comment": CommentTool(desk),
        "picker": PickerTool(desk),
    }
