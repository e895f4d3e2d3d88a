"""The time bar's ground, replay, deeds, comparing and restoring."""

import json
from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support import digests, generate, moments

from inkroom.board import Board, Element, apply, made, owner
from inkroom.built import Built, built_on, remarks
from inkroom.comparison import compare
from inkroom.elements import KINDS
from inkroom.gesture import Parts, ops_of
from inkroom.history import History, Step, fold
from inkroom.messages import Entry, Op, encode, entry_bytes, op_of, read_entry, read_op
from inkroom.replay import Replay, begun, frame
from inkroom.restoring import Area, chosen, restoring, taking_back, without
from inkroom.timeline import BREAK, COLUMN, Timeline
from inkroom.undo import Queued, before, filled

HALF_HOUR = 30 * 60_000
STROKE = {
    "kind": "stroke",
    "id": "s1",
    "points": [0, 0, 255, 0, 16, 0, 255, 100, 16, 16, 255, 300, 0, 16, 255, 600],
    "geom": [0, 0, 32, 32, 0],
}


def entry(seq: int, at: int, client: str = "c1", cseq: int | None = None, **op: Any) -> Entry:
    raw = read_op(encode({"cseq": cseq or seq, **op}))
    return read_entry(entry_bytes(seq, at, f"u{client}", client, raw))


def test_the_vectors_are_what_the_generator_makes() -> None:
    """[HIST-2, HIST-3, HIST-4, HIST-5, HIST-6, HIST-7] The TypeScript twin runs the same file."""
    found = (generate.VECTORS / "moments.json").read_text(encoding="utf-8")
    assert found == moments.written()


def test_the_digests_of_long_logs_are_what_the_generator_makes() -> None:
    """[P7, HIST-1] At 100 random points each; `webclient/src/core/history.test.ts` comes to the same."""
    found = (generate.VECTORS / "digests.jsonl").read_text(encoding="utf-8")
    assert found == digests.written()


# ------------------------------------------------------------------ the time bar


def test_a_long_pause_takes_a_break_and_what_is_left_is_shared_by_time() -> None:
    """[HIST-2]"""
    ats = [0, 60_000, 60_001 + HALF_HOUR, 180_001 + HALF_HOUR]
    time = Timeline([Step(n, at, "u1", 1) for n, at in enumerate(ats, 1)], 600)
    first, second = time.spans
    assert second.x == first.x + first.width + BREAK
    assert second.width - COLUMN == 2 * (first.width - COLUMN)
    assert second.x + second.width == 600
    assert [time.x_of(n) for n in (0, 1, 2, 3, 4, 9)] == [
        0,
        0,
        first.width,
        second.x,
        600,
        600,
    ]
    assert [time.seq_at(x) for x in (-1, 0, first.width, second.x - 1, 600)] == [0, 1, 2, 2, 4]
    assert [time.seq_when(at) for at in (-1, 60_000, 90_000, 2**40)] == [0, 2, 2, 4]


def test_steps_that_came_at_once_stand_side_by_side() -> None:
    """[HIST-2] An import is one moment, and still every step can be reached."""
    time = Timeline([Step(n, 5, "u1", 1) for n in range(1, 5)], 400)
    assert [time.x_of(n) for n in range(1, 5)] == [100, 200, 300, 400]


def test_a_clock_that_was_set_back_stands_still() -> None:
    """[HIST-2]"""
    time = Timeline([Step(n, at, "u1", 1) for n, at in enumerate((100, 50, 200), 1)], 106)
    assert list(time.times) == [100, 100, 200]
    assert [time.x_of(n) for n in (1, 2, 3)] == [0, 0, 106]


@given(st.lists(st.integers(0, 10**9), max_size=80), st.integers(40, 2_000))
def test_every_step_stands_on_the_bar_in_order(ats: list[int], width: int) -> None:
    """[HIST-2] However many pauses there are, and nothing is drawn beside it."""
    time = Timeline([Step(n, at, "u1", 1) for n, at in enumerate(ats, 1)], width)
    xs = [time.x_of(n) for n in range(1, len(ats) + 1)]
    assert xs == sorted(xs)
    assert all(0 <= x <= width + 1e-6 for x in xs)
    assert sum(sum(column.sizes.values()) for column in time.columns) == len(ats)
    for n, x in enumerate(xs, 1):
        assert time.seq_at(x) >= n


# ------------------------------------------------------------------ replay


