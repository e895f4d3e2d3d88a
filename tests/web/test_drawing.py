"""Drawing in the browser: together, and through every fault. The promises P1 to P4."""

from playwright.sync_api import expect
from tests.web.conftest import Come
from tests.web.server import Running


def test_two_people_draw_and_see_each_other(server: Running, come: Come) -> None:
    """[P4] What one draws the other has too, and both are on the server's disk [P2]."""
    ana, mira = come("Ana Kern"), come("Mira")
    ana.opens("demo")
    mira.opens("demo")
    expect(ana.page.locator(".faces .avatar")).to_have_text(["AK", "MI"])
    ana.takes("pen")
    ana.draws((300, 300), (500, 340), (600, 260))
    mira.sees(1)
    mira.takes("rect")
    mira.draws((700, 300), (900, 450))
    ana.sees(2)
    ana.is_saved()
    mira.is_saved()
    assert sorted(row["kind"] for row in server.elements("demo")) == ["rect", "stroke"]
    mira.page.close()
    expect(ana.page.locator(".faces .avatar")).to_have_text(["AK"])


def test_drawing_goes_on_without_a_network_and_is_saved_when_it_is_back(
    server: Running, come: Come
) -> None:
    """[P3] [SES-8] The indicator counts what waits, and says saved only when it is."""
    ana = come("Ana")
    ana.opens("demo")
    ana.takes("pen")
    server.stop()
    ana.reads("The server restarts. Back in a few seconds; you can keep drawing.")
    for n in range(3):
        ana.draws((300, 300 + 60 * n), (600, 320 + 60 * n))
    ana.waits(3)
    ana.sees(3)
    server.start()
    ana.is_saved()
    ana.reads("Back. All 3 strokes are saved.")
    assert len(server.elements("demo")) == 3


def test_a_reload_without_the_server_keeps_the_board_and_the_queue(
    server: Running, come: Come
) -> None:
    """[P3] The program, the cached board and the queue are on the device."""
    ana = come("Ana")
    ana.opens("demo")
    ana.takes("pen")
    ana.draws((300, 300), (600, 320))
    ana.is_saved()
    ana.may_go_offline()
    server.kill()
    ana.takes("pen")
    ana.draws((300, 400), (600, 420))
    ana.waits(1)
    ana.page.reload()
    ana.waits(1)
    ana.sees(2)
    server.start()
    ana.is_saved()
    assert len(server.elements("demo")) == 2


def test_nothing_is_lost_when_the_server_is_killed_while_two_draw(
    server: Running, come: Come
) -> None:
    """[P3] [P4] kill -9 in the middle of it, three times."""
    people = [come("Ana"), come("Mira")]
    for person in people:
        person.opens("demo")
        person.takes("pen")
    strokes = 0
    for round in range(3):
        for n in range(6):
            for side, person in enumerate(people):
                x, y = 200 + 400 * side, 110 + 28 * n + 170 * round
                person.draws((x, y), (x + 300, y + 20))
                strokes += 1
            if n == 3:
                server.kill()
        server.start()
        for person in people:
            person.is_saved()
            person.sees(strokes)
    assert len(server.elements("demo")) == strokes


def test_what_a_closed_tab_left_behind_is_sent_by_the_next(server: Running, come: Come) -> None:
    """[P3] [SES-5] The queue of a dead page goes out under its own numbers."""
    ana = come("Ana")
    ana.opens("demo")
    other = ana.context.new_page()
    ana.takes("pen")
    server.kill()
    ana.draws((300, 300), (600, 320))
    ana.waits(1)
    ana.page.close()
    server.start()
    ana.page = other
    ana.opens("demo")
    ana.sees(1)
    assert len(server.elements("demo")) == 1


def test_one_tab_sends_what_several_closed_tabs_left_behind(server: Running, come: Come) -> None:
    """[P3] It takes one client on as its own, and sends the others' queues under their own numbers."""
    ana = come("Ana")
    tabs = [ana.page, ana.context.new_page(), ana.context.new_page()]
    for tab in tabs:
        ana.page = tab
        ana.opens("demo")
    last = ana.context.new_page()
    server.kill()
    for n, tab in enumerate(tabs):
        ana.page = tab
        tab.bring_to_front()
        ana.takes("pen")
        ana.draws((300, 200 + 60 * n), (600, 220 + 60 * n))
        ana.waits(1)
    for tab in tabs:
        tab.close()
    server.start()
    ana.page = last
    ana.opens("demo")
    ana.sees(3)
    ana.is_saved()
    rows = server.elements("demo")
    assert len({row["put"].partition(":")[0] for row in rows}) == 3


def test_two_tabs_of_one_device_are_two_clients_and_one_person(server: Running, come: Come) -> None:
    """[SES-1] Each tab numbers its own ops; the others see one face."""
    ana, mira = come("Ana"), come("Mira")
    mira.opens("demo")
    ana.opens("demo")
    first = ana.page
    ana.takes("pen")
    ana.draws((300, 300), (600, 320))
    ana.page = ana.context.new_page()
    ana.opens("demo")
    ana.takes("pen")
    ana.draws((300, 400), (600, 420))
    mira.sees(2)
    expect(first.locator(".stage")).to_have_attribute("data-elements", "2")
    expect(mira.page.locator(".faces .avatar")).to_have_count(2)
    clients = {row["put"].partition(":")[0] for row in server.elements("demo")}
    assert len(clients) == 2


def test_undo_survives_a_reload(server: Running, come: Come) -> None:
    """[UNDO-2] The images are stored with the board."""
    ana = come("Ana")
    ana.opens("demo")
    ana.takes("pen")
    ana.draws((300, 300), (600, 320))
    ana.draws((300, 400), (600, 420))
    ana.is_saved()
    ana.page.reload()
    ana.is_saved()
    ana.page.click(".cluster [aria-label='Undo']")
    ana.is_saved()
    assert len(server.elements("demo")) == 1
    ana.page.click(".cluster [aria-label='Redo']")
    ana.is_saved()
    assert len(server.elements("demo")) == 2
