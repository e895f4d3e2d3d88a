"""Commands of `inkroom` around a server that runs, and those that check."""

import os
import signal
import subprocess
from pathlib import Path
from typing import Any

import pytest
from tests.support.commands import fails, ok, run
from tests.support.files import excalidraw
from tests.support.patience import PATIENCE_S
from tests.support.program import PROGRAM, served

from inkroom.errors import Unavailable
from inkroom_server.log import Log

# ------------------------------------------------------------------ verify


@pytest.mark.parametrize(
    ("broken", "entry"),
    [
        (lambda lines: lines[1:], "Entry 1"),
        (lambda lines: [lines[0], lines[1].replace(b"Hi", b"Ho")], ""),
        (lambda lines: [lines[0], lines[1].replace(b'"seq":2', b'"seq":3')], "Entry 2"),
        (lambda lines: [lines[0], b"nonsense"], "Entry 2"),
    ],
)
def test_a_history_that_is_not_whole_says_where_it_breaks(
    folder: Path, broken: Any, entry: str
) -> None:
    """[LOG-9] Of a file of entries, and of a board whose disk was tampered with."""
    ok("boards", "new", "x", "--id", "b1")
    ok("boards", "rename", "b1", "Hi")
    ok("export", "b1", "-o", "b1.jsonl")
    lines = broken((folder / "b1.jsonl").read_bytes().splitlines())
    (folder / "b1.jsonl").write_bytes(b"".join(line + b"\n" for line in lines))
    if entry:
        assert entry in fails("verify", "b1.jsonl")
    rows = {1: lines[0], 2: lines[1] if len(lines) > 1 else lines[0]}
    log = Log.open(folder / "data")
    with log.disk.writer.begin() as connection:
        for seq, body in rows.items():
            connection.exec_driver_sql("UPDATE entry SET body=? WHERE seq=?", (body, seq))
    log.close()
    fails("verify", "b1")


# ------------------------------------------------------------------ a server that runs


def test_serve_says_where_it_is_and_stops_at_a_signal(folder: Path) -> None:
    """[ROOM-11] With the address and how to stop it; the exit code is 0."""
    command = [*PROGRAM, "serve", "--port", "0", "--data", str(folder / "data")]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        first, second = process.stdout.readline(), process.stdout.readline()
        assert first.startswith("Inkroom is at http://127.0.0.1:")
        assert str(folder / "data") in second
        assert "Ctrl+C" in second
        assert (folder / "data/address").read_text().strip() in first
        os.kill(process.pid, signal.SIGINT)
        assert process.wait(PATIENCE_S) == 0
        assert process.stderr.read() == ""
    assert not (folder / "data/address").exists()


def test_a_folder_in_use_is_said_with_the_way_round(folder: Path) -> None:
    """[LOG-6] What only reads works beside the server; what writes is told to go through it."""
    with served(folder) as url:
        other = ok("boards", "new", "Other", "--server", url).strip()
        said = fails("boards", "new", "x")
        assert f"Add --server {url}" in said
        assert other in ok("boards")
        assert ok("verify", other).startswith(f"{other}: whole, 1 entries")
        with pytest.raises(Unavailable):
            Log.open(folder / "data")
        assert "in use" in fails("serve", "--port", "0")
        assert (folder / "data/address").read_text().strip() == url


def test_serve_says_what_is_wrong_before_it_begins(folder: Path) -> None:
    """[ACC-1] One sentence each, and nothing was made."""
    assert "--public" in fails("serve", "--host", "0.0.0.0", "--port", "0")
    assert "--port" in fails("serve", "--port", "70000", code=2)
    assert not (folder / "data").exists()
    with served(folder) as url:
        port = url.rpartition(":")[2]
        assert port in fails("serve", "--port", port, "--data", "other")


