"""The share dialog: links with a role and an end, made and ended by who owns the board."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from tests.web.conftest import Come
from tests.web.person import Person
from tests.web.server import Running

from inkroom_server.access import Access
from inkroom_server.log import Log
from inkroom_server.settings import Settings


@pytest.fixture
def public(tmp_path: Path, built: None) -> Iterator[tuple[Running, str]]:
    """A public server with a board, and the link of who owns it."""
    with closing(Log.open(tmp_path / "data")) as log:
        log.create("demo", "Greenhouse")
        token, _ = Access(log, Settings(public=True)).create_token("demo", "owner", name="Ana")
    running = Running(tmp_path / "data", public=True)
    running.start()
    yield running, f"{running.url}/b/demo#token={token}"
    running.kill()


def test_an_owner_makes_a_link_and_ends_it(public: tuple[Running, str], browser: Browser) -> None:
    """[API-10] [ACC-2] [ACC-3] Who came with it may do what it says, and is out when it is ended."""
    server, link = public
    ana, tom = (Person(browser.new_context(), server) for _ in range(2))
    ana.page.goto(link)
    ana.is_saved()
    ana.page.click(".share-button")
    expect(ana.page.locator(".share-link")).to_be_hidden()  # one's own is nothing to hand on
    ana.page.select_option("dialog select >> nth=0", "viewer")
    ana.page.fill("dialog form input", "Parents")
    ana.page.click("dialog >> text=Make a link")
    expect(ana.page.locator(".share-link")).to_be_visible()
    made = ana.page.locator(".share-link input").input_value()
    assert made.startswith(f"{server.url}/b/demo#token=")
    assert made != link
    row = ana.page.locator(".links-row", has_text="Parents")
    expect(row).to_contain_text("Look")
    tom.page.goto(made)
    tom.is_saved()
    expect(tom.page.locator(".saved-pill")).to_have_text("View only")
    tom.page.click(".share-button")
    expect(tom.page.locator("dialog form")).to_have_count(0)
    row.locator(".links-revoke").click()
    ana.page.click(".dialog-ask .danger")
    expect(row).to_have_count(0)
    expect(tom.page.locator(".plain")).to_contain_text("This link has ended.")
    expect(tom.page.locator("dialog")).to_have_count(0)


def test_an_open_board_is_shared_by_its_address(server: Running, come: Come) -> None:
    """[ACC-1]"""
    ana = come("Ana")
    ana.opens("demo")
    ana.page.click(".share-button")
    expect(ana.page.locator(".share-link input")).to_have_value(f"{server.url}/b/demo")
    ana.page.click(".share-link button")
    ana.reads("Link copied.")
