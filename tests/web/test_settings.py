"""Settings: each holds at once, and on this device for good."""

from playwright.sync_api import expect
from tests.web.conftest import Come
from tests.web.server import Running


def test_settings_hold_at_once_and_after_a_reload(server: Running, come: Come) -> None:
    ana = come("Ana")
    ana.opens("demo")
    page, root = ana.page, ana.page.locator("html")
    page.click(".bar-menu")
    page.click(".menu-item >> text=Settings")
    page.click("dialog [role=radio] >> text=Dark")
    expect(root).to_have_attribute("data-theme", "dark")
    for name in ("High contrast", "Less movement", "Left-handed", "Single-letter keys"):
        page.click(f"dialog [role=switch][aria-label='{name}']")
    for attribute in ("data-contrast", "data-still", "data-left-handed"):
        expect(root).to_have_attribute(attribute, "")
    page.keyboard.press("Escape")
    page.reload()
    ana.is_saved()
    for attribute in ("data-contrast", "data-still", "data-left-handed"):
        expect(root).to_have_attribute(attribute, "")
    rail = page.locator(".rail").bounding_box()
    assert rail is not None
    assert rail["x"] > 1_000, "the tools are at the right hand's side"
    page.keyboard.press("r")
    expect(page.locator(".rail [data-tool=rect]")).to_have_attribute("aria-pressed", "false")
    page.keyboard.press("Control+a")  # keys with Ctrl still work


def test_a_new_name_is_told_from_the_settings(server: Running, come: Come) -> None:
    """[JOIN-6]"""
    ana, mira = come("Ana"), come("Mira")
    ana.opens("demo")
    mira.opens("demo")
    mira.page.click(".bar-people")
    ana.page.click(".bar-menu")
    ana.page.click(".menu-item >> text=Settings")
    ana.page.get_by_role("button", name="Change: Your name and colour").click()
    ana.page.fill("input[name=name]", "Ana Kern")
    ana.page.click(".dialog-profile .primary")
    expect(mira.page.locator(".people-row b")).to_have_text(["Mira (you)", "Ana Kern"])


def test_another_language_is_spoken_at_once_and_arabic_is_mirrored(
    server: Running, come: Come
) -> None:
    """Words, plurals and the sides of the chrome; the board and its numbers stay."""
    ana = come("Ana")
    ana.opens("demo")
    page = ana.page
    page.click(".bar-menu")
    page.click(".menu-item >> text=Settings")
    page.select_option("dialog select", "de")
    expect(page.locator(".saved")).to_contain_text("Gespeichert")
    expect(page.locator("html")).to_have_attribute("lang", "de")
    expect(page.locator(".hints-title")).to_have_text("Ein leeres Board")
    page.click(".bar-menu")
    page.click(".menu-item >> text=Einstellungen")
    page.select_option("dialog select", "ar")
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    expect(page.locator(".saved")).to_contain_text("محفوظ")
    rail, share = page.locator(".rail").bounding_box(), page.locator(".share-button").bounding_box()
    assert rail is not None
    assert share is not None
    assert rail["x"] > 1_000
    assert share["x"] < 100
    ana.takes("pen")
    ana.draws((300, 300), (600, 320))
    expect(page.locator(".saved")).to_contain_text("#1")
    page.goto(server.url)
    expect(page.locator(".boards h1")).to_have_text("الألواح")
