"""A vote as a person of one board sees it: the strip, the result, and the marks on the elements."""

from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from inkroom.board import Element
from inkroom.extent import span
from inkroom.gesture import Parts
from inkroom.meeting import Vote
from inkroom_desktop.address import fresh_id
from inkroom_desktop.canvas import Canvas
from inkroom_desktop.link import Link
from inkroom_desktop.panels.said import called
from inkroom_desktop.panels.text import words
from inkroom_desktop.panels.votemark import VoteMark
from inkroom_desktop.panels.votestrip import Result, VoteStart, VoteStrip

KINDS: Final = ("note", "text", "image", "rect", "ellipse", "diamond", "frame")
MOST: Final = 200
HOUR_MS: Final = 3_600_000
"""A result of longer ago is not news."""


class Voting(QObject):
    """`wanted(id)`: an element of the result is to be seen."""

    wanted = Signal(str)

    def __init__(self, link: Link, canvas: Canvas) -> None:
        super().__init__()
        self._link, self._canvas = link, canvas
        self.strip = VoteStrip(canvas)
        self.marks: dict[str, VoteMark] = {}
        self._seen: set[str] = set()
        self.vote: Vote | None = None
        self.strip.ended.connect(self.end)
        self.strip.seen.connect(self._dismiss)
        self.strip.shown.connect(self.wanted)

    def refresh(self, now: float) -> None:
        """Shows the vote there is at `now` of the server's clock; 0: that is not known."""
        vote = self._link.session.meeting.vote
        past = self._canvas.desk.moment is not None
        over = (
            vote is not None
            and vote.closed
            and (vote.id in self._seen or now - vote.since > HOUR_MS)
        )
        self.vote = None if past or over or not now else vote
        if self.vote is None:
            self.strip.hide()
        else:
            self._show_strip(self.vote)
        self.show_marks()

    def show_marks(self) -> None:
        """Puts the marks where their elements are now."""
        vote = self.vote
        shown = {} if vote is None else {one.id: one for one in self._choices(vote)}
        for id in [id for id in self.marks if id not in shown]:
            gone = self.marks.pop(id)
            gone.hide()
            gone.deleteLater()
        if vote is None:
            return
        session = self._link.session
        user, colour = (session.me.user, session.me.colour) if session.me else ("", "")
        counts = dict(vote.tally())
        may = session.role != "viewer" and vote.free(user) > 0
        for id, element in shown.items():
            mark = self.marks.get(id)
            if mark is None:
                mark = self.marks[id] = VoteMark(self._canvas)
                mark.laid.connect(lambda by, id=id: self.lay(id, by))
                mark.lower()
            own = vote.on(user, id)
            count = counts.get(id, 0) if vote.told() else own
            mark.mark(called(element), own, count, colour=colour, may=may, closed=vote.closed)
            box = span(element)
            mark.stand(self._canvas.desk.camera.to_screen(box.right, box.top))

    def ask(self, anchor: QWidget) -> None:
        """Asks what the vote is about."""
        chosen = list(self._canvas.desk.selection)
        popup = VoteStart(anchor, len(chosen) if 1 < len(chosen) <= MOST else 0)
        popup.begun.connect(
            lambda dots, hidden, among: self.begin(dots, hidden, chosen if among else None)
        )
        popup.open_by(anchor)

    def begin(self, dots: int, hidden: bool, among: list[str] | None) -> None:  # a slot
        """Begins a vote in the place of the last."""
        ballot = {"id": fresh_id(), "dots": dots, "hidden": hidden}
        self._submit({"ballot": ballot if among is None else {**ballot, "among": among}})

    def lay(self, on: str, by: int) -> None:
        """Lays a dot more or less on an element."""
        vote, me = self.vote, self._link.session.me
        if vote is None or me is None or vote.closed:
            return
        count = vote.on(me.user, on) + by
        if count >= 0 and by <= vote.free(me.user):
            self._submit({"dot": {"ballot": vote.id, "on": on, "count": count}})

    def end(self, ends: bool) -> None:  # a slot
        """Closes the vote, or opens it again."""
        if self.vote is not None:
            self._submit({"ballot": {"id": self.vote.id, "closed": ends}})

    def _submit(self, parts: Parts) -> None:
        self._link.submit(parts)

    def _dismiss(self) -> None:
        if self.vote is not None:
            self._seen.add(self.vote.id)
            self.vote = None
            self.strip.hide()
            self.show_marks()

    def _choices(self, vote: Vote) -> list[Element]:
        """What may have dots on the page in view."""
        board, page = self._link.session.board, self._canvas.desk.scene.stack.page
        if vote.among is None:
            found = [one for one in board.visible() if one.kind in KINDS]
        else:
            known = [board.get(id) for id in vote.among]
            found = [one for one in known if one is not None and not one.deleted]
        return [one for one in found if one.get("page") == page][:MOST]

    def _show_strip(self, vote: Vote) -> None:
        session = self._link.session
        user = session.me.user if session.me else ""
        voters = words("vote.voters", count=vote.voters)
        if vote.closed:
            text = f"{words('vote.result')} \u00b7 {voters}"
        elif session.role == "viewer":
            text = voters
        else:
            text = f"{words('vote.left', count=vote.free(user))} \u00b7 {voters}"
        may_end = self._canvas.desk.may_draw and session.phase == "live"
        self.strip.show_vote(text, self._results(vote) if vote.closed else None, may_end=may_end)

    def _results(self, vote: Vote) -> list[Result]:
        board, found = self._link.session.board, []
        for id, count in vote.tally():
            element = board.get(id)
            gone = element is None or element.deleted
            name = words("vote.gone") if gone or element is None else called(element)
            found.append(Result(id, name, count))
        return found
