"""Fractional indices: the `z` of an element, with room on both sides of every key (Z-2, Z-3)."""

from typing import Final

DIGITS: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
FIRST: Final = "a0"
_LEAST: Final = "A" + "0" * 26


def between(below: str | None, above: str | None) -> str:
    """An index strictly between the two; None is no bound. A malformed bound is as the index next to it.

    Where `below` is not below `above` the result is just above `below`: two peers may give equal
    indices, and then the ids decide (Z-1).
    """
    below, above = _lowest(below), _highest(above)
    if below is not None and above is not None and below >= above:
        above = None
    if below is None:
        return FIRST if above is None else _before(above)
    if above is None:
        return _after(below)
    whole_below, whole_above = _whole(below), _whole(above)
    fraction = below[len(whole_below) :]
    if whole_below == whole_above:
        return whole_below + _middle(fraction, above[len(whole_above) :])
    up = _increment(whole_below)
    if up is not None and up < above:
        return up
    return whole_below + _middle(fraction, None)


def many(below: str | None, above: str | None, count: int) -> list[str]:
    """`count` indices in ascending order, all between the two and as short as can be."""
    if count <= 0:
        return []
    if count == 1:
        return [between(below, above)]
    if _highest(above) is None:
        keys = [between(below, None)]
        while len(keys) < count:
            keys.append(between(keys[-1], None))
        return keys
    if _lowest(below) is None:
        keys = [between(None, above)]
        while len(keys) < count:
            keys.append(between(None, keys[-1]))
        return keys[::-1]
    half = count // 2
    pivot = between(below, above)
    return [*many(below, pivot, half), pivot, *many(pivot, above, count - half - 1)]


def is_index(text: str) -> bool:
    """True for an index in the form of Z-2."""
    if not _is_key(text) or text == _LEAST:
        return False
    size = _size(text[0])
    return size <= len(text) and not (len(text) > size and text[-1] == "0")


def _is_key(text: str) -> bool:
    """True for a head with digits, however many (what the wire lets in)."""
    return bool(text) and _size(text[0]) > 0 and all(digit in DIGITS for digit in text)


def _lowest(bound: str | None) -> str | None:
    """The bound itself where it is an index, else an index just above it."""
    if bound is None or is_index(bound):
        return bound
    if not _is_key(bound):
        return None
    padded = bound.ljust(_size(bound[0]), "z")
    return padded if is_index(padded) else padded + "V"


def _highest(bound: str | None) -> str | None:
    """The bound itself where it is an index, else an index just below it, or None."""
    if bound is None or is_index(bound):
        return bound
    if not _is_key(bound):
        return None
    size = _size(bound[0])
    if len(bound) < size:
        return _decrement(bound[0] + "0" * (size - 1))
    cut = bound[:size] + bound[size:].rstrip("0")
    return cut if is_index(cut) else None


def _size(head: str) -> int:
    """How many digits the whole part has, its head included; 0 where `head` is none."""
    if "a" <= head <= "z":
        return ord(head) - ord("a") + 2
    if "A" <= head <= "Z":
        return ord("Z") - ord(head) + 2
    return 0


def _whole(index: str) -> str:
    return index[: _size(index[0])]


def _after(below: str) -> str:
    whole = _whole(below)
    up = _increment(whole)
    return whole + _middle(below[len(whole) :], None) if up is None else up


def _before(above: str) -> str:
    whole = _whole(above)
    if whole == _LEAST:
        return whole + _middle("", above[len(whole) :])
    if whole < above:
        return whole
    down = _decrement(whole)
    return whole + _middle("", above[len(whole) :]) if down is None else down


def _middle(low: str, high: str | None) -> str:
    """A fraction between two; `low` may be empty, `high` None is one."""
    if high is not None:
        same = 0
        while same < len(high) and (low[same] if same < len(low) else "0") == high[same]:
            same += 1
        if same:
            return high[:same] + _middle(low[same:], high[same:])
    first = DIGITS.index(low[0]) if low else 0
    last = DIGITS.index(high[0]) if high else len(DIGITS)
    if last - first > 1:
        return DIGITS[(first + last + 1) // 2]
    if high is not None and len(high) > 1:
        return high[0]
    return DIGITS[first] + _middle(low[1:], None)


def _increment(whole: str) -> str | None:
    """The next whole part; None after the last."""
    head, digits = whole[0], list(whole[1:])
    for at in reversed(range(len(digits))):
        if digits[at] != "z":
            digits[at] = DIGITS[DIGITS.index(digits[at]) + 1]
            return head + "".join(digits)
        digits[at] = "0"
    if head == "Z":
        return "a0"
    if head == "z":
        return None
    head = chr(ord(head) + 1)
    return head + "0" * (_size(head) - 1)


def _decrement(whole: str) -> str | None:
    """The whole part before; None before the first that may stand alone."""
    head, digits = whole[0], list(whole[1:])
    for at in reversed(range(len(digits))):
        if digits[at] != "0":
            digits[at] = DIGITS[DIGITS.index(digits[at]) - 1]
            found = head + "".join(digits)
            return None if found == _LEAST else found
        digits[at] = "z"
    if head == "a":
        return "Zz"
    if head == "A":
        return None
    head = chr(ord(head) - 1)
    return head + "z" * (_size(head) - 1)
