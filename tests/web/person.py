"""Somebody in front of a browser, and what they do there."""

import re

from playwright.sync_api import BrowserContext, Locator, Page, expect
from tests.support.slow import CPU_RATE, LATE_WORKER, SLOW
from tests.web.server import Running

Point = tuple[float, float]


class Person:
    """One device; `page` is its tab."""

    def __init__(self, context: BrowserContext, server: Running) -> None:
        self.context, self.server = context, server
        if "parts" in SLOW:
            context.add_init_script(LATE_WORKER)
        self.page: Page = context.new_page()
        if "cpu" in SLOW:
            devtools = context.new_cdp_session(self.page)
            devtools.send("Emulation.setCPUThrottlingRate", {"rate": CPU_RATE})

    # ------------------------------------------------------------- going somewhere

    def opens(self, board: str) -> None:
        """Opens a board; returns when it is there and all is saved."""
        self.page.goto(f"{self.server.url}/b/{board}")
        self.is_saved()

    def lists(self) -> None:
        """Opens the board list."""
        self.page.goto(self.server.url)
        expect(self.page.locator(".cards[data-state='live']")).to_be_attached()

    def may_go_offline(self) -> None:
        """Returns when the program itself is kept on this device."""
        self.page.evaluate("window.keepNow?.()")
        expect(self.page.locator("html[data-kept]")).to_be_attached()

    # ------------------------------------------------------------- doing something

    def takes(self, tool: str) -> None:
        """Takes a tool of the rail."""
        self.page.click(f".rail [data-tool='{tool}']")

    def draws(self, *points: Point) -> None:
        """One stroke of whatever tool is active, in px of the window."""
        (x, y), *rest = points
        self.page.mouse.move(x, y)
        self.page.mouse.down()
        for x, y in rest:
            self.page.mouse.move(x, y, steps=6)
        self.page.mouse.up()

    def says(self, text: str) -> None:
        """Writes a line of chat."""
        if not self.page.locator("#panel-chat").is_visible():
            self.page.click(".chat-button")
        self.page.fill("#panel-chat textarea", text)
        self.page.keyboard.press("Enter")

    # ------------------------------------------------------------- seeing something

    @property
    def saved(self) -> Locator:
        """Of the board that is open, not of one that is being left."""
        return self.page.locator(".saved:not([inert] *)")

    def is_saved(self) -> None:
        """The indicator says that everything is on the server's disk (P1)."""
        expect(self.saved).to_have_attribute("data-state", "saved")

    def waits(self, count: int) -> None:
        """So many strokes wait on this device, and it says so."""
        expect(self.saved).to_have_attribute("data-state", "waiting")
        expect(self.saved).to_have_attribute("data-waiting", str(count))
        strokes = "1 stroke" if count == 1 else f"{count} strokes"
        expect(self.saved).to_have_text(f"{strokes} waiting on this device")

    def sees(self, count: int) -> None:
        """So many elements lie on the board."""
        expect(self.page.locator(".stage")).to_have_attribute("data-elements", str(count))

    def reads(self, text: str) -> None:
        """A toast says this."""
        expect(self.page.locator(".toast")).to_contain_text(text)

    def hears(self, text: str) -> None:
        """A line of chat is there."""
        expect(
            self.page.locator(".say-text", has_text=re.compile(f"^{re.escape(text)}$"))
        ).to_be_visible()
