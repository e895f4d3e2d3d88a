"""Everything that can go wrong, as one tree.

    InkroomError
    ├── BadMessage        a frame or an op that cannot be read        wire code `bad_message`
    ├── BadOp             an op that is refused; `code` says why      `invalid_op`, `bad_restore`, `board_full`, …
    ├── Closed            the connection must end; `close` is the WebSocket code
    ├── BadLog            a log whose numbers or chain do not hold; `seq` says where
    ├── BadFile           an import that cannot be read; nothing was changed
    └── Unavailable       the server, the disk or a board is not there now

A message says what was expected and what came. Codes are stable: programs may compare them.
"""


class InkroomError(Exception):
    """Root of the tree. `code` is the stable name that goes over the wire."""

    code = "error"

    def __init__(self, message: str, code: str = "") -> None:
        super().__init__(message)
        if code:
            self.code = code


class BadMessage(InkroomError):
    """A frame that is not a message of the protocol (MSG-3)."""

    code = "bad_message"


class BadOp(InkroomError):
    """An op that is refused (ROOM-3); it still takes its number."""

    code = "invalid_op"


class Closed(InkroomError):
    """The connection must end with the WebSocket close code `close` (LIM-6)."""

    code = "closed"

    def __init__(self, close: int, message: str, code: str = "") -> None:
        super().__init__(message, code)
        self.close = close


class BadLog(InkroomError):
    """A log that is not whole: `seq` is the first entry at which it breaks (LOG-9)."""

    code = "bad_log"

    def __init__(self, seq: int, message: str) -> None:
        super().__init__(message)
        self.seq = seq


class BadFile(InkroomError):
    """A file that cannot be imported; nothing was changed."""

    code = "bad_file"


class Unavailable(InkroomError):
    """The server, the disk or the board is not there now; trying again may help."""

    code = "unavailable"
