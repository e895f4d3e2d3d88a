"""A board as SVG text: what is on it and nothing else; no scripts, no foreign objects, small."""

from base64 import b64encode
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from inkroom.board import Board, Element
from inkroom.drawing import Drawing, drawing
from inkroom.extent import is_highlight, painted_box, turn_of
from inkroom.face import font_path, tokens
from inkroom.geometry import UNIT, Box
from inkroom.item import Fill, Item, Picture, Stroke, Words
from inkroom.look import Look
from inkroom.palette import blend, ground, painted
from inkroom.path import path_text
from inkroom.render.inked import Each, Inked, here, inked_of, parted
from inkroom.render.sheet import around, shown

_ANCHORS: Final = {"centre": "middle", "right": "end"}
_FALLBACK: Final = {"hand": "cursive", "sans": "sans-serif", "serif": "serif", "mono": "monospace"}


def svg(
    board: Board,
    *,
    ids: Collection[str] | None = None,
    page: str | None = None,
    area: Box | None = None,
    dark: bool = False,
    transparent: bool = False,
    fonts: bool = False,
    assets: Mapping[str, bytes] | None = None,
    each: Each = here,
) -> str:
    """A page of a board, or the elements `ids` of it, as SVG text; 1 px of it is 1 px of the board.

    `page`: the first where none is named. `area` (board units): what lies outside is cut off; without
    one all is shown, with a margin. `transparent`: no ground. `fonts`: the bundled fonts that are used
    are embedded, else only named. `assets`: the bytes of pictures by their SHA-256; one that is
    missing is a grey box. `each`: who draws the portions of a large board.
    """
    return "".join(
        svg_parts(
            board,
            ids=ids,
            page=page,
            area=area,
            dark=dark,
            transparent=transparent,
            fonts=fonts,
            assets=assets,
            each=each,
        )
    )


def svg_parts(
    board: Board,
    *,
    ids: Collection[str] | None = None,
    page: str | None = None,
    area: Box | None = None,
    dark: bool = False,
    transparent: bool = False,
    fonts: bool = False,
    assets: Mapping[str, bytes] | None = None,
    each: Each = here,
) -> Iterator[str]:
    """The same text piece by piece, for boards whose whole text should not be in memory at once."""
    elements, box = laid(board, page, ids, area, each)
    writer = Writer(dark, assets or {})
    yield "".join(
        (
            '<svg xmlns="http://www.w3.org/2000/svg" ',
            f'width="{_px(box.width)}" height="{_px(box.height)}" ',
            f'viewBox="{box.left} {box.top} {box.width} {box.height}" ',
            'fill="none" stroke-linecap="round" stroke-linejoin="round">',
            _title(board),
            "" if transparent else _ground(box, ground_of(board, dark)),
        )
    )
    yield from writer.elements(elements, each)
    yield f"{_faces(writer.used) if fonts else ''}</svg>\n"


def laid(
    board: Board, page: str | None, ids: Collection[str] | None, area: Box | None, each: Each
) -> tuple[list[Element], Box]:
    """What is drawn, from bottom to top, and the box that it is drawn in."""
    elements = shown(board, page, ids)
    if area is None:
        return elements, around(elements, each)
    return [one for one in elements if painted_box(one).meets(area)], area


def ground_of(board: Board, dark: bool) -> str:
    """The colour under all."""
    root = board.get("board")
    return ground(str(root.get("background")) if root else "#FBFAF6", dark)


def _title(board: Board) -> str:
    root = board.get("board")
    title = str(root.get("title")) if root else ""
    return f"<title>{_text(title)}</title>" if title else ""


def _ground(box: Box, colour: str) -> str:
    place = f'x="{box.left}" y="{box.top}" width="{box.width}" height="{box.height}"'
    return f'<rect {place} fill="{colour}"/>'


def _faces(used: Collection[str]) -> str:
    """The style that carries the bundled fonts in the file itself."""
    rules = []
    for font in sorted(used):
        family = font_family(font)
        data = b64encode(font_path(family).read_bytes()).decode()
        source = f"url(data:font/ttf;base64,{data})"
        rules.append(f'@font-face{{font-family:"{family}";src:{source}}}')
    return f"<style>{''.join(rules)}</style>" if rules else ""


def font_family(font: str) -> str:
    """The bundled family of a board font."""
    return str(tokens()["font"]["ui" if font == "sans" else font]["family"])


def _px(length: int) -> str:
    return f"{length / UNIT:.4f}".rstrip("0").rstrip(".")


def _text(text: str) -> str:
    """Text as XML holds it; what XML cannot hold at all goes."""
    return escape("".join(c for c in text if c >= " " or c == "\t").replace("\ufffe", ""))


