"""The person's own library of shapes: one file on this device, as it is saved and opened elsewhere."""

import os
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from inkroom.board import Element, element_of
from inkroom.errors import BadFile
from inkroom.formats import library
from inkroom.formats.library import Thing
from inkroom.formats.puts import put_of

NAME = "library.excalidrawlib"


class OwnLibrary(QObject):
    """`changed`: other things are in it. What cannot be written raises OSError and changes nothing."""

    changed = Signal()

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.path = folder / NAME

    def things(self) -> list[Thing]:
        """Newest first; none where there is no file, or one that is no library."""
        try:
            return library.read(self.path.read_bytes()).things
        except (OSError, BadFile):
            return []

    def keep(self, elements: list[Element]) -> None:
        """Puts elements in as one thing, named as the frame among them."""
        if elements:
            self._write([thing_of(elements), *self.things()])

    def remove(self, at: int) -> None:
        self._write([thing for n, thing in enumerate(self.things()) if n != at])

    def bring(self, data: bytes) -> None:
        """Puts in what is in a file; raises BadFile for what is no library."""
        self._write([*library.read(data).things, *self.things()])

    def _write(self, things: list[Thing]) -> None:
        fresh = self.path.with_suffix(".new")
        fresh.write_text(library.write(things), encoding="utf-8")
        os.replace(fresh, self.path)
        self.changed.emit()


def thing_of(elements: list[Element]) -> Thing:
    """The elements as one thing, named as the frame among them."""
    title = next((str(e.get("title")) for e in elements if e.kind == "frame"), "")
    return Thing(title, [put_of(one) for one in elements], {})


def elements_of(thing: Thing) -> list[Element]:
    """The elements of a thing, from bottom to top."""
    return [element_of({**put, "put": "library:1"}) for put in thing.puts]
