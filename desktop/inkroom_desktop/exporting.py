"""Exports of an open board: asks how, has the file made here or by the server, and tells how far it is."""

from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from inkroom_desktop import drawn
from inkroom_desktop.assets import Assets
from inkroom_desktop.desk import BoardDesk
from inkroom_desktop.files import Work
from inkroom_desktop.link import Link
from inkroom_desktop.making import Making
from inkroom_desktop.network import Network
from inkroom_desktop.panels.exportbox import ExportBox
from inkroom_desktop.panels.text import words
from inkroom_desktop.panels.toasts import Toast
from inkroom_desktop.wishes import HERE, Wishes, query, view_of


class Exporting(QObject):
    """`at` is the moment that is looked at; None: now."""

    def __init__(
        self,
        window: QWidget,
        network: Network,
        link: Link,
        desk: BoardDesk,
        assets: Assets,
        toast: Toast,
    ) -> None:
        super().__init__(window)
        self._window, self._network, self._link = window, network, link
        self._desk, self._assets, self._toast = desk, assets, toast
        self._under_way: dict[Work | Making, str] = {}
        """What is being made, and what is told of it now."""
        self._cancelled: list[Making] = []
        self._over = False

    def open(self) -> ExportBox:
        """The dialog, over the window."""
        box = ExportBox(self._window, self._network, self._desk, self._sit)
        box.wanted.connect(self.ask_where)
        box.open()
        box.finished.connect(box.deleteLater)
        return box

    def _sit(self) -> drawn.Sitter:
        return drawn.sitter(self._desk.board, self._link.address, self._assets.bytes_of)

    @property
    def _title(self) -> str:
        element = self._link.session.board.get("board")
        return (element.get("title") if element else "") or words("boards.untitled")

    def path_for(self, format: str) -> Path | None:
        """Asks where a file is to be; None where the person changed their mind."""
        stem = self._title.replace("/", "-")
        name, _ = QFileDialog.getSaveFileName(
            self._window, words("file.export"), f"{stem}.{format}", f"*.{format}"
        )
        return Path(name) if name else None

    def ask_where(self, wishes: Wishes) -> None:
        path = self.path_for(wishes.format)
        if path is None:
            return
        if wishes.format in HERE:
            self._draw(wishes, path)
        else:
            moment = self._desk.moment
            at = None if moment is None else moment.board.seq
            self.make(wishes.format, query(view_of(self._desk, wishes)), at, path)

    def _draw(self, wishes: Wishes, path: Path) -> None:
        of, view = self._sit(), view_of(self._desk, wishes)
        work = Work(self._network, lambda: drawn.write(of, wishes.format, view, path))
        self._begin(work, path)
        work.done.connect(lambda left: self._made(work, path, str(left)))
        work.failed.connect(lambda why: self._unmade(work, path, why))
        work.start()

    def make(self, format: str, asked: str, at: int | None, path: Path) -> Making:
        """Has the server make a file, which can be cancelled. `asked` is the query of what is wanted."""
        making = Making(self._network, self._link.address, path)
        self._begin(making, path)
        making.moved.connect(lambda share: self._moved(making, path, share))
        making.done.connect(lambda left: self._made(making, path, left))
        making.failed.connect(lambda why: self._unmade(making, path, why))
        making.start(format, asked, at)
        return making

    def film(self, format: str, asked: str, at: int | None) -> None:
        """The history as a film, a page that plays, a transcript or a document, up to a moment (FILM-1, FILM-2)."""
        path = self.path_for(format)
        if path is not None:
            self.make(format, asked, at, path)

    def stop(self) -> None:
        """The board is left: what the server makes is not waited for."""
        self._over = True
        for work in list(self._under_way):
            self._cancel(work)

    # ------------------------------------------------------------- what is told

    def _begin(self, work: Work | Making, path: Path) -> None:
        self._under_way[work] = words("export.making", name=path.name)
        cancel = [(words("view.cancel"), lambda: self._cancel(work))]
        buttons = cancel if isinstance(work, Making) else []
        self._toast.tell(self._under_way[work], *buttons, stays=True)

    def _moved(self, making: Making, path: Path, share: float) -> None:
        before = self._under_way.get(making)
        text = words("film.share", name=path.name, share=int(100 * share))
        if not self._over and before is not None and self._toast.retell(before, text):
            self._under_way[making] = text

    def _cancel(self, work: Work | Making) -> None:
        if isinstance(work, Making):
            work.cancel()
            self._cancelled.append(work)  # it has to live until it has an answer
        self._under_way.pop(work, None)

    def _made(self, work: Work | Making, path: Path, left: str) -> None:
        self._under_way.pop(work, None)
        lost = f" {words('file.not-carried', what=left)}" if left else ""
        self._tell(words("export.made", name=path.name) + lost, stays=bool(left))

    def _unmade(self, work: Work | Making, path: Path, why: str) -> None:
        self._under_way.pop(work, None)
        reason = why or words("saved.offline")
        text = words("export.not-made", name=path.name, why=reason)
        self._tell(text, stays=True)

    def _tell(self, text: str, *, stays: bool) -> None:
        if not self._over:
            buttons = [(words("view.close"), _nothing)] if stays else []
            self._toast.tell(text, *buttons, stays=stays)


def _nothing() -> None:
    """The button of a toast that only goes."""
