"""What can lie on a board: kinds, their registers, defaults and limits (EL-1 to EL-8)."""

from typing import Annotated, Any, Final, Literal

from msgspec import UNSET, Meta, Raw, Struct, UnsetType
from msgspec.structs import fields

COORDINATE: Final = 2**31
TEXT_LENGTH: Final = 10_000
STROKE_POINTS: Final = 10_000
LINE_POINTS: Final = 10_000

Id = Annotated[str, Meta(pattern=r"^[A-Za-z0-9_-]{1,64}$(?!\n)")]
Int = Annotated[int, Meta(ge=-COORDINATE, le=COORDINATE)]
Length = Annotated[int, Meta(ge=0, le=COORDINATE)]
Colour = Annotated[str, Meta(pattern=r"^#[0-9A-Fa-f]{6}$(?!\n)")]
Paint = Annotated[str, Meta(pattern=r"^(#[0-9A-Fa-f]{6}|none)$(?!\n)")]
Order = Annotated[str, Meta(pattern=r"^[A-Za-z][0-9A-Za-z]{1,127}$(?!\n)")]
Text = Annotated[str, Meta(max_length=TEXT_LENGTH, pattern=r"^[^\x00]*$")]
Title = Annotated[str, Meta(max_length=120, pattern=r"^[^\x00-\x1f\x7f]*$(?!\n)")]
Link = Annotated[str, Meta(max_length=2000, pattern=r"^((https?://|mailto:)[^\x00-\x20]+)?$(?!\n)")]
Geom = Annotated[list[Int], Meta(min_length=4, max_length=2 * LINE_POINTS)]
Writer = Annotated[str, Meta(pattern=r"^[A-Za-z0-9_-]{1,64}:[0-9]{1,16}$(?!\n)")]
Head = Literal[
    "none", "arrow", "bar", "dot", "circle", "triangle", "triangle_outline", "diamond", "diamond_outline",
    "one", "many", "one_many",
]  # fmt: skip


class Binding(Struct, forbid_unknown_fields=True):
    """One end of an arrow that holds on to an element: `anchor` in 1/1000 of its box, (500, 500) the centre."""

    id: Id
    anchor: Annotated[
        list[Annotated[int, Meta(ge=-100_000, le=100_000)]], Meta(min_length=2, max_length=2)
    ]


class Asset(Struct, forbid_unknown_fields=True):
    """A picture that is kept under the SHA-256 of its bytes; sizes in px."""

    sha: Annotated[str, Meta(pattern=r"^[0-9a-f]{64}$(?!\n)")]
    type: Literal["image/png", "image/jpeg", "image/webp", "image/gif"]
    width: Annotated[int, Meta(ge=1, le=100_000)]
    height: Annotated[int, Meta(ge=1, le=100_000)]


Grid = Literal["dots", "lines", "squares", "isometric", "none"]


class Sheet(Struct, forbid_unknown_fields=True):
    """A page or a layer, as the board lists it; a page may have a ground of its own."""

    id: Id
    name: Title = ""
    hidden: bool = False
    locked: bool = False
    background: Colour | UnsetType = UNSET
    grid: Grid | UnsetType = UNSET


FillStyle = Literal["solid", "tint", "hachure", "cross", "zigzag"]
Width = Annotated[int, Meta(ge=0, le=16_000)]
Dash = Literal["solid", "dashed", "dotted"]
Sketch = Annotated[int, Meta(ge=0, le=2)]
Opacity = Annotated[int, Meta(ge=0, le=100)]
Group = Annotated[list[Id], Meta(max_length=16)]
FrameId = Annotated[str, Meta(pattern=r"^[A-Za-z0-9_-]{0,64}$(?!\n)")]
Font = Literal["hand", "sans", "serif", "mono"]
Size = Annotated[int, Meta(ge=16, le=32_000)]
Align = Literal["left", "centre", "right"]
Heads = Annotated[list[Head], Meta(min_length=2, max_length=2)]
Curve = Annotated[int, Meta(ge=0, le=2)]
Crop = Annotated[list[Int], Meta(min_length=4, max_length=4)]
Form = Literal[
    "rect", "ellipse", "diamond",
    "triangle", "pentagon", "hexagon", "octagon", "star", "parallelogram", "trapezoid", "arrow", "cross",
    "cloud", "heart", "bubble",
]  # fmt: skip
Sheets = Annotated[list[Sheet], Meta(max_length=1000)]
Tag = Annotated[str, Meta(min_length=1, max_length=40, pattern=r"^[^\x00-\x1f\x7f]*$(?!\n)")]
Tags = Annotated[list[Tag], Meta(max_length=12)]
RENAME: Final = {"from_": "from"}


