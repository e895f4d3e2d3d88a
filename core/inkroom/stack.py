"""Pages and layers: the sheets that a board lists, what lies on which, and what is seen (SHEET-1 to SHEET-5)."""

from collections.abc import Iterable
from typing import Any, Final, Literal, NamedTuple

from inkroom.board import Board, Element, painted_order
from inkroom.elements import default

Kind = Literal["pages", "layers"]
REGISTERS: Final = {"pages": "page", "layers": "layer"}
"""The register that says where an element lies."""


class SheetInfo(NamedTuple):
    """A page or a layer."""

    id: str
    name: str = ""
    hidden: bool = False
    locked: bool = False
    background: str = ""
    grid: str = ""


def sheets_of(board: Board, kind: Kind) -> list[SheetInfo]:
    """The pages in their order, or the layers from bottom to top; one of the id `1` where none is listed."""
    root = board.get("board")
    listed: list[dict[str, Any]] = root.get(kind) if root is not None else []
    found: dict[str, SheetInfo] = {}
    for one in listed:
        found.setdefault(one["id"], SheetInfo(**one))
    return list(found.values()) or [SheetInfo("1")]


def sheet_of(element: Element, kind: Kind, sheets: Iterable[SheetInfo]) -> str:
    """The sheet that an element lies on: the first where its own is not listed."""
    ids = [sheet.id for sheet in sheets]
    own = str(element.get(REGISTERS[kind]))
    return own if own in ids else ids[0]


class Stack:
    """What is seen of a board on one page; the first where no page or one that is not there is named."""

    def __init__(self, board: Board, page: str | None = None) -> None:
        self.pages = sheets_of(board, "pages")
        self.layers = sheets_of(board, "layers")
        ids = [sheet.id for sheet in self.pages]
        self.page = page if page in ids else ids[0]
        self._pages = dict.fromkeys(ids)
        root = board.get("board")
        names = ("background", "grid")
        self._board = tuple(str(root.get(n) if root else default("board", n)) for n in names)
        self._plain = len(ids) == 1 and not any(layer.hidden for layer in self.layers)
        """All elements are seen, as on nearly every board."""
        self._ranks = {layer.id: rank for rank, layer in enumerate(self.layers)}

    def shows(self, element: Element) -> bool:
        """True where the element lies on the page, on a layer that is not hidden."""
        if self._plain:
            return True
        own = element.get("page")
        page = own if own in self._pages else self.pages[0].id
        return page == self.page and not self.layers[self.rank(element)].hidden

    def frees(self, element: Element) -> bool:
        """True where its layer is not locked."""
        return not self.layers[self.rank(element)].locked

    def rank(self, element: Element) -> int:
        """The place of its layer, from the bottom."""
        return self._ranks.get(element.get("layer"), 0) if len(self._ranks) > 1 else 0

    @property
    def ground(self) -> tuple[str, str]:
        """The background and the grid: the page's own, or else the board's (SHEET-6)."""
        own = next(page for page in self.pages if page.id == self.page)
        return own.background or self._board[0], own.grid or self._board[1]

    def open_layer(self, wanted: str | None) -> str | None:
        """The layer that new elements go to: `wanted`, or the topmost that takes them; None: none does."""
        free = [layer.id for layer in self.layers if not layer.hidden and not layer.locked]
        return wanted if wanted in free else free[-1] if free else None

    def order(self, elements: Iterable[Element]) -> list[Element]:
        """Those that are seen, from bottom to top (SHEET-3)."""
        return sorted(painted_order(e for e in elements if self.shows(e)), key=self.rank)
