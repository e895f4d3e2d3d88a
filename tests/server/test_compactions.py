"""The history of a board made short by its owner: what goes, what stays, and what clients notice (COMP-1 to COMP-6)."""

import asyncio
import json
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx2
import pytest
from tests.support.logs import checked_log
from tests.support.rooms import NOW, rect
from tests.support.serving import Peer, Serving, eventually

from inkroom.client import Connection
from inkroom.messages import encode, entry_bytes, read_op
from inkroom_server.log import Exchange, JobInfo, Log

ROOM = "/ws/rooms/b1"


@pytest.fixture
async def ann(server: Serving) -> AsyncIterator[Peer]:
    """Ann draws three, erases one, colours one, says and comments, marks, and gives the board a title: nine steps."""
    async with Peer(server.ws(ROOM), "c1", name="Ann") as ann:
        await ann.ops(
            {"put": [rect("e1")]},
            {"put": [rect("e2")], "gesture": "g"},
            {"put": [rect("e3")], "gesture": "g"},
            {"set": [{"id": "e1", "deleted": True}]},
            {"set": [{"id": "e2", "ink": "#DD2222"}]},
            {"say": "Look"},
            {"say": "Here", "thread": "t1", "place": [16, 16], "about": "e2"},
            {"mark": "before lunch"},
            {"set": [{"id": "board", "title": "Plan"}]},
        )
        await ann.reach(9)
        yield ann


async def compacted(http: httpx2.AsyncClient, board: str = "b1", **body: Any) -> dict[str, Any]:
    answer = await http.post(f"/api/boards/{board}/compactions", json=body)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def shown(http: httpx2.AsyncClient, board: str) -> dict[str, dict[str, Any]]:
    """The elements that are seen, without who wrote which register."""
    rows = (await http.get(f"/api/boards/{board}")).json()["elements"]
    plain = [{k: v for k, v in row.items() if k not in ("put", "writers")} for row in rows]
    return {row["id"]: row for row in plain if not row.get("deleted") and row["kind"] != "board"}


