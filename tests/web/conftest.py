"""What the browser tests stand on: the real server, the built web app, and people who watch their console."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from tests.web.person import Person
from tests.web.server import Running

STATIC = Path(__file__).resolve().parents[2] / "server/inkroom_server/static/index.html"
PATIENCE_MS = 40_000
"""A client waits up to 30 s between two tries (SES-10)."""
NETWORK = ("net::ERR_", "WebSocket connection to")
"""What Chromium writes by itself when a server or a network is gone."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def built() -> None:
    """The web app must be there: it is what is tested."""
    expect.set_options(timeout=PATIENCE_MS)
    assert STATIC.exists(), "the web app is not built: run `make setup`"


@pytest.fixture
def server(tmp_path: Path, built: None) -> Iterator[Running]:
    """A server of this test's own."""
    running = Running(tmp_path / "data")
    running.start()
    yield running
    running.kill()


@pytest.fixture(scope="module")
def shared(built: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """One server for all tests of a module."""
    running = Running(tmp_path_factory.mktemp("shared") / "data")
    running.start()
    yield running
    running.kill()


@pytest.fixture
def board(request: pytest.FixtureRequest) -> str:
    """The id of this test's board."""
    return re.sub(r"[^A-Za-z0-9_-]", "-", request.node.name)[:64]


Come = Callable[..., Person]


@pytest.fixture
def come(server: Running, browser: Browser) -> Iterator[Come]:
    """Somebody with a device of their own. At the end nobody's console may hold a complaint."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def arrive(name: str = "", *, dark: bool = False, width: int = 1280, height: int = 800,
               touch: bool = False, settings: dict[str, object] | None = None) -> Person:  # fmt: skip
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            has_touch=touch,
            reduced_motion="reduce",
            accept_downloads=True,
        )
        contexts.append(context)
        context.set_default_timeout(PATIENCE_MS)
        if name:
            device = json.dumps({"name": name, **(settings or {})})
            context.add_init_script(
                "if (location.protocol === 'http:')"
                f" localStorage['inkroom.device'] ??= JSON.stringify({device})"
            )
        context.on("page", lambda page: watch(page, complaints))
        return Person(context, server)

    yield arrive
    for context in contexts:
        context.close()
    assert complaints == []


def watch(page: Page, complaints: list[str]) -> None:
    """Notes what the page's console complains of; the CSP's complaints come there too."""

    def said(message: Any) -> None:
        text = message.text
        if message.type in ("error", "warning") and not any(known in text for known in NETWORK):
            complaints.append(text)

    page.on("console", said)
    page.on("pageerror", lambda why: complaints.append(str(why)))
    page.on("dialog", lambda dialog: dialog.accept())
