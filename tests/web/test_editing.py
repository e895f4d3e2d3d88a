"""Commands by name in the browser: the menu of a right click, a long press, the palette."""

import json

from playwright.sync_api import expect
from tests.web.conftest import Come
from tests.web.person import Person
from tests.web.server import Running


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
    ana.page.keyboard.press("Control+/")
    field.fill("high contrast")
    expect(ana.page.get_by_role("option").first).to_have_text("High contrast")
    ana.page.keyboard.press("Enter")
    switch = ana.page.get_by_role("switch", name="High contrast")
    expect(switch).to_be_focused()
    ana.page.keyboard.press("Space")
    expect(switch).to_be_checked()


def test_the_keys_of_the_selection_work(come: Come) -> None:
    """Each is one step that undo takes back whole."""
    ana = come("Ana")
    two_rectangles(ana)
    for keys in ("Control+g", "Control+Shift+g", "Shift+h", "Control+Shift+ArrowLeft"):
        ana.page.keyboard.press(keys)
    ana.is_saved()
    expect(ana.saved).to_contain_text("#6")


EXCALIDRAW = {
    "type": "excalidraw/clipboard",
    "elements": [
        {
            "id": "r1", "type": "rectangle", "x": 0, "y": 0, "width": 120, "height": 60, "angle": 0,
            "strokeColor": "#e03131", "backgroundColor": "transparent", "roughness": 0,
        },
        {"id": "a1", "type": "arrow", "x": 0, "y": 100, "points": [[0, 0], [90, 0]]},
    ],
    "files": {},
}  # fmt: skip


def test_what_is_cut_from_one_board_is_pasted_onto_another(come: Come) -> None:
    """[CLIP-1] [CLIP-3] By keys, and by the menu."""
    ana = come("Ana")
    ana.context.grant_permissions(["clipboard-read", "clipboard-write"])
    two_rectangles(ana)
    ana.page.keyboard.press("Control+g")
    ana.page.keyboard.press("Control+x")
    expect(ana.saved).to_have_text("Saved · #4")
    ana.opens("other")
    ana.page.keyboard.press("Control+v")
    ana.sees(2)
    expect(ana.page.locator(".style h3")).to_have_text("2 elements selected")
    ana.page.mouse.click(1000, 600, button="right")
    ana.page.get_by_role("menuitem", name="Paste Ctrl+V", exact=True).click()
    ana.sees(4)
    ana.is_saved()
    expect(ana.saved).to_contain_text("#2")


def test_excalidraws_clipboard_and_plain_text_are_pasted(come: Come) -> None:
    """[CLIP-2] And what is copied here Excalidraw takes."""
    ana = come("Ana")
    ana.context.grant_permissions(["clipboard-read", "clipboard-write"])
    ana.opens("demo")
    ana.page.evaluate("text => navigator.clipboard.writeText(text)", json.dumps(EXCALIDRAW))
    ana.page.keyboard.press("Control+v")
    ana.sees(2)
    ana.page.keyboard.press("Control+c")
    document = json.loads(ana.page.evaluate("navigator.clipboard.readText()"))
    assert document["type"] == "excalidraw/clipboard"
    assert sorted(one["type"] for one in document["elements"]) == ["arrow", "rectangle"]
    ana.page.evaluate("navigator.clipboard.writeText('Soil\\npump')")
    ana.page.keyboard.press("Escape")
    ana.page.keyboard.press("Control+v")
    ana.sees(3)
    expect(ana.page.locator(".style h3")).to_have_text("Text")


