"""One open board: its canvas, the panels round it, and what the commands of the key table do here."""

from typing import Final

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDropEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QToolTip, QWidget

from inkroom import events as on
from inkroom.board import Element
from inkroom.geometry import Box
from inkroom_desktop import inks
from inkroom_desktop.address import Address
from inkroom_desktop.arriving import Arriving
from inkroom_desktop.assets import Assets
from inkroom_desktop.authors import Authors
from inkroom_desktop.boardacts import BoardActs
from inkroom_desktop.canvas import Canvas
from inkroom_desktop.commands import menu_of
from inkroom_desktop.conversation import Conversation
from inkroom_desktop.desk import BoardDesk
from inkroom_desktop.drawer import Drawer
from inkroom_desktop.exchange import Exchange
from inkroom_desktop.exporting import Exporting
from inkroom_desktop.gathering import Gathering
from inkroom_desktop.lesson import Lesson
from inkroom_desktop.link import Link
from inkroom_desktop.network import Network
from inkroom_desktop.news import News
from inkroom_desktop.panels.author import author_text
from inkroom_desktop.panels.context import context_menu
from inkroom_desktop.panels.linkmarks import LinkMarks
from inkroom_desktop.panels.outline import Outline
from inkroom_desktop.panels.share import Share
from inkroom_desktop.panels.side import Side
from inkroom_desktop.panels.text import tip, words
from inkroom_desktop.past import Past
from inkroom_desktop.rights import Rights
from inkroom_desktop.scene import Scene
from inkroom_desktop.seeker import Seeker
from inkroom_desktop.shortening import Shortening
from inkroom_desktop.sight import Sight
from inkroom_desktop.slides import Slides
from inkroom_desktop.spoken import Spoken
from inkroom_desktop.surround import Surround
from inkroom_desktop.talking import Talking
from inkroom_desktop.together import Together
from inkroom_desktop.tools.acts import ACTS
from inkroom_desktop.tools.edit import reform

TOGETHER: Final = (on.PresenceChanged, on.PeersChanged, on.Reacted, on.Called)


