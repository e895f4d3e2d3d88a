"""Work that is told line by line to who asked for it, and called off by hanging up (COMP-7)."""

import asyncio
import logging
from collections.abc import AsyncGenerator, Awaitable, Callable
from typing import Any, Final

from inkroom.errors import InkroomError
from inkroom.messages import encode

_log = logging.getLogger(__name__)
BEAT_S: Final = 0.25
"""A line at least so often: whoever listens knows that it goes on, and who hung up is noticed."""


class Course:
    """How far a piece of work is."""

    def __init__(self) -> None:
        self.share, self.bound = 0.0, False

    def move(self, share: float) -> None:
        """So much is done, 0..1; it never goes back."""
        self.share = max(self.share, round(share, 3))

    def bind(self) -> None:
        """From now on it cannot be called off."""
        self.bound = True

    @property
    def line(self) -> bytes:
        return encode({"progress": self.share, "bound": self.bound}) + b"\n"


Work = Callable[[Course], Awaitable[dict[str, Any]]]
_bound: Final[set[asyncio.Task[dict[str, Any]]]] = set()
"""What goes on though nobody listens any more."""


async def lines(work: Work) -> AsyncGenerator[bytes, None]:
    """`{progress, bound}` again and again, at last `{done}` or `{error: {code, message}}`.

    Closing the iterator calls the work off, unless it is bound already.
    """
    course = Course()
    task = asyncio.create_task(_done(work, course))
    try:
        while not task.done():
            yield course.line
            await asyncio.wait({task}, timeout=BEAT_S)
        yield encode(task.result()) + b"\n"
    finally:
        if course.bound:
            _bound.add(task)
            task.add_done_callback(_bound.discard)
        else:
            task.cancel()


async def _done(work: Work, course: Course) -> dict[str, Any]:
    try:
        return {"done": await work(course)}
    except InkroomError as why:
        return {"error": {"code": why.code, "message": str(why)}}
    except Exception:
        _log.exception("work that was listened to failed")
        return {"error": {"code": "internal", "message": "The server failed; nothing was changed"}}