def test_a_picture_of_the_selection_is_copied(come: Come) -> None:
    ana = come("Ana")
    ana.context.grant_permissions(["clipboard-read", "clipboard-write"])
    two_rectangles(ana)
    ana.page.keyboard.press("Alt+Shift+C")
    ana.reads("The picture is copied.")
    size = ana.page.evaluate(
        """async () => {
            const [item] = await navigator.clipboard.read();
            const bitmap = await createImageBitmap(await item.getType('image/png'));
            return [bitmap.width, bitmap.height];
        }"""
    )
    assert size[0] > 2 * 450
    ana.page.keyboard.press("Control+/")
    ana.page.get_by_role("combobox").fill("svg")
    ana.page.keyboard.press("Enter")
    ana.page.wait_for_function(
        "async () => (await navigator.clipboard.readText()).startsWith('<svg')"
    )


def test_pages_hold_what_is_drawn_on_them(come: Come) -> None:
    """[SHEET-3] [SHEET-4] [SHEET-5] Both see the pages; each looks at one."""
    ana, ben = come("Ana"), come("Ben")
    two_rectangles(ana)
    ben.opens("demo")
    pages = ana.page.locator(".bar-pages")
    expect(pages).to_have_text("1 / 1")
    pages.click()
    ana.page.get_by_role("button", name="Add a page").click()
    expect(pages).to_have_text("2 / 2")
    expect(ben.page.locator(".bar-pages")).to_have_text("1 / 2")
    ana.page.keyboard.press("Escape")
    ana.page.keyboard.press("r")
    ana.draws((300, 300), (400, 400))
    ana.page.keyboard.press("Control+a")
    expect(ana.page.locator(".style h3")).to_have_text("Rectangle")
    ben.sees(3)
    ben.page.keyboard.press("v")
    ben.page.keyboard.press("Control+a")
    expect(ben.page.locator(".style h3")).to_have_text("2 elements selected")
    ben.page.keyboard.press("Alt+PageDown")
    expect(ben.page.locator(".bar-pages")).to_have_text("2 / 2")
    pages.click()
    ana.page.get_by_role("button", name="Options of Page 2").click()
    ana.page.get_by_role("menuitem", name="Delete the page").click()
    expect(ana.page.locator(".bar-pages")).to_have_text("1 / 1")
    expect(ben.page.locator(".bar-pages")).to_have_text("1 / 1")
    ana.page.keyboard.press("Escape")
    ana.page.keyboard.press("Control+z")
    expect(ben.page.locator(".bar-pages")).to_have_text("1 / 2")


def test_what_is_written_is_found_one_after_the_other(come: Come) -> None:
    ana = come("Ana")
    ana.opens("demo")
    for x, words in ((300, "Soil pump"), (600, "Who brings the PUMP?"), (900, "Water")):
        ana.page.keyboard.press("t")
        ana.page.mouse.click(x, 400)
        ana.page.keyboard.type(words)
        ana.page.keyboard.press("Escape")
    ana.page.keyboard.press("Control+f")
    bar = ana.page.get_by_role("search")
    bar.get_by_role("searchbox").fill("pump")
    expect(bar.get_by_role("status")).to_have_text("1 of 2")
    ana.page.keyboard.press("Enter")
    expect(bar.get_by_role("status")).to_have_text("2 of 2")
    bar.get_by_role("searchbox").fill("nowhere")
    expect(bar.get_by_role("status")).to_have_text("Nothing found")
    ana.page.keyboard.press("Escape")
    expect(bar).to_have_count(0)


def test_the_minimap_shows_where_one_looks_and_moves_it(come: Come) -> None:
    ana = come("Ana", width=1400, height=900)
    two_rectangles(ana)
    small = ana.page.locator(".minimap")
    expect(small).to_be_visible()
    frame = ana.page.locator(".minimap-frame")
    before = frame.bounding_box()
    ana.page.mouse.wheel(0, 600)
    ana.page.wait_for_function(
        "was => document.querySelector('.minimap-frame').getBoundingClientRect().y !== was",
        arg=before["y"] if before else 0,
    )
    ana.page.keyboard.press("Control+/")
    ana.page.get_by_role("combobox").fill("minimap")
    ana.page.keyboard.press("Enter")
    expect(small).to_be_hidden()


