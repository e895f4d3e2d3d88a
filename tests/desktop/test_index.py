"""The index: what lies where, in the order of painting."""

import random

import pytest
from tests.desktop.boards import KINDS, element, strokes

from inkroom.board import painted_order
from inkroom.extent import painted_box
from inkroom.geometry import Box
from inkroom_desktop.index import Index, quick_box

pytestmark = pytest.mark.desktop


def test_the_quick_box_of_a_stroke_is_its_painted_box() -> None:
    for one in [element(**put) for put in KINDS] + strokes(50):
        assert tuple(quick_box(one)) == tuple(painted_box(one)), one.kind


def test_it_answers_as_a_walk_over_all_elements_would() -> None:
    """[Z-1] From bottom to top, whatever was put, changed and removed before."""
    dice = random.Random(7)
    elements = {one.id: one for one in strokes(300)}
    index = Index()
    index.fill(list(elements.values())[:200])
    present = {id: elements[id] for id in list(elements)[:200]}
    for one in list(elements.values())[200:]:
        index.put(one)
        present[one.id] = one
    for id in dice.sample(list(present), 80):
        if dice.random() < 0.5:
            index.remove(id)
            del present[id]
        else:
            z = f"a{dice.choice('0123456789abcdef')}V"
            present[id] = present[id].written("z", z, "c:2")
            index.put(present[id])
    for _ in range(40):
        x, y = dice.randrange(0, 16_000), dice.randrange(0, 16_000)
        box = Box(x, y, x + 3000, y + 2000)
        wanted = painted_order(one for one in present.values() if painted_box(one).meets(box))
        assert [one.id for one in index.meeting(box)] == [one.id for one in wanted]
    assert len(index) == len(present)


def test_many_elements_between_the_same_two_keep_their_order() -> None:
    """Ranks between two neighbours run out of digits; then they are counted anew."""
    first, last = (element(**KINDS[4]) for _ in range(2))
    index = Index()
    index.fill([])
    made = []
    for n in range(200):
        one = element(**KINDS[4]).written("z", "a" + "0" * 0 + f"1{'V' * (n % 50)}{n:03}x", "c:1")
        one.id = f"e{n:03}"
        made.append(one)
    for one in made:
        index.put(one)
    assert [e.id for e in index.meeting(Box(0, 0, 100, 100))] == [e.id for e in painted_order(made)]
    assert first is not last


def test_put_tells_what_lies_above_all() -> None:
    low, high = element(**KINDS[4]), element(**KINDS[4]).written("z", "a5", "c:1")
    high.id = "e2"
    index = Index()
    assert index.put(low)
    assert index.put(high)
    assert not index.put(low.written("ink", "#AE1E0E", "c:3"))
    assert index.top == "a5"
