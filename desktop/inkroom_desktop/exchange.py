"""What comes onto a board and leaves it by clipboard, drop and file dialog."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from inkroom.errors import InkroomError
from inkroom.formats.clipboard import pasted
from inkroom.formats.drawings import READERS, SUFFIXES
from inkroom.geometry import UNIT
from inkroom_desktop import clipboard
from inkroom_desktop.arriving import Arriving
from inkroom_desktop.assets import Assets
from inkroom_desktop.desk import BoardDesk
from inkroom_desktop.images import KINDS, Images, pictures_in, read
from inkroom_desktop.panels.text import words
from inkroom_desktop.sight import Sight
from inkroom_desktop.tools.paste import Place, paste_elements

PDF: Final = ".pdf"
BOARD: Final = ".inkroom"
DRAWINGS: Final = frozenset(READERS) - {PDF, *KINDS}
"""The ends of what comes in by way of the server."""


def files_in(mime: QMimeData) -> list[Path]:
    """The files of this computer that were copied or dropped."""
    return [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]


def boards_in(mime: QMimeData, *, onto: bool) -> list[Path]:
    """What is dropped to be boards of their own: `onto` an open board another program's file is put onto that."""
    kinds = (BOARD,) if onto else SUFFIXES
    return [path for path in files_in(mime) if path.suffix.lower() in kinds]


class Exchange:
    """`tell`: shows a text."""

    def __init__(
        self,
        desk: BoardDesk,
        sight: Sight,
        assets: Assets,
        arriving: Arriving,
        tell: Callable[[str], None],
    ) -> None:
        self._desk, self._sight, self._assets, self._tell = desk, sight, assets, tell
        self._arriving = arriving
        self._images = Images(desk, assets)
        self._images.told.connect(lambda word: tell(words(word)))

    def acts(self) -> dict[str, Callable[[], Any]]:
        """The commands of copying and pasting."""
        desk, of = self._desk, self._assets.bytes_of
        return {
            "edit.copy": lambda: clipboard.copy(desk, of),
            "edit.cut": lambda: clipboard.cut(desk, of),
            "edit.paste": lambda: self.paste(self._sight.place),
            "edit.paste-in-place": lambda: self.paste((0, 0), in_place=True),
            "edit.paste-text": lambda: self.paste(self._sight.place, plain=True),
            "edit.copy-png": lambda: self._copy_picture(as_svg=False),
            "edit.copy-svg": lambda: self._copy_picture(as_svg=True),
        }

    def paste(self, at: Place, *, in_place: bool = False, plain: bool = False) -> None:
        """Puts what is on the clipboard at a place."""
        mime = _copied()
        if not plain and self._desk.may_draw and self._add_drawings(mime, at):
            self.add_images(mime, at)
            return
        if not plain and not mime.hasText() and self.add_images(mime, at):
            return
        if not clipboard.paste(self._desk, at, in_place=in_place, plain=plain):
            self._tell(words("edit.not-pasted"))

    def takes(self, mime: QMimeData) -> bool:
        """Whether something that is held over the board may be dropped."""
        some = mime.hasUrls() or mime.hasImage() or mime.hasText()
        return self._desk.may_draw and some and not boards_in(mime, onto=True)

    def drop(self, mime: QMimeData, at: Place) -> bool:
        """Puts what was dropped at a place; False where it is nothing that a board can hold."""
        clip = pasted(mime.text()) if mime.hasText() and not mime.hasUrls() else None
        if clip is not None:
            paste_elements(self._desk, clip.elements, at)
            return True
        drawings = self._add_drawings(mime, at)
        added = self.add_images(mime, at) or drawings
        if not added:
            self._tell(words("image.not-one"))
        return added

    def _add_drawings(self, mime: QMimeData, at: Place) -> bool:
        """Puts the files of other programs on the board; False where there are none."""
        drawings = [path for path in files_in(mime) if path.suffix.lower() in DRAWINGS]
        for path in drawings:
            self.add_drawing(path, at)
        return bool(drawings)

    def add_images(self, mime: QMimeData, at: Place) -> bool:
        """Puts the pictures that were copied or dropped on the board; False where there are none."""
        pictures = pictures_in(mime) if self._desk.may_draw else []
        self._images.add(pictures, at, self._sight.seen)
        return bool(pictures)

    def pick_images(self, parent: QWidget) -> None:
        """Asks for picture files."""
        if not self._desk.may_draw:
            return
        kinds = " ".join(f"*{kind}" for kind in (*KINDS, PDF))
        names, _ = QFileDialog.getOpenFileNames(parent, words("tool.image"), "", kinds)
        papers = [Path(name) for name in names if name.lower().endswith(PDF)]
        for paper in papers:
            self.add_pages(paper)
        others = [Path(name) for name in names if Path(name) not in papers]
        pictures = [data for path in others if (data := read(path)) is not None]
        if len(pictures) < len(others):
            self._tell(words("image.not-one"))
        self._images.add(pictures, self._sight.place, self._sight.seen)

    def add_pages(self, path: Path) -> None:
        """The pages of a PDF, locked, to write on: the server makes pictures of them."""
        self._arriving.bring(path, f"page={self._page}")

    def add_drawing(self, path: Path, at: Place) -> None:
        """What is in a file of another program, with its middle at a place."""
        x, y = (f"{side / UNIT:.2f}" for side in at)
        self._arriving.bring(path, f"x={x}&y={y}&page={self._page}")

    @property
    def _page(self) -> str:
        return quote(self._desk.scene.stack.page, safe="")

    def _copy_picture(self, *, as_svg: bool) -> None:
        """Of the selection, or of all that is seen where nothing is selected."""
        desk = self._desk
        shown = desk.selected or desk.scene.shown
        try:
            clipboard.copy_picture(shown, desk.board, self._assets.bytes_of, as_svg=as_svg)
        except InkroomError as why:
            self._tell(str(why))
        else:
            self._tell(words("edit.copied-picture"))


def _copied() -> QMimeData:
    """What is on the clipboard; Qt gives None where nobody owns it, whatever its stub says."""
    mime: Any = QGuiApplication.clipboard().mimeData()
    return QMimeData() if mime is None else mime