def test_the_same_commands_work_through_a_server(folder: Path) -> None:
    """[API-1] [API-4] [API-5] [LOG-9] Boards, import, export, verify with --server."""
    (folder / "Plan.excalidraw").write_bytes(excalidraw({}, {}))
    with served(folder) as url:
        at = ("--server", url)
        said = ok("import", "Plan.excalidraw", "--board", "plan", *at)
        assert said == "Plan.excalidraw: 2 elements on board plan\n"
        ok("import", "Plan.excalidraw", "--board", "plan", *at)
        ok("boards", "rename", "plan", "Grüße ✏", *at)
        assert "Grüße ✏" in ok("boards", *at)
        for format in ("svg", "png", "inkroom", "jsonl", "excalidraw"):
            ok("export", "plan", "-o", f"far.{format}", *at)
            ok("export", "plan", "-o", f"near.{format}")
            assert (folder / f"far.{format}").read_bytes() == (
                folder / f"near.{format}"
            ).read_bytes()
        whole = ok("verify", "plan", *at)
        assert whole.startswith("plan: whole, 3 entries, chain ")
        assert ok("verify", "plan") == whole
        assert "'none'" in fails("export", "none", "-o", "x.svg", *at)
        assert "got 99" in fails("export", "plan", "-o", "x.svg", "--at", "99", *at)
        assert "'none'" in fails("verify", "none", *at)
        ok("boards", "trash", "plan", *at)
        assert ok("boards", *at) == "No boards yet.\n"
        assert not (folder / "x.svg").exists()


def test_a_public_server_is_used_with_tokens(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """[ACC-2] [ACC-7] Made beside the server, on the command line."""
    with served(folder, "--public") as url:
        assert "token" in fails("boards", "--server", url)
        made = run("token", "create", "--operator", "--days", "1")
        assert "operator until" in made.stderr
        monkeypatch.setenv("INKROOM_TOKEN", made.stdout.strip())
        ok("boards", "new", "One", "--id", "b1", "--server", url)
        viewer = run("token", "create", "b1", "--role", "viewer", "--name", "Ann")
        assert f"{url}/b/b1#token=" in viewer.stderr
        token = viewer.stdout.strip()
        ok("export", "b1", "-o", "b1.svg", "--server", url, "--token", token)
        assert "'editor'" in fails("boards", "rename", "b1", "x", "--server", url, "--token", token)
        listed = ok("token", "list", "b1").split()
        assert listed[1] == "viewer"
        assert "Ann" in listed
        ok("token", "revoke", listed[0])
        assert "revoked" in ok("token", "list", "b1")
        fails("export", "b1", "-o", "b1.svg", "--server", url, "--token", token)
    assert "Name a BOARD" in fails("token", "create", code=2)
    assert "Name a BOARD" in fails("token", "create", "b1", "--operator", code=2)
    assert "'abc'" in fails("token", "revoke", "abc")
    assert "--days" in fails("token", "create", "b1", "--days", "0", code=2)


def test_the_doctor_finds_a_server_well(folder: Path) -> None:
    """[PATH-4] [ACC-4] Text, JSON, bytes, size, round trip, versions, Origin."""
    with served(folder) as url:
        said = ok("doctor", url)
    for name in ("server", "WebSocket", "text", "JSON", "bytes", "large", "time", "origin"):
        assert f"ok    {name}" in said
    assert "round trip" in said
    assert "All is well" in said
    assert "Is `inkroom serve` running?" in run("doctor", url).stdout
    assert run("doctor", url).exit_code == 1
    fails("doctor", "not an address", code=2)


def test_the_doctor_names_what_is_in_the_way(folder: Path) -> None:
    """A server that is none of ours, and one whose WebSockets do not pass."""
    from http.server import BaseHTTPRequestHandler, HTTPServer
    from threading import Thread

    class Other(BaseHTTPRequestHandler):
        answer = b"{}"

        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(self.answer)

        def log_message(self, *_: Any) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Other) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        url = f"http://127.0.0.1:{server.server_port}"
        assert "it is not Inkroom" in run("doctor", url).stdout
        Other.answer = b'{"version":"9.9","protocol":9}'
        assert "speaks protocol 9" in run("doctor", url).stdout
        Other.answer = b'{"version":"9.9","protocol":1}'
        result = run("doctor", url)
        assert "Upgrade and Connection" in result.stdout
        assert result.exit_code == 1
        server.shutdown()


