"""Images that come in by the clipboard, a drop or a file: made ready, kept by the server, put on the board."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData, QObject, Qt, Signal
from PySide6.QtGui import QImage, QImageReader, QImageWriter

from inkroom.geometry import Box
from inkroom_desktop.assets import Assets
from inkroom_desktop.tools.desk import Desk
from inkroom_desktop.tools.image import put_images
from inkroom_desktop.tools.paste import Place

LONGEST: Final = 4096
"""An image with longer sides is made smaller; in px."""
MOST: Final = 10 * 1024 * 1024
"""More bytes than this the server does not keep (API-7)."""
KINDS: Final = (".png", ".jpg", ".jpeg", ".webp", ".gif")
QUALITY: Final = 92
SHARE: Final = 0.6
"""How much of what is seen an image may cover."""


class Images(QObject):
    """`told(word)`: what could not be added, as a name of the strings."""

    told = Signal(str)

    def __init__(self, desk: Desk, assets: Assets) -> None:
        super().__init__()
        self._desk, self._assets = desk, assets

    def add(self, pictures: Sequence[bytes], at: Place, view: Box) -> None:
        """Puts the pictures on the board once the server keeps all of them."""
        most = (SHARE * view.width, SHARE * view.height)
        kept: dict[int, dict[str, Any]] = {}

        def then(n: int, status: int, asset: dict[str, Any] | None) -> None:
            if asset is None:
                self.told.emit("image.refused" if 400 <= status < 500 else "image.offline")
            kept[n] = asset or {}
            if len(kept) == len(pictures):
                put_images(self._desk, [kept[m] for m in sorted(kept) if kept[m]], at, most)

        for n, data in enumerate(pictures):
            self._assets.keep(data, partial(then, n))


def pictures_in(mime: QMimeData) -> list[bytes]:
    """The pictures that were dropped or copied: files, or the bitmap itself."""
    files = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
    found = [data for path in files if (data := read(path)) is not None]
    if not found and mime.hasImage():
        image = mime.imageData()
        found = [_encoded(image, "PNG")] if isinstance(image, QImage) else []
    return found


def read(path: Path) -> bytes | None:
    """A picture file: a photo upright, of a size that boards can bear, and without the place where it was taken."""
    if path.suffix.lower() not in KINDS or not path.is_file():
        return None
    reader = QImageReader(str(path))
    reader.setAutoTransform(True)
    size = reader.size()
    photo = path.suffix.lower() in (".jpg", ".jpeg")
    large = max(size.width(), size.height()) > LONGEST or path.stat().st_size > MOST
    if not photo and not large:
        return path.read_bytes()
    image = reader.read()
    if image.isNull():
        return None
    if max(image.width(), image.height()) > LONGEST:
        ratio, smooth = (
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        image = image.scaled(LONGEST, LONGEST, ratio, smooth)
    return _encoded(image, "JPEG" if photo else "PNG")


def _encoded(image: QImage, kind: str) -> bytes:
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, QByteArray(kind.encode()))
    if kind == "JPEG":
        writer.setQuality(QUALITY)
    writer.write(image)
    return bytes(data.data())
