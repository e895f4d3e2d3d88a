"""Films and transcripts of a history."""

from io import BytesIO
from typing import Any

import av
import numpy as np
import pytest

from inkroom.errors import Unavailable
from inkroom.formats import transcript
from inkroom.geometry import Box
from inkroom.history import History
from inkroom.messages import Entry, Person, encode, entry_bytes, read_entry, read_op
from inkroom.render import video as films
from inkroom.render.easel import Easel, raster
from inkroom.render.png import png
from inkroom.render.svg import svg

PEOPLE = [Person("uc1", "Ann", "plum"), Person("uc2", "Ben", "pine")]
AREA = Box(0, 0, 640 * 16, 360 * 16)


def entry(seq: int, at: int, client: str, cseq: int, **op: Any) -> Entry:
    raw = read_op(encode({"cseq": cseq, **op}))
    return read_entry(entry_bytes(seq, at, f"u{client}", client, raw))


def stroke(id: str, x: int, y: int, **more: Any) -> dict[str, Any]:
    points = [x, y, 255, 0, *(step for _ in range(20) for step in (160, 40, 200, 50))]
    geom = [x, y, 3200, 800, 0]
    return {"kind": "stroke", "id": id, "points": points, "geom": geom, "width": 96, **more}


LOG = [
    entry(1, 2_000, "c1", 1, put=[stroke("s1", 800, 800)]),
    entry(2, 5_000, "c2", 1, put=[stroke("s2", 1600, 1600, ink="#DD2222", z="a1")]),
    entry(3, 6_000, "c1", 2, put=[{"kind": "note", "id": "n1", "z": "a2", "fill": "#FFE36E",
          "text": "Who brings the pump?", "geom": [5000, 900, 2400, 2400, 0]}]),
    entry(4, 7_000, "c2", 2, put=[stroke("s3", 2000, 1200, z="a3", brush="highlighter")]),
    entry(5, 8_000, "c1", 3, set=[{"id": "s1", "deleted": True}]),
    entry(6, 9_000, "c2", 3, set=[{"id": "n1", "geom": [4000, 1500, 2400, 2400, 1500]}]),
    entry(7, 9_500, "c1", 4, say="Shall we\nmeet?", mark="Lunch"),
]  # fmt: skip


def test_the_easel_is_after_any_changes_what_the_whole_picture_is() -> None:
    """[FILM-1] To the pixel, as the PNG export paints it, however it came there."""
    history = History(LOG)
    easel = Easel(640, 360, AREA)
    for one in LOG:
        board = history.at(one.seq)
        for id in one.ids():
            element = board.get(id)
            easel.put(id, None if element is None or element.deleted else element)
        easel.paint()
        whole = raster(svg(board, area=AREA), 640, 360)[:, :, :3]
        assert np.abs(easel.pixels.astype(int) - whole.astype(int)).max() <= 1, one.seq


def test_the_picture_at_each_mark_is_the_png_of_that_moment() -> None:
    """[FILM-1] Also of writing that no bundled font has; what is drawn by an entry is whole at its `at`."""
    log = [*LOG]
    for text, mark in (("水泵 pump", "Two scripts"), ("Who brings it?", "One")):
        n = len(log)
        note = {"kind": "note", "id": f"n{n}", "z": f"b{n}", "fill": "#FFE36E", "text": text}
        put = [note | {"geom": [300 * n, 3_000, 2_400, 1_600, 0]}]
        log.append(entry(n + 1, n * 9_000, "c2", n - 3, put=put, mark=mark))
    history = History(log)
    scene = films._Scene(history, films.Film(width=640, height=360, area=AREA), PEOPLE, {})
    for moment in history.marks:
        scene._frame(scene._replay.ms_of(moment.seq))
        picture = png(svg(history.at(moment.seq), area=AREA))
        with av.open(BytesIO(picture), "r") as file:
            whole = next(iter(file.decode(video=0))).to_ndarray(format="rgb24")
        far = np.abs(scene.easel.pixels.astype(int) - whole.astype(int)).max(axis=2)
        assert far.max() <= 16, moment.mark
        assert (far > 1).sum() <= 8, moment.mark  # of 230,400: edges that a patch rounds otherwise
    assert len(history.marks) == 3


