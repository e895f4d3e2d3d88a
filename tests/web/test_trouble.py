"""The server's disk fails while people draw in browsers: they are told in plain words, and nothing is lost."""

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import expect
from tests.support.faulty import FaultyDisk
from tests.web.conftest import Come
from tests.web.server import Running


@pytest.fixture
def disk(tmp_path: Path) -> FaultyDisk:
    return FaultyDisk(tmp_path / "data")


@pytest.fixture
def server(disk: FaultyDisk, built: None) -> Iterator[Running]:
    running = Running(disk.folder, environment=disk.environment)
    running.start()
    yield running
    running.kill()


def test_a_full_disk_is_told_over_the_board_and_the_stroke_is_kept(
    come: Come, server: Running, disk: FaultyDisk
) -> None:
    """[DISK-1] [DISK-2] [BUG-3] P1 P3: never "Saved" meanwhile; saved when the disk has room again."""
    ana = come("Ana")
    ana.opens("b1")
    ana.draws((200, 300), (400, 320))
    ana.is_saved()
    strip = ana.page.locator(".trouble")
    expect(strip).to_be_hidden()
    disk.fail("full")
    ana.draws((200, 500), (400, 520))
    expect(strip).to_be_visible()
    expect(strip).to_contain_text("disk is full")
    expect(ana.saved).to_have_attribute("data-state", "held")
    expect(ana.saved).to_have_text("1 stroke waiting on this device")
    ana.saved.click()
    expect(ana.page.locator(".saved-card")).to_contain_text("disk is full")
    ana.page.keyboard.press("Escape")
    assert len(server.elements("b1")) == 1
    disk.mend()
    expect(strip).to_be_hidden(timeout=10_000)
    ana.is_saved()
    assert len(server.elements("b1")) == 2


def test_a_backup_that_is_put_back_is_healed_by_the_browsers(come: Come, server: Running) -> None:
    """[BACK-1] [BACK-4] [SES-16] P3 P4: strokes of after the backup come again from whoever drew them, undo too."""
    ana, jonas = come("Ana"), come("Jonas")
    for person in (ana, jonas):
        person.opens("b1")
        person.takes("pen")
    ana.draws((200, 200), (400, 220))
    jonas.sees(1)
    with urlopen(server.url + "/api/backup", timeout=20) as answer:
        kept = answer.read()
    ana.draws((200, 300), (400, 320))
    jonas.draws((200, 400), (400, 420))
    ana.sees(3)
    jonas.sees(3)
    with urlopen(
        Request(server.url + "/api/restore", data=kept, method="POST"), timeout=20
    ) as answer:
        assert json.loads(answer.read())["kept"]
    for person in (ana, jonas):
        expect(person.saved).to_have_attribute("data-seq", "3", timeout=20_000)
        person.is_saved()
        person.sees(3)
    assert len(server.elements("b1")) == 3