class Registers(Struct, omit_defaults=True, forbid_unknown_fields=True, kw_only=True):
    """A new element: its id, and the registers that every kind has (EL-4). UNSET: not written."""

    id: Id
    page: Id | UnsetType = UNSET
    layer: Id | UnsetType = UNSET
    z: Order | UnsetType = UNSET
    ink: Paint | UnsetType = UNSET
    fill: Paint | UnsetType = UNSET
    fill_style: FillStyle | UnsetType = UNSET
    width: Width | UnsetType = UNSET
    dash: Dash | UnsetType = UNSET
    sketch: Sketch | UnsetType = UNSET
    round: Length | UnsetType = UNSET
    opacity: Opacity | UnsetType = UNSET
    group: Group | UnsetType = UNSET
    frame: FrameId | UnsetType = UNSET
    locked: bool | UnsetType = UNSET
    link: Link | UnsetType = UNSET
    geom: Geom
    extra: dict[str, Any] | UnsetType = UNSET


class Label(Registers):
    """The registers of kinds that carry writing."""

    text: Text | UnsetType = UNSET
    font: Font | UnsetType = UNSET
    size: Size | UnsetType = UNSET
    align: Align | UnsetType = UNSET


class Connector(Registers, rename={"from_": "from"}):
    """The registers of a line or an arrow."""

    heads: Heads | UnsetType = UNSET
    from_: Binding | None | UnsetType = UNSET
    to: Binding | None | UnsetType = UNSET
    curve: Curve | UnsetType = UNSET


class Stroke(Registers, tag="stroke", tag_field="kind"):
    """Ink: `points` stays encoded JSON, checked once by `read_points` (EL-6); `of` is the stroke it was cut from."""

    points: Raw
    pressure: bool = True
    brush: Literal["pen", "highlighter"] = "pen"
    of: Id | UnsetType = UNSET


class Line(Connector, tag="line", tag_field="kind"):
    """A line; closed where its first point is its last."""


class Arrow(Connector, tag="arrow", tag_field="kind"):
    """A line that points."""


class Formed(Label):
    """The registers of kinds with an outline in their box: as drawn, or another (FORM-2)."""

    form: Form | UnsetType = UNSET


class Rect(Formed, tag="rect", tag_field="kind"):
    """A rectangle, with writing in it or not."""


class Ellipse(Formed, tag="ellipse", tag_field="kind"):
    """An ellipse in its box."""


class Diamond(Formed, tag="diamond", tag_field="kind"):
    """A diamond in its box."""


class Shape(Formed, tag="shape", tag_field="kind"):
    """Another form in its box: a star, a cloud, an arrow to write on (FORM-1)."""


class TextElement(Label, tag="text", tag_field="kind"):
    """Writing on the board itself."""


class Note(Label, tag="note", tag_field="kind"):
    """A sticky note; its `fill` is its paper."""


class Image(Registers, tag="image", tag_field="kind"):
    """A picture; `crop` is the part that is shown, `[x,y,w,h]` in px of the asset, null for all."""

    asset: Asset
    crop: Crop | None | UnsetType = UNSET


class Frame(Registers, tag="frame", tag_field="kind"):
    """A named area."""

    title: Title | UnsetType = UNSET


Put = Stroke | Line | Arrow | Rect | Ellipse | Diamond | Shape | TextElement | Note | Image | Frame


