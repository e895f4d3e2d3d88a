"""The reducer is total and deterministic, and the digest tells boards apart."""

from hashlib import sha256
from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support import generate

from inkroom.board import Board, Change, apply, element_of, owner, painted_order
from inkroom.history import fold
from inkroom.messages import Entry, encode, read_entry

RECT = {"kind": "rect", "id": "e1", "ink": "#DD2222", "geom": [0, 0, 160, 80, 0]}
LINE = {"kind": "line", "id": "l1", "geom": [0, 0, 16, 16]}


def entry(seq: int, client: str = "c1", cseq: int | None = None, **op: Any) -> Entry:
    fields = {"seq": seq, "at": 0, "by": "u1", "client": client, "cseq": cseq or seq, **op}
    return read_entry(encode(fields))


def board_of(*entries: Entry) -> Board:
    return fold(entries)


def restore(
    register: str, value: Any, writer: str | None, expect: str | None, **more: Any
) -> dict[str, Any]:
    return {
        "id": "e1",
        "register": register,
        "value": value,
        "writer": writer,
        "expect": expect,
        **more,
    }


def applied(board: Board, last: Entry) -> tuple[Change, Board]:
    return apply(board, last), board


def test_puts_come_first_then_sets_then_restores() -> None:
    """[RED-1] Whatever the order of the fields in the entry."""
    back = restore("ink", "#000000", "c1:1", "c1:1")
    board = board_of(entry(1, restore=[back], set=[{"id": "e1", "ink": "#111111"}], put=[RECT]))
    assert board.get("e1").get("ink") == "#000000"  # type: ignore[union-attr]


def test_a_refused_entry_changes_nothing_but_the_seq() -> None:
    """[RED-1]"""
    change, board = applied(Board(), entry(7, refused="forbidden", put=[RECT]))
    assert (board.seq, len(board), change.elements, change.left) == (7, 0, {}, [])


def test_a_put_writes_its_registers_and_that_it_is_not_deleted() -> None:
    """[RED-2, EL-2] A register that was never written reads as its default and has no writer."""
    element = board_of(entry(1, put=[RECT])).get("e1")
    assert element is not None
    assert element.values == {"ink": "#DD2222", "geom": [0, 0, 160, 80, 0], "deleted": False}
    assert {element.writer(name) for name in element.values} == {"c1:1"}
    assert (element.get("width"), element.writer("width")) == (32, None)


def test_a_put_of_a_known_id_changes_nothing() -> None:
    """[RED-2] Not of a deleted one, and not of the board itself."""
    gone = entry(2, set=[{"id": "e1", "deleted": True}])
    board = board_of(entry(1, put=[RECT]), gone)
    before = board.digest()
    for again in (RECT | {"ink": "#000000"}, {**LINE, "id": "e1"}, {**RECT, "id": "board"}):
        change = apply(board, entry(3, "c2", 1, put=[again]))
        assert change.elements == {}
    assert board.digest() == before


def test_a_set_writes_each_register_and_says_what_was_before() -> None:
    """[RED-3, RED-7]"""
    board = board_of(entry(1, put=[RECT]))
    was = board.get("e1")
    change = apply(board, entry(2, "c2", 1, set=[{"id": "e1", "width": 16, "text": "A"}]))
    element = board.get("e1")
    assert change.elements == {"e1": was}
    assert element is not None
    assert element.writers == {"width": "c2:1", "text": "c2:1"}
    assert was is not None
    assert "width" not in was.values, "an element is replaced, never changed"


def test_a_set_of_an_unknown_element_changes_nothing() -> None:
    """[RED-3]"""
    change, board = applied(Board(), entry(1, set=[{"id": "e1", "ink": "#DD2222"}]))
    assert (change.elements, len(board)) == ({}, 0)


def test_a_register_that_the_kind_has_not_is_passed_over_and_the_others_are_written() -> None:
    """[RED-4, EL-4]"""
    board = board_of(entry(1, put=[RECT]))
    apply(board, entry(2, set=[{"id": "e1", "crop": [0, 0, 1, 1], "title": "x", "round": 160}]))
    element = board.get("e1")
    assert element is not None
    assert element.writers == {"round": "c1:2"}


