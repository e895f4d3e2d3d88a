"""Presenting: the frames of all pages in turn, each filling the screen; of a page without frames all of it."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent

from inkroom.extent import span
from inkroom.slides import Slide, slides
from inkroom_desktop import icons
from inkroom_desktop.camera import fitting
from inkroom_desktop.canvas import Canvas
from inkroom_desktop.desk import BoardDesk
from inkroom_desktop.panels.button import Button
from inkroom_desktop.panels.dark import DarkStrip
from inkroom_desktop.panels.text import words

ON: Final = ("Key_Right", "Key_Down", "Key_PageDown", "Key_Space", "Key_Return", "Key_Enter")
BACK: Final = ("Key_Left", "Key_Up", "Key_PageUp", "Key_Backspace")
NEAREST: Final = 8.0
ROOM: Final = (24.0, 24.0, 24.0, 24.0)


class SlideStrip(DarkStrip):
    """Back, where one is, on, and the end."""

    def __init__(self, canvas: Canvas) -> None:
        super().__init__(canvas, left=6)
        self.back = self._button("back", "present.back")
        self.on = self._button("on", "present.on")
        self.out = self._button("close", "present.end")
        self.row.insertWidget(0, self.back)
        self.row.addWidget(self.on)
        self.row.addWidget(self.out)
        self.setAccessibleName(words("view.present"))

    def _button(self, icon: str, word: str) -> Button:
        return Button(icons.named("view", icon), look="inverse", height=32, tip_text=words(word))

    def place(self) -> None:
        canvas = self.parentWidget()
        if canvas is not None:
            self.move((canvas.width() - self.width()) // 2, canvas.height() - self.height() - 16)


class Slides(QObject):
    """`stage(on)` takes everything else off the screen, and brings it again."""

    def __init__(self, desk: BoardDesk, canvas: Canvas, stage: Callable[[bool], None]) -> None:
        super().__init__(canvas)
        self._desk, self._canvas, self._stage = desk, canvas, stage
        self._slides: list[Slide] = []
        self.at = -1
        """Which slide is seen; -1: nothing is presented."""
        self.strip = SlideStrip(canvas)
        self.strip.back.clicked.connect(lambda: self.go(self.at - 1))
        self.strip.on.clicked.connect(lambda: self.go(self.at + 1))
        self.strip.out.clicked.connect(self.leave)

    def start(self) -> None:
        """Begins with the first slide of the page in view (SHEET-7)."""
        desk = self._desk
        if self.at >= 0:
            return
        self._slides = slides(desk.board)
        page = desk.scene.stack.page
        self._before = (page, desk.camera, desk.tool_name)
        self.at = next(at for at, slide in enumerate(self._slides) if slide.page == page)
        self._canvas.installEventFilter(self)
        self._stage(True)
        desk.set_tool("laser")
        for part in (self.strip.back, self.strip.text, self.strip.on):
            part.setVisible(len(self._slides) > 1)
        self.go(self.at)
        self._canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    def go(self, to: int) -> None:
        """To a slide, the first or last where there is none such."""
        self.at = max(0, min(len(self._slides) - 1, to))
        self.strip.say(words("present.of", at=self.at + 1, count=len(self._slides)))
        self.strip.come()
        slide = self._slides[self.at]
        self._desk.leaf_to(slide.page)
        box = self._desk.scene.whole if slide.frame is None else span(slide.frame)
        if box is not None:
            width, height = self._canvas.width(), self._canvas.height()
            self._desk.camera = fitting(box, width, height, most=NEAREST, insets=ROOM)

    def leave(self) -> None:
        """Back to the view and the tool of before."""
        if self.at < 0:
            return
        self.at = -1
        self._canvas.removeEventFilter(self)
        self.strip.hide()
        self._stage(False)
        page, camera, tool = self._before
        self._desk.set_tool(tool)
        self._desk.leaf_to(page)
        self._desk.camera = camera

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.go(self.at)
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        name = Qt.Key(event.key()).name
        if name in ON or name in BACK:
            self.go(self.at + (1 if name in ON else -1))
        elif name in ("Key_Home", "Key_End"):
            self.go(0 if name == "Key_Home" else len(self._slides))
        elif name == "Key_Escape":
            self.leave()
        else:
            return False
        return True
