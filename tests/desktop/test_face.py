"""What the window wears: the tokens, the fonts, the icons, and plain words."""

from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFontInfo, QImage, QPainter, QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot
from tests.desktop.boards import KINDS, element

import inkroom_desktop
from inkroom.face import tokens
from inkroom.messages import Peer
from inkroom_desktop import icons, inks, shadow, theme
from inkroom_desktop.address import Address
from inkroom_desktop.device import Device
from inkroom_desktop.panels.rail import Rail, ToolButton, family
from inkroom_desktop.panels.segment import Segments
from inkroom_desktop.panels.style import StylePanel
from inkroom_desktop.panels.text import tip
from inkroom_desktop.people import initials
from inkroom_desktop.tools.desk import Style
from inkroom_desktop.when import since
from inkroom_desktop.window import Window

pytestmark = pytest.mark.desktop
SOURCES = sorted(Path(inkroom_desktop.__file__).parent.rglob("*.py"))


def test_a_token_has_its_two_colours(dressed: QApplication) -> None:
    assert theme.colour("accent").name().upper() == "#2F50DC"
    theme.wear(dressed, "dark")
    assert theme.colour("accent").name().upper() == "#9BB0FF"
    assert theme.colour("scrim").alpha() == 0x99
    assert dressed.palette().color(QPalette.ColorRole.Window) == theme.colour("panel")


def test_the_sheet_names_no_colour_of_its_own() -> None:
    sheet = theme.style_sheet()
    assert "$" not in sheet
    known = {one[theme.now()].upper() for one in tokens()["color"].values()}
    assert {word.strip(";").upper() for word in sheet.split() if word.startswith("#")} <= known


@pytest.mark.parametrize("family_name", ["hand", "sans", "serif", "mono"])
def test_the_board_is_written_in_the_bundled_fonts(family_name: str) -> None:
    """TEXT-1: and without kerning, as it is measured."""
    font = theme.board_font(family_name, 20)
    wanted = tokens()["font"]["ui" if family_name == "sans" else family_name]["family"]
    assert QFontInfo(font).family() == wanted
    assert not font.kerning()


def test_the_window_is_written_in_inter_with_even_figures() -> None:
    font = theme.font("body")
    assert QFontInfo(font).family() == "Inter"
    assert font.pixelSize() == 13


def test_every_icon_is_drawn_in_the_colour_asked_for() -> None:
    red = QColor("#FF0000")
    for group in tokens()["icon"].values():
        for name in group.values() if isinstance(group, dict) else []:
            image = icons.pixmap(name, red, 24, 1).toImage()
            spots = [image.pixelColor(x, y) for x in range(24) for y in range(24)]
            seen = [spot for spot in spots if spot.alpha() > 60]
            assert seen, name
            assert all(spot.red() > 240 and spot.green() < 16 for spot in seen), name


