"""The plain case of what a socket brings: whole text frames, read without the library's parser."""

from typing import Any, Final

from websockets.protocol import Protocol

try:
    from websockets.speedups import apply_mask
except ImportError:
    from websockets.utils import apply_mask

_TEXT: Final = 0x81
"""The first byte of a text frame that is the whole message, without an extension (RFC 6455, section 5.2)."""
_MASKED: Final = 0x80


def whole_texts(data: bytes, most: int) -> list[bytes] | None:
    """The texts of the masked frames that `data` is made of, each of at most so many bytes; None for anything else."""
    texts: list[bytes] = []
    at, end = 0, len(data)
    while at < end:
        if end - at < 6 or data[at] != _TEXT or data[at + 1] < _MASKED:
            return None
        size, mask = data[at + 1] - _MASKED, at + 2
        if size == 126:
            size, mask = int.from_bytes(data[at + 2 : at + 4], "big"), at + 4
        elif size == 127:  # a large one is rare, and the parser's
            return None
        begin, at = mask + 4, mask + 4 + size
        if at > end or size > most:
            return None
        texts.append(apply_mask(data[begin:at], data[mask:begin]))
    return texts or None


def between_frames(conn: Protocol) -> bool:
    """True where the library's parser waits for the first byte of a message, so that it need not see the next one."""
    parsing: Any = conn.parser
    inner = parsing.gi_yieldfrom  # of a server: the handshake is behind it
    waiting = getattr(inner, "gi_yieldfrom", None)
    return getattr(waiting, "__name__", "") == "at_eof" and conn.current_size is None
