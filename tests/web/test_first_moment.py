"""What is drawn in the first moment of a board is there, whatever comes over it or to it just then."""

from playwright.sync_api import Page, WebSocketRoute, expect
from tests.web.conftest import Come
from tests.web.server import Running


def middle(page: Page, selector: str) -> tuple[float, float]:
    """Of what is there now."""
    box = page.locator(selector).bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def asleep(page: Page) -> None:
    """The first moment of what comes by itself does not end."""
    page.add_init_script(
        "const style = new CSSStyleSheet(); style.replaceSync('* {animation-play-state: paused !important}');"
        "document.adoptedStyleSheets = [style]"
    )


def test_the_card_of_an_outage_takes_no_stroke(server: Running, come: Come) -> None:
    """[PEN-5] P3: it opens by itself over the board, where a hand may just be beginning."""
    ana = come("Ana")
    ana.opens("demo")
    ana.may_go_offline()
    server.kill()
    asleep(ana.page)
    for count, what in enumerate((".saved-card", ".saved-card button"), start=1):
        ana.page.goto(f"{server.url}/b/another")
        expect(ana.page.locator(".saved-card")).to_be_visible()
        x, y = middle(ana.page, what)
        ana.draws((x, y), (x + 60, y + 90))
        ana.waits(count)
        expect(ana.page.locator(".saved-card")).to_have_count(0)


def test_the_sheet_of_an_outage_takes_no_stroke_of_a_finger(server: Running, come: Come) -> None:
    """[PEN-5] P3"""
    ana = come("Ana", width=390, height=844, touch=True)
    ana.opens("demo")
    ana.may_go_offline()
    server.kill()
    asleep(ana.page)
    ana.page.goto(f"{server.url}/b/another")
    expect(ana.page.locator(".saved-card")).to_be_visible()
    ana.page.touchscreen.tap(*middle(ana.page, ".saved-card"))
    ana.waits(1)


def test_what_an_empty_board_offers_takes_no_stroke_as_it_comes(come: Come, board: str) -> None:
    """[PEN-5]"""
    ana = come("Ana")
    asleep(ana.page)
    ana.opens(board)
    x, y = middle(ana.page, ".hints-way >> nth=0")
    ana.draws((x, y), (x + 60, y + 90))
    ana.sees(1)


def test_the_tool_that_was_taken_before_the_board_came_draws_on_it(come: Come, board: str) -> None:
    """[PEN-4] P3: a board with something on it is looked at with the select tool, unless another was taken."""
    ana, ben = come("Ana"), come("Ben")
    ana.opens(board)
    ana.draws((300, 300), (400, 300))
    ana.is_saved()
    held: list[tuple[WebSocketRoute, str | bytes]] = []
    come_in: list[bool] = []

    def door(route: WebSocketRoute) -> None:
        def said(text: str | bytes) -> None:
            if come_in:
                route.send(text)
            else:
                held.append((route, text))

        route.connect_to_server().on_message(said)

    ben.page.route_web_socket("**/ws/rooms/**", door)
    ben.page.goto(f"{ana.server.url}/b/{board}")
    ben.takes("pen")
    while not held:
        ben.page.wait_for_timeout(10)  # the server's answer is on its way
    while held:
        route, text = held.pop(0)
        route.send(text)
    come_in.append(True)
    ben.is_saved()
    ben.sees(1)
    ben.draws((300, 400), (400, 400))
    ben.sees(2)


def test_a_key_or_a_page_in_mid_stroke_leaves_what_was_drawn(come: Come, board: str) -> None:
    """[PEN-4] P3: and so does the way back to the list."""
    ana = come("Ana")
    ana.opens(board)
    mouse = ana.page.mouse
    for count, key in enumerate(("v", "e"), start=1):
        ana.takes("pen")
        mouse.move(300, 300 + 40 * count)
        mouse.down()
        mouse.move(400, 300 + 40 * count, steps=3)
        ana.page.keyboard.press(key)
        mouse.up()
        ana.sees(count)
    ana.takes("pen")
    mouse.move(300, 500)
    mouse.down()
    mouse.move(400, 500, steps=3)
    ana.page.evaluate(
        "() => { history.pushState(null, '', '/'); dispatchEvent(new Event('popstate')) }"
    )
    expect(ana.page.locator(".card")).to_have_count(1)
    mouse.up()
    ana.opens(board)
    ana.sees(3)
