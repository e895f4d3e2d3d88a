"""What is shown of a board: its index, its tiles and its paths, kept in step with the session."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from PySide6.QtGui import QImage

from inkroom.bind import CONNECTORS, Holders, routed
from inkroom.board import Board, Element
from inkroom.extent import is_highlight
from inkroom.geometry import Box
from inkroom.stack import Stack
from inkroom_desktop.ground import Ground
from inkroom_desktop.index import Index
from inkroom_desktop.painter import Painter
from inkroom_desktop.tiles import Tiles


class Scene:
    """Tell it what changed; ask it for what lies where, and for its tiles."""

    def __init__(
        self, pictures: Callable[[dict[str, Any]], QImage | None] = lambda asset: None
    ) -> None:
        self.ground = Ground()
        self.index = Index()
        self.holders = Holders()
        self.painter = Painter(pictures)
        self.tiles = Tiles(self.index, self.painter, self.ground.paint)
        self._hidden: dict[str, None] = {}
        self.stack = Stack(Board())
        self.linked: dict[str, None] = {}
        """The ids of what has a link."""

    def changed(self, board: Board, ids: Sequence[str] | None) -> None:
        """These elements of the board are other than before; None: all may be."""
        listed = (ids is None or "board" in ids) and self._listed(board, self.stack.page)
        if self.ground.take(self.stack.ground):
            self.tiles.stale()
        if ids is None or listed:
            fresh = len(self.index) == 0
            self._fill(board)
            if fresh:
                self.tiles.clear()
            else:
                self.tiles.stale()
            return
        for id in ids:
            self.holders.follow(id, board.get(id))
        for id in dict.fromkeys((*ids, *self.holders.of(ids))):
            element = board.get(id)
            if id != "board":
                self._element(id, routed(board, element) if element else None)

    def _shown(self, board: Board) -> Iterator[Element]:
        for element in board.visible():
            if element.kind in CONNECTORS:
                self.holders.follow(element.id, element)
            if self.stack.shows(element):
                if element.get("link"):
                    self.linked[element.id] = None
                yield routed(board, element)

    def turn_to(self, board: Board, page: str) -> None:
        """Another page is seen."""
        self._listed(board, page)
        self.ground.take(self.stack.ground)
        self._fill(board)
        self.tiles.clear()

    def _listed(self, board: Board, page: str) -> bool:
        """Reads the lists of pages and layers anew; True where something else is seen now."""
        before = self.stack
        self.stack = Stack(board, page)
        now = self.stack
        return (before.page, before.pages, before.layers) != (now.page, now.pages, now.layers)

    def _fill(self, board: Board) -> None:
        self.holders.clear()
        self.linked.clear()
        self.index.fill(self._shown(board), self.stack.rank)

    def _element(self, id: str, element: Element | None) -> None:
        before = self.index.box(id)
        self.linked.pop(id, None)
        if element is None or element.deleted or not self.stack.shows(element):
            self.index.remove(id)
            self.painter.forget(id)
            if before is not None:
                self.tiles.changed(before)
            return
        if element.get("link"):
            self.linked[id] = None
        top = self.index.put(element)
        now = self.index.box(id)
        if now is None:
            return
        if before is None and top and not is_highlight(element) and id not in self._hidden:
            self.tiles.added(element, now)
            return
        self.tiles.changed(now if before is None else now.joined(before))

    def hide(self, ids: Sequence[str]) -> None:
        """These elements are painted elsewhere for the moment, and not in the tiles."""
        hidden = dict.fromkeys(ids)
        if hidden == self._hidden:
            return
        turned = [id for id in (*self._hidden, *hidden) if (id in hidden) != (id in self._hidden)]
        self._hidden = self.tiles.hidden = hidden
        for id in turned:
            box = self.index.box(id)
            if box is not None:
                self.tiles.changed(box)

    def set_fade(self, fade: Callable[[Element], float] | None) -> None:
        """Elements that are painted paler than they are; None: none."""
        self.tiles.fade = fade
        self.tiles.stale()

    def set_past(self, past: bool) -> None:
        """A moment that is over has another ground."""
        if past != self.ground.past:
            self.ground.past = past
            self.tiles.stale()

    def repaint(self, ids: Sequence[str]) -> None:
        """These look other than before though they did not change: a picture arrived."""
        for id in ids:
            box = self.index.box(id)
            if box is not None:
                self.tiles.changed(box)

    @property
    def shown(self) -> list[Element]:
        """All that is painted, from bottom to top."""
        whole = self.whole
        return self.index.meeting(whole) if whole is not None else []

    @property
    def whole(self) -> Box | None:
        return self.index.whole
