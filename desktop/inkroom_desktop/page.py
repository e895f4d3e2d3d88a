"""One open board: its canvas, the panels round it, and what the commands of the key table do here."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QMimeData, QPoint, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from inkroom import events as on
from inkroom.errors import InkroomError
from inkroom.geometry import Box
from inkroom_desktop import clipboard, inks, theme
from inkroom_desktop.address import Address
from inkroom_desktop.assets import Assets
from inkroom_desktop.authors import Authors
from inkroom_desktop.canvas import Canvas
from inkroom_desktop.commands import menu_of
from inkroom_desktop.conversation import Conversation
from inkroom_desktop.desk import BoardDesk
from inkroom_desktop.images import KINDS, Images, pictures_in, read
from inkroom_desktop.keys import key_of
from inkroom_desktop.link import Link
from inkroom_desktop.network import Network
from inkroom_desktop.news import News
from inkroom_desktop.panels.card import SavedCard
from inkroom_desktop.panels.cluster import Cluster
from inkroom_desktop.panels.context import context_menu
from inkroom_desktop.panels.find import FindBar
from inkroom_desktop.panels.hints import Hints
from inkroom_desktop.panels.minimap import Minimap
from inkroom_desktop.panels.rail import Rail
from inkroom_desktop.panels.saved import SavedDot
from inkroom_desktop.panels.share import Share
from inkroom_desktop.panels.side import Side
from inkroom_desktop.panels.style import StylePanel
from inkroom_desktop.panels.text import words
from inkroom_desktop.panels.toasts import Toast
from inkroom_desktop.panels.trouble import Trouble
from inkroom_desktop.past import Past
from inkroom_desktop.scene import Scene
from inkroom_desktop.sight import Sight
from inkroom_desktop.talking import Talking
from inkroom_desktop.together import Together
from inkroom_desktop.tools.acts import ACTS
from inkroom_desktop.tools.draft import is_free

MINIMAP_FROM: Final = 1100
"""Px of the canvas that leave room for a minimap."""
TOGETHER: Final = (on.PresenceChanged, on.PeersChanged, on.Reacted, on.Called)


class BoardPage(QWidget):
    """`changed`: something that the window shows of this board: title, saved, people, unread.

    `branched(board)`: a new board of this server is to be opened.
    """

    changed = Signal()
    command = Signal(str)
    copy_wanted = Signal()
    branched = Signal(str)
    sheets_asked = Signal()

    def __init__(self, network: Network, link: Link, talking: Talking | None = None) -> None:
        super().__init__()
        self.link, self._network = link, network
        self._left_handed = False
        talking = talking or Talking(link.session)
        self.assets = Assets(network, link.address)
        self.setAcceptDrops(True)
        self.scene = Scene(self.assets.get)
        self.desk = BoardDesk(link, self.scene)
        self.canvas = Canvas(self.desk, link)
        self.sight = Sight(self.desk, self.canvas)
        self.side = Side(link.session, talking)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self._row.addWidget(self.canvas, 1)
        self._row.addWidget(self.side)
        self.rail = Rail(self.canvas, key_of)
        self.style_panel = StylePanel(self.canvas, key_of)
        self.cluster = Cluster(self.canvas, key_of)
        self.card = SavedCard(self.canvas, link)
        self.finder = FindBar(self.canvas, self.desk)
        self.minimap = Minimap(self.canvas, self.desk)
        self._minimap = True
        self.toast = Toast(self.canvas)
        self.trouble = Trouble(self.canvas)
        self.hints = Hints(self.canvas)
        self.dot = SavedDot(self.canvas)
        self.together = Together(link, self.canvas, self.side, self.toast)
        self.talk = Conversation(link, self.canvas, self.side, self.toast, talking)
        self.authors = Authors(network, link)
        self.images = Images(self.desk, self.assets)
        self.images.told.connect(lambda word: self.toast.tell(words(word)))
        self.news = News(link, self.toast, self.desk.select)
        self.past = Past(network, link, self.desk, self.canvas)
        self._bare = self._fitted = False
        self.saved_x = 300
        """Where the saved indicator stands, in px of the canvas: a pointer of the first run points there."""
        self._connect()
        self.scene.changed(link.session.board, None)
        self._refresh()

    def _connect(self) -> None:
        desk, link = self.desk, self.link
        self.rail.picked.connect(self._take_tool)
        self.rail.ink.connect(lambda ink: desk.set_style(ink=ink))
        self.rail.width_chosen.connect(lambda width: desk.set_style(width=width))
        self.style_panel.styled.connect(lambda change: desk.set_style(**change))
        self.style_panel.pressed.connect(self.run)
        self.cluster.pressed.connect(self.run)
        self.canvas.command.connect(self.run)
        self.canvas.menu_asked.connect(self._open_menu)
        self.canvas.pen_found.connect(self._pen_found)
        self.side.closed.connect(lambda: self.show_side(None))
        self.side.turned.connect(self.show_side)
        self.talk.wanted.connect(self.show_side)
        self.talk.changed.connect(self.changed)
        self.card.copy_wanted.connect(self.copy_wanted)
        desk.tool_changed.connect(self.rail.show_tool)
        desk.tool_changed.connect(lambda _: self._show_style())
        desk.style_changed.connect(self._show_style)
        desk.selection_changed.connect(self._show_style)
        desk.camera_changed.connect(lambda: self.cluster.show_zoom(desk.zoom))
        desk.scene_changed.connect(self._show_hints)
        desk.sheets_changed.connect(self.changed)
        self.minimap.looked.connect(self.sight.centre)
        desk.scene_changed.connect(self._show_minimap)
        self.finder.shown.connect(lambda id: self.sight.reveal([id]))
        self.finder.closed.connect(lambda: self.canvas.setFocus(Qt.FocusReason.OtherFocusReason))
        desk.refused.connect(self.news.invalid)
        link.status.connect(self._refresh)
        link.changed.connect(lambda _: self._fit_first())
        link.event_came.connect(self._event)
        self.authors.changed.connect(self._show_style)
        self.together.changed.connect(self.changed)
        self.assets.arrived.connect(self._picture)
        self.past.toggled.connect(self._make_room)
        self.past.told.connect(self._tell_past)
        self.past.looked.connect(self.sight.fit)
        self.style_panel.author.story_wanted.connect(
            lambda: self.past.story(self.desk.selection[0]) if self.desk.selection else None
        )
        self.past.branched.connect(self.branched)
        desk.past_changed.connect(self._show_role)
        self.rail.show_tool("select")
        desk.set_tool("pen")

    # ------------------------------------------------------------- what is shown

    @property
    def address(self) -> Address:
        return self.link.address

    @property
    def title(self) -> str:
        element = self.link.session.board.get("board")
        return (element.get("title") if element else "") or words("boards.untitled")

    def _refresh(self) -> None:
        session = self.link.session
        self.cluster.show_undo(session.can_undo, session.can_redo)
        self.cluster.show_zoom(self.desk.zoom)
        self._show_role()
        self.together.show_people()
        self.talk.refresh()
        self.dot.show_saved(session.saved)
        if session.phase != "live":  # the saved indicator tells it now
            self.trouble.calm()
        self.card.trouble = self.trouble.words
        if self.card.isVisible():
            self.card.refresh()
        self._show_hints()
        self.changed.emit()

    def _show_role(self) -> None:
        """In the past nobody can draw."""
        past = self.desk.moment is not None
        self.rail.show_role("viewer" if past else self.link.session.role)
        self._show_style()

    def _tell_past(self, text: str, undo: bool) -> None:
        self.toast.tell(text, *([(words("edit.undo"), self._undo)] if undo else []))

    def _make_room(self, past: bool) -> None:
        """The time bar lies where undo and zoom are."""
        self.cluster.setVisible(not past and not self._bare)
        self._place()

    def _event(self, event: on.Event) -> None:
        if isinstance(event, TOGETHER):
            self.together.hear(event)
        self.talk.hear(event)
        if isinstance(event, on.PeersChanged):
            self._refresh()
            self._show_style()
        elif isinstance(event, on.Notified) and event.notice.code == "storage":
            self.trouble.show_state(event.notice.state)
            self._refresh()
        else:
            self.news.tell(event)

    def _show_style(self) -> None:
        desk = self.desk
        self.style_panel.show_state(
            desk.selected, desk.tool_name, desk.look, may_draw=desk.may_draw
        )
        chosen = desk.selected
        self.style_panel.author.show_author(
            self.authors.of(chosen[0]) if len(chosen) == 1 else None
        )
        broad = desk.tool_name == "highlighter"
        style = desk.style
        shown = inks.painted(style.ink, "highlighter" if broad else "ink")
        self.rail.show_style(style.ink, shown, style.width, broad=broad)
        self._place()

    def _show_hints(self) -> None:
        empty = len(self.scene.index) == 0 and self.desk.wet_ink is None and not self.desk.previewed
        self.hints.setVisible(
            empty and self.link.session.phase != "joining" and not self._bare and self.desk.may_draw
        )

    def _fit_first(self) -> None:
        """The first time that there is something to see, all of it is shown; then the person looks where they like."""
        if not self._fitted and not self.desk.touched and self.scene.whole and self.isVisible():
            self._fitted = True
            self.sight.fit(self.scene.whole)

    def _picture(self, sha: str) -> None:
        for element in list(self.scene.index.meeting(self.scene.whole or Box(0, 0, 0, 0))):
            if element.kind == "image" and element.fixed.get("asset", {}).get("sha") == sha:
                self.scene.repaint([element.id])
        self.canvas.update()

    def _pen_found(self) -> None:
        self.toast.tell(
            words("offline.pen-found"),
            (words("offline.pen-fingers"), self.canvas.draw_with_fingers),
            stays=True,
        )

    # ------------------------------------------------------------- where the panels are

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._row.activate()
        self._place()
        self._fit_first()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._row.activate()
        self._place()
        self._fit_first()

    def _place(self) -> None:
        margin, width, height = theme.size("margin"), self.canvas.width(), self.canvas.height()
        left, right = (
            (self.style_panel, self.rail)
            if self._left_handed != self.isRightToLeft()
            else (self.rail, self.style_panel)
        )
        self.style_panel.fit_into(height - 32)
        left.move(margin, 16)
        right.move(width - right.width() - margin, 16)
        self.cluster.move(margin, height - self.cluster.height() - margin)
        self.past.place()
        self.hints.setGeometry(0, 0, width, height)
        self.hints.point_at(self.saved_x)
        self.hints.lower()
        self.finder.move((width - self.finder.width()) // 2, 12)
        map_right = width - self.minimap.width() - margin
        self.minimap.move(map_right, height - self.minimap.height() - margin)
        self._show_minimap()
        self.toast.place()
        style = self.style_panel
        self.together.banner.place(style.width() if style.isVisibleTo(self) else 0)
        self.together.lead.looked()
        self.trouble.place()
        self.dot.move(margin, height - self.dot.height() - margin)

    def set_left_handed(self, *, on: bool) -> None:
        """Tools to the right and styles to the left, or as for most."""
        self._left_handed = on
        self._place()

    def show_side(self, tab: str | None) -> None:
        """Opens the panel at the right at a tab, or closes it."""
        self.side.setVisible(tab is not None)
        if tab is not None:
            self.side.open_tab(tab)
            self.together.show_people()
            self.talk.refresh()
            if tab == "chat":
                self.side.chat.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self._row.activate()
        self._place()
        self.changed.emit()

    def toggle_card(self, at: QPoint) -> None:
        """The card of the saved indicator, under it."""
        if self.card.isVisible():
            self.card.close_it()
        else:
            self.card.open_at(self.canvas.mapFromGlobal(at))

    # ------------------------------------------------------------- commands

    def run(self, command: str) -> None:
        """Does a command of the key table; what is the window's goes up."""
        group, _, name = command.partition(".")
        if group == "tool":
            self._take_tool(name)
            return
        if command in ACTS:
            ACTS[command](self.desk, self.desk.brush)
            self._show_style()
            return
        act = self._acts().get(command)
        if act is None:
            self.command.emit(command)
            return
        act()

    def _take_tool(self, name: str) -> None:
        if name == "comment" and self.talk.comment():
            return
        if name == "keep":
            self.desk.keep = not self.desk.keep
        elif name == "image":
            self._pick_images()
        else:
            self.desk.set_tool(name, keep=self.desk.keep)

    def _acts(self) -> dict[str, Callable[[], Any]]:
        desk = self.desk
        return {
            "edit.undo": self._undo,
            "edit.redo": self.link.redo,
            "edit.copy": lambda: clipboard.copy(desk, self.assets.bytes_of),
            "edit.cut": lambda: clipboard.cut(desk, self.assets.bytes_of),
            "edit.paste": lambda: self._paste(self.sight.place),
            "edit.paste-in-place": lambda: self._paste((0, 0), in_place=True),
            "edit.paste-text": lambda: self._paste(self.sight.place, plain=True),
            "edit.copy-png": lambda: self._copy_picture(as_svg=False),
            "edit.copy-svg": lambda: self._copy_picture(as_svg=True),
            "edit.select-all": self._select_all,
            "style.ink": lambda: self.rail.well.click(),
            "style.fill": lambda: self.style_panel.fills.setFocus(Qt.FocusReason.TabFocusReason),
            "style.thinner": lambda: self._step_width(-1),
            "style.thicker": lambda: self._step_width(1),
            "history.history": self.past.toggle,
            "view.find": self.finder.open_it,
            "view.minimap": self._toggle_minimap,
            "view.snap": self._toggle_snap,
            "page.sheets": lambda: self.sheets_asked.emit(),
            "view.board-only": self._toggle_chrome,
            **self.sight.acts(),
        }

    def _open_menu(self, at: QPoint, on: str) -> None:
        rows = menu_of(on, self.desk.selected, may_draw=self.desk.may_draw)
        x, y = self.desk.camera.to_board(at.x(), at.y())

        def run(command: str) -> None:
            if command == "edit.paste":
                self._paste((x, y))
            else:
                self.run(command)

        context_menu(self.canvas, rows, run).popup(self.canvas.mapToGlobal(at))

    def _paste(
        self, at: tuple[float, float], *, in_place: bool = False, plain: bool = False
    ) -> None:
        mime = QGuiApplication.clipboard().mimeData()
        if not plain and not mime.hasText() and self._add_images(mime, at):
            return
        if not clipboard.paste(self.desk, at, in_place=in_place, plain=plain):
            self.toast.tell(words("edit.not-pasted"))

    def _add_images(self, mime: QMimeData, at: tuple[float, float]) -> bool:
        """Puts the pictures that were copied or dropped on the board; False where there are none."""
        pictures = pictures_in(mime) if self.desk.may_draw else []
        self.images.add(pictures, at, self.sight.seen)
        return bool(pictures)

    def _pick_images(self) -> None:
        if not self.desk.may_draw:
            return
        kinds = " ".join(f"*{kind}" for kind in KINDS)
        names, _ = QFileDialog.getOpenFileNames(self, words("tool.image"), "", kinds)
        pictures = [data for name in names if (data := read(Path(name))) is not None]
        if len(pictures) < len(names):
            self.toast.tell(words("image.not-one"))
        self.images.add(pictures, self.sight.place, self.sight.seen)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        mime = event.mimeData()
        if self.desk.may_draw and (mime.hasUrls() or mime.hasImage()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        at = self.canvas.mapFrom(self, event.position().toPoint())
        if self._add_images(event.mimeData(), self.desk.camera.to_board(at.x(), at.y())):
            event.acceptProposedAction()
        else:
            self.toast.tell(words("image.not-one"))

    def _copy_picture(self, *, as_svg: bool) -> None:
        """Of the selection, or of all that is seen where nothing is selected."""
        shown = self.desk.selected or self.scene.shown
        try:
            clipboard.copy_picture(shown, self.desk.board, self.assets.bytes_of, as_svg=as_svg)
        except InkroomError as why:
            self.toast.tell(str(why))
        else:
            self.toast.tell(words("edit.copied-picture"))

    def _show_minimap(self) -> None:
        """There is room for it, something to see, and no time bar over it."""
        roomy = self.canvas.width() >= MINIMAP_FROM
        shown = self._minimap and roomy and not self._bare and self.desk.moment is None
        style = self.style_panel
        covered = style.isVisibleTo(self) and style.geometry().bottom() > self.minimap.y() - 8
        self.minimap.setVisible(shown and not covered and len(self.scene.index) > 0)

    def _toggle_minimap(self) -> None:
        self._minimap = not self._minimap
        self._show_minimap()

    def _toggle_snap(self) -> None:
        self.desk.snaps = not self.desk.snaps
        self.toast.tell(words("view.snap-on" if self.desk.snaps else "view.snap-off"))

    def _undo(self) -> None:
        if not self.link.undo():
            self.toast.tell(words("edit.nothing-to-undo"))

    def _select_all(self) -> None:
        self.desk.set_tool("select")
        self.desk.select([element.id for element in self.scene.shown if is_free(element)])

    def _step_width(self, step: int) -> None:
        broad = self.desk.tool_name == "highlighter"
        widths = [value for _, value, _ in (inks.BROAD if broad else inks.WIDTHS)]
        now = min(range(len(widths)), key=lambda at: abs(widths[at] - self.desk.style.width))
        self.desk.set_style(width=widths[max(0, min(len(widths) - 1, now + step))])

    def _toggle_chrome(self) -> None:
        """Everything goes but the board; the window hides its rows too."""
        self._bare = self.sight.bare = not self._bare
        for panel in (self.rail, self.cluster):
            panel.setVisible(not self._bare)
        self.dot.setVisible(self._bare)
        if self._bare:
            self.style_panel.hide()
            self.show_side(None)
        else:
            self._show_style()
        self._show_hints()
        self.command.emit("view.board-only")

    def show_theme(self) -> None:
        """The theme is another: what a widget keeps of its colours is made anew."""
        self._show_style()
        self._refresh()

    def share(self) -> None:
        """Opens the dialog with the link to this board; one of this computer is shared on its network."""
        if self.address.here:
            self.command.emit("lan.title")
            return
        owner = self.link.session.role == "owner"
        Share(
            self, self._network, self.address, self.title, owner=owner, told=self.toast.tell
        ).exec()

    def rename(self, title: str) -> None:
        self.link.submit({"set": [{"id": "board", "title": title[:120]}]})