def test_a_shadow_lies_round_its_panel_and_not_under_it() -> None:
    image = QImage(200, 120, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    try:
        shadow.draw(painter, QRect(40, 30, 120, 60))
    finally:
        painter.end()
    assert image.pixelColor(100, 92).alpha() > image.pixelColor(100, 28).alpha() > 0
    assert image.pixelColor(100, 118).alpha() == 0


def test_no_label_takes_html(qtbot: QtBot, device: Device, nowhere: Address) -> None:
    """[SEC-23] A title or a name that looks like HTML is shown as it is written."""
    window = Window(device, nowhere)
    qtbot.addWidget(window)
    page = window.open(nowhere)
    page.link.session.peers["p"] = Peer("p", "u", "<b>x</b>", "pine")
    page.show_side("people")
    labels = window.findChildren(QLabel)
    assert len(labels) > 20
    assert all(one.textFormat() == Qt.TextFormat.PlainText or not one.text() for one in labels)
    assert tip("<b>x</b>") == "<span>&lt;b&gt;x&lt;/b&gt;</span>"
    window.close()
    device.close()


def test_every_painter_ends_in_finally() -> None:
    """An exception while a QPainter is open is a crash of the process."""
    for path in SOURCES:
        lines = path.read_text(encoding="utf-8").splitlines()
        for at, line in enumerate(lines):
            if "= QPainter(" in line:
                assert lines[at + 1].strip() == "try:", f"{path.name}:{at + 1}"
        text = "\n".join(lines)
        if "= QPainter(" not in text:
            continue
        assert text.count("= QPainter(") == text.count(".end()\n") + text.endswith(".end()"), (
            path.name
        )


def test_the_rail_has_the_tools_in_the_order_of_the_face(qtbot: QtBot, light: None) -> None:
    """face.md section 7; what is not built is absent."""
    canvas = QWidget()
    qtbot.addWidget(canvas)
    rail = Rail(canvas, lambda command: "")
    order = list(rail.buttons)
    wanted = [
        "select",
        "hand",
        "pen",
        "highlighter",
        "eraser",
        "laser",
        "arrow",
        "shape",
        "text",
        "note",
        "image",
        "frame",
        "comment",
    ]
    assert order == wanted
    assert {button.height() for button in rail.buttons.values()} <= {
        tokens()["size"]["tool"],
        30,
        480,
    }
    assert family("ellipse") == "shape"
    rail.show_tool("diamond")
    assert rail.buttons["shape"].icon_name == "diamond"
    assert [name for name, button in rail.buttons.items() if button.isChecked()] == ["shape"]
    rail.show_role("viewer")
    assert [name for name, button in rail.buttons.items() if not button.isHidden()] == [
        "select",
        "hand",
        "laser",
    ]


def test_a_rail_is_arranged_while_a_tool_is_taken_that_it_has_not(qtbot: QtBot) -> None:
    """The picker is taken by its key: then a window is resized, or somebody's role changes."""
    canvas = QWidget()
    qtbot.addWidget(canvas)
    rail = Rail(canvas, lambda command: "")
    rail.show_tool("picker")
    rail.show_role("editor")
    rail.fit_into(300)
    assert not any(button.isChecked() for button in (*rail.buttons.values(), rail.more))


def test_the_style_panel_shows_what_the_kind_has(qtbot: QtBot) -> None:
    canvas = QWidget()
    qtbot.addWidget(canvas)
    panel = StylePanel(canvas, lambda command: "")
    changes: list[object] = []
    panel.styled.connect(changes.append)

    def rows() -> list[str]:
        return [name for name, row in panel.rows.items() if not row.isHidden()]

    rect = element(**KINDS[6])
    panel.show_state(
        [rect], "select", Style(ink="#178A3F", fill="#178A3F", fill_style="tint"), may_draw=True
    )
    assert rows() == ["form", "ink", "fill", "width", "dash", "sketch", "opacity", "order"]
    assert panel.fills.value == "tint"
    panel.inks.chosen.emit("#AE1E0E")
    assert changes == [{"ink": "#AE1E0E", "fill": "#AE1E0E"}]
    panel.show_state([element(**KINDS[2])], "select", Style(), may_draw=True)
    assert rows() == ["ink", "width", "dash", "sketch", "curve", "opacity", "order"]
    marker, note = element(**KINDS[1]), element(**KINDS[8])
    panel.show_state([marker], "select", Style(), may_draw=True)
    assert rows() == ["highlight", "broad", "opacity", "order"]
    panel.show_state([note], "select", Style(), may_draw=True)
    assert rows() == ["paper", "font", "size", "align", "opacity", "order"]
    panel.show_state([marker, note, rect], "select", Style(), may_draw=True)
    assert rows()[:4] == ["form", "ink", "fill", "width"]
    assert {"highlight", "broad", "paper"}.isdisjoint(rows())
    panel.show_state([], "text", Style(), may_draw=True)
    assert rows() == ["ink", "font", "size", "align", "opacity"]
    panel.show_state([], "pen", Style(), may_draw=True)
    assert panel.isHidden()
    panel.show_state([rect], "select", Style(), may_draw=False)
    assert panel.isHidden()


def test_the_form_of_what_is_selected_is_picked_from_a_menu(qtbot: QtBot) -> None:
    """[FORM-2] The one that all have is checked; where they differ none is."""
    canvas = QWidget()
    qtbot.addWidget(canvas)
    panel = StylePanel(canvas, lambda command: "")
    formed: list[str] = []
    panel.formed.connect(formed.append)
    rect = element(**KINDS[6])
    star = rect.written("form", "star", "c:9")
    panel.show_state([star], "select", Style(), may_draw=True)
    assert (panel.title.text(), panel.form.accessibleName()) == ("Star", "Shape: Star")
    canvas.show()
    panel.form.open_menu()
    actions = panel.form.menu.actions()
    assert [action.text() for action in actions if action.isChecked()] == ["Star"]
    assert len(actions) == 15
    actions[1].trigger()
    assert formed == ["ellipse"]
    panel.form.menu.close()
    panel.show_state([rect, star], "select", Style(), may_draw=True)
    assert panel.form.shown == ""


def test_segments_can_be_walked_with_the_keyboard(qtbot: QtBot) -> None:
    canvas = QWidget()
    qtbot.addWidget(canvas)
    widths = StylePanel(canvas, lambda command: "").widths
    assert isinstance(widths, Segments)
    chosen: list[object] = []
    widths.chosen.connect(chosen.append)
    QTest.keyClick(widths, Qt.Key.Key_Right)
    assert chosen == [inks.WIDTHS[1][1]]


def test_initials_and_moments() -> None:
    assert [initials(name) for name in ("Ana Kern", "mira", "", "Jean-Luc P")] == [
        "AK",
        "MI",
        "?",
        "JP",
    ]
    now = 1_795_000_000_000
    assert since(now - 5_000, now) == "Now"
    assert since(now - 20 * 60_000, now) == "20 min ago"
    assert since(now - 26 * 3_600_000, now) in ("Yesterday",)


def test_tools_without_room_are_behind_more(qtbot: QtBot) -> None:
    """face.md section 7: comment, frame and image go first; the ink well always stays."""
    canvas = QWidget()
    qtbot.addWidget(canvas)
    canvas.resize(640, 400)
    rail, taken = Rail(canvas, lambda command: ""), list[str]()
    canvas.show()
    rail.picked.connect(taken.append)
    rail.show_role("editor")
    whole = rail.height()
    assert rail.more.isHidden()
    rail.fit_into(whole - 1)
    assert [name for name, one in rail.buttons.items() if one.isHidden()] == ["frame", "comment"]
    rail.fit_into(320)
    assert rail.height() <= 320
    assert not rail.well.isHidden()
    rail.show_tool("note")
    assert rail.more.isChecked()
    rail.more.click()
    forms = rail.folded.findChildren(ToolButton)
    assert len(forms) >= 4
    forms[-1].click()
    assert taken == ["comment"]
    rail.fit_into(whole)
    assert rail.more.isHidden()
    rail.move(canvas.width() - rail.width(), 16)
    rail.inks.open_beside(rail.well)
    assert rail.inks.geometry().right() < rail.x()