DROP = """([name, text, x, y]) => {
    const held = new DataTransfer();
    held.items.add(new File([text], name));
    const at = {dataTransfer: held, clientX: x, clientY: y, bubbles: true, cancelable: true};
    return document.querySelector("canvas").dispatchEvent(new DragEvent("drop", at));
}"""


def test_a_drawing_of_another_program_is_dropped_on_the_board(
    server: Running, come: Come, board: str
) -> None:
    """[API-5] It lies where it was let go, selected; what is no drawing is refused with a reason."""
    ana = come("Ana")
    ana.opens(board)
    ana.takes("rect")
    ana.draws((200, 200), (260, 260))
    ana.is_saved()
    style = ana.page.locator(".style")
    expect(style).to_be_visible()
    ana.page.keyboard.press("Escape")
    expect(style).to_be_hidden()
    shape = {"id": "a", "type": "ellipse", "x": 9000, "y": 10, "width": 120, "height": 80}
    scene = json.dumps({"type": "excalidraw", "version": 2, "elements": [shape]})
    ana.page.evaluate(DROP, ["plan.excalidraw", scene, 700, 400])
    ana.sees(2)
    toast = ana.page.locator(".toast")
    expect(toast).to_contain_text("“plan.excalidraw” is on the board.")
    [new] = [one for one in server.elements(board) if one["kind"] == "ellipse"]
    x, y, w, h, _ = new["geom"]
    left, top, *_ = next(one["geom"] for one in server.elements(board) if one["kind"] == "rect")
    assert abs(x + w / 2 - left - 500 * 16) <= 16
    assert abs(y + h / 2 - top - 200 * 16) <= 16
    expect(style).to_be_visible()
    ana.page.keyboard.press("Delete")
    expect(style).to_be_hidden()
    ana.is_saved()
    assert [one["kind"] for one in server.elements(board)] == ["rect"]
    ana.page.evaluate(DROP, ["odd.xyz", "?", 700, 400])
    expect(toast).to_contain_text(
        "“odd.xyz” did not come onto the board: It is damaged, or of a kind"
    )


def test_a_drawing_dropped_before_anybody_hears_it_comes_as_well(come: Come, board: str) -> None:
    """The part that hears drops comes after the board; without it the browser would leave for the file."""
    ana = come("Ana")
    ana.context.add_init_script("window.requestIdleCallback = () => 0")
    ana.opens(board)
    shape = {"id": "a", "type": "ellipse", "x": 0, "y": 0, "width": 120, "height": 80}
    scene = json.dumps({"type": "excalidraw", "version": 2, "elements": [shape]})
    assert not ana.page.evaluate(DROP, ["plan.excalidraw", scene, 700, 400])
    ana.sees(1)


def test_the_form_of_a_shape_is_changed_by_the_keyboard(come: Come) -> None:
    """[FORM-2] It stays the same element, with its words, and one undo gives it back."""
    ana = come("Ana")
    ana.opens("demo")
    ana.page.keyboard.press("r")
    ana.draws((300, 300), (500, 420))
    head = ana.page.locator(".style h3")
    expect(head).to_have_text("Rectangle")
    ana.page.keyboard.press("Shift+S")
    menu = ana.page.get_by_role("menu", name="Shape")
    expect(menu.get_by_role("menuitemradio", name="Rectangle")).to_have_attribute(
        "aria-checked", "true"
    )
    ana.page.keyboard.press("ArrowRight")
    expect(menu.get_by_role("menuitemradio", name="Ellipse")).to_be_focused()
    ana.page.keyboard.press("Enter")
    expect(head).to_have_text("Ellipse")
    expect(ana.page.get_by_role("button", name="Shape: Ellipse")).to_be_visible()
    ana.sees(1)
    ana.page.keyboard.press("Control+z")
    expect(head).to_have_text("Rectangle")