class Writer:
    """Items as SVG elements; remembers which fonts they use."""

    def __init__(self, dark: bool, assets: Mapping[str, bytes]) -> None:
        self.dark = dark
        self.assets = assets
        self.used: set[str] = set()

    def elements(self, elements: Sequence[Element], each: Each = here) -> Iterator[str]:
        """Elements from bottom to top, a portion of them in each text."""
        for text, used in each(self._portion, parted(elements)):
            self.used |= used
            yield text

    def _portion(self, part: Sequence[Element]) -> tuple[str, set[str]]:
        """The text, and the fonts that it uses; the outlines of many strokes are made at once."""
        inked = inked_of(part)
        texts = _path_texts(inked)
        looks = {one.element.id: one.look for one in inked}
        made = []
        for element in part:
            look = looks.get(element.id)
            if look is None:
                made.append(self.drawing(drawing(element)))
            else:
                made.append(self._ink(element, look, next(texts)))
        return "".join(made), self.used

    def drawing(self, one: Drawing) -> str:
        """A drawing, in a group where it is turned or mixes with what is under it."""
        body = "".join(self._item(item) for item in one.items)
        return self._grouped(body, one.turn, mixed=one.blend != "normal")

    def _ink(self, element: Element, look: Look, path: str) -> str:
        """A stroke whose outline is known."""
        marker = is_highlight(element)
        ink = painted(look.ink, "highlighter" if marker else "ink", self.dark)
        body = f'<path d="{path}" fill="{ink}"{_opacity(look.opacity)}/>'
        return self._grouped(body, turn_of(element), mixed=marker)

    def _grouped(self, body: str, turn: tuple[int, int, int] | None, *, mixed: bool) -> str:
        attributes = ""
        if turn:
            angle, x, y = turn
            attributes += f' transform="rotate({angle / 100:g} {x} {y})"'
        if mixed:
            attributes += f' style="mix-blend-mode:{blend(self.dark)}"'
        return f"<g{attributes}>{body}</g>" if attributes and body else body

    def _item(self, item: Item) -> str:
        if isinstance(item, Fill):
            return self._fill(item)
        if isinstance(item, Stroke):
            return self._stroke(item)
        if isinstance(item, Words):
            return self._words(item)
        return self._picture(item)

    def _fill(self, item: Fill) -> str:
        rule = ' fill-rule="evenodd"' if item.rule == "evenodd" else ""
        ink = painted(item.ink, item.tone, self.dark)
        return f'<path d="{path_text(item.path)}" fill="{ink}"{rule}{_opacity(item.opacity)}/>'

    def _stroke(self, item: Stroke) -> str:
        dash = f' stroke-dasharray="{" ".join(map(str, item.dash))}"' if item.dash else ""
        ink = painted(item.ink, item.tone, self.dark)
        line = f'stroke="{ink}" stroke-width="{item.width}"{dash}'
        return f'<path d="{path_text(item.path)}" {line}{_opacity(item.opacity)}/>'

    def _words(self, item: Words) -> str:
        self.used.add(item.font)
        family = quoteattr(f"{font_family(item.font)}, {_FALLBACK[item.font]}")
        anchor = _ANCHORS.get(item.align)
        style = f' text-anchor="{anchor}"' if anchor else ""
        ink = painted(item.ink, item.tone, self.dark)
        lines = "".join(
            f'<text x="{x}" y="{y}" xml:space="preserve">{_text(text)}</text>'
            for text, x, y in item.lines
        )
        look = f'font-family={family} font-size="{item.size}" fill="{ink}"'
        return f"<g {look}{style}{_opacity(item.opacity)}>{lines}</g>"

    def _picture(self, item: Picture) -> str:
        x, y, w, h = item.box
        place = f'x="{x}" y="{y}" width="{w}" height="{h}"'
        faint = _opacity(item.opacity)
        data = self.assets.get(item.asset["sha"])
        if data is None:
            return f'<rect {place} fill="#8A8880" fill-opacity=".2"{faint}/>'
        width, height = item.asset["width"], item.asset["height"]
        source = f"data:{item.asset['type']};base64,{b64encode(data).decode()}"
        image = f'<image width="{width}" height="{height}" href="{source}"/>'
        crop = " ".join(map(str, item.crop or (0, 0, width, height)))
        shown = f'<svg {place} viewBox="{crop}" preserveAspectRatio="none">{image}</svg>'
        flip_x, flip_y = item.flip
        if not (flip_x or flip_y):
            return f"<g{faint}>{shown}</g>" if faint else shown
        scale = f"scale({-1 if flip_x else 1} {-1 if flip_y else 1})"
        move = f"translate({2 * x + w if flip_x else 0} {2 * y + h if flip_y else 0})"
        return f'<g transform="{move} {scale}"{faint}>{shown}</g>'


def _path_texts(inked: Sequence[Inked]) -> Iterator[str]:
    if not inked:
        return iter(())
    from inkroom.render.outlines import path_texts  # numpy takes a moment, and few boards need it

    return path_texts(inked)


def _opacity(percent: int) -> str:
    return "" if percent == 100 else f' opacity="{percent / 100:g}"'
