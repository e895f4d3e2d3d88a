"""A backup is made and put back under a server that runs: whoever is there heals by offering their ops again."""

import asyncio
import subprocess
from pathlib import Path

import pytest
from tests.support.logs import checked_log
from tests.support.patience import PATIENCE_S
from tests.support.program import PROGRAM
from tests.support.serving import eventually
from tests.support.spawner import Spawner

import inkroom
from inkroom.client import Connection

RECT = {"kind": "rect", "geom": [0, 0, 160, 160, 0]}


async def run(*words: str) -> str:
    """`inkroom WORDS`; what it said, when it worked."""
    command = [*PROGRAM, *words]
    done = await asyncio.to_thread(
        subprocess.run, command, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


async def test_a_restored_server_gets_back_what_its_peers_know(tmp_path: Path) -> None:
    """[BACK-1] [BACK-4] [SES-16] [BUG-36] P3 P4: an op of after the backup is there once, undo still works."""
    folder, kept = tmp_path / "data", tmp_path / "kept.inkroom-backup"
    with Spawner(folder) as server:
        async with (
            inkroom.connect(server.url, "b1", name="Ann", timeout_s=PATIENCE_S) as ann,
            inkroom.connect(server.url, "b1", name="Bob", timeout_s=PATIENCE_S) as bob,
        ):
            (folder / "address").write_text(server.url)  # as `inkroom serve` does
            await ann.put(RECT)
            await bob.put(RECT)
            drawing = asyncio.create_task(_draws(ann, 60))
            said = await run("backup", str(kept), "--data", str(folder))
            assert "checked" in said
            await drawing
            await bob.put(RECT | {"id": "bobs"})
            await eventually(lambda: ann.session.seq == bob.session.seq == 63)
            said = await run("restore", str(kept), "--data", str(folder), "--yes")
            assert "kept in" in said
            await eventually(lambda: ann.session.epoch == bob.session.epoch == 2)
            await eventually(lambda: ann.session.saved and bob.session.saved)
            await eventually(lambda: ann.session.seq == bob.session.seq == 63)
            assert len(ann.elements()) == len(bob.elements()) == 63
            assert ann.session.confirmed.digest() == bob.session.confirmed.digest()
            await bob.delete("bobs")
            await eventually(lambda: len(ann.elements()) == 62)
    entries = checked_log(folder)
    assert len({(entry.client, entry.cseq) for entry in entries}) == len(entries) == 64


async def _draws(connection: Connection, count: int) -> None:
    for _ in range(count):
        await connection.put(RECT)


async def test_a_stopped_servers_folder_can_be_kept_and_put_back(tmp_path: Path) -> None:
    """[BACK-1] [BACK-3] [BACK-5] And a file that is none is refused in one sentence."""
    folder, kept = tmp_path / "data", tmp_path / "kept"
    await run("boards", "new", "Plan", "--id", "plan", "--data", str(folder))
    await run("backup", str(kept), "--data", str(folder))
    await run("boards", "trash", "plan", "--data", str(folder))
    await run("restore", str(kept), "--yes", "--data", str(folder))
    assert "plan" in await run("boards", "--data", str(folder))
    (tmp_path / "none").write_text("x")
    with pytest.raises(AssertionError, match="Expected a backup"):
        await run("restore", str(tmp_path / "none"), "--yes", "--data", str(folder))


async def test_a_public_server_is_kept_and_put_back_from_afar_with_an_operators_token(
    tmp_path: Path,
) -> None:
    """[BACK-1] [BACK-3] [ACC-7] On its own folder no token is asked for: the secret lies there."""
    folder, kept = tmp_path / "data", tmp_path / "kept"
    with Spawner(folder, {"INKROOM_PUBLIC": "1"}) as server:
        await asyncio.to_thread(server.listen)
        place = ("--data", str(folder))
        token = (await run("token", "create", "--operator", *place)).split()[0]
        there = ("--server", server.url, "--token", token)
        await run("boards", "new", "Plan", "--id", "plan", *there)
        await run("backup", str(kept), *there)
        assert kept.stat().st_mode & 0o777 == 0o600
        await run("boards", "trash", "plan", *there)
        await run("restore", str(kept), "--yes", *there)
        assert "plan" in await run("boards", *there)
        await run("boards", "trash", "plan", *there)
        (folder / "address").write_text(server.url)
        await run("restore", str(kept), "--yes", *place)
        assert "plan" in await run("boards", *there)
        with pytest.raises(AssertionError, match="token"):
            await run("backup", str(tmp_path / "none"), "--server", server.url)
        assert not (tmp_path / "none").exists()