class BoardPage(QWidget):
    """`changed`: something that the window shows of this board: title, saved, people, unread.

    `branched(board)`: a new board of this server is to be opened; `beside(board)`: another board of a lesson is.
    """

    changed = Signal()
    command = Signal(str)
    copy_wanted = Signal()
    branched = Signal(str)
    beside = Signal(str)
    sheets_asked = Signal()
    again = Signal(str)
    """To be opened anew, after it could not be opened: with a link that was put in, or as before ("")."""

    def __init__(self, network: Network, link: Link, talking: Talking | None = None) -> None:
        super().__init__()
        self.link, self._network = link, network
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
        self.outline = Outline(self.desk)
        self._row.addWidget(self.outline)
        self.spoken = Spoken(link, self.canvas)
        self.slides = Slides(self.desk, self.canvas, self._set_stage)
        self.surround = around = Surround(
            self.canvas, self.desk, link, Seeker(network, link.address)
        )
        self.rail, self.style_panel, self.cluster = around.rail, around.style, around.cluster
        self.card, self.finder, self.minimap = around.card, around.finder, around.minimap
        self.toast, self.trouble, self.hints = around.toast, around.trouble, around.hints
        self.together = Together(link, self.canvas, self.side, self.toast)
        self.lesson = Lesson(network, link, self.canvas, self.side, self.toast)
        self.gathering = Gathering(link, self.canvas, self.toast, self.lesson)
        self.rights = Rights(link, self.desk, self.together.lead, self.toast)
        self.talk = Conversation(link, self.canvas, self.side, self.toast, talking)
        self.authors = Authors(network, link)
        self.exporting = Exporting(self, network, link, self.desk, self.assets, self.toast)
        self.arriving = Arriving(network, link.address, self.toast)
        self.exchange = Exchange(self.desk, self.sight, self.assets, self.arriving, self.toast.tell)
        self.news = News(link, self.toast, self.desk.select)
        self.drawer = Drawer(self.canvas, self.sight, network, link, self.toast.tell)
        self.link_marks = LinkMarks(self.canvas, self.desk)
        self._was_past = False
        self.past = Past(network, link, self.desk, self.canvas)
        self.compacting = Shortening(self, network, link, self.toast)
        self._acts = BoardActs(self)
        self._fitted = False
        self._connect()
        self.scene.changed(link.session.board, None)
        self._refresh()

    def _connect(self) -> None:
        desk, link = self.desk, self.link
        self.rail.picked.connect(self._take_tool)
        self.rail.ink.connect(lambda ink: desk.set_style(ink=ink))
        self.rail.width_chosen.connect(lambda width: desk.set_style(width=width))
        self.style_panel.styled.connect(lambda change: desk.set_style(**change))
        self.style_panel.formed.connect(lambda form: reform(desk, form))
        self.style_panel.pressed.connect(self.run)
        self.cluster.pressed.connect(self.run)
        self.canvas.command.connect(self.run)
        self.canvas.author_asked.connect(self._tell_author)
        self.canvas.menu_asked.connect(self._open_menu)
        self.canvas.pen_found.connect(self._pen_found)
        self.side.closed.connect(lambda: self.show_side(None))
        self.side.turned.connect(self.show_side)
        self.outline.picked.connect(lambda id: self.sight.reveal([id]))
        self.outline.closed.connect(self.toggle_outline)
        self.talk.wanted.connect(self.show_side)
        self.talk.changed.connect(self.changed)
        self.card.copy_wanted.connect(self.copy_wanted)
        self.surround.ended.copy_wanted.connect(self.copy_wanted)
        self.surround.ended.again.connect(self.again)
        self.surround.ended.diagnosed.connect(lambda: self.command.emit("menu.diagnostics"))
        desk.tool_changed.connect(self.rail.show_tool)
        desk.tool_changed.connect(lambda _: self._show_style())
        desk.style_changed.connect(self._show_style)
        desk.selection_changed.connect(self._show_style)
        desk.camera_changed.connect(lambda: self.cluster.show_zoom(desk.zoom))
        desk.scene_changed.connect(self.surround.show_hints)
        desk.sheets_changed.connect(self.changed)
        self.minimap.looked.connect(self.sight.centre)
        desk.scene_changed.connect(self.surround.show_minimap)
        self.finder.shown.connect(lambda id: self.sight.reveal([id]))
        self.finder.chosen.connect(self.past.find)
        self.past.revealed.connect(self.sight.reveal)
        self.finder.closed.connect(lambda: self.canvas.setFocus(Qt.FocusReason.OtherFocusReason))
        desk.refused.connect(self.news.invalid)
        desk.dipped.connect(self._tell_colour)
        link.status.connect(self._refresh)
        link.changed.connect(lambda _: self._fit_first())
        link.event_came.connect(self._event)
        self.authors.changed.connect(self._show_style)
        self.together.changed.connect(self.changed)
        self.together.changed.connect(self._place)
        self.side.people.timed.connect(lambda: self.gathering.ask_timer(self.side.people.timer))
        self.side.people.granted.connect(self.rights.grant)
        self.side.people.hushed.connect(self.rights.hush)
        self.side.people.voted.connect(lambda: self.gathering.voting.ask(self.side.people.vote))
        self.lesson.wanted.connect(self.beside)
        self.lesson.class_wanted.connect(lambda: self.show_side("people"))
        self.lesson.revealed.connect(self.sight.reveal)
        self.lesson.revealed.connect(lambda _: self.run("view.fit-selection"))
        self.lesson.changed.connect(lambda: self.hints.crown(on=self.lesson.strip.isVisible()))
        self.gathering.voting.wanted.connect(lambda id: self.sight.reveal([id]))
        self.assets.arrived.connect(self._picture)
        self.past.toggled.connect(self._make_room)
        self.past.player.approach = self.together.lead.approach
        self.past.told.connect(self._tell_past)
        self.past.file_wanted.connect(self.exporting.film)
        self.past.looked.connect(self.sight.fit)
        self.style_panel.author.story_wanted.connect(
            lambda: self.past.story(self.desk.selection[0]) if self.desk.selection else None
        )
        self.past.branched.connect(self.branched)
        self.past.owns_history = lambda: self.rights.owns_history
        self.past.compact_wanted.connect(self.compacting.open)
        self.compacting.opened.connect(self.branched)
        desk.past_changed.connect(self._show_role)
        desk.past_changed.connect(self._place)
        self.rail.show_tool("select")
        desk.set_tool("pen")

    # ------------------------------------------------------------- what is shown

    @property
    def address(self) -> Address:
        return self.link.address

    @property
    def may_ask(self) -> bool:
        """Whether the person may ask to edit, and does not."""
        session = self.link.session
        draws = session.role in ("editor", "owner")
        return session.phase == "live" and not draws and not self.together.lead.asking

    @property
    def title(self) -> str:
        element = self.link.session.board.get("board")
        aside = self.lesson.aside
        usual = words("boards.untitled") if aside is None else aside.title
        return (element.get("title") if element else "") or usual

    def _refresh(self) -> None:
        session = self.link.session
        self.cluster.show_undo(session.can_undo, session.can_redo)
        self.cluster.show_zoom(self.desk.zoom)
        self._show_role()
        self.together.show_people()
        self.talk.refresh()
        self.gathering.refresh()
        self.surround.dot.show_saved(session.saved)
        if session.phase != "live":  # the saved indicator tells it now
            self.trouble.calm()
        self.card.trouble = self.trouble.words
        if self.card.isVisible():
            self.card.refresh()
        self.surround.show_hints()
        self.changed.emit()

    def _show_role(self) -> None:
        """In the past nobody can draw."""
        past = self.desk.moment is not None
        self.rail.show_role("viewer" if past else self.link.session.role)
        self._show_style()
        if past != self._was_past:
            self._was_past = past
            self.changed.emit()

    def _tell_author(self, element: Element | None, at: QPoint) -> None:
        """Who drew what Alt is held over, and when (HIST-13)."""
        author = None if element is None else self.authors.of(element)
        QToolTip.showText(at, tip(author_text(author)) if author else "", self.canvas)

    def _tell_past(self, text: str, undo: bool) -> None:
        self.toast.tell(text, *([(words("edit.undo"), self.undo)] if undo else []))

    def _make_room(self, past: bool) -> None:
        """The time bar lies where undo and zoom are."""
        self.cluster.setVisible(not past and not self.surround.bare)
        self._place()

    def _event(self, event: on.Event) -> None:
        if isinstance(event, TOGETHER):
            self.together.hear(event)
        self.talk.hear(event)
        self.gathering.hear(event)
        self.rights.hear(event)
        if isinstance(event, on.PeersChanged):
            self._refresh()
            self._show_style()
        elif isinstance(event, on.Notified) and event.notice.code == "storage":
            self.trouble.show_state(event.notice.state)
            self._refresh()
        elif isinstance(event, on.Ended):
            self.card.close_it()
            self.surround.ended.tell(event.code, drawn=self.scene.whole is not None)
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
        self.surround.place()
        self.drawer.place(self.surround.rail)
        self.past.place(self.cluster.geometry())
        self.together.banner.place(self.surround.covered)
        under = self.together.banner.isVisibleTo(self.canvas)
        self.gathering.place(self.surround.covered, under=under)
        self.together.lead.looked()

    def set_left_handed(self, *, on: bool) -> None:
        """Tools to the right and styles to the left, or as for most."""
        self.surround.left_handed = on
        self._place()

    def show_side(self, tab: str | None) -> None:
        """Opens the panel at the right at a tab, or closes it."""
        self.side.setVisible(tab is not None)
        if tab is not None:
            self.outline.hide()
        if tab is not None:
            self.side.open_tab(tab)
            self.together.show_people()
            self.talk.refresh()
            if tab == "chat":
                self.side.chat.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.lesson.refresh()
        self._row.activate()
        self._place()
        self.changed.emit()

    def stop(self) -> None:
        """The board is left: everything is kept on this device, and nothing more is asked."""
        self.together.lead.stop()
        self.exporting.stop()
        self.arriving.stop()
        self.lesson.stop()
        self.link.stop()

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
        act = self._acts.all().get(command)
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
            self.exchange.pick_images(self)
        else:
            self.desk.set_tool(name, keep=self.desk.keep)

    def _tell_colour(self, colour: str) -> None:
        self.toast.tell(words("style.picked", colour=inks.name_of(colour)))

    def _open_menu(self, at: QPoint, on: str) -> None:
        rows = menu_of(on, self.desk.selected, may_draw=self.desk.may_draw)
        x, y = self.desk.camera.to_board(at.x(), at.y())

        def run(command: str) -> None:
            if command == "edit.paste":
                self.exchange.paste((x, y))
            else:
                self.run(command)

        context_menu(self.canvas, rows, run).popup(self.canvas.mapToGlobal(at))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.exchange.takes(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        at = self.canvas.mapFrom(self, event.position().toPoint())
        if self.exchange.drop(event.mimeData(), self.desk.camera.to_board(at.x(), at.y())):
            event.acceptProposedAction()

    def undo(self) -> None:
        if not self.link.undo():
            self.toast.tell(words("edit.nothing-to-undo"))

    def toggle_chrome(self) -> None:
        """Everything goes but the board; the window hides its rows too."""
        self.surround.toggle_bare()
        self.past.pill.setVisible(not self.surround.bare and not self.past.is_open)
        self.sight.bare = self.surround.bare
        if self.surround.bare:
            self.show_side(None)
        else:
            self._show_style()
        self.command.emit("view.board-only")

    def _set_stage(self, on: bool) -> None:
        """Only the board is on the screen, and fills it; or all is as before."""
        if on != self.surround.bare:
            self.toggle_chrome()
        self.command.emit("view.full-screen")

    def toggle_outline(self) -> None:
        if self.outline.isVisible():
            self.outline.hide()
            self.canvas.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.show_side(None)
            self.outline.open_it()
        self._row.activate()
        self._place()

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
