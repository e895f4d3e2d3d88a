"""The desk of one open board: what the tools may do, and what the window shows of it."""

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor

from inkroom.bind import following
from inkroom.board import Board, Element
from inkroom.errors import BadOp
from inkroom.geometry import Box, rnd
from inkroom.gesture import Parts
from inkroom.messages import Peer, Presence, Wet
from inkroom.order import between
from inkroom.trail import Trail
from inkroom_desktop.address import fresh_id
from inkroom_desktop.beam import colour_of
from inkroom_desktop.camera import Camera
from inkroom_desktop.grasp import Grasp
from inkroom_desktop.homes import here, neighbours, placed
from inkroom_desktop.link import Link
from inkroom_desktop.markings import Marking
from inkroom_desktop.scene import Scene
from inkroom_desktop.tools.brush import Brush
from inkroom_desktop.tools.desk import Remark, Style, Tool, Writing
from inkroom_desktop.tools.draft import selected
from inkroom_desktop.tools.edit import restyle
from inkroom_desktop.tools.kit import HOVERS, LOOKING, TALKING, kit
from inkroom_desktop.tools.nib import NIB, Nib
from inkroom_desktop.tools.pen import PenTool
from inkroom_desktop.tools.snap import Guide
from inkroom_desktop.tools.style import Styles, worn
from inkroom_desktop.wetink import WetInk


class Moment(NamedTuple):
    """A moment that is over, with who was drawing just then."""

    board: Board
    peers: dict[str, Peer]
    presence: dict[str, Presence]


