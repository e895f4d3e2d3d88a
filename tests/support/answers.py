"""What the API says, and the state of a board and of a job that a test asks it for."""

import asyncio
from typing import Any

import httpx2
from tests.support.patience import PATIENCE_S
from tests.support.serving import Peer, Serving


def code(answer: httpx2.Response) -> tuple[int, str]:
    """The status and the stable code of a refusal; its message is one sentence."""
    error = answer.json()["error"]
    assert set(error) == {"code", "message"}
    assert error["message"]
    return answer.status_code, error["code"]


async def draw(server: Serving, board: str, *ops: dict[str, Any]) -> None:
    async with Peer(server.ws(f"/ws/rooms/{board}"), "c1", name="Ann", colour="plum") as ann:
        await ann.ops(*ops)
        await ann.settled()


async def done(http: httpx2.AsyncClient, job: str) -> dict[str, Any]:
    """The job, once it has ended."""
    async with asyncio.timeout(PATIENCE_S):
        while not (found := (await http.get(f"/api/jobs/{job}")).json())["ended"]:  # noqa: ASYNC110
            await asyncio.sleep(0.02)
    return dict(found)
