"""The program `inkroom`: what it prints, and its exit codes."""

import json
import os
import time
from pathlib import Path

import click
import pypdfium2
import pytest
from reportlab.pdfgen.canvas import Canvas
from tests.support.commands import fails, ok, run
from tests.support.files import SAMPLES, excalidraw

from inkroom_server.cli import COMMANDS, main

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
