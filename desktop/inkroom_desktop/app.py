"""The program `inkroom-desktop`: reads the command line, opens the device and the window."""

import argparse
import logging
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

MISSING = (
    "Inkroom's desktop app needs PySide6, which is not installed here. "
    "Install it with: pip install 'inkroom[desktop]'"
)


def main(argv: Sequence[str] | None = None) -> int:
    """Runs the desktop app until its window is closed; the exit code."""
    given = _parser().parse_args(argv)
    logging.basicConfig(
        level=logging.DEBUG if given.verbose else logging.WARNING, format="%(name)s: %(message)s"
    )
    for told in logging.getLogger().handlers:  # what the log for support has more of is not told
        told.setLevel(logging.getLogger().level)
    try:
        import numpy  # noqa: F401
        import PySide6.QtSvg
        import PySide6.QtWidgets  # noqa: F401
    except ImportError as why:
        print(
            MISSING if why.name in ("PySide6", "numpy") else f"{MISSING}\n({why})", file=sys.stderr
        )
        return 1
    return _run(given)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="inkroom desktop",
        description="Draw on the boards of a server, in a window of its own.",
    )
    parser.add_argument(
        "board",
        nargs="?",
        default="",
        help="a file, a server (http://host:port), a link to a board, or the id of a board",
    )
    parser.add_argument(
        "--server", default="", metavar="URL", help="the server (default: http://127.0.0.1:8000)"
    )
    parser.add_argument(
        "--name", default="", help="what the others see you as; kept for the next time"
    )
    parser.add_argument(
        "--theme", choices=["light", "dark", "system"], help="kept for the next time"
    )
    parser.add_argument("--data", type=Path, help="where queue and boards are kept on this device")
    parser.add_argument(
        "--verbose", action="store_true", help="tell what happens on the connection"
    )
    return parser


def _file(typed: str) -> Path | None:
    """The file that was named; None for what is no file of boards."""
    from inkroom.formats.drawings import SUFFIXES

    path = Path(typed)
    return path if typed and path.suffix.lower() in SUFFIXES and path.is_file() else None


def _run(given: argparse.Namespace) -> int:
    import sqlite3

    from PySide6.QtCore import QLocale, Qt, QTimer
    from PySide6.QtGui import QGuiApplication
    from PySide6.QtWidgets import QApplication

    from inkroom.errors import InkroomError
    from inkroom.face import speak
    from inkroom_desktop import address, theme
    from inkroom_desktop.address import HERE
    from inkroom_desktop.device import Device, data_folder
    from inkroom_desktop.diagnosis import recent
    from inkroom_desktop.sweep import Sweep

    logging.getLogger().addHandler(recent)
    if not given.verbose:
        logging.getLogger("inkroom_desktop").setLevel(logging.INFO)
    file = _file(given.board)
    try:
        server = address.read(given.server).server if given.server else address.DEFAULT
        wanted = address.read("" if file else given.board, server)
        named = bool(given.server or wanted.board or (given.board and not file))
    except ValueError as why:
        print(why, file=sys.stderr)
        return 2
    QApplication.setAttribute(Qt.ApplicationAttribute.AA_CompressHighFrequencyEvents, False)
    app = QApplication(sys.argv[:1])
    sweep = Sweep()
    sweep.begin()
    app.setApplicationName("Inkroom")
    app.setDesktopFileName("inkroom")
    app.setStyle("Fusion")
    theme.load_fonts()
    try:
        device = Device(given.data or data_folder(), given.name)
    except (OSError, InkroomError, sqlite3.Error) as why:
        print(f"Expected a folder to keep boards in: {why}", file=sys.stderr)
        return 1
    if given.name:
        device.store.set_value("name", given.name)
    if given.theme:
        device.set_theme(given.theme)
    if speak(device.language or QLocale.system().name()) == "ar":
        app.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    from inkroom_desktop.windows import Windows  # after the language: modules hold words

    theme.wear(app, theme.chosen(device.chosen_theme))
    QGuiApplication.styleHints().colorSchemeChanged.connect(
        lambda: (
            theme.wear(app, theme.chosen(device.chosen_theme))
            if device.chosen_theme == "system"
            else None
        )
    )
    if named and not wanted.board:
        device.places.add(wanted)
    place = HERE if file else device.places.start
    windows = Windows(device)
    if named or file:
        window = windows.open(wanted if named else device.places.address(place))
    else:
        window = windows.restore(device.places.address(place))
    if wanted.board:
        window.open(wanted)
    if file:
        window.open_file(file)
    window.show()
    signal.signal(signal.SIGINT, lambda *_: windows.end())
    signal.signal(signal.SIGTERM, lambda *_: windows.end())
    pulse = QTimer(interval=300)  # lets Python see signals while Qt waits
    pulse.timeout.connect(lambda: None)
    pulse.start()
    code = app.exec()
    device.close()
    sweep.end()
    return code


if __name__ == "__main__":
    sys.exit(main())
