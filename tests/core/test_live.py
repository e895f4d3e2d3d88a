"""Cursors, selections and wet ink: newest wins, one frame a tick, bounded."""

from typing import Any

import msgspec

from inkroom.live import POINTS, LiveState, heard_from, joined
from inkroom.messages import Lives, Presence, Role, Wet, read_server


def wet(start: int, *points: int, id: str = "s1", **more: Any) -> Wet:
    flat = [n for x in points for n in (x, 0, 128)]
    return Wet(id=id, start=start, points=flat, **more)


def xs(state: Presence | None) -> list[int]:
    assert state
    assert isinstance(state.wet, Wet)
    return state.wet.points[::3]


def cut(live: LiveState) -> dict[str, Presence]:
    frame = live.cut()
    assert frame
    message = read_server(frame)
    assert isinstance(message, Lives)
    return message.peers


def test_the_newest_wins_and_what_is_not_named_stays() -> None:
    """[LIVE-1]"""
    live = LiveState()
    live.change("p1", Presence(cursor=[1, 2], tool="pen"))
    live.change("p1", Presence(cursor=[3, 4], selection=["e1"]))
    assert live.peers["p1"] == Presence(cursor=[3, 4], tool="pen", selection=["e1"])
    live.change("p1", Presence(cursor=None))
    assert live.peers["p1"] == Presence(cursor=None, tool="pen", selection=["e1"])


def test_all_changes_of_a_tick_go_out_as_one_frame() -> None:
    """[LIVE-3] And nothing goes out where nothing changed."""
    live = LiveState()
    assert live.cut() is None
    live.change("p1", Presence(cursor=[1, 2]))
    live.change("p2", Presence(tool="pen"))
    live.change("p1", Presence(cursor=[3, 4]))
    assert [live.dirty] == [True]
    assert cut(live) == {"p1": Presence(cursor=[3, 4]), "p2": Presence(tool="pen")}
    assert (live.dirty, live.cut()) == (False, None)


def test_wet_points_are_appended_by_their_start() -> None:
    """[LIVE-2] An overlap is written over."""
    live = LiveState()
    live.change("p1", Presence(wet=wet(0, 1, 2)))
    live.change("p1", Presence(wet=wet(2, 3)))
    live.change("p1", Presence(wet=wet(2, 30, 40)))
    assert xs(live.peers["p1"]) == [1, 2, 30, 40]


def test_a_gap_is_passed_over_until_a_stroke_begins() -> None:
    """[LIVE-2]"""
    live = LiveState()
    live.change("p1", Presence(wet=wet(5, 6)))
    assert live.peers["p1"].wet is msgspec.UNSET
    live.change("p1", Presence(wet=wet(0, 1)))
    live.change("p1", Presence(wet=wet(5, 6)))
    live.change("p1", Presence(wet=wet(1, 2, id="s2")))
    assert xs(live.peers["p1"]) == [1]
    live.change("p1", Presence(wet=wet(0, 7, id="s2")))
    assert xs(live.peers["p1"]) == [7]


def test_the_points_of_a_tick_are_joined_and_only_those_go_out() -> None:
    """[LIVE-2, LIVE-3] Who hears every frame has the whole stroke."""
    sender, hearer = LiveState(), LiveState()
    for first in range(0, 12, 4):
        sender.change("p1", Presence(wet=wet(first, first, first + 1)))
        sender.change("p1", Presence(wet=wet(first + 2, first + 2, first + 3)))
        (change,) = cut(sender).values()
        assert xs(change) == list(range(first, first + 4))
        hearer.change("p1", change)
    assert xs(hearer.peers["p1"]) == list(range(12))


def test_points_without_pressure_come_in_pairs() -> None:
    """[LIVE-2]"""
    first = Wet(id="s1", pressure=False, points=[1, 1, 2, 2])
    whole = joined(first, Wet(id="s1", start=2, pressure=False, points=[3, 3]))
    assert whole
    assert whole.points == [1, 1, 2, 2, 3, 3]


def test_a_shape_being_drawn_is_newest_wins() -> None:
    """[LIVE-2]"""
    live = LiveState()
    live.change("p1", Presence(wet=Wet(id="r1", kind="rect", geom=[0, 0, 1, 1, 0])))
    live.change("p1", Presence(wet=Wet(id="r1", kind="rect", geom=[0, 0, 9, 9, 0])))
    state = live.peers["p1"].wet
    assert isinstance(state, Wet)
    assert state.geom == [0, 0, 9, 9, 0]


def test_a_joiner_gets_everything() -> None:
    """[LIVE-4]"""
    live = LiveState()
    assert live.whole() is None
    live.change("p1", Presence(cursor=[1, 2]))
    live.change("p1", Presence(wet=wet(0, 1, 2)))
    live.cut()
    live.change("p1", Presence(wet=wet(2, 3)))
    frame = live.whole()
    assert frame
    message = read_server(frame)
    assert isinstance(message, Lives)
    assert message.peers["p1"].cursor == [1, 2]
    assert xs(message.peers["p1"]) == [1, 2, 3]


def test_wet_ink_is_gone_when_its_element_is_put() -> None:
    """[LIVE-4] Also what was to go out in this tick, and nobody else's."""
    live = LiveState()
    live.change("p1", Presence(wet=wet(0, 1), cursor=[1, 2]))
    live.change("p2", Presence(wet=wet(0, 1, id="s2")))
    live.dry("s1")
    assert live.peers["p1"] == Presence(cursor=[1, 2])
    assert cut(live) == {"p1": Presence(cursor=[1, 2]), "p2": live.peers["p2"]}
    live.change("p1", Presence(wet=wet(1, 2)))
    assert live.peers["p1"].wet is msgspec.UNSET, "a late frame brings nothing back"


def test_a_peer_that_left_has_no_live_state() -> None:
    """[JOIN-8, LIVE-4]"""
    live = LiveState()
    live.change("p1", Presence(cursor=[1, 2]))
    live.left("p1")
    assert (live.whole(), live.cut(), live.dirty) == (None, None, False)


def test_wet_ink_is_bounded() -> None:
    """[LIVE-2, LIM-4] 10,000 points a peer; what is beyond is passed over."""
    live = LiveState()
    step = POINTS // 4
    for first in range(0, POINTS, step):
        live.change("p1", Presence(wet=wet(first, *range(step))))
    assert len(xs(live.peers["p1"])) == POINTS
    live.change("p1", Presence(wet=wet(POINTS, 1)))
    live.change("p2", Presence(wet=wet(0, *range(POINTS + 1))))
    assert len(xs(live.peers["p1"])) == POINTS
    assert live.peers["p2"].wet is msgspec.UNSET


def test_a_moment_is_passed_on_once_and_is_in_no_whole_state() -> None:
    """[LIVE-8] A reaction and a call: who joins later does not see them."""
    live = LiveState()
    live.change("p1", Presence(cursor=[1, 2], reaction="heart", call=True))
    assert cut(live) == {"p1": Presence(cursor=[1, 2], reaction="heart", call=True)}
    assert live.peers["p1"] == Presence(cursor=[1, 2])


def test_only_who_may_draw_leads_the_others() -> None:
    """[LIVE-8]"""
    sent = Presence(cursor=[1, 2], presenting=True, call=True, reaction="heart", asks=True)
    leaders: tuple[Role, ...] = ("owner", "editor")
    others: tuple[Role, ...] = ("commenter", "viewer")
    for role in leaders:
        assert heard_from(role, sent) == sent
    for role in others:
        heard = heard_from(role, sent)
        assert heard == Presence(cursor=[1, 2], reaction="heart", asks=True)
