"""The plain case of what a socket brings: one whole text frame, read without the library's parser."""

from typing import Any, Final

from websockets.protocol import Protocol

try:
    from websockets.speedups import apply_mask
except ImportError:
    from websockets.utils import apply_mask

_TEXT: Final = 0x81
"""The first byte of a text frame that is the whole message, without an extension (RFC 6455, section 5.2)."""
_MASKED: Final = 0x80


def one_text(data: bytes, most: int) -> bytes | None:
    """The text of a masked frame that is all of `data`, at most so many bytes; None for anything else."""
    if len(data) < 6 or data[0] != _TEXT or data[1] < _MASKED:
        return None
    size, head = data[1] - _MASKED, 2
    if size == 126:
        size, head = int.from_bytes(data[2:4], "big"), 4
    elif size == 127:  # a large one is rare, and the parser's
        return None
    if len(data) != head + 4 + size or size > most:
        return None
    return apply_mask(data[head + 4 :], data[head : head + 4])


def between_frames(conn: Protocol) -> bool:
    """True where the library's parser waits for the first byte of a message, so that it need not see the next one."""
    parsing: Any = conn.parser
    inner = parsing.gi_yieldfrom  # of a server: the handshake is behind it
    waiting = getattr(inner, "gi_yieldfrom", None)
    return getattr(waiting, "__name__", "") == "at_eof" and conn.current_size is None
