"""Chat and comments of one board, as the page shows them: pins, tabs, what is new, and what a person says."""

import time

from PySide6.QtCore import QObject, Signal

from inkroom import events as on
from inkroom.geometry import rnd
from inkroom.gesture import Parts
from inkroom.messages import Presence
from inkroom.pin import pin_of
from inkroom.talk import Thread
from inkroom_desktop.address import fresh_id
from inkroom_desktop.camera import Camera
from inkroom_desktop.canvas import Canvas
from inkroom_desktop.link import Link
from inkroom_desktop.panels.pins import Pins
from inkroom_desktop.panels.said import called
from inkroom_desktop.panels.side import Side
from inkroom_desktop.panels.text import words
from inkroom_desktop.panels.toasts import Toast
from inkroom_desktop.talking import Talking
from inkroom_desktop.tools.desk import Remark


class Conversation(QObject):
    """`wanted(tab)`: a tab of the side panel is to be seen. `changed`: how much is new. `mentioned(text)`: somebody
    named this person.
    """

    wanted = Signal(str)
    mentioned = Signal(str)
    changed = Signal()

    def __init__(
        self, link: Link, canvas: Canvas, side: Side, toast: Toast, talking: Talking
    ) -> None:
        super().__init__()
        self._link, self._canvas, self._side = link, canvas, side
        self._desk, self._toast, self.talking = canvas.desk, toast, talking
        self.pins = Pins(canvas)
        chat, comments, desk = side.chat, side.comments, self._desk
        chat.said.connect(self._say)
        chat.shown.connect(self.show_element)
        comments.begun.connect(self._begin)
        comments.answered.connect(self._answer)
        comments.judged.connect(lambda id, done: self._submit({"thread": id, "done": done}))
        comments.opened.connect(self._open)
        comments.dropped.connect(self.drop)
        for panel in (chat, comments):
            panel.writes.connect(self._writes)
        self.pins.pressed.connect(self._press)
        desk.remarked.connect(self.remark)
        desk.camera_changed.connect(self.show_pins)
        desk.selection_changed.connect(self.refresh)
        desk.scene_changed.connect(self.show_pins)
        desk.past_changed.connect(self.show_pins)
        desk.page_turned.connect(self.show_pins)

    # ------------------------------------------------------------- what is shown

    def hear(self, event: on.Event) -> None:
        if isinstance(event, on.Said | on.PeersChanged | on.PresenceChanged):
            self.refresh()
        elif isinstance(event, on.Notified) and event.notice.code == "mention":
            self._mention(event.notice.message)

    def _mention(self, message: str) -> None:
        """Somebody named this person, here or on another board (MSG-10)."""
        name, _, said = message.partition(": ")
        text = words("chat.mentioned", name=name, text=said)
        self.mentioned.emit(text)
        if not (self._side.isVisible() and self._side.tab == "chat"):
            self._toast.tell(text, (words("chat.show"), lambda: self.wanted.emit("chat")))

    def refresh(self) -> None:
        """Everything as it is now."""
        session = self._link.session
        chat, comments, side = self._side.chat, self._side.comments, self._side
        chat.show_says(session, about=bool(self._desk.selection))
        if side.isVisible() and side.tab == "comments":
            comments.show_all(self._asked())
        seen = side.isVisible() and self._canvas.isActiveWindow()
        if seen and side.tab == "chat":
            self.talking.saw("chat")
        elif seen and side.tab == "comments":
            self.talking.saw("comments")
        side.show_news()
        self.show_pins()
        self.changed.emit()

    @property
    def unread(self) -> int:
        """How many lines and comments are new."""
        return self.talking.unread("chat") + self.talking.unread("comments")

    def show_pins(self) -> None:
        page = "" if self._desk.moment is not None else self._desk.scene.stack.page
        self.pins.show(self._link.session, self.talking, self._desk.camera, page)

    def _asked(self) -> str | None:
        """What the field of the comments is about; None: about nothing."""
        remark = self.talking.draft or self._selected()
        if remark is None:
            return None
        element = self._desk.board.get(remark.about) if remark.about else None
        if element is None:
            return words("comments.here")
        return words("comments.write", what=called(element))

    def _selected(self) -> Remark | None:
        ids = self._desk.selection
        return Remark(ids[0], self._corner(ids[0])) if ids else None

    def _corner(self, about: str) -> tuple[int, int]:
        """The place of the pin of an element."""
        width, height = self._canvas.width(), self._canvas.height()
        x, y = self._desk.camera.to_board(width / 2, height / 2)
        middle = [rnd(x), rnd(y)]
        _, left, top = pin_of(Thread("", 0, about, middle, "1", [], None), self._desk.board)  # type: ignore[arg-type]  # no line of it is looked at
        return left, top

    # ------------------------------------------------------------- what a person does

    def remark(self, remark: Remark) -> None:
        """A comment is begun: its words come next."""
        self.talking.draft = remark
        self._side.comments.show_open()
        self.wanted.emit("comments")
        self._side.comments.field.setFocus()

    def comment(self) -> bool:
        """A comment on the selection; False where nothing is selected."""
        selected = self._selected()
        if selected is not None and self._link.session.role != "viewer":
            self.remark(selected)
        return selected is not None

    def drop(self) -> None:
        """The comment that was begun is not wanted."""
        self.talking.draft = None
        self.refresh()
        self._canvas.setFocus()

    def show_element(self, id: str) -> None:
        """Selects an element and brings it into sight."""
        element = self._desk.board.get(id)
        if element is not None and not element.deleted:
            self._desk.set_tool("select")
            self._desk.select([id])
            self._centre(*self._corner(id))

    def _centre(self, x: float, y: float) -> None:
        camera, width, height = self._desk.camera, self._canvas.width(), self._canvas.height()
        left, top = width / 2 / camera.scale, height / 2 / camera.scale
        self._desk.camera = Camera(x - left, y - top, camera.zoom)

    def _press(self, id: str) -> None:
        self.talking.open = id
        self._side.comments.show_open()
        self.wanted.emit("comments")
        if self._side.comments.reply is not None:
            self._side.comments.reply.setFocus()

    def _open(self, id: str) -> None:
        """A thread is read; its pin comes into sight."""
        if id and id != self.talking.open:
            thread = self._link.session.threads.get(id)
            if thread is not None:
                page, x, y = pin_of(thread, self._desk.board)
                self._desk.turn_to(page)
                self._centre(x, y)
        self.talking.open = id
        self.refresh()

    def _begin(self, text: str) -> None:
        remark = self.talking.draft or self._selected()
        if remark is None:
            return
        thread = fresh_id()
        page = self._desk.scene.stack.page
        parts: Parts = {"say": text, "thread": thread, "place": list(remark.place), "page": page}
        if remark.about:
            parts["about"] = remark.about
        self.talking.draft, self.talking.open = None, thread
        self._submit(parts)
        self._canvas.setFocus()

    def _answer(self, text: str) -> None:
        if self.talking.open in self._link.session.threads:
            self._submit({"say": text, "thread": self.talking.open})

    def _say(self, text: str, about: bool) -> None:
        ids = self._desk.selection
        self._submit({"say": text, "about": ids[0]} if about and ids else {"say": text})

    def _submit(self, parts: Parts) -> None:
        self._link.submit({**parts, "made": int(time.time() * 1000)})
        self.refresh()

    def _writes(self, on: bool) -> None:
        self._link.live(Presence(tool="chat" if on else None))
