"""What the tests of the server stand on: one server a test, what asks its API, and workers that are lent."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import httpx2
import pytest
from tests.support.lent import lending
from tests.support.serving import Serving, asking, serving

WAYS = ["short", "plain"]
"""How its sockets are served: past the framework, and by plain ASGI."""


@pytest.fixture(scope="session", autouse=True)
def workers() -> Iterator[None]:
    with lending():
        yield


@pytest.fixture
def way() -> str:
    """A module whose tests run both ways has a fixture of this name over `WAYS`."""
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