def test_a_stroke_is_drawn_in_its_own_time_and_is_whole_at_its_moment() -> None:
    """[HIST-3]"""
    entries = [entry(1, 10_000, put=[STROKE]), entry(2, 70_000, put=[STROKE | {"id": "s2"}])]
    replay = Replay(entries, None)
    assert (replay.lengths, replay.ends) == ([1_000, 1_000], [1_000, 61_000])
    history = History(entries)
    points = [len(points_of(frame(history, replay, ms), "s1")) for ms in (0, 100, 450, 999, 1_000)]
    assert points == [4, 8, 12, 12, 16]
    assert frame(history, replay, 30_000).get("s2") is None
    assert frame(history, replay, 61_000).digest() == history.at(2).digest()


def points_of(board: Board, id: str) -> list[int]:
    element = board.get(id)
    assert element is not None
    return list(json.loads(encode(element.fixed["points"])))


def test_pauses_are_cut_but_drawing_never() -> None:
    """[HIST-3]"""
    entries = [entry(1, 10_000, put=[STROKE]), entry(2, 70_000, put=[STROKE | {"id": "s2"}])]
    assert Replay(entries, 2_000).ends == [1_000, 4_000]
    assert Replay(entries, 0).ends == [1_000, 2_000]


def test_what_arrived_at_once_is_drawn_one_after_the_other() -> None:
    """[HIST-3] Work that was done offline."""
    entries = [entry(n, 5_000, put=[STROKE | {"id": f"s{n}"}]) for n in (1, 2, 3)]
    assert Replay(entries, None).ends == [1_000, 2_000, 3_000]
    two = [entry(1, 5_000, put=[STROKE]), entry(2, 5_000, "c2", 1, put=[STROKE | {"id": "s2"}])]
    replay = Replay(two, None)
    assert replay.ends == [1_000, 1_000]
    assert [wet.seq for wet in replay.wet_at(500)] == [1, 2]


@given(st.integers(0, 2**20), st.integers(1, 40))
@settings(max_examples=40, deadline=None)
def test_the_film_comes_to_every_entry_in_order_and_ends_with_the_board(
    seed: int, count: int
) -> None:
    """[HIST-3, P7]"""
    entries = [read_entry(raw) for raw in generate.valid_log(Random(seed), count)]
    replay, history = Replay(entries, 2_000), History(entries)
    assert replay.ends == sorted(replay.ends)
    assert frame(history, replay, replay.length).digest() == fold(entries).digest()


def test_a_stroke_that_was_moved_as_it_was_made_is_shown_whole() -> None:
    """[HIST-3]"""
    moved = read_op(encode({"cseq": 1, "put": [STROKE | {"geom": [9, 9, 32, 32, 0]}]}))
    element = made(moved.put[0], "c1:1")  # type: ignore[index]  # there is one
    assert begun(element, 0) is element


# ------------------------------------------------------------------ comparing and restoring


def test_two_moments_are_compared_by_what_is_seen() -> None:
    """[HIST-5]"""
    rect = {"kind": "rect", "geom": [0, 0, 9, 9, 0]}
    history = History([
        entry(1, 1, put=[rect | {"id": "a"}, rect | {"id": "b"}, rect | {"id": "c"}]),
        entry(2, 2, put=[rect | {"id": "d"}]),
        entry(3, 3, set=[{"id": "a", "deleted": True}, {"id": "b", "width": 99}]),
        entry(4, 4, set=[{"id": "c", "width": 99}]),
        entry(5, 5, set=[{"id": "c", "width": 32}]),
    ])  # fmt: skip
    told = compare(history.at(1), history.at(5))
    assert (told.added, told.changed, told.removed) == (["d"], ["b", "c"], ["a"])
    back = compare(history.at(5), history.at(1))
    assert (back.added, back.changed, back.removed) == (["a"], ["b", "c"], ["d"])
    assert compare(history.at(5), history.at(5)).changed == []


def applied(board: Board, parts: Parts) -> tuple[Board, list[Entry]]:
    """The board after the gesture of a fresh client, and its entries."""
    after, made_ = Board(board), []
    for n, op in enumerate(ops_of(parts, board, 1)):
        one = read_entry(entry_bytes(board.seq + n + 1, 0, "u9", "c9", op))
        apply(after, one)
        made_.append(one)
    return after, made_


def reads(element: Element | None) -> Any:
    """What is seen of an element."""
    if element is None or (element.kind != "board" and element.deleted):
        return None
    return {name: element.get(name) for name in sorted(KINDS[element.kind])}


