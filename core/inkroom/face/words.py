"""The words of the interface: one catalogue a language, English where a word is missing."""

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Final

FOLDER: Final = Path(__file__).parent / "strings"
ENGLISH: Final = "en"
LANGUAGES: Final = {
    "en": "English",
    "de": "Deutsch",
    "fr": "Français",
    "es": "Español",
    "zh": "中文",
    "ar": "العربية",
}
"""Each language in its own words."""
Text = str | dict[str, str]

_MARKS: Final = {"de": ".", "es": ".", "fr": "\u202f"}
"""What stands between thousands; a comma where nothing else is said."""
_language = ENGLISH


def speak(locale: str) -> str:
    """Chooses the language of `say`, as `de` or `de-AT`; English where there is none. Returns the chosen one."""
    global _language
    wanted = locale.replace("_", "-").partition("-")[0].lower()
    _language = wanted if wanted in LANGUAGES and (FOLDER / f"{wanted}.json").exists() else ENGLISH
    return _language


def language() -> str:
    """The language of `say`."""
    return _language


@cache
def strings(locale: str = ENGLISH) -> dict[str, Text]:
    """Every text of a language by its key, without those that are missing; a locale that is not there gives English.

    A text may name values in braces. One that counts is a map from the plural category of `count` to the text.
    """
    path = FOLDER / f"{locale.partition('-')[0].lower()}.json"
    if not path.exists():
        path = FOLDER / f"{ENGLISH}.json"
    return dict(json.loads(path.read_text(encoding="utf-8")))


def say(key: str, locale: str | None = None, **values: object) -> str:
    """Return one text with its values filled in; `count` chooses the plural."""
    chosen = locale or _language
    if key not in strings(chosen):
        chosen = ENGLISH
    text = strings(chosen)[key]
    if isinstance(text, dict):
        count = values["count"]
        category = plural(chosen, count) if isinstance(count, int) else "other"
        text = text.get(category, text["other"])
    mark = _MARKS.get(chosen, ",")
    shown = {
        name: f"{value:,}".replace(",", mark) if isinstance(value, int) else value
        for name, value in values.items()
    }
    return text.format_map(shown)


def plural(locale: str, count: int) -> str:
    """The plural category of a whole number, as Unicode has it (CLDR)."""
    rule = _PLURALS.get(locale.partition("-")[0].lower())
    return rule(count) if rule else "one" if count == 1 else "other"


def _arabic(count: int) -> str:
    if count < 3:
        return ("zero", "one", "two")[count]
    rest = count % 100
    return "few" if 3 <= rest <= 10 else "many" if rest >= 11 else "other"


_PLURALS: Final[dict[str, Callable[[int], str]]] = {
    "fr": lambda count: "one" if count in (0, 1) else "other",
    "zh": lambda count: "other",
    "ar": _arabic,
}
