"""What all tests stand on: Qt without a screen, and the system's Chromium for those in a browser."""

import os
import shutil
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

# Before any Qt is imported: without a screen Qt would abort the whole run.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# A busy machine is no failure. What else holds (in CI the same examples each time) stays.
settings.register_profile(
    "inkroom", settings(), deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("inkroom")

# As root there is no sandbox; the rest keeps Chromium from calling home at every start.
CHROMIUM = [
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Playwright's launch options: Debian's Chromium, which needs no download."""
    return browser_type_launch_args | {"executable_path": chromium_path(), "args": CHROMIUM}


def chromium_path() -> str | None:
    return shutil.which("chromium") or shutil.which("google-chrome")
