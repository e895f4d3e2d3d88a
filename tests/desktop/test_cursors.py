"""The others' cursors: they glide, and grow pale when they rest."""

from inkroom.messages import Presence
from inkroom_desktop.cursors import FADE_S, MOST_S, NAME_S, REST_S, Cursors


def test_a_cursor_glides_to_where_it_is() -> None:
    cursors = Cursors()
    cursors.follow({"p": Presence(cursor=[0, 0])}, 10)
    cursors.follow({"p": Presence(cursor=[160, 0])}, 20)
    half = cursors.seen(20 + MOST_S / 2)["p"]
    assert 0 < half.x < 160
    assert cursors.moving(20)
    assert cursors.seen(20 + MOST_S)["p"].x == 160
    assert not cursors.moving(20 + MOST_S)


def test_the_name_fades_first_and_then_the_cursor() -> None:
    """After 5 s at rest the name, after 60 s the cursor (face.md section 9)."""
    cursors = Cursors()
    cursors.follow({"p": Presence(cursor=[0, 0])}, 0)
    assert cursors.next_change_s(1) == NAME_S - 1
    named, still = cursors.seen(NAME_S - 0.1)["p"], cursors.seen(NAME_S + FADE_S)["p"]
    assert (named.name_strength, still.name_strength, still.strength) == (1, 0, 1)
    assert cursors.seen(REST_S + 2 * FADE_S)["p"].strength == 0
    cursors.follow({"p": Presence(cursor=[16, 0])}, 100)
    assert cursors.seen(100)["p"].strength == 1


def test_who_is_gone_or_off_the_board_has_no_cursor() -> None:
    cursors = Cursors()
    cursors.follow({"p": Presence(cursor=[0, 0]), "q": Presence(cursor=[0, 0])}, 0)
    cursors.follow({"q": Presence(cursor=None)}, 1)
    assert cursors.seen(1) == {}


def test_a_cursor_on_its_way_turns_without_a_corner() -> None:
    """It goes on as fast as it was, and passes where it was told to be."""
    cursors = Cursors()
    for n in range(4):
        cursors.follow({"p": Presence(cursor=[160 * n, 0])}, 10 + n * 0.05)
    cursors.follow({"p": Presence(cursor=[480, 160])}, 10.2)
    turn = cursors.seen(10.2)["p"]
    soon = cursors.seen(10.21)["p"]
    assert soon.x > turn.x, "it goes on for a moment"
    end = cursors.seen(10.25)["p"]
    assert (round(end.x), round(end.y)) == (480, 160)
