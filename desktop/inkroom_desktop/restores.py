"""Restoring, comparing and branching from the time bar: previews first, then one gesture (HIST-5 to HIST-9)."""

from collections.abc import Callable, Iterable
from typing import Final
from urllib.parse import quote

from PySide6.QtCore import QObject, Signal

from inkroom.board import Board, Element, owner
from inkroom.built import Built, built_on, remarks
from inkroom.comparison import compare
from inkroom.extent import painted_box
from inkroom.restoring import Area, Restoring, chosen, restoring, taking_back, without
from inkroom_desktop import theme
from inkroom_desktop.canvas import Canvas
from inkroom_desktop.desk import BoardDesk, Moment
from inkroom_desktop.link import Link
from inkroom_desktop.markings import Marking, markings_of
from inkroom_desktop.network import Network, Request
from inkroom_desktop.panels.previewcard import Count, PreviewCard, Thing
from inkroom_desktop.panels.text import known, words
from inkroom_desktop.player import OTHERS, Player
from inkroom_desktop.story import Story
from inkroom_desktop.telling import Who, moment_text, who_is

GOES: Final = 0.38
ROWS: Final = 200
BUILDERS: Final = 4
"""So many people are named."""


class Restores(QObject):
    """`told(text, undo)`: something was done. `branched(board)`: a new board to open. `looked(box)`: show this."""

    told = Signal(str, bool)
    branched = Signal(str)
    looked = Signal(object)
    changed = Signal()

    def __init__(
        self, network: Network, link: Link, desk: BoardDesk, canvas: Canvas, player: Player
    ) -> None:
        super().__init__(canvas)
        self._network, self._link, self._desk, self._canvas = network, link, desk, canvas
        self._player = player
        self.card: PreviewCard | None = None
        self._request: Request | None = None
        player.moving = self.close

    # ------------------------------------------------------------- restoring

    def restore(self, to: int, area: Area | None = None) -> None:
        """The preview of going back to a moment, for the chosen people or an area if there are some."""
        history, people = self._player.history, set(self._player.people)
        now, then = self._link.session.board, history.at(to)
        only, inside = None, area is None and self._player.fence.area is not None
        area = area or self._player.fence.area
        if area is not None or people:
            only = chosen([now, then], area=area, people=people or None, users=history.users)
        when = self._when(to)
        done = restoring(now, then, only)
        said = remarks(history.entries, to)
        self._preview(
            done,
            built_on(now, then, done, said, history.users, by=self._me),
            words("restore.title", when=when),
            self._promise(words("restore.note", seq=to), inside=inside),
            words("history.restore"),
            lambda seq: words("restore.done", when=when, seq=seq),
            branch=True,
        )

    def take(self, since: int, until: int | None = None) -> None:
        """The preview of taking away what the chosen people (or all) did after an entry, up to another or now."""
        history, people = self._player.history, set(self._player.people)

        def taken(writer: str) -> bool:
            mine = not people or history.users.get(owner(writer), "") in people
            last = history.head if until is None else until
            return mine and since < history.seq_of(writer) <= last

        now, area = self._link.session.board, self._player.fence.area
        rest = without(history.entries, taken)
        only = None if area is None else chosen([now, rest], area=area)
        done = taking_back(now, rest, taken, only)
        said = remarks(history.entries, since, taken)
        self._preview(
            done,
            built_on(now, rest, done, said, history.users, taken=taken, by=self._me),
            words("restore.take-title"),
            self._promise(words("restore.take-note"), inside=area is not None),
            words("restore.take-verb"),
            lambda _: words("restore.took"),
            branch=False,
        )

    @staticmethod
    def _promise(note: str, *, inside: bool) -> str:
        return f"{words('restore.inside')} {note}" if inside else note

    def _preview(
        self,
        done: Restoring,
        built: list[Built],
        title: str,
        note: str,
        verb: str,
        said: Callable[[int], str],
        *,
        branch: bool,
    ) -> None:
        now = self._link.session.board
        after, goes = Board(now), set(done.goes)
        for change in done.parts.get("set", []):
            element = now.get(change["id"])
            if element is None or element.id in goes:
                continue
            for name, value in change.items():
                if name != "id":
                    element = element.written(name, value, element.put)
            after.write(element)
        marks = markings_of(after, done.back, "back", words("restore.back-label"))
        marks += markings_of(after, done.changes, "other", words("restore.changes-label"))
        marks += markings_of(now, done.goes, "goes", words("restore.goes-label"))
        self._show(after, goes)
        self._desk.markings = marks
        nothing = not done.parts
        card = self._card(title, words("restore.nothing") if nothing else note)
        stays = sum(1 for _ in now.visible()) - len(done.goes) - len(done.changes)
        counts = [
            self._count("plus", "ok", "restore.back", done.back, after),
            self._count("minus", "danger", "restore.goes", done.goes, now),
            self._count("pen-line", "accent-text", "restore.changes", done.changes, now),
            self._count("lock", "text-2", "restore.left", done.left, now),
            Count("check", "text-2", words("restore.stays", count=stays), []) if stays else None,
        ]
        if not nothing:
            card.add_counts([count for count in counts if count])
        if built:
            card.add_people(words("built.title"), [self._builder(one) for one in built[:BUILDERS]])
        rows: list[list[tuple[str, str, Callable[[], object]]]] = []
        if not nothing:
            rows.append([("primary", verb, lambda: self._do(done, said))])
        foot: list[tuple[str, str, Callable[[], object]]] = []
        if branch:
            foot.append(("outline", words("history.new-board"), self.branch))
        foot.append(("outline", words("view.cancel"), self.close))
        rows.append(foot)
        card.add_buttons(*rows)
        self._open(card)

    @property
    def _me(self) -> str:
        me = self._link.session.me
        return "" if me is None else me.user

    def _builder(self, one: Built) -> tuple[Who, str]:
        """A person, and what they built on what would change (HIST-15)."""
        who = who_is(self._link.session, one.user)
        parts = (
            ("built.edited", one.edited),
            ("built.bound", one.bound),
            ("built.said", one.said),
        )
        deeds = " · ".join(words(word, count=len(ids)) for word, ids in parts if ids)
        return who, words("built.person", name=who.name, deeds=deeds)

    def _count(self, icon: str, tone: str, word: str, ids: list[str], board: Board) -> Count | None:
        if not ids:
            return None
        return Count(icon, tone, words(word, count=len(ids)), self._people(ids, board))

    def _people(self, ids: Iterable[str], board: Board) -> list[Who]:
        users: dict[str, None] = {}
        for id in ids:
            element = board.get(id)
            if element is not None:
                users[self._player.history.users.get(owner(element.put), "")] = None
        return [who_is(self._link.session, user) for user in users]

    def _do(self, done: Restoring, said: Callable[[int], str]) -> None:
        self.close()
        self._player.goto(None)
        self._link.submit(done.parts)
        session = self._link.session
        self.told.emit(said(session.seq + session.waiting), True)

    # ------------------------------------------------------------- comparing, branching

    def compare(self, other: int | None, *_: object) -> None:
        """What is other at another moment (None: now) than at the one that is looked at."""
        history = self._player.history
        ends = sorted((self._player.at, history.head if other is None else other))
        old, young = history.at(ends[0]), history.at(ends[1])
        found = compare(old, young)
        shown = Board(young)
        for id in found.removed:
            element = old.get(id)
            if element is not None:
                shown.write(element)
        self._show(shown, set(found.removed))
        marks = markings_of(young, found.added, "back", words("compare.added-label"))
        marks += markings_of(young, found.changed, "other", words("compare.changed-label"))
        marks += markings_of(old, found.removed, "goes", words("compare.removed-label"))
        self._desk.markings = marks
        names = [self._when(seq) for seq in ends]
        note = words("compare.between", old=names[0], young=names[1])
        same = not (found.added or found.changed or found.removed)
        card = self._card(
            words("history.compare"), f"{note}. {words('compare.same')}" if same else note
        )
        for ids, board, tone, word in (
            (found.added, young, "ok", "compare.added"),
            (found.changed, young, "accent-text", "compare.changed"),
            (found.removed, old, "danger", "compare.removed"),
        ):
            things = [self._thing(e) for id in ids[:ROWS] if (e := board.get(id)) is not None]
            if things:
                card.add_list(words(word, count=len(ids)), tone, things)
        card.add_buttons([("outline", words("view.close"), self.close)])
        self._open(card)

    def _thing(self, element: Element) -> Thing:
        text = str(element.values.get("text") or element.values.get("title") or "").strip()
        kind = f"kind.{element.kind}"
        name = text or (words(kind) if known(kind) else element.kind)
        user = self._player.history.users.get(owner(element.put), "")
        box = painted_box(element)
        return Thing(who_is(self._link.session, user), name, lambda: self.looked.emit(box))

    def story(self, id: str) -> None:
        """What happened to one element."""
        history = self._player.history
        if not history.edits(id):
            return
        self._show(history.at(history.head), set())
        self._player.show_fade(lambda element: 1.0 if element.id == id else OTHERS)

        def look(board: Board, marks: list[Marking]) -> None:
            self._desk.markings = marks
            self._desk.look_at(Moment(board, {}, {}))

        story = Story(history, id, lambda user: who_is(self._link.session, user), look)
        card = self._card(words("story.title"), "")
        card.add_list(words("style.changes", count=len(story.edits) - 1), "text", story.things())
        card.add_buttons(
            [("primary", words("story.replay"), story.replay)],
            [("outline", words("view.close"), self.close)],
        )
        story.setParent(card)
        story.step(story.edits[-1])
        self._open(card)

    def branch(self) -> None:
        """A new board from the moment that is looked at."""
        address = self._link.address
        self._request = Request(self._network, address.token)
        self._request.done.connect(self._branched)
        seq = self._player.seq
        body = {} if seq is None else {"at": seq}
        board = quote(address.board, safe="")
        self._request.send("POST", address.api(f"boards/{board}/branches"), body)

    def _branched(self, status: int, answer: object) -> None:
        if status == 201 and isinstance(answer, dict):
            self.close()
            self.branched.emit(str(answer["board"]))
        else:
            self.told.emit(words("restore.no-branch"), False)

    # ------------------------------------------------------------- the card

    def close(self) -> None:
        """Closes the preview, if one is open, and shows what the player looks at."""
        card, self.card = self.card, None
        if card is None:
            return
        card.hide()
        card.deleteLater()
        self._desk.markings = []
        self._player.show_fade()
        self._player.show_again()
        self._canvas.setFocus()
        self.changed.emit()

    def place(self) -> None:
        """At the right top."""
        if self.card is not None:
            margin = theme.size("margin")
            self.card.adjustSize()
            self.card.move(self._canvas.width() - self.card.width() - margin, 16)

    def _show(self, board: Board, pale: set[str]) -> None:
        self.close()
        self._player.pause()
        self._desk.look_at(Moment(board, {}, {}))
        self._player.show_fade(lambda element: GOES if element.id in pale else 1.0)

    def _card(self, title: str, note: str) -> PreviewCard:
        return PreviewCard(self._canvas, title, note, self.close)

    def _open(self, card: PreviewCard) -> None:
        self.card = card
        card.show()
        self.place()
        self.changed.emit()

    def _when(self, seq: int) -> str:
        history = self._player.history
        if seq == history.head and seq:
            return words("history.now")
        return moment_text(history.entries[seq - 1].at) if seq else words("history.start")
