"""What an eraser's disc leaves of a stroke."""

from hypothesis import given
from hypothesis import strategies as st

from inkroom.board import Board, Element, apply
from inkroom.cut import Disc, cut, origin, part_of, samples_of
from inkroom.messages import read_entry

PLACE = st.integers(-3000, 3000)
SAMPLES = st.lists(st.tuples(PLACE, PLACE, st.integers(0, 255)), min_size=1, max_size=30).map(
    lambda points: [n for at, (x, y, p) in enumerate(points) for n in (x, y, p, 8 * at)]
)
DISCS = st.builds(Disc, PLACE, PLACE, PLACE, PLACE, st.sampled_from([32.0, 128.0, 400.0]))


def off(x: float, y: float, disc: Disc) -> float:
    """How far a place is from the way of a disc."""
    dx, dy = disc.bx - disc.ax, disc.by - disc.ay
    length = dx * dx + dy * dy
    t = ((x - disc.ax) * dx + (y - disc.ay) * dy) / length if length else 0.0
    t = min(1.0, max(0.0, t))
    return float(((x - disc.ax - t * dx) ** 2 + (y - disc.ay - t * dy) ** 2) ** 0.5)


@given(SAMPLES, st.sampled_from([16, 64, 192]), DISCS)
def test_nothing_that_is_left_lies_under_the_disc(
    samples: list[int], size: int, disc: Disc
) -> None:
    """[INK-6] Samples of a piece are no nearer than the disc and the pen are wide, but for their rounding."""
    for piece in cut(samples, size, disc):
        for at in range(0, len(piece), 4):
            x, y, pressure, _ = piece[at : at + 4]
            least = disc.reach + (size * (85 + pressure) + 340) // 680
            assert off(x, y, disc) >= least - 2


@given(SAMPLES, DISCS)
def test_what_the_disc_does_not_touch_stays_as_it_is(samples: list[int], disc: Disc) -> None:
    """[INK-6] Every sample that is far away is still there, with its pressure and its time."""
    left = {tuple(p[at : at + 4]) for p in cut(samples, 64, disc) for at in range(0, len(p), 4)}
    far = [
        n
        for n in range(1, len(samples) // 4 - 1)
        if all(
            off(samples[4 * m], samples[4 * m + 1], disc) > 3 * disc.reach
            for m in (n - 1, n, n + 1)
        )
        and _clear(samples, n, disc)
    ]
    for n in far:
        assert tuple(samples[4 * n : 4 * n + 4]) in left or _tiny(samples, n)


def _clear(samples: list[int], n: int, disc: Disc) -> bool:
    """True where the lines beside a sample keep away from the disc too."""
    steps = 40
    for a, b in ((n - 1, n), (n, n + 1)):
        (ax, ay), (bx, by) = samples[4 * a : 4 * a + 2], samples[4 * b : 4 * b + 2]
        for k in range(steps + 1):
            x, y = ax + (bx - ax) * k / steps, ay + (by - ay) * k / steps
            if off(x, y, disc) < disc.reach + 300:
                return False
    return True


def _tiny(samples: list[int], n: int) -> bool:
    xs, ys = samples[4 * n - 4 : 4 * n + 8 : 4], samples[4 * n - 3 : 4 * n + 8 : 4]
    return max(xs) - min(xs) < 16 and max(ys) - min(ys) < 16


def test_a_disc_that_is_far_away_gives_the_same_list_back() -> None:
    """[INK-6]"""
    samples = [0, 0, 255, 0, 800, 0, 255, 8]
    left = cut(samples, 64, Disc(0, 5000, 800, 5000, 128))
    assert len(left) == 1
    assert left[0] is samples


def board_of(*puts: str) -> Board:
    board = Board()
    for at, put in enumerate(puts, 1):
        entry = f'{{"seq":{at},"at":0,"by":"u{at}","client":"c{at}","cseq":1,"put":[{put}]}}'
        apply(board, read_entry(entry.encode()))
    return board


def test_whoever_drew_the_stroke_drew_its_parts() -> None:
    """[EL-10] Also while the stroke itself is deleted; a part of nothing that is known is its own."""
    stroke = '{"kind":"stroke","points":[0,0,9,0,800,0,9,8],"geom":[0,0,800,0,0],"id":"%s"%s}'
    board = board_of(
        stroke % ("s1", ""), stroke % ("s2", ',"of":"s1"'), stroke % ("s3", ',"of":"x"')
    )
    part, other = board.get("s2"), board.get("s3")
    assert part is not None
    assert other is not None
    assert origin(board, part).put == "c1:1"
    assert origin(board, other).put == "c3:1"


def test_a_part_has_all_of_what_it_was_cut_from_but_its_points() -> None:
    """[EL-10] [INK-6]"""
    board = board_of(
        '{"kind":"stroke","points":[0,0,9,0,800,0,9,8],"geom":[0,0,800,0,0],"id":"s1","ink":"#AE1E0E",'
        '"opacity":40,"link":"https://a.b","locked":true,"extra":{"a":1},"width":112}'
    )
    stroke = board.get("s1")
    assert stroke is not None
    (left, _) = cut(samples_of(stroke), 112, Disc(400, -400, 400, 400, 64))
    part = part_of(stroke, left, "s2")
    same = ("ink", "opacity", "link", "locked", "extra", "width")
    assert {n: part[n] for n in same} == {n: (stroke.values | stroke.fixed)[n] for n in same}
    assert (part["of"], part["points"][2]) == ("s1", 9)
    assert isinstance(stroke, Element)
