"""The history of a board made short in the window, by its owner (COMP-7)."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from inkroom_desktop.address import Address
from inkroom_desktop.commands import offers
from inkroom_desktop.device import Device
from inkroom_desktop.page import BoardPage
from inkroom_desktop.panels.compactbox import CompactBox

pytestmark = pytest.mark.desktop
RECT = {"id": "e1", "kind": "rect", "geom": [0, 0, 1600, 800, 0], "z": "a1"}
TOLD: dict[str, Any] = {
    "head": 1204, "since": 1_700_000_000_000, "marks": 3, "erased": 7, "copy": "", "title": "Old",
    "bytes_before": 4_200_000, "bytes_after": 40_000, "token": "", "epoch": 1,
}  # fmt: skip
Until = Callable[[Callable[[], bool]], None]


def said(box: CompactBox) -> str:
    """All that the dialog shows as words."""
    return "\n".join(one.text() for one in box.findChildren(QLabel) if one.isVisibleTo(box))


@pytest.fixture
def page(qtbot: QtBot, device: Device, nowhere: Address) -> BoardPage:
    made = BoardPage(device.network, device.link(nowhere))
    qtbot.addWidget(made)
    made.resize(1300, 800)
    made.show()
    return made


def test_it_says_what_goes_what_the_copy_is_called_and_where_it_is_then(page: BoardPage) -> None:
    """[COMP-6] [COMP-7] Cancel has the focus; what cannot be called off any more has no Cancel."""
    opened: list[str] = []
    page.compacting.opened.connect(opened.append)
    box = page.compacting.open()
    box._work = None
    box._ask(TOLD)
    assert "1,204, since" in said(box)
    assert "4.2 MB now, 40.0 kB then" in said(box)
    assert box.name.text().startswith("Untitled board, history until ")
    box._progress("")
    assert not box._off.isHidden()
    box._moved(1.0, True)
    assert box._off.isHidden()
    box._done({**TOLD, "copy": "kept"})
    assert "What was before is on “Old”." in said(box)
    [button] = [one for one in box.findChildren(type(box._off)) if one.text() == "Open it"]
    button.click()
    assert opened == ["kept"]


def test_only_an_owner_is_offered_it(page: BoardPage) -> None:
    """[COMP-1] Not on a side board either."""
    for owns in (False, True):
        offered = {one.command for one in offers([], may_draw=True, owns=owns)}
        assert ("history.compact" in offered) is owns
    assert not page.rights.owns_history


def test_it_is_done_and_others_are_told(
    qtbot: QtBot, make_device: Callable[..., Device], address: Address, until: Until
) -> None:
    """[COMP-5] [COMP-7] Who comes first owns an open board; another window hears who did it, and has the new log."""

    def come(name: str) -> BoardPage:
        device = make_device(name)
        made = BoardPage(device.network, device.link(address))
        qtbot.addWidget(made)
        made.resize(1300, 800)
        made.show()
        until(lambda: made.link.session.phase == "live")
        made.link.submit({"put": [{**RECT, "id": name}]})
        until(lambda: made.link.session.saved)
        return made

    ann, ben = come("Ann"), come("Ben")
    assert (ann.rights.owns_history, ben.rights.owns_history) == (True, False)
    ann.link.undo()
    until(lambda: ann.link.session.saved and ben.link.session.seq == 3)
    ben.past.open()
    until(lambda: ben.past.player.history.head == 3)
    box = ann.compacting.open()
    until(lambda: hasattr(box, "name"))
    box.name.setText("Until lunch")
    box.go.click()
    until(lambda: "What was before is on “Until lunch”." in said(box))
    until(lambda: ben.toast.text.text().startswith("Ann made the history of this board short."))
    until(lambda: ann.link.session.epoch == 2)
    until(lambda: ben.past.player.history.head == 2 and not ben.past.chronicle.running)
    assert "Until lunch" not in ann.toast.text.text()
    assert [one.id for one in ben.link.session.board.visible()] == ["Ben"]
    box.accept()
