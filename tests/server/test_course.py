"""Work that is told as it goes to who asked for it, and called off by hanging up (COMP-7)."""

import asyncio
import json
from typing import Any

import pytest

from inkroom.errors import InkroomError
from inkroom_server.jobs.course import Course, lines


async def test_it_is_told_how_far_it_is_and_at_last_what_came_of_it() -> None:
    """[COMP-7] The share never goes back, whatever the work says."""
    steps, told = asyncio.Event(), []

    async def work(course: Course) -> dict[str, Any]:
        course.move(0.5)
        course.move(0.25)
        await steps.wait()
        return {"copy": "kept"}

    async for line in lines(work):
        told.append(json.loads(line))
        if told[-1].get("progress") == 0.5:
            steps.set()
    assert told[0] == {"progress": 0.0, "bound": False}
    assert {"progress": 0.5, "bound": False} in told
    assert told[-1] == {"done": {"copy": "kept"}}


async def test_a_refusal_is_the_last_line() -> None:
    """[COMP-7]"""

    async def work(course: Course) -> dict[str, Any]:
        raise InkroomError("As short as can be", "short_already")

    last = [json.loads(line) async for line in lines(work)][-1]
    assert last == {"error": {"code": "short_already", "message": "As short as can be"}}


@pytest.mark.parametrize("bound", [False, True])
async def test_who_hangs_up_calls_it_off_until_it_is_bound(bound: bool) -> None:
    """[COMP-7]"""
    begun, go_on, ended = asyncio.Event(), asyncio.Event(), asyncio.Event()
    came = ""

    async def work(course: Course) -> dict[str, Any]:
        nonlocal came
        if bound:
            course.bind()
        begun.set()
        try:
            await go_on.wait()
            came = "done"
        except asyncio.CancelledError:
            came = "called off"
            raise
        finally:
            ended.set()
        return {}

    stream = lines(work)
    await anext(stream)
    await begun.wait()
    await stream.aclose()
    if bound:
        go_on.set()
    await ended.wait()
    assert came == ("done" if bound else "called off")