def test_a_geom_of_another_form_is_passed_over() -> None:
    """[RED-4, EL-5] Five numbers for a box, pairs for a line; in a put it is left out."""
    board = board_of(entry(1, put=[RECT, LINE | {"geom": [0, 0, 16, 16, 0]}]))
    apply(board, entry(2, set=[{"id": "e1", "geom": [0, 0, 16, 16]}]))
    rect, line = board.get("e1"), board.get("l1")
    assert rect is not None
    assert line is not None
    assert rect.writer("geom") == "c1:1"
    assert line.writer("geom") is None
    assert line.get("geom") == [0, 0, 0, 0]


def test_a_restore_acts_only_where_the_writer_is_the_expected_one() -> None:
    """[RED-5, RED-7] And the one that did not act is reported."""
    board = board_of(entry(1, put=[RECT]), entry(2, set=[{"id": "e1", "ink": "#000000"}]))
    late = entry(3, restore=[restore("ink", "#DD2222", "c1:1", "c1:1")])
    assert apply(board, late).left == late.restore
    true = entry(4, restore=[restore("ink", "#DD2222", "c1:1", "c1:2")])
    assert apply(board, true).left == []
    element = board.get("e1")
    assert element is not None
    assert (element.get("ink"), element.writer("ink"), element.writers) == ("#DD2222", "c1:1", {})


def test_a_restore_without_a_writer_takes_the_register_away_and_puts_it_back() -> None:
    """[RED-5]"""
    board = board_of(entry(1, put=[RECT]), entry(2, set=[{"id": "e1", "width": 16}]))
    apply(board, entry(3, restore=[restore("width", None, None, "c1:2")]))
    assert board.digest() == board_of(entry(1, put=[RECT])).digest()
    apply(board, entry(4, restore=[restore("width", 16, "c1:2", None)]))
    assert board.get("e1").writer("width") == "c1:2"  # type: ignore[union-attr]


def test_deleted_is_never_taken_away() -> None:
    """[RED-5] Every put wrote it, and a snapshot line that does not list it means so."""
    board = board_of(entry(1, put=[RECT]), entry(2, set=[{"id": "e1", "deleted": True}]))
    last = entry(3, restore=[restore("deleted", None, None, "c1:2")])
    assert apply(board, last).left == last.restore
    again = Board()
    for row in board.rows():
        again.write(element_of(row))
    assert again.digest() == board.digest()


def test_a_restore_of_an_unknown_element_is_reported() -> None:
    """[RED-5, RED-7]"""
    last = entry(1, restore=[restore("ink", None, None, None)])
    assert apply(Board(), last).left == last.restore


def test_alone_acts_only_while_every_register_is_the_clients_own() -> None:
    """[RED-6]"""
    alone = [restore("deleted", True, "c1:9", "c1:1", alone=True)]
    board = board_of(entry(1, put=[RECT]), entry(2, "c2", 1, set=[{"id": "e1", "width": 16}]))
    assert len(apply(board, entry(3, cseq=9, restore=alone)).left) == 1
    board = board_of(entry(1, put=[RECT]), entry(2, set=[{"id": "e1", "width": 16}]))
    assert apply(board, entry(3, cseq=9, restore=alone)).left == []
    assert board.get("e1").deleted  # type: ignore[union-attr]


def test_a_deleted_element_keeps_its_registers_and_takes_sets() -> None:
    """[RED-8]"""
    board = board_of(entry(1, put=[RECT]), entry(2, set=[{"id": "e1", "deleted": True}]))
    apply(board, entry(3, set=[{"id": "e1", "ink": "#000000"}]))
    element = board.get("e1")
    assert element is not None
    assert (element.deleted, element.get("ink"), list(board.visible())) == (True, "#000000", [])


def test_words_and_marks_change_no_element() -> None:
    """[RED-9]"""
    said = entry(
        1, say="Hi", about="e1", mark="v1", view=[0, 0, 16, 9], made=5, undoes=3, gesture="g1"
    )
    change, board = applied(Board(), said)
    assert (change.elements, board.digest()) == ({}, Board().digest())


