"""Tries the built packages: the server and its workers answer, a window opens a file and writes it, the .deb is whole.

python packaging/desktop/smoke.py dist/inkroom-*.tar.gz dist/inkroom_*.deb
"""

import json
import os
import subprocess
import sys
import tarfile
import tempfile
import time
import urllib.request
from pathlib import Path

PATIENCE_S = 90


def check(what: str, holds: bool, came: object = "") -> None:
    """Print one step; raise SystemExit where it does not hold."""
    if not holds:
        raise SystemExit(f"smoke: expected {what}" + (f", got {came}" if came else ""))
    print(f"  ok  {what}")


def until(what: str, holds: object) -> None:
    """Wait for something to hold; raise SystemExit where it does not in time."""
    assert callable(holds)
    end = time.monotonic() + PATIENCE_S
    while not holds():
        if time.monotonic() > end:
            check(what, False)
        time.sleep(0.2)
    check(what, True)


def serve(program: Path, folder: Path) -> None:
    """The server in the program: a drawing in, a PDF out, which takes a worker."""
    command: list[str | Path] = [
        program,
        "-P",
        "-m",
        "inkroom_server",
        "serve",
        "--port",
        "0",
        "--data",
        folder,
    ]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as running:
        try:
            address = folder / "address"
            until("an address of the packaged server", address.exists)
            url = address.read_text().strip()
            drawing = {"type": "excalidraw", "elements": [
                {"id": "a", "type": "rectangle", "x": 0, "y": 0, "width": 90, "height": 60}]}  # fmt: skip
            request = urllib.request.Request(
                f"{url}/api/import?name=a.excalidraw&board=a", json.dumps(drawing).encode()
            )
            with urllib.request.urlopen(request, timeout=60) as answer:
                check("a drawing that comes in", json.load(answer)["elements"] == 1)
            with urllib.request.urlopen(f"{url}/api/boards/a/export.pdf", timeout=60) as answer:
                check("a PDF that goes out", answer.read(5) == b"%PDF-")
            with urllib.request.urlopen(url, timeout=60) as answer:
                check("the web app", b"<title>" in answer.read())
        finally:
            running.terminate()


def draw(program: Path, folder: Path, file: Path) -> None:
    """The window without a screen: it opens the file, and its own server has the board."""
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "INKROOM_DESKTOP_DATA": str(folder),
    }
    with subprocess.Popen([program, file], env=environment) as running:
        try:
            until("a window whose server runs", (folder / "boards/address").exists)
            url = (folder / "boards/address").read_text().strip()

            def has_board() -> bool:
                with urllib.request.urlopen(f"{url}/api/boards", timeout=30) as answer:
                    return bool(json.load(answer)["boards"])

            until("the board of the file", has_board)
        finally:
            running.terminate()
            running.wait(30)
    until("no server after the window", lambda: not (folder / "boards/address").exists())


def main(tarball: Path, package: Path) -> None:
    """Each step prints a line; the first that fails ends the run."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with tarfile.open(tarball) as archive:
            archive.extractall(folder, filter="data")
        program = folder / "inkroom/inkroom"
        serve(program, folder / "served")
        file = folder / "note.md"
        file.write_text("# Hello\n")
        draw(program, folder / "device", file)
        listed = subprocess.run(
            ["dpkg-deb", "--contents", package], check=True, capture_output=True, text=True
        ).stdout
        for path in ("opt/inkroom/inkroom", "applications/inkroom.desktop", "packages/inkroom.xml"):
            check(f"{path} in the .deb", path in listed)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
