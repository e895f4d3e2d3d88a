"""What the tests of the server stand on: one server a test, by both ways of its sockets."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from tests.support.serving import Serving, serving

WAYS = ["short", "plain"]


@pytest.fixture(params=WAYS)
async def server(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Serving]:
    """A server with the default settings, by the short way and by plain ASGI."""
    async with serving(tmp_path / "data", bypass=request.param == "short") as running:
        yield running
