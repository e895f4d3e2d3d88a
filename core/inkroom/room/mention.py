"""Who is meant by `@Name` in a line of chat (MSG-10)."""

from collections.abc import Iterable

from inkroom.messages import Person


def mentioned(line: str, people: Iterable[Person]) -> list[str]:
    """The user ids of those whom the line names, in the order of `people`.

    At each `@` the longest name counts: `@Ann Lee` is not `Ann`. Case does not matter; everybody of that name is meant.
    """
    if "@" not in line:
        return []
    names: dict[str, list[str]] = {}
    for person in people:
        names.setdefault(person.name.lower(), []).append(person.id)
    longest_first = sorted(names, key=len, reverse=True)
    low = line.lower()
    users: list[str] = []
    at = low.find("@")
    while at >= 0:
        name = next((n for n in longest_first if _stands(low, n, at + 1)), None)
        users += names[name] if name else []
        at = low.find("@", at + 1)
    return list(dict.fromkeys(users))


def _stands(line: str, name: str, at: int) -> bool:
    end = at + len(name)
    return line.startswith(name, at) and not line[end : end + 1].isalnum()