class BoardDesk(QObject):
    """Implements `tools.desk.Desk`. Its signals tell the window what to show anew."""

    tool_changed = Signal(str)
    style_changed = Signal()
    selection_changed = Signal()
    camera_changed = Signal()
    looked_around = Signal()
    """The person moved the camera; `camera_changed` comes with every move."""
    overlay_changed = Signal()
    scene_changed = Signal()
    shone = Signal()
    hover_changed = Signal(str)
    writing = Signal(object)
    sheets_changed = Signal()
    page_turned = Signal(object)
    """With the camera that the page was left with; None: it was not seen before."""
    remarked = Signal(object)
    refused = Signal(str, str)
    past_changed = Signal()
    dipped = Signal(str)
    """The picker took this colour."""

    def __init__(self, link: Link, scene: Scene) -> None:
        super().__init__()
        self._link, self.scene = link, scene
        self._grasp = Grasp(scene)
        self._wet = WetInk(link, self._live)
        self.moment: Moment | None = None
        """What is looked at where it is not now: nothing can be drawn in it."""
        self.markings: list[Marking] = []
        """Boxes with a word: what a restore would do, what two moments differ in."""
        self.previewed: list[Element] = []
        self.dimmed: list[str] = []
        self.band_box: Box | None = None
        self.loop_points: list[float] | None = None
        """The loop of a lasso."""
        self.fence: Sequence[float] | None = None
        """The loop that a part of the past is chosen by."""
        self.asked: Callable[[Sequence[float]], object] | None = None
        """Takes the lasso's next loop instead of the selection."""
        self.lens_colour: str | None = None
        """The colour that the picker is over."""
        self.pointed: tuple[float, float] = (0, 0)
        self.nib: Nib = NIB
        """How the pen of this device writes."""
        self.guides: list[Guide] = []
        self.found: list[str] = []
        self.snaps = True
        """Drags snap to other elements."""
        self.sight_of: Callable[[], Box] = lambda: Box(0, 0, 0, 0)
        """What is seen of the page; the canvas knows."""
        self.targets: list[str] = []
        self.trail = Trail()
        self.brush = Brush()
        self.keep = False
        self.touched = False
        """A person drew or looked somewhere: the camera is theirs from then on."""
        self._camera = Camera()
        self._views: dict[str, Camera] = {}
        self.layer: str | None = None
        """The layer that new elements go to; None: the topmost."""
        self._selection: list[str] = []
        self._styles = Styles()
        self._held: str | None = None
        self._before = "select"
        """The tool that the picker was taken from."""
        self._tools: dict[str, Tool] = kit(self)
        self._tool: Tool = self._tools["select"]
        link.changed.connect(self._changed)

    # ------------------------------------------------------------- the tool

    @property
    def tool(self) -> Tool:
        """The tool that a pointer goes to."""
        return self._tool

    def set_tool(self, name: str, *, keep: bool = False) -> None:
        """Takes a tool; `keep`: stays with it after a shape is drawn."""
        if not self.may(name):
            return
        self.keep = keep
        self.finish()
        self._held = None
        if self._tool.name != "picker":
            self._before = self._tool.name
        if name != self._tool.name:
            self._tool = self._tools[name]
            if name not in ("select", "lasso", "comment", "picker"):
                self.select([])
        self.tool_changed.emit(name)
        self.style_changed.emit()
        self.hover(HOVERS[name])

    def finish(self) -> None:
        """The pointer is taken from the hand: what it drew stays (PEN-4)."""
        if isinstance(self._tool, PenTool):
            self._tool.finish()
        else:
            self._tool.cancel()

    def may(self, name: str) -> bool:
        """Whether the person's role lets them have a tool (ACC-3)."""
        talks = self._link.session.role == "commenter"
        return self.may_draw or name in (TALKING if talks else LOOKING)

    def hold(self, name: str) -> None:
        """Takes a tool for as long as a key or a button is down."""
        if self._held is None and (self.may_draw or name in LOOKING) and self._tool.name != name:
            self.finish()
            self._held, self._tool = self._tool.name, self._tools[name]

    def let_go(self) -> None:
        """Back to the tool before `hold`."""
        if self._held is not None:
            self.finish()
            self._tool, self._held = self._tools[self._held], None

    @property
    def tool_name(self) -> str:
        """The tool that a person took, whatever is held for the moment."""
        return self._held or self._tool.name

    @property
    def may_draw(self) -> bool:
        return self.moment is None and self._link.session.role in ("editor", "owner")

    # ------------------------------------------------------------- what tools see

    @property
    def live_board(self) -> Board:
        """The board as it is now, whatever is looked at."""
        return self._link.session.board

    @property
    def board(self) -> Board:
        return self._link.session.board if self.moment is None else self.moment.board

    @property
    def peers(self) -> dict[str, Peer]:
        return self._link.session.peers if self.moment is None else self.moment.peers

    @property
    def presence(self) -> dict[str, Presence]:
        """What others do on the page in view."""
        everyone = self._link.session.presence if self.moment is None else self.moment.presence
        return here(everyone, self.scene.stack)

    def look_at(self, moment: Moment | None, ids: Sequence[str] | None = None) -> None:
        """Shows a moment that is over, whose elements `ids` differ from what was shown (None: any may); None: now."""
        if moment is not None and self.moment is None:
            self.finish()
            self.select([])
            self._link.live(Presence(cursor=None, wet=None))
            if self.tool_name not in LOOKING:
                self.set_tool("select")
        turned = (moment is None) != (self.moment is None)
        self.moment = moment
        self.scene.set_past(moment is not None)
        self.scene.changed(self.board, ids)
        if turned:
            self.past_changed.emit()
        self.overlay_changed.emit()
        self.scene_changed.emit()

    @property
    def zoom(self) -> float:
        return self._camera.zoom

    @property
    def style(self) -> Style:
        return self._styles.of(self.tool_name)

    @property
    def selection(self) -> list[str]:
        return self._selection

    def select(self, ids: Sequence[str]) -> None:
        if list(ids) != self._selection:
            self._selection = list(ids)
            self._live(Presence(selection=self._selection[:200] or None))
            self.selection_changed.emit()
            self.style_changed.emit()
            self.overlay_changed.emit()

    def submit(self, parts: Parts) -> None:
        put = placed(parts.get("put", []), self.scene.stack, self.layer)
        if put is None:
            self.refused.emit("layer", "")
            return
        if put:
            parts = {**parts, "put": put}
        try:
            self._link.submit(parts)
        except BadOp as why:
            self.refused.emit(why.code, str(why))
            return
        self.touched = True
        for one in put:
            self._wet.put(one["id"])

    def turn_to(self, page: str) -> None:
        """Another page is seen; each is looked at as it was left."""
        if self.leaf_to(page):
            self.looked_around.emit()
            self.page_turned.emit(self._views.get(page))

    def leaf_to(self, page: str) -> bool:
        """Another page is seen, wherever on it; False: it is seen already, or is not there."""
        stack = self.scene.stack
        if page == stack.page or all(one.id != page for one in stack.pages):
            return False
        self.finish()
        self._views[stack.page] = self._camera
        self.select([])
        self.scene.turn_to(self.board, page)
        self.leave()
        self.sheets_changed.emit()
        self.scene_changed.emit()
        self.overlay_changed.emit()
        return True

    def take_layer(self, layer: str) -> None:
        """New elements go there."""
        self.layer = layer
        self.sheets_changed.emit()

    @property
    def wet_ink(self) -> Wet | None:
        """The own stroke whose pen is down."""
        return self._wet.ink

    def wet(self, wet: Wet | None) -> None:
        if (wet is None) != (self.wet_ink is None):
            self._link.live(Presence(tool=None if wet is None else self._tool.name))
        self.touched = True
        self._wet.show(wet, self._tool.draft if isinstance(self._tool, PenTool) else None)
        self.overlay_changed.emit()

    def laser(self, at: tuple[float, float] | None) -> None:
        now = time.monotonic() * 1000
        if at is not None:
            self.trail.add(*at, now)
        else:
            self.trail.lift(now)
        self.shine()

    @property
    def laser_colour(self) -> QColor:
        session = self._link.session
        return colour_of(session.me, session.presence)

    def shine(self) -> list[list[int]]:
        """The own laser's lines as they are now; others are told. Nothing: it is gone."""
        now = time.monotonic() * 1000
        self._live(Presence(laser=self.trail.places(now)))
        self.shone.emit()
        return self.trail.shown(now)

    def target(self, ids: Sequence[str]) -> None:
        if list(ids) != self.targets:
            self.targets = list(ids)
            self.overlay_changed.emit()

    def preview(self, elements: Sequence[Element] | None) -> None:
        moved = list(elements or [])
        followers = self.scene.holders.of(element.id for element in moved)
        self.previewed = following(self.board, moved, followers)
        self.scene.hide([e.id for e in self.previewed] + self.dimmed)
        self.overlay_changed.emit()
        self.scene_changed.emit()

    def dim(self, ids: Sequence[str]) -> None:
        self.dimmed = list(ids)
        self.scene.hide(self.dimmed + [e.id for e in self.previewed])
        self.overlay_changed.emit()
        self.scene_changed.emit()

    def neighbours(self, ids: Sequence[str]) -> list[Box]:
        return neighbours(self.scene.index.meeting(self.sight_of()), ids) if self.snaps else []

    def guide(self, guides: Sequence[Guide]) -> None:
        if self.guides or guides:
            self.guides = list(guides)
            self.overlay_changed.emit()

    def mark(self, ids: Sequence[str]) -> None:
        """Marks what was found."""
        self.found = list(ids)
        self.overlay_changed.emit()

    def loop(self, points: Sequence[float] | None) -> None:
        self.loop_points = None if points is None else list(points)
        self.overlay_changed.emit()

    def lens(self, colour: str | None) -> None:
        if colour is not None or self.lens_colour is not None:
            self.lens_colour = colour
            self.overlay_changed.emit()

    def dip(self, change: dict[str, str]) -> None:
        self.set_tool(self._before, keep=self.keep)
        self.set_style(**change)
        self.dipped.emit(next(iter(change.values())))

    def band(self, box: Box | None) -> None:
        self.band_box = box
        self.overlay_changed.emit()

    def pick(self, x: float, y: float, reach: float) -> Element | None:
        return self._grasp.pick(x, y, reach)

    def swept(self, ax: float, ay: float, bx: float, by: float, reach: float) -> list[Element]:
        return self._grasp.swept(ax, ay, bx, by, reach)

    def under(self, x: float, y: float) -> list[Element]:
        return self._grasp.under(x, y)

    def within(self, box: Box) -> list[Element]:
        return self._grasp.within(box)

    def lassoed(self, loop: Sequence[float]) -> list[Element]:
        if self.asked is None:
            return self._grasp.lassoed(loop)
        asked, self.asked = self.asked, None
        asked(loop)
        return []

    def new_id(self) -> str:
        return fresh_id()

    def top_z(self) -> str:
        return between(self.scene.index.top, None)

    def pan(self, dx: float, dy: float) -> None:
        self.camera = replace(self._camera, x=self._camera.x - dx, y=self._camera.y - dy)

    def hover(self, name: str) -> None:
        self.hover_changed.emit(name)

    def write(self, writing: Writing) -> None:
        self.writing.emit(writing)

    def comment(self, remark: Remark) -> None:
        self.remarked.emit(remark)

    def done(self, made: Sequence[str]) -> None:
        if not self.keep:
            self.set_tool("select")
            self.select(made)

    # ------------------------------------------------------------- what the window asks

    @property
    def camera(self) -> Camera:
        return self._camera

    @camera.setter
    def camera(self, camera: Camera) -> None:
        if camera != self._camera:
            self._camera = camera
            self.touched = True
            self.looked_around.emit()
            self.camera_changed.emit()

    def show(self, camera: Camera) -> None:
        """The camera moves, not by the person's hand."""
        if camera != self._camera:
            self._camera = camera
            self.touched = True
            self.camera_changed.emit()

    @property
    def selected(self) -> list[Element]:
        """The elements of the selection."""
        return selected(self)

    @property
    def look(self) -> Style:
        """Of the selection if there is one (of its first element), else of the tool."""
        chosen = self.selected
        return worn(chosen[0], self.style) if chosen else self.style

    def set_style(self, **change: Any) -> None:
        """Applied to the tool, and to the selection as one gesture."""
        if self._selection:
            restyle(self, change)
        self._styles.set(self.tool_name, change)
        self.style_changed.emit()

    def point_at(self, x: float, y: float) -> None:
        """Where the own cursor is, for the others."""
        self.pointed = (x, y)
        self._live(Presence(cursor=[rnd(x), rnd(y)]))

    def leave(self) -> None:
        """The own cursor is not on the board any more."""
        self._live(Presence(cursor=None))

    def _live(self, change: Presence) -> None:
        """What others see of this person; of one who looks at the past they see nothing."""
        if self.moment is None:
            self._link.live(change)

    def _changed(self, ids: list[str] | None) -> None:
        if self.moment is not None:
            return
        page = self.scene.stack.page
        self.scene.changed(self.board, ids)
        if ids is None or "board" in ids:
            if self.scene.stack.page != page:
                self.page_turned.emit(self._views.get(self.scene.stack.page))
            self.sheets_changed.emit()
        gone = [id for id in self._selection if id not in self.scene.index]
        if gone:
            self.select([id for id in self._selection if id not in gone])
        elif self._selection and (ids is None or any(id in ids for id in self._selection)):
            self.style_changed.emit()
        self.overlay_changed.emit()
        self.scene_changed.emit()
