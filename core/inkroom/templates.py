"""What a board can begin with: lined paper, a retrospective, a lesson, a flow chart (`face/templates.json`)."""

from collections.abc import Callable
from typing import Any

from inkroom.face import templates
from inkroom.gesture import Parts
from inkroom.order import many

WORD = "@"
"""A text that begins so is a key of the words."""


def begin(name: str, say: Callable[[str], str], fresh: Callable[[], str]) -> Parts:
    """The op that puts a template on an empty board; `say` gives a word by its key, `fresh` an id.

    Raises KeyError for a template that there is not.
    """
    found = {row["name"]: row for row in templates()}[name]
    puts: list[dict[str, Any]] = found["put"]
    ids = {put["id"]: fresh() for put in puts if "id" in put}
    parts: Parts = {}
    if puts:
        orders = many(None, None, len(puts))
        parts["put"] = [
            {**_filled(put, ids, say), "id": ids.get(put.get("id", "")) or fresh(), "z": z}
            for put, z in zip(puts, orders, strict=True)
        ]
    if found["board"]:
        parts["set"] = [{"id": "board", **found["board"]}]
    return parts


def _filled(put: dict[str, Any], ids: dict[str, str], say: Callable[[str], str]) -> dict[str, Any]:
    filled = dict(put)
    for field in ("text", "title"):
        words = filled.get(field, "")
        if words.startswith(WORD):
            filled[field] = say(words.removeprefix(WORD))
    for end in ("from", "to"):
        if end in filled:
            filled[end] = {**filled[end], "id": ids[filled[end]["id"]]}
    return filled
