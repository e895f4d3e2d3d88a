"""The time bar of the desktop: moments that are over, looked at while the board goes on."""

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QAction, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QInputDialog, QMenu, QWidget
from pytestqt.qtbot import QtBot

from inkroom import events as on
from inkroom.board import Element, apply, owner
from inkroom.messages import Entry, Person, encode, entry_bytes, read_entry, read_op
from inkroom_desktop.address import Address
from inkroom_desktop.camera import Camera
from inkroom_desktop.chronicle import Leaf
from inkroom_desktop.device import Device
from inkroom_desktop.page import BoardPage
from inkroom_desktop.panels.button import Button
from inkroom_desktop.panels.previewcard import PreviewCard

pytestmark = pytest.mark.desktop
HOUR = 3_600_000
STROKE = {"points": [0, 0, 255, 0, 160, 0, 255, 400], "geom": [0, 0, 160, 0, 0]}


def entry(seq: int, client: str, cseq: int, **op: Any) -> Entry:
    raw = read_op(encode({"cseq": cseq, **op}))
    return read_entry(entry_bytes(seq, seq * HOUR, f"u{client}", client, raw))


def stroke(id: str, **more: Any) -> list[dict[str, Any]]:
    return [{"kind": "stroke", "id": id, "z": f"a{id[-1]}", **STROKE, **more}]


LOG = [
    entry(1, "c1", 1, put=stroke("s1")),
    entry(2, "c2", 1, put=stroke("s2")),
    entry(3, "c1", 2, mark="First sketch"),
    entry(4, "c1", 3, set=[{"id": "s1", "deleted": True}]),
    entry(5, "c2", 2, put=stroke("s3")),
]


@pytest.fixture
def opened(qtbot: QtBot, device: Device, nowhere: Address) -> Iterator[BoardPage]:
    """A board whose history is here, without a server."""
    made = BoardPage(device.network, device.link(nowhere))
    qtbot.addWidget(made)
    made.resize(1300, 800)
    made.show()
    qtbot.waitExposed(made)
    session = made.link.session
    session.company.people = {
        "uc1": Person("uc1", "Ann", "plum"),
        "uc2": Person("uc2", "Ben", "pine"),
    }
    made.past.chronicle.running = True
    made.past.chronicle._take(Leaf(LOG, 5, 1, "0" * 16, "f" * 16))
    made.run("history.history")
    yield made
    device.close()


def seen(opened: BoardPage) -> list[str]:
    whole = opened.scene.whole
    return [] if whole is None else [e.id for e in opened.scene.index.meeting(whole)]


def may_draw(opened: BoardPage) -> bool:
    return opened.desk.may_draw


def card_of(opened: BoardPage) -> PreviewCard | None:
    return opened.past.restores.card


def press(opened: BoardPage, key: Qt.Key, *, shift: bool = False) -> None:
    held = Qt.KeyboardModifier.ShiftModifier if shift else Qt.KeyboardModifier.NoModifier
    QTest.keyClick(opened.canvas, key, held)


def test_keys_step_through_the_past_and_back_to_now(opened: BoardPage) -> None:
    """[HIST-1] It looks like the past, and nothing can be drawn in it."""
    player = opened.past.player
    assert (player.at, player.seq) == (5, None)
    press(opened, Qt.Key.Key_Left)
    press(opened, Qt.Key.Key_Left)
    assert (player.seq, seen(opened)) == (3, ["s1", "s2"])
    assert opened.scene.ground.past
    assert not may_draw(opened)
    assert opened.past.banner.isVisible()
    press(opened, Qt.Key.Key_Home)
    assert seen(opened) == []
    press(opened, Qt.Key.Key_Right, shift=True)
    assert player.seq == 3
    press(opened, Qt.Key.Key_End)
    assert (opened.desk.moment, opened.scene.ground.past) == (None, False)
    assert may_draw(opened)
    press(opened, Qt.Key.Key_Escape)
    assert not opened.past.is_open
    assert opened.cluster.isVisible()


def test_the_live_board_goes_on_while_the_past_is_looked_at(opened: BoardPage) -> None:
    """[HIST-1]"""
    opened.past.player.goto(2)
    opened.link.submit({"put": stroke("s9")})
    assert seen(opened) == ["s1", "s2"]
    opened.past.chronicle._heard(on.Confirmed(entry(6, "c2", 3, put=stroke("s4"))))
    assert opened.past.player.history.head == 6
    assert opened.past.player.seq == 2
    opened.past.player.goto(None)
    assert "s9" in seen(opened)


def test_the_track_is_a_slider_with_words(opened: BoardPage) -> None:
    """[HIST-2, HIST-4]"""
    track = opened.past.bar.track
    opened.past.player.goto(2)
    assert track.accessibleDescription().endswith("step 2 of 5, Ben drew a stroke")
    opened.past.player.goto(4)
    assert track.accessibleDescription().endswith("step 4 of 5, Ann erased an element")
    QTest.mouseClick(track, Qt.MouseButton.LeftButton, pos=QPoint(int(track._time.x_of(1)) + 1, 60))
    assert opened.past.player.seq == 1


