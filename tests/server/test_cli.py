"""The program `inkroom`: what it prints, and its exit codes."""

import json
import os
import signal
import subprocess
import time
from pathlib import Path
from typing import Any

import click
import pypdfium2
import pytest
from click.testing import CliRunner, Result
from reportlab.pdfgen.canvas import Canvas
from tests.support.files import SAMPLES, excalidraw
from tests.support.patience import PATIENCE_S
from tests.support.program import PROGRAM, served

from inkroom.errors import Unavailable
from inkroom_server.cli import COMMANDS, main
from inkroom_server.log import Log


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to stand in: boards go to its `data`."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("INKROOM_DATA", raising=False)
    return tmp_path


def run(*args: str | Path) -> Result:
    """One command; no error may come out as a traceback."""
    result = CliRunner().invoke(main, [str(arg) for arg in args])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def fails(*args: str | Path, code: int = 1) -> str:
    """A command that must fail: what it says on the standard error, in one sentence."""
    result = run(*args)
    assert result.exit_code == code, result.output
    assert "Traceback" not in result.output
    said = result.stderr.strip().splitlines()
    assert said, "it says nothing"
    return said[-1]


def ok(*args: str | Path) -> str:
    result = run(*args)
    assert result.exit_code == 0, result.output
    return result.stdout


# ------------------------------------------------------------------ help


def every_command() -> list[list[str]]:
    found: list[list[str]] = [[]]
    with click.Context(main) as context:
        for name in COMMANDS:
            found.append([name])
            command = main.get_command(context, name)
            found += [[name, sub] for sub in getattr(command, "commands", {})]
    return found


@pytest.mark.parametrize("command", every_command(), ids=" ".join)
def test_every_command_explains_itself(folder: Path, command: list[str]) -> None:
    said = ok(*command, "--help")
    assert "Usage: " in said
    assert len(said.splitlines()) > 6
    assert all(len(line) <= 120 for line in said.splitlines())
    assert said == ok(*command, "-h")


def test_the_first_page_says_what_to_do_first(folder: Path) -> None:
    said = ok("--help")
    assert "inkroom serve" in said
    assert "http://127.0.0.1:8000" in said
    assert all(name in said for name in COMMANDS)
    assert "Exit codes" in said


def test_what_is_no_command_is_a_usage_error(folder: Path) -> None:
    assert "No such command 'dance'" in fails("dance", code=2)
    assert "No such option" in fails("boards", "--dance", code=2)
    assert ok("--version").startswith("Inkroom ")


# ------------------------------------------------------------------ boards on this disk


def test_boards_are_made_listed_renamed_trashed_and_brought_back(folder: Path) -> None:
    """[API-1] The same as over REST, without a server."""
    assert "There are no boards in 'data' yet" in fails("boards")
    assert ok("boards", "new", "Rain in November", "--id", "rain") == "rain\n"
    other = ok("boards", "new", "Other").strip()
    assert [line.split()[0] for line in ok("boards").splitlines()] == [other, "rain"]
    ok("boards", "rename", "rain", "Sun")
    assert "Sun" in ok("boards")
    ok("boards", "trash", "rain")
    assert "rain" not in ok("boards")
    assert "rain" in ok("boards", "--trash")
    ok("boards", "restore", "rain")
    assert "rain" in ok("boards")
    assert "there is one named 'rain'" in fails("boards", "new", "x", "--id", "rain")
    assert "Expected an id" in fails("boards", "new", "x", "--id", "a b")
    for command in (["rename", "none", "x"], ["trash", "none"], ["restore", "none"]):
        assert "'none'" in fails("boards", *command)


def test_the_folder_may_be_named_before_or_after_the_subcommand(folder: Path) -> None:
    for at, args in enumerate((["--data", "d", "new", "x"], ["new", "x", "--data", "d"])):
        ok("boards", *args)
        assert len(ok("boards", "--data", "d").splitlines()) == at + 1
    assert not (folder / "data").exists()


def test_a_drawing_goes_in_and_comes_out_in_every_format(folder: Path) -> None:
    """[API-5] [API-4] Import, export, and the check of what came out."""
    (folder / "Plan.excalidraw").write_bytes(
        excalidraw({}, {"type": "ellipse"}, {"type": "hologram"})
    )
    said = ok("import", "Plan.excalidraw", "--board", "plan").splitlines()
    assert said[0] == "Plan.excalidraw: 2 elements on board plan"
    assert said[1].startswith("  not carried: ")
    for format, start in (("svg", b"<svg"), ("png", b"\x89PNG"), ("inkroom", b"PK"),
                          ("jsonl", b'{"seq":1,'), ("excalidraw", b"{")):  # fmt: skip
        ok("export", "plan", "-o", f"out.{format}")
        assert (folder / f"out.{format}").read_bytes().startswith(start)
    assert ok("verify", "plan").startswith("plan: whole, 1 entries, chain ")
    for file in ("out.inkroom", "out.jsonl"):
        assert ok("verify", file).startswith(f"{file}: whole, 1 entries, chain ")
    ok("export", "plan", "-o", "start.jsonl", "--at", "0")
    assert (folder / "start.jsonl").read_bytes() == b""
    ok("export", "plan", "-o", "picture", "--format", "svg")
    assert (folder / "picture").read_bytes() == (folder / "out.svg").read_bytes()
    assert (folder / "picture").stat().st_mode & 0o777 == 0o644


