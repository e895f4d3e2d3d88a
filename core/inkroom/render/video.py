"""A history as a film: MP4, WebM or GIF, at pen speed or faster, without its pauses (FILM-1)."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from fractions import Fraction
from io import BytesIO
from typing import Any, BinaryIO, Final, Literal
from xml.sax.saxutils import escape

from msgspec import UNSET, Struct

from inkroom.bind import Holders, routed
from inkroom.board import Board, Element
from inkroom.errors import Unavailable
from inkroom.extent import painted_box
from inkroom.face import tokens
from inkroom.geometry import Box, union
from inkroom.history import History
from inkroom.messages import Person
from inkroom.render.captions import CARD_MS, LINES, SAID_MS, card, lay, talk
from inkroom.render.patch import Patch
from inkroom.replay import Replay, begun_strokes

Format = Literal["mp4", "webm", "gif"]
MARGIN: Final = 256
Over = tuple[Any, int, int]
"""RGBA pixels, and where in the picture they lie."""
END_MS: Final = 1_500
"""The last picture stays so long."""
MOST_S: Final = 3 * 3600
_LEAN: Final = "rc-lookahead=0:bframes=0:ref=1:mbtree=0:subme=1:weightp=0:scenecut=0"
"""Nothing is looked for that drawings do not have: two thirds of the time, for a file half as large again."""
_CODECS: Final = {
    "mp4": ("libx264", "yuv420p", {"preset": "veryfast", "crf": "23", "x264-params": _LEAN}),
    "webm": ("libvpx-vp9", "yuv420p", {"deadline": "realtime", "cpu-used": "8", "crf": "34"}),
    "gif": ("gif", "rgb8", {}),
}


class Film(Struct, frozen=True, kw_only=True):
    """From entry `since` on, `speed` times as quick as it was; a pause lasts `idle` ms at most (None: all of it)."""

    width: int = 1920
    height: int = 1080
    fps: int = 25
    speed: float = 8.0
    idle: int | None = 2_000
    since: int = 0
    page: str | None = None
    area: Box | None = None
    dark: bool = False
    names: bool = True
    title: str | None = None
    """What a card says before the first picture; None: no card."""
    chat: bool = False
    """What was said is seen for a while."""


def video(
    out: BinaryIO,
    format: Format,
    history: History,
    film: Film,
    *,
    people: Iterable[Person] = (),
    assets: Mapping[str, bytes] | None = None,
    step: Callable[[float], None] = lambda share: None,
) -> None:
    """Writes the film; `step` hears how much is done, 0..1. Raises Unavailable where the encoder is not installed."""
    av = _encoder()
    from inkroom.render.plate import Plate

    name, pixels, options = _CODECS[format]
    scene = _Scene(history, film, people, assets or {})
    plate = Plate(film.width, film.height, pixels)
    buffer = BytesIO()
    with av.open(buffer, "w", format=format) as container:
        stream = container.add_stream(name, rate=film.fps, options=options)
        stream.width, stream.height, stream.pix_fmt = film.width, film.height, pixels
        shown: Any = None
        for n, (changed, share) in enumerate(scene.frames()):
            if changed or shown is None:
                plate.develop(scene.picture, changed)
                shown = plate.frame()
            shown.pts, shown.time_base = n, Fraction(1, film.fps)
            container.mux(stream.encode(shown))
            if n % film.fps == 0:
                step(share)
        container.mux(stream.encode(None))
    out.write(buffer.getbuffer())


def _encoder() -> Any:
    try:
        import av
        import numpy  # noqa: F401
    except ImportError:
        raise Unavailable(
            "Expected the video encoder, which is not installed: pip install 'inkroom[video]'",
            "no_video",
        ) from None
    return av


class _Scene:
    """The board on an easel, moment by moment."""

    def __init__(
        self,
        history: History,
        film: Film,
        people: Iterable[Person],
        assets: Mapping[str, bytes],
    ) -> None:
        from inkroom.render.easel import Easel

        self._history, self._film = history, film
        self._people = {person.id: person for person in people}
        self._replay = Replay(history.entries, film.idle)
        self._page, self._hidden = self._sheet()
        area = film.area or self._whole()
        self.easel = Easel(film.width, film.height, area, dark=film.dark, assets=assets)
        self.picture: Any = self.easel.pixels.copy()
        """What is on the easel, and what is laid over it."""
        self._laid: list[Patch] = []
        self._holders = Holders()
        self._wet: dict[str, None] = {}
        self._labels: dict[str, Any] = {}
        self._seq = 0
        self._chats = [e.seq for e in history.entries if film.chat and e.say is not UNSET]
        self._chat: tuple[tuple[int, ...], Any] = ((), None)

    def _sheet(self) -> tuple[str, set[str]]:
        root = self._history.at(self._history.head).get("board")
        pages, layers = (root.get("pages"), root.get("layers")) if root else ([], [])
        first = self._film.page or (pages[0]["id"] if pages else "1")
        return first, {layer["id"] for layer in layers if layer.get("hidden")}

    def _seen(self, board: Board, id: str) -> Element | None:
        element = board.get(id)
        if element is None or element.kind == "board" or element.deleted:
            return None
        there = element.get("page") == self._page and element.get("layer") not in self._hidden
        return routed(board, element) if there else None

    def _whole(self) -> Box:
        """The box round all that is ever seen in the film."""
        history, since = self._history, self._film.since
        boxes = [painted_box(element) for element in history.at(since).visible()]
        for entry in history.entries[since:]:
            board = history.at(entry.seq)
            seen = [self._seen(board, id) for id in entry.ids()]
            boxes += [painted_box(element) for element in seen if element is not None]
        box = union(boxes)
        return box.grown(MARGIN) if box else Box(0, 0, 1920 * 16, 1080 * 16)

    def frames(self) -> Iterator[tuple[list[Patch], float]]:
        """Where `picture` is other than before, and how much of the film is done."""
        film, reel = self._film, self._replay
        start, end = reel.ms_of(film.since), reel.length
        length = (end - start) / film.speed
        if length > MOST_S * 1000:
            raise Unavailable(
                f"Expected a film of at most {MOST_S // 3600} hours, got {length / 3.6e6:.0f}: "
                "choose a higher speed or a shorter period",
                "too_long",
            )
        per = 1000 / film.fps
        self._go(film.since)
        begun = self._show([])
        if film.title is not None:
            yield begun + self._show([self._card(film.title)]), 0.0
            for _ in range(int(CARD_MS / per)):
                yield [], 0.0
            begun = self._show([])
        yield begun, 0.0
        count = int(length / per)
        for n in range(1, count + 1):
            ms = start + n * per * film.speed
            yield self._frame(ms), n / (count + 1)
        yield self._frame(end + 1), 1.0
        for _ in range(int(END_MS / per)):
            yield [], 1.0

    def _show(self, overs: Iterable[Over]) -> list[Patch]:
        """Brings the picture up to date, with these over it and no others; says where it is other than before."""
        bare = [*self.easel.paint(), *self._laid]
        for left, top, right, bottom in bare:
            part = self.easel.pixels[top:bottom, left:right]
            self.picture[top:bottom, left:right] = part
        laid = (lay(self.picture, *over) for over in overs)
        self._laid = [patch for patch in laid if patch is not None]
        return [*bare, *self._laid]

    def _frame(self, ms: float) -> list[Patch]:
        reel = self._replay
        before = bool(self._wet)
        for id in self._wet:
            self.easel.put(id, None)
        self._wet = {}
        moved = self._go(reel.seq_at(ms))
        overs: list[Over] = []
        for wet in reel.wet_at(ms):
            entry = self._history.entries[wet.seq - 1]
            for stroke in begun_strokes(entry, wet.ms):
                if stroke.get("page") == self._page:
                    self.easel.put(stroke.id, stroke)
                    self._wet[stroke.id] = None
                    if self._film.names:
                        overs.append(self._label(stroke, entry.by))
        other = self._talked(ms)
        if not (moved or before or self._wet or other):
            return []
        said = self._chat[1]
        if said is not None:
            edge = self._film.height // 40
            overs.append((said, edge, self.picture.shape[0] - said.shape[0] - edge))
        return self._show(overs)

    def _talked(self, ms: float) -> bool:
        """What was said lately in the film; True where it is other than in the picture before."""
        reel, stays = self._replay, SAID_MS * self._film.speed
        seqs = tuple(n for n in self._chats if ms - stays < reel.ms_of(n) <= ms)[-LINES:]
        if seqs == self._chat[0]:
            return False
        entries = [self._history.entries[n - 1] for n in seqs]
        lines = [(self._people.get(entry.by), str(entry.say)) for entry in entries]
        self._chat = seqs, talk(lines, self._film.height / 1080) if lines else None
        return True

    def _card(self, title: str) -> Over:
        people = list(self._people.values())
        return card(self._film.width, self._film.height, title, self._history, people), 0, 0

    def _go(self, seq: int) -> bool:
        """Puts the elements as they are after an entry; True where any changed."""
        history = self._history
        ids: dict[str, None] = {}
        if self._seq == 0 and seq:
            ids = {element.id: None for element in history.at(seq)}
        else:
            for entry in history.entries[self._seq : seq]:
                ids |= dict.fromkeys(entry.ids())
        if not ids:
            self._seq = max(self._seq, seq)
            return False
        board, self._seq = history.at(seq), seq
        for id in ids:
            self._holders.follow(id, board.get(id))
        for id in dict.fromkeys((*ids, *self._holders.of(ids))):
            if id == "board":
                root = board.get("board")
                self.easel.set_background(str(root.get("background")) if root else "#FBFAF6")
            else:
                self.easel.put(id, self._seen(board, id))
        return True

    def _label(self, stroke: Element, user: str) -> Over:
        """The pen's tip with the name of who draws."""
        x, y = self.easel.at(*_tip(stroke))
        label = self._labels.get(user)
        if label is None:
            label = self._labels[user] = _label(self._people.get(user))
        return label, round(x), round(y)


