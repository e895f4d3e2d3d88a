"""The desktop app in a busy room for half an hour, offscreen: its memory stays flat, and it is there at the end."""

import os
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from tests.support.busy import BusyRoom
from tests.support.desktop import DesktopApp
from tests.support.spawner import Spawner

from inkroom_desktop.address import Address

pytestmark = [pytest.mark.desktop, pytest.mark.soak]

PEOPLE = 20
MINUTES = float(os.environ.get("INKROOM_SOAK_MINUTES", "30"))
STEP_MB = 0.004
"""What a step may add: its stroke, a deleted one too, and what is painted of it."""
SLACK_MB = 30
LOOKS = ("view.fit", "edit.undo", "edit.redo", "view.zoom-in", "view.zoom-out", "view.minimap")


@pytest.fixture
def app(tmp_path: Path, address: Address) -> Iterator[DesktopApp]:
    running = DesktopApp(tmp_path / "device", address.page, "Ana")
    yield running
    running.close()


def resident(pid: int) -> float:
    """MB of memory that a process holds."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * 4096 / 2**20


def test_half_an_hour_in_a_busy_room_costs_no_memory_and_no_crash(
    app: DesktopApp, server: Spawner, address: Address
) -> None:
    """[LIVE-4, P4] Twenty draw without a rest, which is 20 times the usual; one draws, looks around and undoes here."""
    server.listen()
    random = Random(7)
    held: list[tuple[int, float]] = []
    begin = time.monotonic()
    with BusyRoom(server.url, address.board, PEOPLE) as room:
        for second in range(round(60 * MINUTES)):
            room.rest(begin + second - time.monotonic())
            app.ask("draw", *(random.randrange(200, 800) for _ in range(40)))
            app.ask("run", random.choice(LOOKS))
            seen = app.ask("seen")
            if second % 30 == 0:
                held.append((seen["seq"], resident(app.pid)))
                print(f"{second / 60:5.1f} min: {held[-1][1]:.0f} MB, {seen}", flush=True)
    (before, had), (after, has) = held[len(held) // 6], held[-1]
    print(f"{has - had:.0f} MB more for {after - before} steps")
    assert has - had < (after - before) * STEP_MB + SLACK_MB
