"""Files that are dropped and pasted: boards of their own, or what lies on a board from then on."""

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication

from inkroom_desktop.address import Address
from inkroom_desktop.device import Device
from inkroom_desktop.window import Window

pytestmark = pytest.mark.desktop


@pytest.fixture
def window(device: Device, nowhere: Address, dressed: QApplication) -> Iterator[Window]:
    """Closed at the end, whatever became of the test."""
    made = Window(device, nowhere)
    made.show()
    yield made
    made.close()


def files(*paths: Path) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return mime


def dropped(window: Window, mime: QMimeData) -> bool:
    """Lets something go over the window; whether it was taken."""
    event = QDropEvent(
        QPointF(200, 200),
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    event.ignore()
    window.dropEvent(event)
    return event.isAccepted()


def test_a_board_file_that_is_dropped_is_opened(
    window: Window, nowhere: Address, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Over an open board too; over the list a drawing of another program becomes a board as well."""
    opened: list[str] = []
    monkeypatch.setattr(window._device.files, "open", lambda path: opened.append(path.name))
    plan, sketch = tmp_path / "Plan.inkroom", tmp_path / "sketch.excalidraw"
    assert dropped(window, files(plan, sketch))
    page = window.open(nowhere)
    assert not page.exchange.takes(files(plan))  # the window takes it
    assert page.exchange.takes(files(sketch))
    assert dropped(window, files(plan))
    assert not dropped(window, files(sketch))
    assert opened == ["Plan.inkroom", "sketch.excalidraw", "Plan.inkroom"]


def test_a_drawing_that_was_copied_as_a_file_is_pasted_onto_the_board(
    window: Window, nowhere: Address, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """[API-5] Whatever name the file manager gives as text beside it."""
    page = window.open(nowhere)
    sent: list[str] = []
    monkeypatch.setattr(page.arriving, "bring", lambda path, place: sent.append(path.name))
    sketch = tmp_path / "sketch.excalidraw"
    sketch.write_bytes(b"{}")
    mime = files(sketch)
    mime.setText(str(sketch))
    QGuiApplication.clipboard().setMimeData(mime)
    page.run("edit.paste")
    assert sent == ["sketch.excalidraw"]
    QGuiApplication.clipboard().clear()  # what lies there at the end of the process ends it badly


def test_a_clipboard_that_nobody_owns_is_as_an_empty_one(
    window: Window, nowhere: Address, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Qt gives no data at all then: the program that had it has ended."""
    page = window.open(nowhere)
    QGuiApplication.clipboard().clear()
    gone = SimpleNamespace(clipboard=lambda: SimpleNamespace(mimeData=lambda: None))
    monkeypatch.setattr("inkroom_desktop.exchange.QGuiApplication", gone)
    page.run("edit.paste")
    assert not page.exchange.add_images(QMimeData(), (0, 0))
    assert page.toast.isVisible()
