"""The system's clipboard: elements as other boards and Excalidraw take them, pictures, and words (CLIP-1 to CLIP-3)."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QByteArray, QMimeData
from PySide6.QtGui import QGuiApplication, QImage

from inkroom.board import Board, Element
from inkroom.formats.clipboard import copied, pasted
from inkroom.render.png import png
from inkroom.render.svg import svg
from inkroom_desktop.tools.desk import Desk
from inkroom_desktop.tools.draft import selected
from inkroom_desktop.tools.edit import remove
from inkroom_desktop.tools.members import with_members
from inkroom_desktop.tools.paste import Place, paste_elements, paste_text

SCALE: Final = 2.0
"""Px of a copied picture for one px of the board."""
Bytes = Callable[[str], bytes | None]


def copy(desk: Desk, bytes_of: Bytes) -> None:
    """Puts the selection on the clipboard."""
    elements = with_members(desk, selected(desk))
    if elements:
        QGuiApplication.clipboard().setText(copied(elements, _assets(elements, bytes_of)))


def cut(desk: Desk, bytes_of: Bytes) -> None:
    copy(desk, bytes_of)
    if desk.may_draw:
        desk.select([element.id for element in with_members(desk, selected(desk))])
    remove(desk)


def paste(desk: Desk, at: Place, *, in_place: bool = False, plain: bool = False) -> bool:
    """What is on the clipboard, with its middle at a place; False where a board can hold nothing of it."""
    text = QGuiApplication.clipboard().text()
    clip = None if plain else pasted(text)
    if clip is None:
        paste_text(desk, text, at)
        return bool(text.strip())
    paste_elements(desk, clip.elements, None if in_place else at)
    return bool(clip.elements)


def copy_picture(elements: list[Element], board: Board, bytes_of: Bytes, *, as_svg: bool) -> None:
    """Puts a picture of the elements on the clipboard, in light; raises InkroomError."""
    ids = [element.id for element in elements]
    text = svg(board, ids=ids, fonts=as_svg, assets=_assets(elements, bytes_of))
    mime = QMimeData()
    if as_svg:
        mime.setText(text)
        mime.setData("image/svg+xml", QByteArray(text.encode()))
    else:
        data = png(text, SCALE)
        mime.setImageData(QImage.fromData(data))
        mime.setData("image/png", QByteArray(data))
    QGuiApplication.clipboard().setMimeData(mime)


def _assets(elements: list[Element], bytes_of: Bytes) -> dict[str, bytes]:
    shas = dict.fromkeys(e.fixed["asset"]["sha"] for e in elements if e.kind == "image")
    return {sha: data for sha in shas if (data := bytes_of(sha)) is not None}
