"""Following and presenting: whose view is shown, and what of one's own goes into the log."""

from typing import Any

from inkroom.follow import RECORD_MS, Follow, Presenter
from inkroom.messages import Peer, Presence

MIRA, JONAS, MIRA_AGAIN = (
    Peer("p1", "mira", "Mira", "plum"),
    Peer("p2", "jonas", "Jonas", "pine"),
    Peer("p3", "mira", "Mira", "plum"),
)


def peers(*here: Peer) -> dict[str, Peer]:
    return {peer.peer: peer for peer in here}


def seen(x: int = 0, **more: Any) -> Presence:
    return Presence(view=[x, 0, 160, 90], **more)


def test_one_shows_what_the_followed_sees() -> None:
    """[LIVE-7] Also on another page; nothing while they see nothing."""
    follow = Follow()
    assert follow.sight("me", {"p1": seen()}) is None
    follow.begin(MIRA)
    assert follow.sight("me", {"p1": seen(5), "p2": seen()}) == ("1", [5, 0, 160, 90])
    assert follow.sight("me", {"p1": seen(5, page="2")}) == ("2", [5, 0, 160, 90])
    assert follow.sight("me", {"p1": Presence()}) is None
    assert follow.sight("me", {"p1": Presence(view=[0, 0, 0, 0])}) is None
    assert follow.sight("me", {}) is None


def test_two_who_follow_each_other_stand_still() -> None:
    """[LIVE-7]"""
    follow = Follow()
    follow.begin(MIRA)
    assert follow.sight("me", {"p1": seen(follow="me")}) is None
    assert follow.sight("me", {"p1": seen(follow="p2")}) is not None


def test_one_follows_a_person_through_a_reload_and_not_into_nothing() -> None:
    """[LIVE-7] Without a connection nothing changes."""
    follow = Follow()
    follow.begin(MIRA)
    follow.heard({}, {})
    assert follow.user == "mira"
    follow.heard(peers(JONAS, MIRA_AGAIN), {})
    assert (follow.user, follow.peer) == ("mira", "p3")
    follow.heard(peers(JONAS), {})
    assert (follow.user, follow.peer) == ("", "")


def test_who_begins_to_present_is_followed_once() -> None:
    """[LIVE-8] By those who are here and by those who join; who looked away is left alone."""
    follow = Follow()
    here = peers(MIRA, JONAS)
    follow.heard(here, {"p1": seen(), "p2": seen()})
    assert follow.peer == ""
    follow.heard(here, {"p1": seen(presenting=True), "p2": seen()})
    assert follow.user == "mira"
    follow.stop()
    follow.heard(here, {"p1": seen(7, presenting=True)})
    assert follow.peer == ""
    follow.heard(here, {"p1": seen(7, presenting=None)})
    follow.heard(here, {"p1": seen(7, presenting=True)}, leads=True)
    assert follow.peer == ""


def test_a_presenters_view_is_recorded_twice_a_second_where_it_changed() -> None:
    """[LIVE-9] And never without presenting."""
    presenter = Presenter()
    assert presenter.due(("1", [0, 0, 16, 9]), 0) is None
    presenter.begin()
    assert presenter.due(("1", [0, 0, 16, 9]), 1000) == {"view": [0, 0, 16, 9]}
    assert presenter.due(("1", [1, 0, 16, 9]), 1000 + RECORD_MS - 1) is None
    assert presenter.wait(1000 + RECORD_MS - 1) == 1
    assert presenter.due(("1", [0, 0, 16, 9]), 1000 + RECORD_MS) is None
    assert presenter.due(("2", [1, 0, 16, 9]), 1000 + RECORD_MS) == {
        "view": [1, 0, 16, 9],
        "page": "2",
    }
    assert presenter.stop() == {"view": [0, 0, 0, 0]}
    assert presenter.stop() is None
    assert presenter.due(("1", [9, 0, 16, 9]), 9000) is None
