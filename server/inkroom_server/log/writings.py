"""What an entry wrote, for the index: texts, titles, chat, comments, marks (SEEK-1)."""

from collections.abc import Iterator
from typing import Final, Literal
from unicodedata import category

import msgspec
from msgspec import Struct

from inkroom.search import folded

What = Literal["text", "title", "chat", "comment", "mark"]
HINTS: Final = tuple(f'"{name}":"'.encode() for name in ("text", "title", "say", "mark"))
"""An entry whose bytes hold none of these wrote nothing."""
_SPACELESS: Final = ((0x0E00, 0x0EFF), (0x1000, 0x109F), (0x1780, 0x17FF), (0x3040, 0x30FF),
                     (0x3400, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x3FFFF))  # fmt: skip
"""Scripts without spaces between words: each of their letters is found by itself."""


class Writing(Struct, frozen=True):
    """Something that was written: `about` is the element that says it, or that it is about, or ""."""

    what: What
    about: str
    text: str


class _Part(Struct):
    id: str
    text: str = ""
    title: str = ""


class Told(Struct):
    """An entry, as far as it can have written something."""

    seq: int
    at: int
    by: str
    put: list[_Part] = []
    set: list[_Part] = []
    say: str = ""
    about: str = ""
    thread: str = ""
    mark: str = ""


_decoder: Final = msgspec.json.Decoder(Told)


def read_told(body: bytes) -> Told:
    """The entry of these stored bytes."""
    return _decoder.decode(body)


def writings(told: Told) -> Iterator[Writing]:
    """Each text that the entry gave to an element, its chat or comment, its mark.

    What an undo brings back was written before.
    """
    for part in (*told.put, *told.set):
        if part.text:
            yield Writing("text", part.id, part.text)
        if part.title:
            yield Writing("title", part.id, part.title)
    if told.say:
        yield Writing("comment" if told.thread or told.about else "chat", told.about, told.say)
    if told.mark:
        yield Writing("mark", "", told.mark)


def tokens(text: str) -> list[str]:
    """The words of a text, small and without accents, as `inkroom.search` folds them (SEEK-2)."""
    found: list[str] = []
    grows = False
    for letter in folded(text)[0]:
        if not letter.isalnum() and category(letter) != "Co":
            grows = False
        elif any(low <= ord(letter) <= high for low, high in _SPACELESS):
            found.append(letter)
            grows = False
        elif grows:
            found[-1] += letter
        else:
            found.append(letter)
            grows = True
    return found


def query_of(typed: str, board: int | None) -> str:
    """What FTS5 is asked: each typed word begins a word of the text; "" where nothing can be found."""
    phrases = [" ".join(tokens(word)) for word in typed.split()]
    asked = " AND ".join(f'{{text}} : "{phrase}" *' for phrase in phrases if phrase)
    if asked and board is not None:
        asked += f' AND {{board}} : "b{board}"'
    return asked
