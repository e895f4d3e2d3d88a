"""The catalogues of the languages: each agrees with English, and what is missing is listed."""

import re
from collections.abc import Iterator

import pytest

from inkroom import face
from inkroom.face.words import plural, strings

OTHERS = sorted(set(face.LANGUAGES) - {"en"})
CATEGORIES = {
    "de": {"one", "other"},
    "fr": {"one", "other"},
    "es": {"one", "other"},
    "zh": {"other"},
    "ar": {"one", "two", "few", "other"},
}
LEAST = 0.85
"""The part of the words that must be there; English stands in for the rest until the next pass."""


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    yield
    face.speak("en")


def names(text: str) -> set[str]:
    """The values that a text has places for."""
    return set(re.findall(r"\{(\w+)\}", text))


@pytest.mark.parametrize("language", OTHERS)
def test_a_catalogue_says_what_english_says(language: str) -> None:
    """No word that is gone, the same values in each, the plurals that the language has."""
    english = strings("en")
    for key, text in strings(language).items():
        assert key in english, f"{key} is no word any more"
        said = english[key]
        if isinstance(said, str) or isinstance(text, str):
            assert type(text) is type(said), key
            assert names(str(text)) == names(str(said)), key
        else:
            assert set(text) == CATEGORIES[language], key
            assert names(text["other"]) == names(said["other"]), key
            assert all(names(form) <= names(said["other"]) for form in text.values()), key


@pytest.mark.parametrize("language", OTHERS)
def test_missing_words_are_listed(language: str) -> None:
    """They are said in English meanwhile."""
    english, there = strings("en"), strings(language)
    missing = sorted(set(english) - set(there))
    if missing:
        print(f"{language} lacks {len(missing)} words: {', '.join(missing)}")
    assert len(missing) <= (1 - LEAST) * len(english), missing


def test_words_come_in_the_chosen_language_and_numbers_in_its_way() -> None:
    assert face.speak("de-AT") == "de"
    assert face.say("edit.undo") == "Rückgängig"
    assert face.say("saved.saved", seq=1204) == "Gespeichert · #1.204"
    assert face.say("saved.waiting", count=1) == "1 Strich wartet auf diesem Gerät"
    assert face.speak("fr") == "fr"
    assert face.say("style.changes", count=0) == "0 modification"
    assert face.speak("tlh") == "en"
    assert face.say("edit.undo") == "Undo"


def test_a_missing_word_is_said_in_english(monkeypatch: pytest.MonkeyPatch) -> None:
    """With the plural of English."""
    there = dict(strings("ar"))
    monkeypatch.delitem(strings("ar"), "saved.waiting")
    face.speak("ar")
    assert face.say("saved.waiting", count=2) == "2 strokes waiting on this device"
    assert "saved.waiting" in there


@pytest.mark.parametrize(
    ("language", "categories"),
    [
        ("en", {0: "other", 1: "one", 2: "other"}),
        ("fr", {0: "one", 1: "one", 2: "other"}),
        ("zh", {1: "other"}),
        ("ar", {0: "zero", 1: "one", 2: "two", 3: "few", 11: "many", 100: "other", 103: "few"}),
    ],
)
def test_plurals_are_those_of_unicode(language: str, categories: dict[int, str]) -> None:
    assert {count: plural(language, count) for count in categories} == categories
