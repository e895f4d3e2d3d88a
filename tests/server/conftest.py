"""What the tests of the server stand on: one server a test, what asks its API, and workers that are lent."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import httpx2
import pytest
from tests.support.lent import lending
from tests.support.serving import Serving, asking, serving

from inkroom_server.hub import Hub
from inkroom_server.log import Log
from inkroom_server.settings import Settings

FAST = Settings(stop_s=0, unload_s=0.2, head_s=60, storage_retry_s=0.3)
"""A server that does at once what others do after a while."""


@pytest.fixture(scope="session", autouse=True)
def workers() -> Iterator[None]:
    with lending():
        yield


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A module with `WAYS` is run in each of them: past the framework, and by plain ASGI."""
    ways = getattr(metafunc.module, "WAYS", None)
    if ways and "way" in metafunc.fixturenames:
        metafunc.parametrize("way", ways)


@pytest.fixture
def way() -> str:
    """How the sockets of the server are served."""
    return "short"


@pytest.fixture
async def server(tmp_path: Path, way: str) -> AsyncIterator[Serving]:
    """A server with the default settings."""
    async with serving(tmp_path / "data", bypass=way == "short") as running:
        yield running


@pytest.fixture
async def http(server: Serving) -> AsyncIterator[httpx2.AsyncClient]:
    async with asking(server.url) as client:
        yield client


@pytest.fixture
async def log(tmp_path: Path) -> AsyncIterator[Log]:
    opened = Log.open(tmp_path)
    yield opened
    opened.close()


@pytest.fixture
async def hub(log: Log) -> AsyncIterator[Hub]:
    running = Hub(log, FAST)
    await running.start()
    yield running
    await running.stop()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to stand in: boards go to its `data`."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("INKROOM_DATA", raising=False)
    return tmp_path
