"""Tries a built wheel as a newcomer would: install it, serve, draw, export, stop.

    python packaging/smoke.py dist/inkroom-*.whl

Everything happens in a temporary folder with an environment of its own. Each step prints a line;
the first that fails ends the run with what was expected and what came.
"""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
import venv
import zipfile
from pathlib import Path

DRAW = """
import asyncio, sys, inkroom

async def main() -> None:
    async with inkroom.connect(sys.argv[1], "smoke", name="Smoke") as board:
        await board.draw([(0, 0), (120, 40), (240, 0)], ink="#DD2222")

asyncio.run(main())
"""


def check(what: str, holds: bool, came: object = "") -> None:
    """Print one step; raise SystemExit where it does not hold."""
    if not holds:
        raise SystemExit(f"smoke: expected {what}" + (f", got {came}" if came else ""))
    print(f"  ok  {what}")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def get(address: str) -> bytes:
    with urllib.request.urlopen(address, timeout=5) as answer:
        return bytes(answer.read())


class Newcomer:
    """A folder with an environment that has nothing but the wheel."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.bin = folder / "venv" / ("Scripts" if os.name == "nt" else "bin")
        # The checkout must not be found by accident.
        self.environment = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}

    def install(self, wheel: Path) -> None:
        venv.create(self.folder / "venv", with_pip=True)
        pip = ["python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        self.run(*pip, str(wheel))

    def run(self, program: str, *arguments: str) -> str:
        """Run a program of the environment; return its output, raise SystemExit if it failed."""
        done = subprocess.run(
            [self.bin / program, *arguments],
            cwd=self.folder,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        if done.returncode:
            raise SystemExit(
                f"smoke: {program} {' '.join(arguments[:3])}\n{done.stdout}{done.stderr}"
            )
        return done.stdout

    def serve(self, port: int) -> subprocess.Popen[bytes]:
        command = [str(self.bin / "inkroom"), "serve", "--port", str(port), "--data", "data"]
        return subprocess.Popen(command, cwd=self.folder, env=self.environment)


def wait_for(address: str, server: subprocess.Popen[bytes], patience_s: float = 20) -> None:
    """Return once the server answers; raise SystemExit when it ends or stays silent."""
    until = time.monotonic() + patience_s
    while time.monotonic() < until:
        if server.poll() is not None:
            raise SystemExit(f"smoke: inkroom serve ended by itself with {server.returncode}")
        try:
            get(address)
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit(f"smoke: no answer from inkroom serve within {patience_s:.0f} s")


def use(newcomer: Newcomer, address: str) -> None:
    """Draw and export as a user would, with the server up."""
    page = get(address + "/").decode()
    check("the web app at /", '<div id="' in page or "<script" in page, page[:80])
    newcomer.run("python", "-c", DRAW, address)
    check("a stroke drawn by a Python peer", True)
    for kind in ("svg", "inkroom"):
        newcomer.run("inkroom", "export", "smoke", "-o", f"board.{kind}", "--server", address)
    svg = (newcomer.folder / "board.svg").read_text(encoding="utf-8")
    check("the stroke in the SVG", "#dd2222" in svg.lower(), svg[:200])
    with zipfile.ZipFile(newcomer.folder / "board.inkroom") as archive:
        names = set(archive.namelist())
        check("log and manifest in the .inkroom", {"manifest.json", "log.jsonl"} <= names, names)
    newcomer.run("inkroom", "verify", "board.inkroom")
    check("a whole chain in the .inkroom", True)


def main(wheel: Path) -> None:
    with tempfile.TemporaryDirectory(prefix="inkroom-smoke-") as folder:
        newcomer = Newcomer(Path(folder))
        newcomer.install(wheel)
        check(f"{wheel.name} installed", (newcomer.bin / "inkroom").exists())
        port = free_port()
        address = f"http://127.0.0.1:{port}"
        server = newcomer.serve(port)
        try:
            wait_for(address + "/api/health", server)
            use(newcomer, address)
        finally:
            server.send_signal(signal.SIGINT if os.name != "nt" else signal.SIGTERM)
            try:
                status = server.wait(15)
            except subprocess.TimeoutExpired:
                server.kill()
                raise SystemExit("smoke: inkroom serve did not stop within 15 s") from None
        check("a clean stop", status in (0, -signal.SIGINT, 130), status)
    print("The wheel works.")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    main(Path(sys.argv[1]).resolve())