def test_playing_draws_each_stroke_and_ends_at_now(opened: BoardPage, qtbot: QtBot) -> None:
    """[HIST-3] Wet ink under the pen of who drew it, then dry."""
    player = opened.past.player
    player.goto(0)
    player.play()
    player._film, player.speed = 200.0, 1
    player._run()
    (state,) = opened.desk.presence.values()
    assert state.wet
    assert state.wet.id == "s1"
    assert opened.desk.peers["c1"].name == "Ann"
    player._film = player._reel().length - 1.0
    with qtbot.waitSignal(player.changed, check_params_cb=None):
        player._film = player._reel().length + 1.0
        player._run()
    assert (player.playing, opened.desk.moment) == (False, None)


def test_one_person_is_seen_alone(opened: BoardPage) -> None:
    """[HIST-4]"""
    opened.past.player.goto(2)
    opened.past.bar._chips["uc2"].click()
    fade = opened.scene.tiles.fade
    assert fade is not None
    found = {owner(e.put): fade(e) for e in opened.desk.board.visible()}
    assert found == {"c1": 0.12, "c2": 1.0}
    opened.past.bar._chips["uc2"].click()
    assert opened.scene.tiles.fade is None


def test_another_past_is_read_from_its_beginning(opened: BoardPage) -> None:
    """[HIST-1] Another epoch, or another chain at the last step."""
    chronicle = opened.past.chronicle
    chronicle._take(Leaf([], 5, 1, "f" * 16, "f" * 16))
    assert chronicle.history.head == 5
    chronicle._take(Leaf([], 2, 2, "f" * 16, "e" * 16))
    assert chronicle.history.head == 0


def test_a_moment_is_restored_after_a_preview_and_can_be_undone(opened: BoardPage) -> None:
    """[HIST-6] The preview says what goes and shows it pale; nothing is changed before the button."""
    session = opened.link.session
    opened.link.submit({"put": stroke("s8") + stroke("s9")})
    opened.past.player.goto(1)
    opened.past.restores.restore(0)
    assert card_of(opened) is not None
    assert sorted(mark.tone for mark in opened.desk.markings) == ["goes"]
    fade = opened.scene.tiles.fade
    gone = session.board.get("s8")
    assert fade is not None
    assert gone is not None
    assert fade(gone) < 1
    assert len(list(session.board.visible())) == 2
    press(opened, Qt.Key.Key_Escape)
    assert card_of(opened) is None
    assert (opened.past.player.seq, opened.desk.markings) == (1, [])
    opened.past.restores.restore(0)
    card = card_of(opened)
    assert card is not None
    QTest.keyClick(card, Qt.Key.Key_Return)
    assert list(session.board.visible()) == []
    assert opened.desk.moment is None
    opened.run("edit.undo")
    assert sorted(e.id for e in session.board.visible()) == ["s8", "s9"]


def test_what_others_built_on_it_is_told_before(opened: BoardPage) -> None:
    """[HIST-15] By person, in the card."""
    changed = entry(6, "c2", 3, set=[{"id": "s1", "ink": "#DD2222", "deleted": False}])
    opened.past.chronicle._heard(on.Confirmed(changed))
    for one in (*LOG, changed):
        apply(opened.link.session.board, one)
    opened.past.player.goto(1)
    opened.past.restores.restore(1)
    card = card_of(opened)
    assert card is not None
    assert "Ben: 1 edited" in [part.accessibleName() for part in card.findChildren(QWidget)]


def test_what_lies_in_a_lasso_is_taken_away(opened: BoardPage) -> None:
    """[HIST-14] The loop is asked for once, stays on its page, and what lies outside is pale and stays."""
    past, desk = opened.past, opened.desk
    opened.link.submit({"put": stroke("s8") + stroke("s9", geom=[9_000, 0, 160, 0, 0])})
    desk.set_tool("pen")
    past._ask_area()
    assert desk.tool_name == "lasso"
    press(opened, Qt.Key.Key_Escape)
    assert (desk.tool_name, desk.fence, past.is_open) == ("pen", None, True)
    past._ask_area()
    assert desk.lassoed([8_900, -50, 9_400, -50, 9_400, 50, 8_900, 50]) == []
    assert (desk.tool_name, desk.selection) == ("pen", [])
    assert desk.fence == [8_900, -50, 9_400, -50, 9_400, 50, 8_900, 50]
    fade = opened.scene.tiles.fade
    assert fade is not None
    assert {e.id: fade(e) for e in opened.link.session.board.visible()} == {"s8": 0.12, "s9": 1.0}
    past.restores.restore(0)
    card = card_of(opened)
    assert card is not None
    QTest.keyClick(card, Qt.Key.Key_Return)
    assert [e.id for e in opened.link.session.board.visible()] == ["s8"]
    past._show_all()
    assert opened.desk.fence is None
    assert opened.scene.tiles.fade is None


