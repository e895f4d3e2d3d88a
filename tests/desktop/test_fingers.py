"""What fingers on the board mean."""

from inkroom_desktop.fingers import YOUNG_S, Act, Finger, Fingers


class Hand:
    """Fingers by number, as the screen tells them; `told`: what the canvas was asked to do since."""

    def __init__(self) -> None:
        self.fingers = Fingers()
        self.pans = False
        self._down: dict[int, tuple[float, float]] = {}

    def tell(
        self,
        now: float,
        *,
        new: dict[int, tuple[float, float]] | None = None,
        moved: dict[int, tuple[float, float]] | None = None,
        lifted: tuple[int, ...] = (),
    ) -> list[Act]:
        new = new or {}
        self._down |= new | (moved or {})
        told = [
            Finger(id, at, "lifted" if id in lifted else "new" if id in new else "down")
            for id, at in self._down.items()
        ]
        for id in lifted:
            del self._down[id]
        return list(self.fingers.acts(told, now, pans=self.pans))


def test_a_second_finger_at_once_takes_the_stroke_back_and_leads_the_board() -> None:
    """[PEN-4] Two fingers that come one shortly after the other were never meant to draw."""
    hand = Hand()
    assert hand.tell(0, new={1: (0, 0)}) == [Act("press", ((0, 0),))]
    both = Act("lead", ((0, 0), (9, 0)))
    assert hand.tell(YOUNG_S, new={2: (9, 0)}) == [Act("cancel"), both]
    assert hand.tell(1, moved={1: (1, 0)}) == [Act("lead", ((1, 0), (9, 0)))]
    assert hand.tell(2, lifted=(1,)) == [Act("lead", ((9, 0),))]
    assert hand.tell(3, lifted=(2,)) == [Act("lead")]
    assert hand.tell(4, new={3: (5, 5)}) == [Act("press", ((5, 5),))]


def test_a_stroke_that_has_lasted_goes_on_under_a_second_finger() -> None:
    """[PEN-4] And the second means nothing until it is lifted, also when the first is."""
    hand = Hand()
    hand.tell(0, new={1: (0, 0)})
    late = YOUNG_S + 0.001
    assert hand.tell(late, new={2: (9, 0)}) == [Act("move", ((0, 0),))]
    assert hand.tell(1, moved={1: (3, 0), 2: (9, 9)}) == [Act("move", ((3, 0),))]
    assert hand.tell(2, lifted=(1,)) == [Act("release", ((3, 0),))]
    assert hand.tell(3, moved={2: (9, 20)}) == []
    assert hand.tell(4, new={3: (5, 5)}) == [Act("press", ((5, 5),))]


def test_what_the_system_takes_at_once_was_a_palm() -> None:
    """[PEN-4] What it takes later has drawn."""
    for now, kind in ((YOUNG_S, "cancel"), (YOUNG_S + 0.001, "finish")):
        hand = Hand()
        hand.tell(0, new={1: (0, 0)})
        assert [act.kind for act in hand.fingers.taken(now)] == [kind]
        assert hand.tell(now, moved={1: (1, 1)}) == []


def test_where_a_pen_draws_a_finger_moves_the_board() -> None:
    hand = Hand()
    hand.pans = True
    assert hand.tell(0, new={1: (0, 0)}) == [Act("lead", ((0, 0),))]
    assert hand.tell(1, moved={1: (5, 0)}) == [Act("lead", ((5, 0),))]
    assert hand.tell(2, lifted=(1,)) == [Act("lead")]
