"""What is going on in chat and comments: what was read, the comment that is begun, the thread that is open."""

from collections.abc import Callable
from typing import Literal

from inkroom.messages import Entry
from inkroom.session import Session
from inkroom.talk import Thread
from inkroom_desktop.tools.desk import Remark

What = Literal["chat", "comments"]


class Talking:
    """`read` and `write` keep a short text for this board on the device."""

    def __init__(
        self,
        session: Session,
        read: Callable[[], str] = lambda: "",
        write: Callable[[str], None] = lambda text: None,
    ) -> None:
        self._session, self._write = session, write
        self.draft: Remark | None = None
        """A comment that has its pin and no words yet."""
        self.open = ""
        """The thread whose replies are shown."""
        known = read().split()
        self._seen: dict[What, int] | None = (
            {"chat": int(known[0]), "comments": int(known[1])} if len(known) == 2 else None
        )

    def unread(self, what: What) -> int:
        """How many lines of others are new."""
        since = self._read()[what]
        return sum(1 for line in self._lines(what) if self._is_new(line, since))

    def is_unread(self, thread: Thread) -> bool:
        """Whether the thread has something new."""
        since = self._read()["comments"]
        return any(self._is_new(line, since) for line in thread.lines)

    def saw(self, what: What) -> bool:
        """All of it is seen now; True where something was new."""
        read = self._read()
        newest = max((line.seq for line in self._lines(what)), default=0)
        if newest <= read[what]:
            return False
        read[what] = newest
        self._keep()
        return True

    def _lines(self, what: What) -> list[Entry]:
        talk = self._session.talk
        return talk.chat if what == "chat" else list(talk.comments())

    def _is_new(self, line: Entry, since: int) -> bool:
        me = self._session.me
        return line.seq > since and (me is None or line.by != me.user)

    def _read(self) -> dict[What, int]:
        """On the first visit all that was said before is old."""
        seq = self._session.seq
        if self._seen is None:
            seen: dict[What, int] = {"chat": seq, "comments": seq}
            if self._session.phase != "live":
                return seen
            self._seen = seen
            self._keep()
        return self._seen

    def _keep(self) -> None:
        if self._seen is not None:
            self._write(f"{self._seen['chat']} {self._seen['comments']}")