@given(st.integers(0, 2**20), st.integers(2, 60), st.floats(0, 1))
@settings(max_examples=120, deadline=None)
def test_a_restored_moment_reads_as_it_did(seed: int, count: int, share: float) -> None:
    """[HIST-6, P7] Whatever was done since and by whom; what is not chosen stays as it is."""
    entries = [read_entry(raw) for raw in generate.valid_log(Random(seed), count)]
    now, then = fold(entries), fold(entries[: int(share * count)])
    ids = {element.id for element in now}
    after, _ = applied(now, restoring(now, then).parts)
    assert {id: reads(after.get(id)) for id in ids} == {id: reads(then.get(id)) for id in ids} | {
        "board": reads(then.get("board"))
    }
    only = {id for n, id in enumerate(sorted(ids)) if n % 2}
    part, _ = applied(now, restoring(now, then, only).parts)
    for id in ids - {"board"}:
        assert reads(part.get(id)) == reads((then if id in only else now).get(id))


@given(st.integers(0, 2**20), st.integers(2, 60), st.floats(0, 1))
@settings(max_examples=80, deadline=None)
def test_the_undo_of_a_restore_brings_all_back(seed: int, count: int, share: float) -> None:
    """[HIST-6, UNDO-8] Value and writer of every register."""
    entries = [read_entry(raw) for raw in generate.valid_log(Random(seed), count)]
    now, then = fold(entries), fold(entries[: int(share * count)])
    board, images = Board(now), {}
    ops = {}
    for one in applied(now, restoring(now, then).parts)[1]:
        ops[one.cseq] = Queued(op_of(one), kept=True, verdict="saved")
        images[one.cseq] = before(board, op_of(one))
        apply(board, one)
    undo = filled(Queued(Op(cseq=999), "undo", sorted(ops)), "c9", ops, images, board)
    apply(board, read_entry(entry_bytes(board.seq + 1, 0, "u9", "c9", undo)))
    assert board.digest() == now.digest()


@given(st.integers(0, 2**20), st.integers(2, 60), st.floats(0, 1))
@settings(max_examples=120, deadline=None)
def test_work_that_is_taken_away_reads_as_if_it_had_never_been(
    seed: int, count: int, share: float
) -> None:
    """[HIST-7] And what others wrote since stays to the last register."""
    entries = [read_entry(raw) for raw in generate.valid_log(Random(seed), count)]
    since = int(share * count)
    ops = {one.writer: one for one in entries if one.client == "c1" and one.seq > since}
    now, rest = fold(entries), without(entries, ops.__contains__)
    told = taking_back(now, rest, ops.__contains__)
    after, _ = applied(now, told.parts)
    for element in now:
        seen = after.get(element.id)
        assert seen is not None
        for name in element.values:
            if (element.writer(name) or "") not in ops and not (
                name == "deleted" and element.put in ops
            ):
                assert seen.get(name) == element.get(name)
            elif element.put not in ops:
                was = rest.get(element.id)
                assert was is not None
                assert seen.get(name) == was.get(name)
        if element.put in ops and not element.deleted:
            alone = all((element.writer(name) or "") in ops for name in element.values)
            assert seen.deleted == alone
            assert (element.id in told.left) == (not alone)


def test_an_area_and_a_person_choose_by_the_middle_and_the_maker() -> None:
    """[HIST-6]"""
    rect = {"kind": "rect", "geom": [0, 0, 100, 100, 0]}
    far = {"kind": "rect", "geom": [900, 0, 100, 100, 0]}
    history = History([
        entry(1, 1, "c1", 1, put=[rect | {"id": "near"}]),
        entry(2, 2, "c2", 1, put=[far | {"id": "far"}]),
        entry(3, 3, "c1", 2, set=[{"id": "near", "geom": [900, 0, 100, 100, 0]}]),
    ])  # fmt: skip
    boards, area = [history.at(3), history.at(2)], Area("", [0, 0, 500, 500])
    assert chosen(boards, area=area) == {"near"}
    assert chosen(boards[:1], area=area) == set()
    assert chosen(boards, people={"uc2"}, users=history.users) == {"far"}
    assert history.seq_of("c1:2") == 3
    assert [history.seq_of(w) for w in ("c1:3", "c1:0", "c9:1", "", None)] == [0, 0, 0, 0, 0]


