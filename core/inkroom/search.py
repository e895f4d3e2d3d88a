"""Finding by words: how well a query fits a text, whatever the case and the accents."""

from collections.abc import Iterable
from typing import Final, NamedTuple
from unicodedata import combining, normalize

from inkroom.board import Element
from inkroom.extent import span

_FIRST: Final = 100
_WORD: Final = 80
_INSIDE: Final = 50
_SCATTERED: Final = 20


class Match(NamedTuple):
    """How well a text fits, higher is better, and which of its code points `[from, to)` do."""

    score: int
    spans: list[tuple[int, int]]


def match(query: str, text: str, *, loose: bool = False) -> Match | None:
    """How the text fits: each word of the query is in it; None where one is not.

    `loose`: the letters of a word may also lie apart, in their order.
    """
    letters, places = folded(text)
    score, spans = 0, []
    for word in folded(query)[0].split():
        found = _found(word, letters, loose=loose)
        if found is None:
            return None
        score += found.score
        spans += [(places[start], places[end - 1] + 1) for start, end in found.spans]
    return Match(score * 1000 - len(letters), _joined(spans))


def folded(text: str) -> tuple[str, list[int]]:
    """The text in small letters without accents, and for each of them the code point it is from."""
    letters: list[str] = []
    places: list[int] = []
    for at, char in enumerate(text):
        for part in normalize("NFKD", char).lower():
            if not combining(part):
                letters.append(part)
                places.append(at)
    return "".join(letters), places


def _found(word: str, letters: str, *, loose: bool) -> Match | None:
    first = at = letters.find(word)
    if first < 0:
        return _scattered(word, letters) if loose else None
    while at > 0 and not letters[at - 1].isspace():
        at = letters.find(word, at + 1)
    score = _FIRST if at == 0 else _WORD if at > 0 else _INSIDE
    start = max(at, first)
    return Match(score, [(start, start + len(word))])


def _scattered(word: str, letters: str) -> Match | None:
    """The letters of the word one after another, each as early as can be."""
    spans: list[tuple[int, int]] = []
    at = 0
    for letter in word:
        at = letters.find(letter, at)
        if at < 0:
            return None
        at += 1
        if spans and spans[-1][1] == at - 1:
            spans[-1] = (spans[-1][0], at)
        else:
            spans.append((at - 1, at))
    return Match(max(1, _SCATTERED - len(spans)), spans)


def _joined(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


class Found(NamedTuple):
    """An element whose words fit."""

    element: Element
    words: str
    match: Match


def found_among(elements: Iterable[Element], query: str) -> list[Found]:
    """The elements whose writing, label or title fits the query, in reading order."""
    found = []
    for element in elements:
        words = words_of(element)
        fits = match(query, words) if words else None
        if fits is not None:
            found.append(Found(element, words, fits))
    return sorted(found, key=lambda one: _place(one.element))


def words_of(element: Element) -> str:
    """What an element says: its text or its title, on one line."""
    words = element.values.get("title" if element.kind == "frame" else "text", "")
    return " ".join(words.split())


def _place(element: Element) -> tuple[int, int, str]:
    box = span(element)
    return box.top, box.left, element.id
