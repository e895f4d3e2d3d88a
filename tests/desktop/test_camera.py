"""Board to screen and back, steps of zoom, fingers."""

import pytest

from inkroom.geometry import Box
from inkroom_desktop.camera import LEAST, MOST, STEPS, Camera, fitting
from inkroom_desktop.pinch import Pinch


def test_there_and_back() -> None:
    camera = Camera(-500, 300, 1.7)
    assert camera.to_screen(*camera.to_board(123, 45)) == pytest.approx((123, 45))


def test_a_zoom_keeps_the_point_under_the_pointer_and_has_ends() -> None:
    camera = Camera(10, 20, 1)
    under = camera.to_board(200, 100)
    assert camera.zoomed(3, 200, 100).to_board(200, 100) == pytest.approx(under)
    assert camera.zoomed(999, 0, 0).zoom == MOST
    assert camera.zoomed(0, 0, 0).zoom == LEAST


def test_steps_go_from_round_to_round() -> None:
    camera = Camera(zoom=1)
    for wanted in (1.5, 2.0, 3.0):
        camera = camera.stepped(1, 0, 0)
        assert camera.zoom == wanted
    assert Camera(zoom=1.1).stepped(-1, 0, 0).zoom == 1.0
    assert Camera(zoom=STEPS[-1]).stepped(1, 0, 0).zoom == STEPS[-1]


def test_what_is_fitted_lies_between_the_panels() -> None:
    box = Box(0, 0, 32_000, 8_000)
    camera = fitting(box, 1000, 800, insets=(60, 0, 240, 0))
    left, right = camera.to_screen(0, 0)[0], camera.to_screen(32_000, 0)[0]
    assert left >= 60 + 40
    assert right <= 760 - 40
    assert fitting(Box(0, 0, 16, 16), 1000, 800).zoom == 1.0


def test_a_snapped_camera_has_its_origin_on_a_device_pixel() -> None:
    camera = Camera(1234.567, -89.1, 1.37).snapped(2)
    x, y = camera.to_screen(0, 0)
    assert (x * 2) == pytest.approx(round(x * 2))
    assert (y * 2) == pytest.approx(round(y * 2))


def test_two_fingers_hold_the_board_under_them() -> None:
    pinch, camera = Pinch(), Camera()
    camera = pinch.moved([(100, 100), (200, 100)], camera)
    under = camera.to_board(100, 100)
    camera = pinch.moved([(150, 150), (350, 150)], camera)
    assert camera.zoom == pytest.approx(2)
    assert camera.to_board(150, 150) == pytest.approx(under)
    still = pinch.moved([(150, 150)], camera)
    assert still == camera
    assert pinch.moved([], still) == still
    assert not pinch.active