def test_desktop_says_which_extra_it_needs(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    assert "pip install 'inkroom[desktop]'" in fails("desktop")


def test_moments_are_compared_restored_and_branched_from(folder: Path) -> None:
    """[HIST-5, HIST-8, HIST-9, FILM-1, FILM-2, SEEK-3] In a folder of this disk, without a server."""
    board = ok("boards", "new", "Greenhouse").strip()
    (folder / "plan.excalidraw").write_bytes(excalidraw({}, {}))
    ok("import", "plan.excalidraw", "--board", board)
    assert "2 added, 0 changed, 0 removed" in ok("compare", board, "1")
    assert ok("restore-moment", board, "--to", "1", "--preview") == "2 go\n"
    away = ("--lasso", "9000,0 9100,0 9100,100")
    assert ok("restore-moment", board, "--to", "1", *away).startswith("Nothing to do")
    assert "three points" in fails("restore-moment", board, "--lasso", "0,0 9,9", code=2)
    assert "got both" in fails("restore-moment", board, "--area", "0,0,9,9", *away, code=2)
    assert ok("restore-moment", board, "--to", "1") == "2 go\nRestored, as step #3.\n"
    assert ok("restore-moment", board, "--to", "1") == "Nothing to do: it is like that already.\n"
    assert "Expected the name" in fails("restore-moment", board, "--person", "Nobody")
    film = ("--from", "1", "--to", "3", "--speed", "100", "--skip-idle", "500ms", "--height", "90")
    assert "lesson.webm" in ok("export", board, "-o", "lesson.webm", *film)
    ok("export", board, "-o", "told.txt", "--from", "1")
    assert "drew 2 rectangles" in (folder / "told.txt").read_text("utf-8")
    assert "Expected a beginning" in fails("export", board, "-o", "x.gif", "--from", "99")
    assert "expected a time" in fails("export", board, "-o", "x.gif", "--skip-idle", "x", code=2)
    ok("boards", "rename", board, "Pump plan")
    assert "title: Pump plan" in ok("search", "PUMP")
    assert ok("search", "hose", "--board", board) == "Nothing found for 'hose'.\n"
    branch = ok("branch", board, "--at", "2", "--title", "Another way").strip()
    assert "Another way" in ok("boards")
    ok("verify", branch)


def test_a_history_is_compacted_after_it_is_said_what_goes(folder: Path) -> None:
    """[COMP-1, COMP-5, COMP-6] In a folder of this disk, without a server; nothing happens without a yes."""
    board = ok("boards", "new", "Greenhouse").strip()
    (folder / "plan.excalidraw").write_bytes(excalidraw({}, {}))
    ok("import", "plan.excalidraw", "--board", board)
    assert "as short as it can be" in fails("compact", board, "--preview")
    for title in ("Pump", "Hose", "Pump plan"):
        ok("boards", "rename", board, title)
    assert "5 steps since" in ok("compact", board, "--preview")
    assert run("compact", board).exit_code == 1
    assert ok("compact", board, "--list") == "It was never compacted.\n"
    ok("compact", board, "--yes", "--id", "kept", "--title", "Pump plan until lunch")
    assert "#5  kept  Pump plan until lunch" in ok("compact", board, "--list")
    for id in (board, "kept"):
        ok("verify", id)
    assert "Pump plan until lunch" in ok("boards")
    assert "title: Hose" in ok("search", "hose", "--board", "kept")
    assert ok("search", "hose", "--board", board) == "Nothing found for 'hose'.\n"


def test_a_board_is_deleted_for_good_from_the_trash_only(folder: Path) -> None:
    """[API-12] After a question, and it is noted."""
    board = ok("boards", "new", "Rain").strip()
    assert "in the trash" in fails("boards", "delete", board, "--yes")
    ok("boards", "trash", board)
    assert run("boards", "delete", board).exit_code == 1
    assert board in ok("boards", "--trash")
    ok("boards", "delete", board, "--yes")
    assert ok("boards", "--trash") == "The trash is empty.\n"
    assert "Rain" in ok("boards", "deleted")
