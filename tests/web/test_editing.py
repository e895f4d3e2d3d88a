"""Commands by name in the browser: the menu of a right click, a long press, the palette."""

from playwright.sync_api import expect
from tests.web.conftest import Come
from tests.web.person import Person


def two_rectangles(ana: Person) -> None:
    """Two rectangles, both selected."""
    ana.opens("demo")
    for x in (300, 600):
        ana.page.keyboard.press("r")
        ana.draws((x, 300), (x + 150, 420))
    ana.page.keyboard.press("v")
    ana.page.keyboard.press("Control+a")


def test_a_right_click_offers_what_can_be_done(come: Come) -> None:
    ana = come("Ana")
    two_rectangles(ana)
    ana.page.mouse.click(300, 360, button="right")
    menu = ana.page.get_by_role("menu")
    expect(menu.get_by_role("menuitem", name="Group")).to_be_visible()
    menu.get_by_role("menuitem", name="Group").click()
    ana.page.mouse.click(1000, 600)
    ana.page.mouse.click(300, 360)
    expect(ana.page.locator(".style h3")).to_have_text("2 elements selected")
    ana.page.mouse.click(600, 360, button="right")
    expect(menu.get_by_role("menuitem", name="Ungroup")).to_be_visible()
    ana.page.keyboard.press("Escape")
    ana.page.mouse.click(1000, 600, button="right")
    expect(menu.get_by_role("menuitem", name="Select all")).to_be_visible()
    expect(menu.get_by_role("menuitem", name="Group")).to_have_count(0)


def test_a_finger_that_rests_opens_the_menu_and_draws_nothing(come: Come) -> None:
    ana = come("Ana", touch=True, width=390, height=844)
    ana.opens("demo")
    ana.page.click(".rail [data-tool='select']")
    ana.page.evaluate(
        """() => {
            const board = document.querySelector('.stage canvas:last-of-type');
            const at = {bubbles: true, cancelable: true, pointerId: 7, pointerType: 'touch', isPrimary: true,
                        clientX: 200, clientY: 400, button: 0, buttons: 1};
            board.setPointerCapture = () => {};
            document.querySelector('.stage').setPointerCapture = () => {};
            board.dispatchEvent(new PointerEvent('pointerdown', at));
        }"""
    )
    expect(ana.page.get_by_role("menu")).to_be_visible()
    ana.sees(0)


def test_the_palette_finds_commands_and_writing(come: Come) -> None:
    ana = come("Ana")
    two_rectangles(ana)
    ana.page.keyboard.press("Control+/")
    field = ana.page.get_by_role("combobox")
    field.fill("equal")
    expect(ana.page.get_by_role("option")).to_have_count(0)
    field.fill("grp")
    expect(ana.page.get_by_role("option").first).to_have_text("GroupCtrlG")
    ana.page.keyboard.press("Enter")
    expect(ana.page.locator("dialog")).to_have_count(0)
    ana.page.mouse.click(1000, 600)
    ana.page.mouse.click(300, 360)
    expect(ana.page.locator(".style h3")).to_have_text("2 elements selected")
    ana.page.keyboard.press("t")
    ana.page.mouse.click(300, 600)
    ana.page.keyboard.type("Soil pump")
    ana.page.keyboard.press("Escape")
    ana.page.keyboard.press("Control+/")
    field.fill("pump")
    expect(ana.page.get_by_role("option")).to_contain_text(["Soil pump"])
    ana.page.keyboard.press("Enter")
    expect(ana.page.locator(".style h3")).to_have_text("Text")


def test_the_keys_of_the_selection_work(come: Come) -> None:
    """Each is one step that undo takes back whole."""
    ana = come("Ana")
    two_rectangles(ana)
    for keys in ("Control+g", "Control+Shift+g", "Shift+h", "Control+Shift+ArrowLeft"):
        ana.page.keyboard.press(keys)
    ana.is_saved()
    expect(ana.saved).to_contain_text("#6")