async def entries(http: httpx2.AsyncClient, board: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = (await http.get(f"/api/boards/{board}/entries")).json()["entries"]
    return found


async def refused(http: httpx2.AsyncClient, board: str, **body: Any) -> tuple[int, str]:
    answer = await http.post(f"/api/boards/{board}/compactions", json=body)
    return answer.status_code, answer.json()["error"]["code"]


async def test_a_preview_says_what_would_go_and_changes_nothing(
    ann: Peer, http: httpx2.AsyncClient
) -> None:
    """[COMP-6]"""
    before = await entries(http, "b1")
    told = await compacted(http, preview=True)
    assert (told["head"], told["marks"], told["erased"], told["copy"]) == (9, 1, 1, "")
    assert told["since"] == before[0]["at"]
    assert told["bytes_after"] > 0
    assert await entries(http, "b1") == before
    assert len((await http.get("/api/boards")).json()["boards"]) == 1


async def test_what_is_seen_and_said_stays_and_the_rest_is_in_the_copy(
    ann: Peer, http: httpx2.AsyncClient, server: Serving
) -> None:
    """[COMP-1, COMP-2, COMP-3, COMP-5] Authors and times too; the log verifies, and the copy is the old one."""
    old, seen = await entries(http, "b1"), await shown(http, "b1")
    done = await compacted(http, title="Plan until lunch", id="kept")
    assert (done["copy"], done["title"], done["epoch"]) == ("kept", "Plan until lunch", 2)
    new = await entries(http, "b1")
    assert await shown(http, "b1") == seen
    assert len(new) == 6
    by_put = {put["id"]: e for e in new for put in e.get("put", ())}
    for entry in (old[1], old[2]):
        (id,) = (put["id"] for put in entry["put"])
        assert {k: by_put[id][k] for k in ("at", "by", "gesture")} == {
            k: entry[k] for k in ("at", "by", "gesture")
        }
    said = [(e["at"], e["by"], e["say"]) for e in new if "say" in e]
    assert said == [(e["at"], e["by"], e["say"]) for e in old if "say" in e]
    assert [e["mark"] for e in new if "mark" in e] == ["Plan until lunch"]
    assert (await entries(http, "kept"))[:9] == old
    rows = {row["id"]: row["title"] for row in (await http.get("/api/boards")).json()["boards"]}
    assert rows == {"b1": "Plan", "kept": "Plan until lunch"}
    for board in ("b1", "kept"):
        assert (await http.get(f"/api/boards/{board}/check")).json()["whole"]
        assert len(checked_log(server.log.folder, board)) == (6 if board == "b1" else 10)
    listed = (await http.get("/api/boards/b1/compactions")).json()["compactions"]
    assert listed == [done | {"name": ""}]


async def test_people_are_told_apart_as_before(ann: Peer, http: httpx2.AsyncClient) -> None:
    """[COMP-2] In the board and in the copy, with names and colours."""

    async def people(board: str) -> list[dict[str, Any]]:
        told = (await http.get(f"/api/boards/{board}/people")).json()["people"]
        return [{name: one[name] for name in ("id", "name", "colour")} for one in told]

    before = await people("b1")
    await compacted(http, id="kept")
    for board in ("b1", "kept"):
        assert await people(board) == before


async def test_who_is_connected_comes_again_by_snapshot_and_writes_under_a_fresh_id(
    server: Serving, http: httpx2.AsyncClient
) -> None:
    """[COMP-4, SES-12] The op of a script is saved when its `put` returns, whatever happened meanwhile."""
    async with Connection(server.ws(ROOM), "Bot", None, "bot", 30) as bot:
        await bot.shape("rect", 0, 0, 10, 10)
        one = await bot.shape("rect", 20, 0, 10, 10)
        await bot.delete(one)
        done = await compacted(http)
        await eventually(lambda: bot.session.epoch == done["epoch"] and bot.session.saved)
        assert bot.session.client == "bot"
        two = await bot.shape("rect", 40, 0, 10, 10)
        assert bot.session.client != "bot"
        assert bot.session.saved
        assert two in await shown(http, "b1")
        await bot.undo()
        await bot.undo()
        assert len(await shown(http, "b1")) == 1
    checked_log(server.log.folder)


async def test_who_is_connected_is_not_told_that_the_server_restarts(
    ann: Peer, http: httpx2.AsyncClient
) -> None:
    """[COMP-4] [LIM-6]"""
    await compacted(http)
    assert await ann.closed() == (1012, "epoch")


async def test_an_op_that_waited_is_in_the_log_once_and_one_that_was_taken_is_not_offered_again(
    ann: Peer, server: Serving, http: httpx2.AsyncClient
) -> None:
    """[COMP-4] A client of before is told how far it was; what it sends beyond that closes its connection with 4409."""
    await ann.socket.close()
    await compacted(http)
    async with Peer(server.ws(ROOM), "c1", name="Ann", since=ann.since()) as back:
        assert back.welcome["mode"] == "snapshot"
        assert back.welcome["you"]["last_cseq"] == 9
        await back.send({"type": "ops", "ops": [{"cseq": 9, "say": "again"}]})
        await back.send({"type": "ops", "ops": [{"cseq": 10, "put": [rect("e9")]}]})
        assert await back.closed() == (4409, "client_id_conflict")
    assert "e9" not in await shown(http, "b1")


async def test_what_a_copied_device_has_put_is_known_over_restarts_and_compactions(
    server: Serving, http: httpx2.AsyncClient
) -> None:
    """[ROOM-13, LOG-5, COMP-4] And it is nobody's step but that of who put it (API-3)."""
    waited = {"put": [rect("e1")], "again": "c0:3"}
    async with Peer(server.ws(ROOM), "c1", name="Ann") as one:
        await one.ops(waited, {"set": [{"id": "e1", "ink": "#DD2222"}]}, {"mark": "m"})
        await one.reach(3)
    (ann,) = (await http.get("/api/boards/b1/people")).json()["people"]
    assert ann["steps"] == 3
    await compacted(http)
    head = len(await entries(http, "b1"))
    async with Peer(server.ws(ROOM), "c2", name="Ann") as other:
        await other.ops(waited)
        await other.reach(head + 1)
    assert (await entries(http, "b1"))[-1]["refused"] == "again"


async def test_what_has_no_place_and_is_not_seen_stays_in_the_copy(
    ann: Peer, http: httpx2.AsyncClient
) -> None:
    """[COMP-2, RED-4] A put whose `geom` is of another kind makes a thing without one; found by the simulation."""
    await ann.ops({"put": [{"id": "e9", "kind": "rect", "geom": [0, 0, 16, 16]}]})
    await ann.reach(10)
    await compacted(http, id="kept")
    assert "e9" not in await shown(http, "b1")
    assert "e9" in await shown(http, "kept")


async def test_a_refusal_of_before_is_still_told(server: Serving, http: httpx2.AsyncClient) -> None:
    """[COMP-4, JOIN-5]"""
    async with Peer(server.ws(ROOM), "c1", name="Ann") as ann:
        await ann.ops(
            {"put": [rect("e1")]},
            {"set": [{"id": "e1", "ink": "red"}]},
            {"say": "Hi"},
            {"mark": "A"},
        )
        await ann.reach(4)
    await compacted(http)
    async with Peer(server.ws(ROOM), "c1", name="Ann", since=ann.since()) as back:
        assert back.welcome["you"]["refused"] == [[2, "invalid_op"]]
    await compacted_again(http)
    async with Peer(server.ws(ROOM), "c1", name="Ann", since=ann.since()) as back:
        you = back.welcome["you"]
        assert (you["refused"], you["last_cseq"]) == ([[2, "invalid_op"]], 4)


async def compacted_again(http: httpx2.AsyncClient) -> None:
    """After the board went on."""
    await http.patch("/api/boards/b1", json={"title": "One"})
    await http.patch("/api/boards/b1", json={"title": "Two"})
    await compacted(http)


async def test_it_is_refused_where_something_depends_on_the_history(
    ann: Peer, server: Serving, http: httpx2.AsyncClient
) -> None:
    """[COMP-6] And nothing is changed."""
    before = await entries(http, "b1")
    assert await refused(http, "none") == (404, "not_found")
    assert await refused(http, "b1--0123456789ab") == (401, "token_invalid")
    await http.post("/api/boards", json={"id": "other"})
    assert await refused(http, "b1", id="other") == (409, "exists")
    assert await refused(http, "other") == (409, "short_already")
    await ann.ops({"lesson": True})
    await ann.reach(10)
    assert await refused(http, "b1") == (409, "lesson_runs")
    await ann.ops({"lesson": False})
    await ann.reach(11)
    server.log.jobs.add(waiting_job())
    assert await refused(http, "b1") == (409, "job_runs")
    assert (await entries(http, "b1"))[:9] == before
    server.log.jobs.update("j1", ended=1)
    await http.delete("/api/boards/b1")
    assert await refused(http, "b1") == (410, "deleted")


def waiting_job() -> JobInfo:
    return JobInfo(id="j1", board="b1", kind="export", format="mp4", state="running", created=1)


async def test_what_was_drawn_while_the_short_log_was_made_stays(
    ann: Peer, server: Serving, http: httpx2.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """[COMP-1] Between reading and exchanging nothing is lost: it is made again."""
    check, loop = server.log.compactions.check, asyncio.get_running_loop()

    async def late() -> None:
        await ann.ops({"put": [rect("late")]})
        await ann.settled()

    def draws_then_checks(exchange: Exchange) -> None:
        asyncio.run_coroutine_threadsafe(late(), loop).result()
        check(exchange)

    monkeypatch.setattr(server.log.compactions, "check", draws_then_checks)
    assert (await compacted(http))["head"] == 10
    assert sorted(await shown(http, "b1")) == ["e2", "e3", "late"]


KILLED = """
import os, shutil, signal, sys
from pathlib import Path
from sqlalchemy import event
from inkroom_server.jobs.compacting import Wanted, compacted
from inkroom_server.log import Exchange, JobInfo, Log

folder, number = Path(sys.argv[1]), 0
while True:
    number += 1
    copy = folder.with_name(f"killed{number}")
    shutil.copytree(folder, copy)
    child = os.fork()
    if child == 0:
        log, said = Log.open(copy), []
        made = compacted(log, lambda share: None, "b1", Wanted(id="kept"), "ann")
        def count(statement):
            said.append(statement)
            if len(said) == number:
                os.kill(os.getpid(), signal.SIGKILL)
        def watch(connection, record, proxy):
            connection.set_trace_callback(count)
        event.listen(log.disk.writer, "checkout", watch)
        log.compactions.run(made)
        os._exit(0)
    if os.waitpid(child, 0)[1] == 0:
        break
"""


def test_a_process_that_is_killed_at_any_statement_leaves_the_old_or_the_new_board(
    tmp_path: Path,
) -> None:
    """[COMP-1] Never half of it, and the copy is there with the new one alone."""
    log = Log.open(tmp_path / "data")
    parts: list[dict[str, Any]] = [
        {"put": [rect("e1")]},
        {"put": [rect("e2")]},
        {"mark": "A"},
        {"mark": "B"},
    ]
    ops = [read_op(encode({"cseq": n, **part})) for n, part in enumerate(parts, 1)]
    log.write_log("b1", [entry_bytes(op.cseq, NOW, "ann", "c1", op) for op in ops])
    log.close()
    subprocess.run([sys.executable, "-c", KILLED, str(tmp_path / "data")], check=True, timeout=120)
    folders = sorted(tmp_path.glob("killed*"), key=lambda path: int(path.name[6:]))
    assert len(folders) > 10
    found = []
    for folder in folders:
        Log.open(folder).close()
        log = Log.visit(folder)
        there = log.board("kept") is not None
        log.close()
        assert len(checked_log(folder)) == (3 if there else 4)
        found.append(there)
    assert found == sorted(found)
    assert (found[0], found[-1]) == (False, True)


async def test_it_is_told_as_it_goes_and_says_at_last_what_was_done(
    ann: Peer, http: httpx2.AsyncClient
) -> None:
    """[COMP-7] A preview too; a refusal is the last line."""

    async def heard(**body: Any) -> list[dict[str, Any]]:
        way = "/api/boards/b1/compactions"
        async with http.stream("POST", way, json={**body, "progress": True}) as answer:
            assert answer.headers["content-type"] == "application/x-ndjson"
            return [json.loads(line) async for line in answer.aiter_lines()]

    foreseen = await heard(preview=True)
    assert foreseen[0] == {"progress": 0.0, "bound": False}
    assert foreseen[-1]["done"]["head"] == 9
    assert not any(line.get("bound") for line in foreseen)
    done = (await heard(id="kept"))[-1]["done"]
    listed = (await http.get("/api/boards/b1/compactions")).json()["compactions"]
    assert [one["copy"] for one in listed] == ["kept"] == [done["copy"]]
    assert (await heard())[-1]["error"]["code"] == "short_already"
