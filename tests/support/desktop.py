"""The desktop app as a process of its own, told by lines on its standard input what a hand would do.

`draw x y x y …` draws with the pen in px of the canvas, `hold x y …` does and leaves the pen down, `move x y …` goes on
with it, `run COMMAND` does a command of the menus, `seen` answers with the elements on the screen, the step that it is
at and whether all is saved, `shot PATH` takes a picture of the window, `quit` ends it. Each answers with one JSON line.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.support.patience import PATIENCE_S


class DesktopApp:
    """A real window of the desktop app on a board, with a device folder of its own."""

    def __init__(self, folder: Path, url: str, name: str) -> None:
        command = [sys.executable, "-m", "tests.support.desktop", str(folder), url, name]
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    @property
    def pid(self) -> int:
        return self._process.pid

    def ask(self, *words: object) -> Any:
        """One command and its answer."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(" ".join(str(word) for word in words) + "\n")
        self._process.stdin.flush()
        return json.loads(self._process.stdout.readline())

    def kill(self) -> None:
        """As `kill -9` does: nothing is said, nothing is finished."""
        self._process.kill()
        self._process.communicate(timeout=PATIENCE_S)

    def close(self) -> None:
        """Ends it, politely if it still listens."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait(PATIENCE_S)
        self._process.stdout.close()


def main(folder: str, url: str, name: str) -> int:
    from PySide6.QtCore import QEvent, QObject, QPointF, Qt, QThread, Signal
    from PySide6.QtGui import QMouseEvent
    from PySide6.QtWidgets import QApplication

    from inkroom_desktop import address, theme
    from inkroom_desktop import device as devices
    from inkroom_desktop.device import Device
    from inkroom_desktop.window import Window

    class Lines(QThread):
        came = Signal(str)

        def run(self) -> None:
            for line in sys.stdin:
                self.came.emit(line)
            self.came.emit("quit")

    app = QApplication(sys.argv[:1])
    app.setStyle("Fusion")
    theme.load_fonts()
    theme.wear(app, "light")
    devices.NETWORKS = ("127.0.0.1",)
    device = Device(Path(folder), name)
    wanted = address.read(url)
    window = Window(device, wanted)
    window.resize(1440, 900)
    page = window.open(wanted)
    window.show()
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier

    canvas: QObject = page.canvas

    def send(kind: QEvent.Type, at: QPointF) -> None:
        held = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseButtonRelease else left
        app.sendEvent(canvas, QMouseEvent(kind, at, at, left, held, none))

    def draw(word: str, flat: list[float]) -> object:
        points = [QPointF(x, y) for x, y in zip(flat[0::2], flat[1::2], strict=True)]
        if word != "move":
            page.run("tool.pen")
            send(QEvent.Type.MouseButtonPress, points[0])
        for at in points:
            send(QEvent.Type.MouseMove, at)
        if word == "draw":
            send(QEvent.Type.MouseButtonRelease, points[-1])
        return word

    def answer(line: str) -> None:
        word, *rest = line.split()
        session = page.link.session
        if word == "quit":
            device.close()
            app.quit()
            return
        if word in ("draw", "hold", "move"):
            said: object = draw(word, [float(v) for v in rest])
        elif word == "run":
            window.run(rest[0])
            said = rest[0]
        elif word == "shot":
            said = window.grab().save(rest[0])
        else:
            elements = sum(1 for _ in session.board.visible())
            said = {"elements": elements, "seq": session.seq, "saved": session.saved}
        print(json.dumps(said), flush=True)

    lines = Lines()
    lines.came.connect(answer)
    lines.start()
    code = app.exec()
    lines.wait(1000)
    return code


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