def test_two_moments_are_compared(opened: BoardPage) -> None:
    """[HIST-5]"""
    opened.past.player.goto(2)
    opened.past.restores.compare(None)
    assert sorted((mark.tone, mark.label) for mark in opened.desk.markings) == [
        ("back", "added"),
        ("goes", "removed"),
    ]
    assert seen(opened) == ["s1", "s2", "s3"]
    opened.past.player.goto(1)
    assert opened.past.restores.card is None
    assert opened.desk.markings == []


def test_the_story_of_an_element_is_told_step_by_step(opened: BoardPage) -> None:
    """[HIST-4] Who made and changed it; the others are pale, and it can be replayed alone."""
    opened.past.story("s1")
    card = card_of(opened)
    assert card is not None
    rows = [button.text() for button in card.findChildren(Button)]
    assert rows[0].startswith("Ann drew a stroke, ")
    assert rows[1].startswith("Ann erased an element, ")
    fade = opened.scene.tiles.fade
    assert fade is not None
    assert {e.id: fade(e) for e in opened.past.player.history.at(2).visible()} == {
        "s1": 1.0,
        "s2": 0.12,
    }
    next(button for button in card.findChildren(Button) if button.text() == rows[0]).click()
    assert seen(opened) == ["s1"]
    press(opened, Qt.Key.Key_Escape)
    assert card_of(opened) is None
    assert opened.scene.tiles.fade is None


def test_a_period_is_seen_alone(opened: BoardPage) -> None:
    """[HIST-13] A drag with Shift chooses it; without a drag all is shown again."""
    player, track = opened.past.player, opened.past.bar.track
    track._choose(0.0, track._time.x_of(1) + 7)
    assert player.period == (0, 1)
    fade = opened.scene.tiles.fade
    assert fade is not None
    player.goto(2)
    assert {e.id: fade(e) for e in opened.desk.board.visible()} == {"s1": 1.0, "s2": 0.12}
    track._choose(5.0, 6.0)
    assert opened.scene.tiles.fade is None


def test_a_mark_names_the_moment_that_is_looked_at(
    opened: BoardPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """[HIST-11]"""
    monkeypatch.setattr(QInputDialog, "getText", lambda *_: ("Before lunch", True))
    opened.past.player.goto(2)
    assert opened.past.bar.mark.isVisible()
    told: list[dict[str, Any]] = []
    monkeypatch.setattr(opened.link, "submit", told.append)
    opened.past.bar.mark.click()
    assert told == [{"mark": "Before lunch", "moment": 2}]


def test_played_the_camera_shows_what_was_presented(opened: BoardPage) -> None:
    """[HIST-12] Until the person moves the board."""
    history = opened.past.player.history
    history.views.append(entry(1, "c1", 1, view=[0, 0, 16_000, 9_000]))
    player = opened.past.player
    player.goto(0)
    player.play()
    player._lead(1, 9.0)
    shown = opened.sight.seen
    assert shown.left <= 0
    assert shown.right >= 16_000
    opened.desk.show(Camera(500, 500, 1))
    player._lead(1, 9.0)
    assert not player.follows
    player.pause()


def test_alt_tells_who_drew_what_is_under_the_pointer(opened: BoardPage) -> None:
    """[HIST-13]"""
    asked: list[Element | None] = []
    opened.canvas.author_asked.connect(lambda element, at: asked.append(element))
    opened.past.player.goto(2)
    opened.desk.show(Camera(0, -100, 1))
    x, y = opened.desk.camera.to_screen(80, 0)
    spot = QPointF(x, y)
    held = Qt.KeyboardModifier.AltModifier
    none = Qt.MouseButton.NoButton
    moved = QMouseEvent(QEvent.Type.MouseMove, spot, spot, none, none, held)
    opened.canvas.mouseMoveEvent(moved)
    assert [element.id for element in asked if element] == ["s2"]


def test_the_shield_shows_what_is_known_of_the_chain(opened: BoardPage) -> None:
    """[HIST-10] Whole, broken at a step, or nobody answered."""
    past, shield = opened.past, opened.past.bar.shield
    past._checked(200, {"whole": True, "seq": 5})
    assert (shield.state, shield.accessibleName()) == (
        "whole",
        "All 5 steps are as they were made. None was changed or is missing.",
    )
    past._checked(200, {"whole": False, "seq": 3})
    assert shield.accessibleName().startswith("Step #3 is not as it was made.")
    past._checked(0, None)
    assert shield.state == "unknown"


def test_the_menus_lead_to_the_last_visit(
    opened: BoardPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the board went on since; to compare with it too."""
    shown: list[dict[str, QAction]] = []

    def pop(menu: QMenu, anchor: QWidget) -> None:
        shown.append({action.text(): action for action in menu.actions()})

    monkeypatch.setattr(opened.past, "_pop", pop)
    opened.past._choose_more()
    assert "To your last visit" not in shown[-1]
    opened.link.last_visit = 2
    opened.past._choose_compared()
    assert "Your last visit" in shown[-1]
    opened.past._choose_more()
    shown[-1]["To your last visit"].trigger()
    assert opened.past.player.seq == 2
    opened.link.last_visit = 5
    opened.past._choose_more()
    assert "To your last visit" not in shown[-1]