def filmed(format: films.Format, **more: Any) -> Any:
    out, shares = BytesIO(), list[float]()
    film = films.Film(width=320, height=180, fps=10, speed=4, area=AREA, **more)
    films.video(out, format, History(LOG), film, people=PEOPLE, step=shares.append)
    assert shares == sorted(shares)
    out.seek(0)
    return av.open(out)


@pytest.mark.parametrize("format", ["mp4", "webm", "gif"])
def test_a_film_lasts_as_long_as_it_took_over_its_speed(format: films.Format) -> None:
    """[FILM-1] Pauses are cut, and it ends with the board as it is."""
    with filmed(format) as film:
        (stream,) = film.streams.video
        frames = [frame.to_ndarray(format="rgb24") for frame in film.decode(stream)]
    assert (stream.width, stream.height) == (320, 180)
    assert 30 <= len(frames) <= 38  # (9.5 s - 1 s before the first) / 4, and 1.5 s at its end
    last = raster(svg(History(LOG).at(7), area=AREA), 320, 180)[:, :, :3]
    limit = 16 if format == "gif" else 8  # a GIF has 256 colours
    assert np.abs(frames[-1].astype(int) - last.astype(int)).mean() < limit
    assert np.abs(frames[0].astype(int) - frames[-1].astype(int)).mean() > 1


def test_a_stroke_grows_in_a_film() -> None:
    """[FILM-1, HIST-3]"""
    with filmed("mp4", names=False) as film:
        frames = [f.to_ndarray(format="gray") for f in film.decode(video=0)]
    ink = [int((frame[20:80, 20:160] < 90).sum()) for frame in frames]
    assert ink[0] == 0
    assert 0 < ink[1] < max(ink)


def test_a_film_begins_with_its_title() -> None:
    """[FILM-5] For 2.5 s; then it is the film that it is without."""
    with filmed("mp4", title="Greenhouse") as film:
        frames = [f.to_ndarray(format="gray") for f in film.decode(video=0)]
    with filmed("mp4") as film:
        plain = [f.to_ndarray(format="gray") for f in film.decode(video=0)]
    assert len(frames) == len(plain) + 26
    assert (frames[0][60:110] < 120).sum() > 100
    assert np.abs(frames[0].astype(int) - frames[20].astype(int)).mean() < 2
    assert (plain[0][60:110] < 120).sum() == 0


def test_what_was_said_is_seen_in_a_film() -> None:
    """[FILM-5] At the lower left, from when it was said."""
    with filmed("mp4", chat=True) as film:
        frames = [f.to_ndarray(format="gray") for f in film.decode(video=0)]
    dark = [int((frame[168:176, 6:40] < 90).sum()) for frame in frames]
    assert dark[0] == 0
    assert dark[-1] > 50


def test_a_film_may_begin_later() -> None:
    """[FILM-1]"""
    with filmed("mp4", since=6) as film:
        assert 12 <= len(list(film.decode(video=0))) <= 18


def test_a_film_without_an_end_is_refused() -> None:
    """[FILM-1]"""
    late = entry(8, 10**9, "c1", 5, put=[stroke("s9", 0, 0)])
    film = films.Film(speed=0.01, idle=None)
    with pytest.raises(Unavailable) as why:
        films.video(BytesIO(), "mp4", History([*LOG, late]), film)
    assert why.value.code == "too_long"


def test_a_transcript_tells_who_did_what_when() -> None:
    """[FILM-2, HIST-4]"""
    told = list(transcript.lines(LOG, PEOPLE[:1], since=1))
    assert told == [
        "1970-01-01 00:00:05  #2  Somebody drew a stroke",
        "1970-01-01 00:00:06  #3  Ann added a note: Who brings the pump?",
        "1970-01-01 00:00:07  #4  Somebody drew a stroke",
        "1970-01-01 00:00:08  #5  Ann erased an element",
        "1970-01-01 00:00:09  #6  Somebody moved an element",
        "1970-01-01 00:00:09  #7  Ann marked this moment: Lunch; Shall we meet?",
    ]
