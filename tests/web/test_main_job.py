"""The main job, on a real drawing: imported, drawn on by three kinds of peers, killed, restarted, exported."""

import asyncio
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.support.desktop import DesktopApp
from tests.web.person import Person
from tests.web.server import Running

import inkroom
from inkroom_server.cli import main

SAMPLES = Path(__file__).resolve().parents[3] / "shared/samples/excalidraw"
PICTURES = Path(__file__).resolve().parents[2] / ".reports"


@pytest.fixture
def drawing(tmp_path: Path) -> Path:
    """A real board where there is one, else one of our own making."""
    found = SAMPLES / "sharathsanketh-biology.excalidraw"
    if found.exists():
        return found
    own = tmp_path / "own.excalidraw"
    shape = '{"id":"e%d","type":"rectangle","x":%d,"y":0,"width":40,"height":30,"points":[]}'
    shapes = ",".join(shape % (n, n * 50) for n in range(40))
    own.write_text(f'{{"type":"excalidraw","version":2,"elements":[{shapes}]}}')
    return own


@pytest.fixture
def start_desktop(server: Running, tmp_path: Path) -> Iterator[Callable[[], DesktopApp]]:
    started: list[DesktopApp] = []

    def start() -> DesktopApp:
        started.append(DesktopApp(tmp_path / "device", f"{server.url}/b/lesson", "Desk"))
        return started[-1]

    yield start
    for app in started:
        app.close()


def until(true: Callable[[], bool], patience_s: float = 20) -> None:
    """Asks again and again until it is true."""
    end = time.monotonic() + patience_s
    while not true():
        assert time.monotonic() < end, "it did not come true"
        threading.Event().wait(0.05)


def seen(desktop: DesktopApp) -> tuple[int, bool]:
    """How many elements its window shows, and whether all is saved."""
    told = desktop.ask("seen")
    return told["elements"], told["saved"]


def inkroom_command(*words: object) -> str:
    """Runs the command line; what it printed."""
    done = CliRunner().invoke(main, [str(word) for word in words])
    assert done.exit_code == 0, done.output
    return done.output


def test_a_stroke_drawn_anywhere_is_on_disk_on_every_screen_and_exportable(
    server: Running,
    come: Callable[..., Person],
    drawing: Path,
    tmp_path: Path,
    start_desktop: Callable[[], DesktopApp],
) -> None:
    """P1 P2 P3 P4 P7 [FILE-2, FILE-4, ROOM-1]"""
    inkroom_command("import", drawing, "--server", server.url, "--board", "lesson")
    before = len(server.elements("lesson"))
    desktop, ana, jonas = start_desktop(), come("Ana"), come("Jonas")
    for person in (ana, jonas):
        person.opens("lesson")
    until(lambda: seen(desktop) == (before, True))

    ana.takes("pen")
    ana.draws((400, 300), (480, 340), (560, 300))
    jonas.takes("pen")
    jonas.draws((400, 420), (480, 460), (560, 420))
    desktop.ask("draw", 400, 540, 480, 580, 560, 540)
    for person in (ana, jonas):
        person.sees(before + 3)
    until(lambda: seen(desktop) == (before + 3, True))

    server.kill()
    ana.draws((640, 300), (720, 340), (800, 300))
    ana.waits(1)
    desktop.ask("draw", 640, 540, 720, 580, 800, 540)
    server.start()
    for person in (ana, jonas):
        person.sees(before + 5)
        person.is_saved()
    until(lambda: seen(desktop) == (before + 5, True))
    assert len(server.elements("lesson")) == before + 5

    PICTURES.mkdir(exist_ok=True)
    ana.page.screenshot(path=PICTURES / "main-job-web.png")
    desktop.ask("shot", PICTURES / "main-job-desktop.png")
    first, second = tmp_path / "first.inkroom", tmp_path / "second.inkroom"
    inkroom_command("export", "lesson", "-o", first, "--server", server.url)
    inkroom_command("verify", first)
    inkroom_command("import", first, "--server", server.url, "--board", "again")
    inkroom_command("export", "again", "-o", second, "--server", server.url)
    assert first.read_bytes() == second.read_bytes()


def test_a_script_is_a_peer_of_the_browser(server: Running, come: Callable[..., Person]) -> None:
    """P2: what the script drew is on the disk and on the screen."""
    ana = come("Ana")
    ana.opens("plot")

    async def plot() -> None:
        async with inkroom.connect(server.url, "plot", name="Plotter") as board:
            await board.draw([(0, 0), (120, 40), (240, 0)], ink="#DD2222")

    with ThreadPoolExecutor(1) as beside:  # Playwright's own loop runs in this thread
        beside.submit(lambda: asyncio.run(plot())).result()
    ana.sees(1)
