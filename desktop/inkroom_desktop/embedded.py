"""The server of this computer, as a process beside the window: boards of one's own need no other."""

import sys
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from PySide6.QtCore import QObject, QProcess, QTimer, Signal

PROGRAM: Final = ("-P", "-m", "inkroom_server")
SAYS: Final = "Inkroom is at "
END_MS: Final = 8_000
WATCH_MS: Final = 1_000
RESTARTS: Final = 5
"""How often it is started again where it ends by itself."""
ADDRESS: Final = "address"
"""Where a server says in its folder how it is reached."""


class Embedded(QObject):
    """Starts once, when it is wanted. `ready(address)` follows, or `failed(why)`; it ends with this program.

    It ends by itself where this program dies: its standard input ends then. Where another window of
    this computer has the boards already, that window's server serves this one too.
    """

    ready = Signal(str)
    failed = Signal(str)

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.folder = folder
        self.address = ""
        self.options: tuple[str, ...] = ()
        self._said = b""
        self._process: QProcess | None = None
        self._restarts = RESTARTS
        self._watch = QTimer(self, interval=WATCH_MS)
        self._watch.timeout.connect(self._take_over)

    def start(self, *options: str, port: int = 0) -> None:
        """Starts it; `ready` at once where it runs."""
        if self.address:
            self.ready.emit(self.address)
            return
        if self._process is not None:
            return
        self.folder.mkdir(parents=True, exist_ok=True)
        self.options = options
        process = self._process = QProcess(self)
        process.setProcessChannelMode(QProcess.ProcessChannelMode.SeparateChannels)
        process.readyReadStandardOutput.connect(self._read)
        process.errorOccurred.connect(self._broken)
        process.finished.connect(self._ended)
        place = ("--data", str(self.folder), "--port", str(port))
        process.start(sys.executable, [*PROGRAM, "serve", *place, "--until-stdin-ends", *options])

    def stop(self) -> None:
        """Ends it, and waits until its boards are closed."""
        self._watch.stop()
        process, self._process, self.address = self._process, None, ""
        self._said = b""
        if process is None:
            return
        process.finished.disconnect(self._ended)
        process.errorOccurred.disconnect(self._broken)
        process.closeWriteChannel()
        if not process.waitForFinished(END_MS):
            process.kill()
            process.waitForFinished(END_MS)
        process.deleteLater()

    def _read(self) -> None:
        if self._process is None:
            return
        self._said += bytes(self._process.readAllStandardOutput().data())
        for line in self._said.decode("utf-8", "replace").splitlines():
            if line.startswith(SAYS) and not self.address:
                self.address = line.removeprefix(SAYS).strip()
                self.ready.emit(self.address)

    def _broken(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:
            self._process = None
            self.failed.emit("")

    def _ended(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        why = bytes(process.readAllStandardError().data()).decode("utf-8", "replace").strip()
        process.deleteLater()
        was, self.address, self._said = self.address, "", b""
        other = self._other()
        if was and self._restarts:
            self._restarts -= 1
            self.start(*self.options, port=_port(was))
        elif other and not was:
            self.address = other
            self._watch.start()
            self.ready.emit(other)
        else:
            self.failed.emit(why.splitlines()[-1] if why else "")

    def _take_over(self) -> None:
        """The window whose server this was is gone: its boards are this one's now, where they were."""
        if self._other() != self.address:
            self._watch.stop()
            was, self.address = self.address, ""
            self.start(port=_port(was))

    def _other(self) -> str:
        """The address of the server that has these boards; "" for none."""
        try:
            return (self.folder / ADDRESS).read_text("utf-8").strip()
        except OSError:
            return ""


def _port(address: str) -> int:
    return urlsplit(address).port or 0
