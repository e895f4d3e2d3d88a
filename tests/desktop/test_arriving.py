"""Files of other programs come onto the open board as jobs of the server."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from inkroom import face
from inkroom_desktop.address import Address
from inkroom_desktop.device import Device
from inkroom_desktop.job import why
from inkroom_desktop.page import BoardPage

Until = Callable[[Callable[[], bool]], None]
SHAPE = {"id": "a", "type": "rectangle", "x": 0, "y": 0, "width": 100, "height": 50}


@pytest.fixture
def opened(qtbot: QtBot, device: Device, address: Address, until: Until) -> Iterator[BoardPage]:
    made = BoardPage(device.network, device.link(address))
    qtbot.addWidget(made)
    made.show()
    until(lambda: made.link.session.phase == "live")
    yield made
    device.close()


def bring(opened: BoardPage, path: Path, until: Until) -> str:
    """What is told in the end of a file that is put at 10, 20."""
    opened.arriving.bring(path, "x=10&y=20&page=1")
    assert opened.toast.text.text() == face.say("import.coming", name=path.name, percent=0)
    until(lambda: not opened.arriving.under_way)
    return opened.toast.text.text()


def test_a_drawing_comes_where_it_is_wanted_and_a_file_that_is_none_says_why(
    opened: BoardPage, tmp_path: Path, until: Until
) -> None:
    """[API-4] [API-5] In the language of the person, by the code of the job."""
    drawing = {"type": "excalidraw", "version": 2, "elements": [SHAPE], "files": {}}
    plan, odd = tmp_path / "plan.excalidraw", tmp_path / "odd.excalidraw"
    plan.write_text(json.dumps(drawing))
    odd.write_text("odd")
    assert bring(opened, plan, until) == face.say("import.done", name=plan.name)
    until(lambda: len(list(opened.link.session.board.visible())) == 1)
    (shape,) = opened.link.session.board.visible()
    assert shape.get("geom")[:4] == [-40 * 16, -5 * 16, 100 * 16, 50 * 16]
    reason = face.say("why.bad-file")
    assert bring(opened, odd, until) == face.say("import.not", name=odd.name, why=reason)


def test_a_file_that_is_called_off_is_told_no_more(
    opened: BoardPage, tmp_path: Path, until: Until
) -> None:
    """[API-5] Even before the server has said which job it is; unless it was there already."""
    plan = tmp_path / "plan.excalidraw"
    plan.write_text(json.dumps({"type": "excalidraw", "elements": [SHAPE]}))
    there = face.say("import.done", name=plan.name)
    opened.arriving.bring(plan, "page=1")
    (job,) = opened.arriving.under_way
    opened.toast._buttons[0].click()
    until(lambda: job.gone)
    assert not opened.toast.isVisible() or opened.toast.text.text() == there


def test_where_nothing_answers_that_is_the_reason(
    device: Device, nowhere: Address, qtbot: QtBot, tmp_path: Path, until: Until
) -> None:
    made = BoardPage(device.network, device.link(nowhere))
    qtbot.addWidget(made)
    plan = tmp_path / "plan.excalidraw"
    plan.write_bytes(b"{}")
    reason = face.say("saved.offline")
    assert bring(made, plan, until) == face.say("import.not", name=plan.name, why=reason)
    device.close()


def test_every_reason_has_words() -> None:
    """[API-4] Also one that this program does not know."""
    assert why("no_video") == face.say("film.none")
    assert why("archive_limits") == why("limit_exceeded") == face.say("why.limit-exceeded")
    assert why("of tomorrow") == face.say("why.other")
