"""The marks of elements that have a link, over the board: a press opens it."""

from typing import Final

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from inkroom.board import Element
from inkroom.extent import span
from inkroom_desktop import icons
from inkroom_desktop.desk import BoardDesk
from inkroom_desktop.panels.button import Button
from inkroom_desktop.panels.text import tip, words

SIDE: Final = 24
MOST: Final = 300


class LinkMarks(QObject):
    """Follows the desk's scene and camera."""

    def __init__(self, canvas: QWidget, desk: BoardDesk) -> None:
        super().__init__(canvas)
        self._canvas, self._desk = canvas, desk
        self.marks: dict[str, Button] = {}
        for signal in (desk.scene_changed, desk.camera_changed, desk.page_turned):
            signal.connect(self.show)

    def show(self) -> None:
        """Puts the marks where they belong."""
        scene = self._desk.scene
        shown = {id: scene.index.get(id) for id in list(scene.linked)[-MOST:]}
        for id in [id for id in self.marks if shown.get(id) is None]:
            self.marks.pop(id).deleteLater()
        for id, element in shown.items():
            if element is None:
                continue
            mark = self.marks.get(id) or self._made(id)
            link = str(element.get("link"))
            mark.setAccessibleName(f"{words('edit.open-link')}: {link}")
            mark.setToolTip(tip(link[:80]))
            box = span(element)
            x, y = self._desk.camera.to_screen(box.right, box.top)
            mark.move(round(x) + 4, round(y) - SIDE - 2)

    def _made(self, id: str) -> Button:
        mark = Button(icons.named("edit", "link"), look="outline", icon_size=14, height=SIDE)
        mark.setParent(self._canvas)
        mark.setFixedWidth(SIDE)
        mark.clicked.connect(lambda: self._open(id))
        self.marks[id] = mark
        mark.lower()
        mark.show()
        return mark

    def _open(self, id: str) -> None:
        element = self._desk.board.get(id)
        if element is not None:
            open_link([element])


def open_link(elements: list[Element]) -> None:
    """Opens the link of the first of the elements that has one, in the system's own program for it."""
    link = next((str(one.get("link")) for one in elements if one.get("link")), "")
    if link.startswith(("http://", "https://", "mailto:")):  # the reducer let no other in (EL-8)
        QDesktopServices.openUrl(QUrl(link))