class Set(
    Struct, omit_defaults=True, forbid_unknown_fields=True, kw_only=True, rename={"from_": "from"}
):
    """New values for registers of one element; those a kind does not have are passed over (RED-4)."""

    id: Id
    page: Id | UnsetType = UNSET
    layer: Id | UnsetType = UNSET
    z: Order | UnsetType = UNSET
    ink: Paint | UnsetType = UNSET
    fill: Paint | UnsetType = UNSET
    fill_style: FillStyle | UnsetType = UNSET
    width: Width | UnsetType = UNSET
    dash: Dash | UnsetType = UNSET
    sketch: Sketch | UnsetType = UNSET
    round: Length | UnsetType = UNSET
    opacity: Opacity | UnsetType = UNSET
    group: Group | UnsetType = UNSET
    frame: FrameId | UnsetType = UNSET
    locked: bool | UnsetType = UNSET
    link: Link | UnsetType = UNSET
    geom: Geom | UnsetType = UNSET
    deleted: bool | UnsetType = UNSET
    text: Text | UnsetType = UNSET
    font: Font | UnsetType = UNSET
    size: Size | UnsetType = UNSET
    align: Align | UnsetType = UNSET
    heads: Heads | UnsetType = UNSET
    from_: Binding | None | UnsetType = UNSET
    to: Binding | None | UnsetType = UNSET
    curve: Curve | UnsetType = UNSET
    crop: Crop | None | UnsetType = UNSET
    form: Form | UnsetType = UNSET
    title: Title | UnsetType = UNSET
    background: Colour | UnsetType = UNSET
    grid: Grid | UnsetType = UNSET
    pages: Sheets | UnsetType = UNSET
    layers: Sheets | UnsetType = UNSET
    tags: Tags | UnsetType = UNSET


COMMON: Final = (
    "page layer z ink fill fill_style width dash sketch round opacity group frame locked link deleted geom"
).split()
LABEL: Final = "text font size align".split()
FORMED: Final = [*LABEL, "form"]
KINDS: Final[dict[str, frozenset[str]]] = {
    kind: frozenset((*COMMON, *more))
    for kind, more in {
        "stroke": [],
        "line": ["heads", "from", "to", "curve"],
        "arrow": ["heads", "from", "to", "curve"],
        "rect": FORMED,
        "ellipse": FORMED,
        "diamond": FORMED,
        "shape": FORMED,
        "text": LABEL,
        "note": LABEL,
        "image": ["crop"],
        "frame": ["title"],
    }.items()
} | {"board": frozenset(("title", "background", "grid", "pages", "layers", "tags"))}
"""The registers of each kind (EL-4)."""

FIXED: Final = ("points", "pressure", "brush", "of", "asset", "extra")
"""The fields of an element that never change (EL-3)."""

DEFAULTS: Final[dict[str, Any]] = {
    "page": "1",
    "layer": "1",
    "z": "a0",
    "ink": "#1D2432",
    "fill": "none",
    "fill_style": "solid",
    "width": 32,
    "dash": "solid",
    "sketch": 0,
    "round": 0,
    "opacity": 100,
    "group": [],
    "frame": "",
    "locked": False,
    "link": "",
    "deleted": False,
    "geom": [0, 0, 0, 0, 0],
    "heads": ["none", "none"],
    "from": None,
    "to": None,
    "curve": 0,
    "text": "",
    "font": "hand",
    "size": 320,
    "crop": None,
    "form": "triangle",
    "title": "",
    "background": "#FBFAF6",
    "grid": "dots",
    "pages": [],
    "layers": [],
    "tags": [],
}
"""What a register reads as before it was written (EL-7); `align` and `form` depend on the kind."""

VALUES: Final[dict[str, Any]] = {
    RENAME.get(f.name, f.name): f.type for f in fields(Set) if f.name != "id"
}
"""The type of each register's value, for the values of a restore."""


def default(kind: str, register: str) -> Any:
    """What `register` of a `kind` reads as before it was written (EL-7)."""
    if register == "align":
        return "left" if kind == "text" else "centre"
    if register == "form" and kind != "shape":
        return kind
    if register == "geom" and kind in ("line", "arrow"):
        return [0, 0, 0, 0]
    return DEFAULTS[register]


def fits(kind: str, register: str, value: Any) -> bool:
    """True where an element of `kind` has this register, and a `geom` has the form of the kind (RED-4)."""
    if register not in KINDS[kind]:
        return False
    if register != "geom":
        return True
    if not isinstance(value, list):
        return False
    if kind in ("line", "arrow"):
        return len(value) >= 4 and len(value) % 2 == 0
    return len(value) == 5