def test_the_board_itself_has_registers_from_the_start() -> None:
    """[EL-3, RED-3]"""
    board = board_of(entry(1, set=[{"id": "board", "title": "Plan", "ink": "#000000"}]))
    assert board.get("board").values == {"title": "Plan"}  # type: ignore[union-attr]
    assert [row["id"] for row in board.rows()] == ["board"]


def test_a_layer_shows_its_own_elements_and_leaves_the_board_below_alone() -> None:
    """[SES-3]"""
    below = board_of(entry(1, put=[RECT, LINE]))
    was = below.digest()
    above = Board(below)
    apply(above, entry(2, set=[{"id": "e1", "ink": "#000000"}], put=[{**LINE, "id": "l2"}]))
    assert (below.digest(), len(below), len(above)) == (was, 2, 3)
    assert (
        above.digest()
        == board_of(
            entry(1, put=[RECT, LINE]),
            entry(2, set=[{"id": "e1", "ink": "#000000"}], put=[{**LINE, "id": "l2"}]),
        ).digest()
    )
    assert sorted(element.id for element in above) == ["board", "e1", "l1", "l2"]


def test_the_digest_is_made_of_sorted_lines() -> None:
    """[DIG-1] Also where one id begins with another, or one register's name with another's."""
    ids = ["e", "e-", "e_", "e1", "e10"]
    puts = [{**RECT, "id": id, "fill": "none", "fill_style": "solid"} for id in ids]
    names = ["deleted", "fill", "fill_style", "geom", "ink"]
    lines = sorted(f"{id} {name} c1:1\n" for id in ids for name in names)
    assert board_of(entry(1, put=puts)).digest() == sha256("".join(lines).encode()).hexdigest()


def test_elements_are_painted_by_z_then_id_and_highlighters_first() -> None:
    """[Z-1] By code unit: `Zz` comes before `a0`."""
    stroke = {"kind": "stroke", "geom": [0, 0, 0, 0, 0], "points": [0, 0, 0, 0]}
    puts: list[Any] = [
        {**RECT, "id": "b", "z": "a1"},
        {**RECT, "id": "a", "z": "a1"},
        {**RECT, "id": "low", "z": "Zz"},
        {**stroke, "id": "marker", "z": "b00", "brush": "highlighter"},
        {**stroke, "id": "ink", "z": "a0V"},
    ]
    order = painted_order(board_of(entry(1, put=puts)).visible())
    assert [element.id for element in order] == ["marker", "low", "ink", "a", "b"]


@settings(deadline=None, max_examples=150)
@given(st.integers(0, 2**32), st.integers(1, 25))
def test_the_reducer_is_total_and_deterministic(seed: int, count: int) -> None:
    """[RED-1, P4] Any log that can be read folds, twice alike, and as well in layers."""
    entries = [read_entry(raw) for raw in generate.hostile_log(Random(seed), count)]
    board, layers = Board(), Board()
    for each in entries:
        apply(board, each)
        layers = Board(layers)
        apply(layers, each)
    assert board.digest() == layers.digest() == fold(entries).digest()
    assert generate.canonical(board.rows()) == generate.canonical(layers.rows())


@settings(deadline=None, max_examples=150)
@given(st.integers(0, 2**32), st.integers(2, 30))
def test_equal_digests_mean_equal_boards(seed: int, count: int) -> None:
    """[DIG-1, ROOM-4, P6] Over every moment of a log, and over a peer that lost an entry which puts nothing."""
    rng = Random(seed)
    entries = [read_entry(raw) for raw in generate.valid_log(rng, count)]
    lost = [e for e in entries if e.put or rng.random() < 0.8]
    seen: dict[str, bytes] = {}
    for log in (entries, lost):
        board = Board()
        for each in log:
            apply(board, each)
            rows = generate.canonical(board.rows())
            assert seen.setdefault(board.digest(), rows) == rows
    assert len(set(seen.values())) == len(seen)


def test_the_owner_of_a_writer_is_its_client() -> None:
    assert (owner("c1:12"), owner(None), owner("")) == ("c1", "", "")
