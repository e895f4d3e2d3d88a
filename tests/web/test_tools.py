"""The tools in the browser: what a gesture file cannot see."""

from playwright.sync_api import FilePayload, WebSocket, expect
from tests.web.conftest import Come
from tests.web.server import Running

PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000020000000108020000007b40e8dd0000000f49444154789c63"
    "340cb8c7c0c00000063c01614a8b165b0000000049454e44ae426082"
)
"""A PNG of 2x1 px."""


def test_the_laser_is_told_while_it_is_down_and_until_its_trail_is_gone(come: Come) -> None:
    """[LIVE-6] Nothing of it is on the board."""
    ana = come("Ana")
    with ana.page.expect_websocket(lambda one: "/ws/rooms/" in one.url) as found:
        ana.opens("demo")
    socket: WebSocket = found.value
    ana.page.keyboard.press("k")
    expect(ana.page.locator(".rail [data-tool='laser']")).to_have_attribute("aria-pressed", "true")
    with socket.expect_event("framesent", lambda frame: '"laser":[' in frame):
        ana.draws((300, 300), (420, 330), (500, 300))
    socket.wait_for_event("framesent", lambda frame: '"laser":null' in frame)
    ana.sees(0)


def test_the_colours_that_a_person_picks_from_are_seen(come: Come) -> None:
    """Every swatch is painted, and no two inks alike."""
    ana = come("Ana")
    ana.opens("demo")
    ana.takes("rect")
    inks = ana.page.locator(".style .swatches:visible .swatch > i")
    expect(inks).to_have_count(12)
    shown = inks.evaluate_all("all => all.map(one => getComputedStyle(one).backgroundColor)")
    assert len(set(shown)) == 12
    assert "rgba(0, 0, 0, 0)" not in shown


def test_a_picture_file_goes_onto_the_board(server: Running, come: Come) -> None:
    """[API-7] The server keeps it, and the element shows it."""
    ana = come("Ana")
    ana.opens("demo")
    with ana.page.expect_file_chooser() as chooser:
        ana.takes("image")
    chooser.value.set_files([FilePayload(name="a.png", mimeType="image/png", buffer=PICTURE)])
    ana.sees(1)
    ana.is_saved()
    (row,) = server.elements("demo")
    assert row["kind"] == "image"
    assert (row["asset"]["width"], row["asset"]["height"]) == (2, 1)


def test_a_pen_that_comes_after_a_palm_draws_and_fingers_move_the_board_then(
    server: Running, come: Come
) -> None:
    """The palm's own stroke is not kept; the toast says what fingers do now."""
    ana = come("Ana", touch=True, width=1024, height=768)
    ana.opens("demo")
    ana.takes("pen")
    devices = ana.context.new_cdp_session(ana.page)

    def pen(kind: str, x: int, y: int, force: float) -> None:
        event = {"type": kind, "x": x, "y": y, "force": force, "pointerType": "pen"}
        held = {"button": "left", "buttons": 0 if kind == "mouseReleased" else 1, "clickCount": 1}
        devices.send("Input.dispatchMouseEvent", event | held)

    palm = {"type": "touchStart", "touchPoints": [{"x": 700, "y": 600, "id": 1}]}
    devices.send("Input.dispatchTouchEvent", palm)
    pen("mousePressed", 300, 300, 0.5)
    pen("mouseMoved", 360, 320, 0.7)
    pen("mouseMoved", 420, 300, 0.9)
    pen("mouseReleased", 420, 300, 0)
    ana.sees(1)
    ana.reads("Pen found. Fingers now move the board.")
    ana.is_saved()
    (row,) = server.elements("demo")
    assert row["kind"] == "stroke"
    assert row["points"][2] == 128


def test_a_thing_of_the_own_library_is_kept_and_put_on_a_board(server: Running, come: Come) -> None:
    """[FILE-15] [LASSO-1] It is there after a reload, taken by a lasso, and put by a press."""
    ana = come("Ana")
    ana.opens("demo")
    ana.takes("rect")
    ana.draws((500, 300), (650, 400))
    ana.page.keyboard.press("Escape")
    ana.page.keyboard.press("Shift+L")
    expect(ana.page.locator(".rail [data-tool='lasso']")).to_have_attribute("aria-pressed", "true")
    ana.draws((470, 270), (690, 270), (690, 430), (470, 430))
    expect(ana.page.locator(".rail [data-tool='select']")).to_have_attribute("aria-pressed", "true")
    ana.page.keyboard.press("Alt+l")
    ana.page.click(".library-head [aria-label='Keep in the library']")
    expect(ana.page.locator(".library-thing")).to_have_count(1)
    ana.is_saved()
    ana.page.reload()
    ana.sees(1)
    ana.page.keyboard.press("Alt+l")
    ana.page.click(".library-thing")
    ana.sees(2)
    ana.is_saved()
    assert [row["kind"] for row in server.elements("demo")] == ["rect", "rect"]


def test_what_is_kept_for_everyone_is_there_for_somebody_else(server: Running, come: Come) -> None:
    """[API-13] In the same panel, where each takes it out again."""
    ana = come("Ana")
    ana.opens("demo")
    ana.takes("rect")
    ana.draws((500, 300), (650, 400))
    ana.page.keyboard.press("Alt+l")
    ana.page.click(".library-whose >> text=Everyone's")
    expect(ana.page.locator(".library-empty")).to_contain_text("for everyone on this server")
    ana.page.click(".library-head [aria-label='Keep in the library']")
    expect(ana.page.locator(".library-thing")).to_have_count(1)
    ben = come("Ben")
    ben.opens("other")
    ben.page.keyboard.press("Alt+l")
    expect(ben.page.locator(".library-empty")).to_be_visible()
    ben.page.click(".library-whose >> text=Everyone's")
    ben.page.click(".library-thing")
    ben.sees(1)
    ben.page.click(".library-cell [aria-label='Take out of the library']")
    expect(ben.page.locator(".library-thing")).to_have_count(0)
    ben.is_saved()
    assert [row["kind"] for row in server.elements("other")] == ["rect"]
