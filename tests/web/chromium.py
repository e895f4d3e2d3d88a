"""A Chromium of one's own with a profile that stays: it may be killed as a crash or a power cut would."""

import os
import re
import signal
import subprocess
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Playwright
from tests.conftest import CHROMIUM, chromium_path


class Chromium:
    """Starts again and again on the same profile; `context` is the one with the profile's storage."""

    def __init__(self, playwright: Playwright, profile: Path) -> None:
        self._playwright, self._profile = playwright, profile
        self._process: subprocess.Popen[str] | None = None
        self._browser: Browser | None = None

    def start(self) -> BrowserContext:
        """Returns when it listens."""
        command = [
            *(
                chromium_path() or "chromium",
                *CHROMIUM,
                "--headless=new",
                "--remote-debugging-port=0",
            ),
            *(f"--user-data-dir={self._profile}", "--window-size=1280,800", "about:blank"),
        ]
        self._process = subprocess.Popen(
            command,
            stderr=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            text=True,
            start_new_session=True,
        )
        assert self._process.stderr is not None
        for line in self._process.stderr:
            if found := re.search(r"DevTools listening on (ws://\S+)", line):
                self._browser = self._playwright.chromium.connect_over_cdp(found[1])
                return self._browser.contexts[0]
        raise AssertionError("Chromium did not start")

    def kill(self) -> None:
        """`kill -9` of all its processes at once: nothing is said, nothing is finished."""
        process, self._process = self._process, None
        if process is None:
            return
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(20)
        assert process.stderr is not None
        process.stderr.close()
        if self._browser is not None:
            self._browser.close()

    def kill_renderers(self) -> None:
        """`kill -9` of the processes in which pages live; the browser itself goes on."""
        assert self._browser is not None
        session = self._browser.new_browser_cdp_session()
        found = session.send("SystemInfo.getProcessInfo")["processInfo"]
        for process in found:
            if process["type"] == "renderer":
                os.kill(process["id"], signal.SIGKILL)
