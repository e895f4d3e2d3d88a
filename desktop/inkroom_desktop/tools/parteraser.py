"""The part eraser: what its disc touches of strokes goes when it is lifted, as one gesture (INK-6)."""

from inkroom.board import Element
from inkroom.cut import Disc, cut, part_of, samples_of
from inkroom.geometry import UNIT
from inkroom.ink import Samples
from inkroom.look import whole
from inkroom_desktop.tools.desk import Desk, Pointer
from inkroom_desktop.tools.draft import changed, element_of_put, is_free
from inkroom_desktop.tools.eraser import RADIUS


class PartEraserTool:
    name = "part-eraser"

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._left: dict[str, tuple[Element, list[Samples]]] | None = None
        """What is left of each stroke that was touched."""
        self._last: Pointer | None = None

    def press(self, p: Pointer) -> None:
        self._left, self._last = {}, p
        self._sweep(p)

    def move(self, p: Pointer) -> None:
        if self._left is None:
            self._desk.hover("eraser")
        else:
            self._sweep(p)

    def release(self, p: Pointer) -> None:
        if self._left is None:
            return
        self._sweep(p)
        cuts, self._left = list(self._left.values()), None
        put = [
            part_of(stroke, one, self._desk.new_id()) for stroke, pieces in cuts for one in pieces
        ]
        gone = [{"id": stroke.id, "deleted": True} for stroke, _ in cuts]
        if put:
            self._desk.submit({"put": put, "set": gone})
        elif gone:
            self._desk.submit({"set": gone})
        self._desk.preview(None)

    def cancel(self) -> None:
        self._left = None
        self._desk.preview(None)

    def key(self, name: str) -> bool:
        if name != "Escape" or self._left is None:
            return False
        self.cancel()
        return True

    def _sweep(self, p: Pointer) -> None:
        left, last = self._left, self._last
        if left is None or last is None:
            return
        reach = RADIUS * UNIT / self._desk.zoom
        disc = Disc(last.x, last.y, p.x, p.y, reach)
        touched = False
        for stroke in self._desk.swept(last.x, last.y, p.x, p.y, reach):
            if not _is_ours(stroke):
                continue
            before = left[stroke.id][1] if stroke.id in left else [samples_of(stroke)]
            size = whole(stroke, "width", 0, 16_000)
            after = [piece for one in before for piece in cut(one, size, disc)]
            if [id(one) for one in after] != [id(one) for one in before]:
                left[stroke.id] = (stroke, after)
                touched = True
        self._last = p
        if touched:
            self._desk.preview(_shown(left))


def _is_ours(element: Element) -> bool:
    return element.kind == "stroke" and is_free(element) and element.get("fill") == "none"


def _shown(left: dict[str, tuple[Element, list[Samples]]]) -> list[Element]:
    """The pieces, and of each stroke itself nothing."""
    shown: list[Element] = []
    for stroke, pieces in left.values():
        shown.append(changed(stroke, {"opacity": 0}))
        shown += [
            element_of_put(part_of(stroke, one, f"{at}-{stroke.id}"[:64]))
            for at, one in enumerate(pieces)
        ]
    return shown