def _tip(stroke: Element) -> tuple[float, float]:
    """Where the pen is: the last point."""
    points, pressure = stroke.fixed["points"], stroke.fixed.get("pressure") is not False
    stride = 4 if pressure else 3
    return float(sum(points[0::stride])), float(sum(points[1::stride]))


def _label(person: Person | None) -> Any:
    """A cursor with a name, as on the board."""
    from inkroom.render.easel import raster

    name = (person.name if person else "")[:24]
    colours = tokens()["people"]
    colour = (colours.get(person.colour) if person else None) or colours["slate"]
    wide = 26 + round(9.5 * len(name)) if name else 0
    tag = (
        f'<rect x="16" y="18" width="{wide}" height="26" rx="7" fill="{colour["light"]}"/>'
        f'<text x="{16 + wide / 2}" y="36" font-family="Inter" font-size="15" font-weight="500"'
        f' text-anchor="middle" fill="{colour["on"]["light"]}">{escape(name)}</text>'
        if name
        else ""
    )
    text = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide + 24}" height="48">'
        f'<path d="M2 1.5 17 12l-7 1.3L6.6 19.6z" fill="{colour["light"]}" stroke="#fff"'
        f' stroke-width="1.6" stroke-linejoin="round"/>{tag}</svg>'
    )
    return raster(text, wide + 24, 48)
