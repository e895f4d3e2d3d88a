"""The window: menus, the row of boards, and the board or the list that is seen."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QApplication,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from inkroom.templates import begin
from inkroom_desktop import address, icons
from inkroom_desktop.address import HERE, Address, fresh_id
from inkroom_desktop.boardfile import Kept
from inkroom_desktop.boards import Boards
from inkroom_desktop.callout import Callout
from inkroom_desktop.device import Device
from inkroom_desktop.exchange import boards_in
from inkroom_desktop.files import OpenFile
from inkroom_desktop.filing import Filing
from inkroom_desktop.finder import sections
from inkroom_desktop.job import Job
from inkroom_desktop.menus import Menus
from inkroom_desktop.page import BoardPage
from inkroom_desktop.panels.bar import Bar
from inkroom_desktop.panels.keysheet import KeySheet
from inkroom_desktop.panels.leaving import may_leave
from inkroom_desktop.panels.palette import Palette
from inkroom_desktop.panels.sharebox import ShareBox
from inkroom_desktop.panels.text import words
from inkroom_desktop.panels.toasts import Toast
from inkroom_desktop.preferences import Preferences
from inkroom_desktop.recents import show_recents
from inkroom_desktop.regions import next_region
from inkroom_desktop.talking import Talking
from inkroom_desktop.underway import Underway

SIZE: Final = QSize(1280, 820)


class Window(QMainWindow):
    """A list of boards, and the boards that are open.

    `came_forward`: it is in front now. `window_wanted(board or None)`: another one is to be opened, with a board.
    `open_changed`: other boards are open than before. `went`: it is closed.
    """

    came_forward = Signal()
    window_wanted = Signal(object)
    open_changed = Signal()
    went = Signal()

    def __init__(self, device: Device, server: Address) -> None:
        super().__init__()
        self._device = device
        self._ending = self._over = False
        self.leads: Callable[[], bool] = lambda: True
        """Whether what concerns no board alone is this window's to tell and to show."""
        self.setWindowTitle(words("app.name"))
        self.setWindowIcon(icons.app_icon())
        self.resize(SIZE)
        self.setMinimumSize(640, 480)
        self.pages: dict[tuple[str, str], BoardPage] = {}
        self._files: dict[BoardPage, OpenFile] = {}
        self._coming: dict[Job, Underway] = {}
        self.bar = Bar()
        self.stack = QStackedWidget()
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self.stack, 1)
        self.setCentralWidget(middle)
        self.menus = Menus(self.menuBar(), self.run, device.chosen_theme)
        self.boards = Boards(device, server.at(""))
        self.stack.addWidget(self.boards)
        self.toast = Toast(self.boards)
        self._filing = Filing(self, self, device)
        self._callout = Callout(self)
        self.preferences = Preferences(self, device, self.pages.values)
        self.setAcceptDrops(True)
        self._connect()
        self.show_list()

    def _connect(self) -> None:
        device = self._device
        self.boards.opened.connect(self.open)
        self.boards.found.connect(lambda where, hit: self.open(where).past.find(hit))
        self.boards.settings_wanted.connect(self.preferences.open)
        self.boards.told.connect(lambda text: self.toast.tell(text))
        self.bar.picked.connect(self.show_page)
        self.bar.closed.connect(self.close_page)
        self.bar.list_wanted.connect(self.show_list)
        self.bar.new_wanted.connect(self.boards.make)
        self.bar.moved.connect(self._move_out)
        self.menus.recent_wanted.connect(
            lambda menu: show_recents(menu, device, lambda *at: self.reopen([at], at[1]))
        )
        device.keeper.full.connect(self._tell_full)
        device.files.opened.connect(self._file_opened)
        device.files.coming.connect(self._file_coming)
        device.files.told.connect(self._tell_file)
        device.files.carried.connect(self._carried)

    @property
    def server(self) -> str:
        """What an id of a board alone is on: the server whose boards are seen, else the first that is known."""
        place, servers = self.boards.place, self._device.places.servers
        return place if place != HERE else (servers or [address.DEFAULT])[0]

    @property
    def page(self) -> BoardPage | None:
        """The board that is seen."""
        seen = self.stack.currentWidget()
        return seen if isinstance(seen, BoardPage) else None

    # ------------------------------------------------------------- boards

    def open(self, wanted: Address) -> BoardPage:
        """Opens a board, or shows it where it is open."""
        key = (wanted.server, wanted.board)
        page = self.pages.get(key)
        if page is None:
            page = self.pages[key] = self._new_page(wanted)
            page.changed.connect(self._refresh)
            page.command.connect(self._own)
            page.branched.connect(lambda board: self._open_branch(wanted, board))
            page.beside.connect(lambda board: self.open(page.address.at(board)))
            page.again.connect(partial(self._open_again, page))
            page.sheets_asked.connect(self.bar.sheets.click)
            page.talk.mentioned.connect(self._callout.tell)
            page.copy_wanted.connect(self._filing.export)
            self.stack.addWidget(page)
            self.bar.add(page)
            self.preferences.hold_on(page)
            self._device.places.keep(wanted)
        self._begin(page)
        self.show_page(page)
        return page

    def reopen(self, boards: Sequence[tuple[str, str]], seen: str) -> None:
        """Boards by place and id, as they were open before; `seen` is the id of the one in view, "" for the list."""
        for place, id in boards:
            if place != HERE:
                self.open(self._device.places.board(place, id))
            elif (path := self._device.files.of(id)) is not None:
                self.open_file(path)
            else:
                self.boards.when_served(partial(self._open_here, id))
        page = next((one for one in self.pages.values() if one.address.board == seen), None)
        if page is not None:
            self.show_page(page)
        elif not seen:
            self.show_list()

    def _open_here(self, id: str) -> None:
        self.open(self._device.places.board(HERE, id))

    def session(self) -> dict[str, Any]:
        """What `reopen` needs, and where the window stands."""
        seen = self.page.address.board if self.page else ""
        boards = [[page.address.key, page.address.board] for page in self.pages.values()]
        at = self.normalGeometry().getRect()
        return {"at": at, "wide": self.isMaximized(), "boards": boards, "seen": seen}

    def _move_out(self, page: BoardPage) -> None:
        """The board goes on in a window of its own."""
        self.close_page(page)
        if page not in self.pages.values():
            self.window_wanted.emit(page.address)

    def _open_branch(self, of: Address, board: str) -> None:
        """A new board that branched off one that is open."""
        self.open(of.at(board)).toast.tell(words("restore.branched"))

    def _begin(self, page: BoardPage) -> None:
        """A new board begins with the template that was picked in the list, one with news perhaps with those."""
        name = self.boards.template_for(page.address.board)
        if name:
            page.link.submit(begin(name, words, fresh_id))
            page.run("view.fit")
        since = self.boards.watched_since(page.address.board)
        if since:
            page.past.since(since)

    def _new_page(self, wanted: Address) -> BoardPage:
        store, link = self._device.store, self._device.link(wanted)
        name = f"seen {wanted.server} {wanted.board}"
        talking = Talking(
            link.session, lambda: store.value(name), lambda text: store.set_value(name, text)
        )
        return BoardPage(self._device.network, link, talking)

    def show_page(self, page: BoardPage) -> None:
        self.stack.setCurrentWidget(page)
        page.canvas.setFocus(Qt.FocusReason.OtherFocusReason)
        self._refresh()
        self.open_changed.emit()

    def show_list(self) -> None:
        self.stack.setCurrentWidget(self.boards)
        self.boards.refresh()
        self._refresh()
        self.open_changed.emit()

    def _step_tab(self, by: int) -> None:
        """To the board so many tabs on; from the last to the first."""
        pages = list(self.pages.values())
        if pages:
            at = pages.index(self.page) if self.page in pages else -by
            self.show_page(pages[(at + by) % len(pages)])

    def close_page(self, page: BoardPage) -> None:
        """Leaves the board, after a question where something waits: that is kept, and goes out when it is opened."""
        page.desk.finish()
        if may_leave(self, [page.link]):
            self._leave(page)

    def _open_again(self, page: BoardPage, typed: str) -> None:
        """A board that could not be opened, with another link where one was put in; what waits on it is kept."""
        try:
            wanted = address.read(typed, page.address.server) if typed else page.address
        except ValueError:
            page.toast.tell(words("menu.no-address"))
            return
        self._leave(page)
        self.open(wanted if wanted.board else page.address)

    def _leave(self, page: BoardPage) -> None:
        key = (page.address.server, page.address.board)
        del self.pages[key]
        if page in self._files:
            self._files.pop(page).close()
        page.stop()
        self._device.leave(page.link)
        self.bar.remove(page)
        self.stack.removeWidget(page)
        page.deleteLater()
        rest = list(self.pages.values())
        if rest and self.stack.currentWidget() is not self.boards:
            self.show_page(rest[-1])
        else:
            self.show_list()

    def _refresh(self) -> None:
        page = self.page
        self.bar.setVisible(bool(self.pages) and not (page and page.surround.bare))
        self.bar.show_page(page)
        if page is not None:
            page.surround.saved_x = self.bar.saved.x() + self.bar.saved.width() // 2
        self.menus.show_board(page is not None, shared=page is not None and not page.lesson.aside)
        name = words("app.name")
        self.setWindowTitle(f"{page.title} — {name}" if page else name)

    def _tell_full(self, _: object) -> None:
        for page in self.pages.values():
            page.news.full()

    # ------------------------------------------------------------- commands

    def run(self, command: str) -> None:
        """Does a command of the menus, or hands it to the board that is seen."""
        if not self._own(command) and self.page is not None:
            self.page.run(command)

    def _own(self, command: str) -> bool:
        """Does a command of the window's own; a board hands up what is not its own. False where it is none."""
        act = self._acts().get(command)
        if act is not None:
            act()
        return act is not None

    def _with_page(self, act: Callable[[BoardPage], None]) -> None:
        if self.page is not None:
            act(self.page)

    def _acts(self) -> dict[str, Callable[[], object]]:
        library = self._device.library
        return {
            "boards.new": self.boards.make,
            "menu.close-board": lambda: self.close_page(self.page) if self.page else None,
            "menu.new-window": lambda: self.window_wanted.emit(None),
            "menu.next-board": lambda: self._step_tab(1),
            "menu.previous-board": lambda: self._step_tab(-1),
            "menu.quit": QApplication.closeAllWindows,
            "view.full-screen": self._toggle_full,
            "lan.title": self._share_here,
            "view.library": lambda: self._with_page(lambda page: page.drawer.toggle(library)),
            "edit.to-library": lambda: self._with_page(lambda page: page.drawer.keep(library)),
            "view.keys": lambda: KeySheet(self).exec(),
            "view.commands": self._palette,
            "view.board-only": self._toggle_rows,
            "view.regions": self._next_region,
            **self._filing.acts(),
            **self.preferences.acts(),
        }

    def _palette(self) -> None:
        """Opens the command palette, or closes it where it is open."""
        open_now = self.findChild(Palette)
        if isinstance(open_now, Palette):
            open_now.close()
        elif self.page is not None:
            page, boards = self.page, self.boards
            Palette(
                self,
                lambda query: sections(page, boards.rows, query, self.run, boards.open_board),
                lambda: self.run("view.keys"),
            )

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if self._over:
            return
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self.came_forward.emit()
            for page in self.pages.values():
                page.link.hurry()
        if event.type() == QEvent.Type.StyleChange:
            self.boards.refresh()
            for page in self.pages.values():
                page.scene.tiles.clear()
                page.side.chat.refresh()
                page.show_theme()

    def _toggle_full(self) -> None:
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def _toggle_rows(self) -> None:
        hidden = self.menuBar().isVisible()
        self.menuBar().setVisible(not hidden)
        self.bar.setVisible(not hidden)
        if self.sender() is not self.page and self.page is not None:
            self.page.run("view.board-only")

    def _next_region(self) -> None:
        self._with_page(lambda page: next_region(page, self.bar))

    def open_file(self, path: Path) -> None:
        """A file as a board: a `.inkroom` is written as it changes, another is brought in once."""
        self._device.files.open(path)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if boards_in(event.mimeData(), onto=self.page is not None):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        files = boards_in(event.mimeData(), onto=self.page is not None)
        for path in files:
            self.open_file(path)
        if files:
            event.acceptProposedAction()

    def _tell_file(self, text: str) -> None:
        if self.leads():
            self.tell(text)

    def _file_coming(self, job: Job, name: str) -> None:
        """A file is becoming a board: how far it is, where one looks now."""
        if self.leads():
            coming = self._coming[job] = Underway(job, name, self._seen_toast)

            def end(_: str) -> None:
                coming.end()
                self._coming.pop(job, None)

            job.done.connect(end)
            job.failed.connect(end)

    @property
    def _seen_toast(self) -> Toast:
        return self.page.toast if self.page else self.toast

    def _carried(self, board: Address) -> None:
        if self.leads():
            self.open(board)

    def _file_opened(self, path: Path, kept: Kept | None, board: str) -> None:
        if not self.leads():
            return
        page = self.open(self._device.files.address(board))
        if kept is not None and page not in self._files:
            opened = self._files[page] = OpenFile(self._device.files, path, kept, page.link)
            opened.told.connect(page.toast.tell)

    def _share_here(self) -> None:
        """Everybody on this network may join the board; one of another server has an address already."""
        page = self.page
        if page is None:
            return
        if not page.address.here:
            page.share()
            return
        ShareBox(self, self._device.sharing, page.address, page.title).exec()

    def tell(self, text: str) -> None:
        self._seen_toast.tell(text)

    def end(self) -> None:
        """The system ends the program: nobody can be asked, and what waits is kept."""
        self._ending = True
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Asks where something waits; everything is kept on this device before the window goes."""
        for page in self.pages.values():
            if page.canvas.editor is not None:
                page.canvas.editor.take()
            page.desk.finish()
        links = [page.link for page in self.pages.values()]
        if not (self._ending or may_leave(self, links)):
            event.ignore()
            return
        self._leave_device()
        for opened in self._files.values():
            opened.close()
        self._files.clear()
        for page in list(self.pages.values()):
            page.stop()
            self._device.leave(page.link)
        self._device.keeper.flush()
        super().closeEvent(event)
        if not self._over:
            self._over = True
            self.went.emit()

    def _leave_device(self) -> None:
        """Nothing that the device tells concerns this window any more."""
        if self._over:
            return
        self.boards.stop()
        device = self._device
        device.keeper.full.disconnect(self._tell_full)
        device.files.opened.disconnect(self._file_opened)
        device.files.coming.disconnect(self._file_coming)
        device.files.told.disconnect(self._tell_file)
        device.files.carried.disconnect(self._carried)
