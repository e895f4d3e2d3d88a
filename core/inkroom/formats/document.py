"""JSON that nobody vouches for: read only where it will not take many times its size in memory."""

from typing import Any, Final

import msgspec

from inkroom.errors import BadFile

LIGHT: Final = 96 * 2**20
"""What is read however it is made; in bytes of memory, as estimated."""
RATIO: Final = 10
"""How many times its size a larger document may take: points of a drawing take eight times theirs."""
_COSTS: Final = (("[", 72), ("{", 72), (",", 12), ('"', 29))


def decoded(data: bytes | str, what: str) -> Any:
    """The value; raises BadFile for what is no JSON, `too_big` for one that is nothing but brackets and commas."""
    size = len(data)
    weight = sum(cost * _count(data, mark) for mark, cost in _COSTS)
    if weight > max(LIGHT, RATIO * size):
        raise BadFile(f"Expected {what}, got JSON of {size:,} bytes with too much in it", "too_big")
    try:
        return msgspec.json.decode(data)
    except (msgspec.MsgspecError, UnicodeError, RecursionError) as why:
        raise BadFile(f"Expected {what}, got no JSON: {why}") from None


def _count(data: bytes | str, mark: str) -> int:
    return data.count(mark) if isinstance(data, str) else data.count(mark.encode())
