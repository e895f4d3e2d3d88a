"""Images on the desktop: files, drops and the clipboard become elements that the server's pictures show."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QColor, QGuiApplication, QImage
from pytestqt.qtbot import QtBot
from tests.desktop.plain import PlainDesk

from inkroom.geometry import Box
from inkroom_desktop.address import Address
from inkroom_desktop.device import Device
from inkroom_desktop.images import LONGEST, pictures_in, read
from inkroom_desktop.page import BoardPage
from inkroom_desktop.tools.image import put_images

pytestmark = pytest.mark.desktop
ASSET = {"sha": "ab" * 32, "type": "image/png", "width": 100, "height": 50}


def picture(path: Path, width: int = 40, height: int = 20) -> Path:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("#3150DE"))
    assert image.save(str(path))
    return path


def test_images_are_put_side_by_side_and_fit_what_is_seen() -> None:
    """`webclient/src/tools/image.test.ts` says the same."""
    desk = PlainDesk()
    put_images(desk, [ASSET, ASSET | {"width": 200, "height": 400}], (0, 0), (1600, 1600))
    put = desk.submitted[0]["put"]
    assert [one["geom"] for one in put] == [[-928, -200, 800, 400, 0], [128, -800, 800, 1600, 0]]
    assert put[0]["z"] < put[1]["z"]
    assert desk.finished == [["new1", "new2"]]


def test_a_file_that_is_no_picture_is_none(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("no")
    (tmp_path / "b.png").write_text("no")
    assert read(tmp_path / "a.txt") is None
    assert read(tmp_path / "missing.png") is None


def test_a_large_photo_is_made_smaller_and_encoded_anew(tmp_path: Path) -> None:
    data = read(picture(tmp_path / "a.jpg", LONGEST + 400, 100))
    image = QImage.fromData(data or b"")
    assert image.width() == LONGEST
    small = picture(tmp_path / "b.png")
    assert read(small) == small.read_bytes()


def test_a_copied_bitmap_is_a_picture(qtbot: QtBot) -> None:
    mime = QMimeData()
    mime.setImageData(QImage(8, 8, QImage.Format.Format_RGB32))
    (data,) = pictures_in(mime)
    assert data.startswith(b"\x89PNG")


def test_a_picture_that_is_pasted_is_kept_by_the_server_and_seen(
    qtbot: QtBot,
    device: Device,
    address: Address,
    tmp_path: Path,
    until: Callable[[Callable[[], bool]], None],
) -> None:
    """[API-7] The file is on the clipboard, as a file manager puts it there."""
    page = BoardPage(device.network, device.link(address))
    qtbot.addWidget(page)
    page.resize(1100, 760)
    page.show()
    qtbot.waitExposed(page)
    until(lambda: page.link.session.saved)
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(picture(tmp_path / "a.png")))])
    QGuiApplication.clipboard().setMimeData(mime)
    page.exchange.add_images(mime, (0.0, 0.0))
    until(lambda: any(e.kind == "image" for e in page.desk.board.visible()))
    (element,) = page.desk.selected
    assert element.get("geom") == [-320, -160, 640, 320, 0]
    assert page.assets.bytes_of(element.fixed["asset"]["sha"]) == (tmp_path / "a.png").read_bytes()
    assert page.scene.whole is not None
    assert page.scene.whole.holds(Box(-320, -160, 320, 160))
    until(lambda: page.link.session.saved)