def test_an_area_is_of_one_page() -> None:
    """[HIST-14] What is not on a listed page lies on the first, at each of the moments by itself."""
    rect = {"kind": "rect", "geom": [0, 0, 100, 100, 0]}
    first, second = {"id": "1"}, {"id": "2"}
    history = History([
        entry(1, 1, "c1", 1, set=[{"id": "board", "pages": [first, second]}]),
        entry(2, 2, "c1", 2, put=[rect | {"id": "on-1"}, rect | {"id": "on-2", "page": "2"}]),
        entry(3, 3, "c1", 3, put=[rect | {"id": "nowhere", "page": "gone"}]),
        entry(4, 4, "c1", 4, set=[{"id": "board", "pages": [first]}]),
    ])  # fmt: skip
    old, now = history.at(3), history.at(4)
    area, other = Area("", [0, 0, 500, 500]), Area("2", [0, 0, 500, 500])
    assert chosen([old], area=area) == {"on-1", "nowhere"}
    assert chosen([old], area=other) == chosen([now, old], area=other) == {"on-2"}
    assert chosen([now], area=area) == {"on-1", "on-2", "nowhere"}
    assert chosen([now], area=other) == set()


def test_a_loop_takes_what_a_lasso_would_take() -> None:
    """[HIST-14, LASSO-1] Two thirds of an element, on one page; a connector where it is shown."""
    rect = {"kind": "rect", "geom": [0, 0, 100, 100, 0]}
    bound = {"from": {"id": "in", "anchor": [500, 500]}, "to": {"id": "in", "anchor": [900, 900]}}
    history = History([
        entry(1, 1, "c1", 1, put=[
            rect | {"id": "in"}, rect | {"id": "half", "geom": [150, 0, 100, 100, 0]},
            {"kind": "arrow", "id": "held", "geom": [9_000, 0, 9_900, 0], **bound},
        ]),
    ])  # fmt: skip
    loop = Area("1", [-10, -10, 200, -10, 200, 110, -10, 110])
    assert chosen([history.at(1)], area=loop) == {"in", "held"}
    assert chosen([history.at(1)], area=Area("", [-10, -10, 200, 110])) == {"in", "half", "held"}
    assert chosen([history.at(1)], area=Area("2", loop.places)) == set()


def test_what_others_built_on_it_is_told_by_person() -> None:
    """[HIST-15] Edits, connectors and remarks since; neither the drawer's own nor those of whoever restores."""
    rect = {"kind": "rect", "geom": [0, 0, 100, 100, 0]}
    arrow = {"kind": "arrow", "geom": [0, 0, 9, 9], "from": {"id": "a", "anchor": [0, 0]}}
    thread = {"thread": "t1", "place": [0, 0], "about": "a"}
    log = [
        entry(1, 1, "c1", 1, put=[rect | {"id": "old"}]),
        entry(2, 2, "c2", 1, set=[{"id": "old", "ink": "#111111"}]),
        entry(3, 3, "c1", 2, put=[rect | {"id": "a"}, rect | {"id": "b"}]),
        entry(4, 4, "c1", 3, set=[{"id": "a", "ink": "#222222"}]),
        entry(5, 5, "c2", 2, set=[{"id": "a", "width": 99}, {"id": "old", "width": 99}]),
        entry(6, 6, "c3", 1, put=[arrow | {"id": "bond"}]),
        entry(7, 7, "c1", 4, say="Mine", **thread),
        entry(8, 8, "c3", 2, say="A question", thread="t1"),
        entry(9, 9, "c2", 3, say="b?", about="b"),
    ]
    history = History(log)
    now, users = history.at(9), history.users

    def back(to: int, by: str = "") -> list[Built]:
        then = history.at(to)
        told = restoring(now, then, {"old", "a", "b"})
        return built_on(now, then, told, remarks(log, to), users, by=by)

    assert back(2) == [
        Built("uc2", ["a", "old"], [], ["b"]),
        Built("uc3", [], ["a"], ["a"]),
    ]
    assert back(2, by="uc2") == [Built("uc3", [], ["a"], ["a"])]
    assert back(6) == []

    def mine(writer: str) -> bool:
        return owner(writer) == "c1" and history.seq_of(writer) > 1

    rest = without(log, mine)
    away = taking_back(now, rest, mine)
    assert (away.goes, away.left) == (["b"], ["a"])
    assert built_on(now, rest, away, remarks(log, 1, mine), users, taken=mine) == [
        Built("uc2", ["a"], [], ["b"]),
        Built("uc3", [], ["a"], ["a"]),
    ]