def test_export_import_export_is_byte_equal(folder: Path) -> None:
    """[FILE-2] By the command line too; and a file onto a board that is there."""
    (folder / "Plan.excalidraw").write_bytes(excalidraw({}, {}))
    ok("import", "Plan.excalidraw", "--board", "plan")
    ok("import", "Plan.excalidraw", "--board", "plan")
    ok("export", "plan", "-o", "one.inkroom")
    ok("import", "one.inkroom", "--board", "copy")
    ok("export", "copy", "-o", "two.inkroom")
    assert (folder / "one.inkroom").read_bytes() == (folder / "two.inkroom").read_bytes()
    ok("export", "copy", "-o", "copy.jsonl")
    puts = [
        put["kind"]
        for line in (folder / "copy.jsonl").read_bytes().splitlines()
        for put in json.loads(line).get("put", [])
    ]
    assert puts == ["rect"] * 4


def test_all_boards_go_to_a_folder_and_come_back_byte_for_byte(folder: Path) -> None:
    """[FILE-2] What is as it was is not written again, and another history is never put over a board."""
    (folder / "Plan.excalidraw").write_bytes(excalidraw({}, {}))
    for id in ("plan", "other"):
        ok("import", "Plan.excalidraw", "--board", id)
    assert ok("export", "--all", "-o", "all").endswith("2 boards in all\n")
    first = {path.name: path.read_bytes() for path in (folder / "all").iterdir()}
    assert set(first) == {"plan.inkroom", "other.inkroom"}
    os.utime(folder / "all/plan.inkroom", (1, 1))
    assert "as it was" in ok("export", "--all", "-o", "all")
    assert (folder / "all/plan.inkroom").stat().st_mtime == 1
    ok("import", "all", "--data", "second")
    ok("export", "--all", "-o", "again", "--data", "second")
    assert {path.name: path.read_bytes() for path in (folder / "again").iterdir()} == first
    assert "board plan is there already" in ok("import", "all")
    ok("boards", "rename", "plan", "Rain")
    assert run("import", "all").exit_code == 1
    assert fails("import", "all").startswith("plan.inkroom: Expected a board plan with the history")
    ok("export", "--all", "--format", "svg", "-o", "all")
    assert (folder / "all/plan.svg").read_text().startswith("<svg")
    assert fails("export", "plan", "--all", "-o", "all", code=2)
    assert fails("export", "-o", "all", code=2)


def test_a_pdf_stays_a_pdf_through_a_file_of_ours(folder: Path) -> None:
    """[FILE-19] [FILE-2] The original goes into the `.inkroom` and comes out of it, and no byte is other."""
    canvas = Canvas("paper.pdf", pagesize=(200, 100))
    canvas.drawString(60, 50, "Original text")
    canvas.save()
    ok("import", "paper.pdf", "--board", "one")
    ok("export", "one", "-o", "one.inkroom")
    ok("import", "one.inkroom", "--board", "two")
    ok("export", "two", "-o", "two.inkroom")
    assert (folder / "one.inkroom").read_bytes() == (folder / "two.inkroom").read_bytes()
    ok("export", "two", "-o", "two.pdf")
    document = pypdfium2.PdfDocument(folder / "two.pdf")
    assert document[0].get_textpage().get_text_bounded() == "Original text"
    document.close()


def test_a_folder_is_watched(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """[API-5] A file is taken once, when it is whole, and again when it has changed; over restarts too."""
    inbox = folder / "inbox"
    inbox.mkdir()
    steps: list[bytes | None] = [excalidraw({}), None, None, b"{", None, excalidraw({}, {}), None]

    def pause(seconds: float) -> None:
        if not steps:
            raise KeyboardInterrupt
        step = steps.pop(0)
        if step is not None:
            (inbox / "plan.excalidraw").write_bytes(step)
            (inbox / "unknown.exe").write_bytes(step)

    monkeypatch.setattr(time, "sleep", pause)
    result = run("import", "inbox", "--watch")
    assert [line.split(" on ")[0] for line in result.stdout.splitlines()[1:]] == [
        "plan.excalidraw: 1 element", "plan.excalidraw: 2 elements",
    ]  # fmt: skip
    assert result.stderr.startswith("plan.excalidraw: Expected ")
    assert len(ok("boards").splitlines()) == 2
    steps += [None, None]
    assert ok("import", "inbox", "--watch").count("\n") == 1
    assert fails("import", "inbox", "--board", "x", code=2)
    assert fails("import", "inbox/plan.excalidraw", "--watch", code=2)


@pytest.mark.skipif(not SAMPLES.exists(), reason="the sample drawings are not here")
def test_all_samples_are_imported_in_one_command(folder: Path) -> None:
    """[FILE-4] [API-5] All 24 without an error."""
    said = ok("import", *sorted(SAMPLES.glob("*.excalidraw")))
    assert len([line for line in said.splitlines() if " on board " in line]) == 24
    assert len(ok("boards").splitlines()) == 24


def test_of_several_files_those_that_can_be_used_are(folder: Path) -> None:
    """[API-6] The others are named, and the exit code tells."""
    (folder / "good.excalidraw").write_bytes(excalidraw({}))
    (folder / "bad.excalidraw").write_bytes(b"{}")
    result = run("import", "bad.excalidraw", "good.excalidraw")
    assert result.exit_code == 1
    assert result.stderr.startswith("bad.excalidraw: Expected ")
    assert result.stdout.startswith("good.excalidraw: 1 element on board ")
    assert len(ok("boards").splitlines()) == 1


def test_bad_input_gets_one_sentence_and_leaves_what_was_there(folder: Path) -> None:
    """[API-6] Exit code 2 where it was typed wrongly, 1 where it failed; no half a file."""
    ok("boards", "new", "x", "--id", "b1")
    (folder / "out.svg").write_text("mine")
    assert "'none'" in fails("export", "none", "-o", "out.svg")
    assert "Expected a moment from 0 to 1, got 9" in fails(
        "export", "b1", "-o", "out.svg", "--at", "9"
    )
    assert (folder / "out.svg").read_text() == "mine"
    assert ".svg, .png" in fails("export", "b1", "-o", "out.doc", code=2)
    assert "--at" in fails("export", "b1", "-o", "out.svg", "--at", "-1", code=2)
    assert "No such file" in fails("export", "b1", "-o", "none/out.svg")
    assert "does not exist" in fails("import", "none.inkroom", code=2)
    (folder / "x.doc").write_text("x")
    assert ".inkroom, .excalidraw" in fails("import", "x.doc")
    (folder / "x.excalidraw").write_bytes(excalidraw({}))
    assert "Expected an id" in fails("import", "x.excalidraw", "--board", "a b")
    (folder / "x.excalidraw").unlink()
    assert "'none'" in fails("verify", "none")
    assert "No such file" in fails("verify", "none.inkroom")
    assert "exclude each other" in fails("boards", "--server", "http://x", "--data", "d", code=2)
    assert "expected an address" in fails("boards", "--server", "ftp://x", code=2)
    assert "Nothing answers" in fails("boards", "--server", "127.0.0.1:9")
    (folder / "file").write_text("")
    assert "'file'" in fails("import", "x.doc", "--data", "file", code=2)
    assert sorted(path.name for path in folder.iterdir()) == ["data", "file", "out.svg", "x.doc"]


def test_what_a_newcomer_may_type_gets_one_sentence_without_our_words(folder: Path) -> None:
    """[API-6] [LIM-4] No pattern of ours, no type of ours; and no folder is made by looking for one."""
    ok("boards", "new", "x", "--id", "b1")
    assert "at most 120 characters, got 200" in fails("boards", "new", "x" * 200, code=2)
    assert "one line" in fails("boards", "rename", "b1", "two\nlines", code=2)
    assert len(ok("boards").splitlines()) == 1
    for scale in ("nan", "0", "inf"):
        assert "--scale" in fails("export", "b1", "-o", "x.png", "--scale", scale, code=2)
    assert "width and a height" in fails("export", "b1", "-o", "x.png", "--area", "0,0,0,9")
    assert "letters, digits, _ and -" in fails("token", "create", "a b")
    assert "--days" in fails("token", "create", "b1", "--days", "nan", code=2)
    for command in (["token", "list"], ["token", "revoke", "x"], ["backup"], ["boards"]):
        assert "no" in fails(*command, "--data", "none")
    assert not (folder / "none").exists()


def test_a_setting_that_is_none_is_named_as_it_was_typed(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """[API-6]"""
    monkeypatch.setenv("INKROOM_TICK_S", "-1")
    assert "INKROOM_TICK_S: Expected" in fails("serve", "--port", "0")


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
