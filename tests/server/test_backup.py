"""All boards as one file, and back: checked, whole or not at all, and nothing that was ended comes to life again."""

import json
import shutil
import sqlite3
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from tests.support.files import png
from tests.support.rooms import rect

from inkroom.errors import InkroomError
from inkroom_server.access import Access, secret_of
from inkroom_server.backup import Restored, back_up, prepare, put_back
from inkroom_server.log import Log
from inkroom_server.pictures import bytes_of, keep
from inkroom_server.settings import Settings


def entry(seq: int, **parts: object) -> bytes:
    return json.dumps(
        {"seq": seq, "at": 1, "by": "u", "client": "c1", "cseq": seq, **parts}
    ).encode()


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Log]:
    with closing(Log.open(tmp_path / "data")) as opened:
        opened.write_log("b1", [entry(1, put=[rect("e1")]), entry(2, say="Hi")], title="One")
        opened.create("b2", "Two")
        opened.trash("b2")
        yield opened


@pytest.fixture
def made(log: Log, tmp_path: Path) -> Path:
    """A backup with one picture in it."""
    keep(log, png(8, 8))
    secret_of(log.folder)
    path = tmp_path / "monday.inkroom-backup"
    back_up(log.folder, path, lambda size: None)
    return path


def restored(log: Log, path: Path) -> Restored:
    return put_back(log, prepare(log.folder, path, lambda size: None))


def test_a_backup_holds_all_boards_and_pictures_and_the_secret(log: Log, made: Path) -> None:
    """[BACK-1] [BACK-2] It is readable by its owner only, since the secret is in it."""
    with zipfile.ZipFile(made) as file:
        manifest = json.loads(file.read("manifest.json"))
        assert file.read("secret") == (log.folder / "secret").read_bytes()
        assert f"assets/{manifest['assets'][0]}" in file.namelist()
    assert [(b["id"], b["head"]) for b in manifest["boards"]] == [("b1", 2), ("b2", 0)]
    assert made.stat().st_mode & 0o777 == 0o600
    assert [p.name for p in made.parent.iterdir() if p.name.startswith(".")] == []


def test_progress_is_told_in_bytes(log: Log, tmp_path: Path) -> None:
    """[BACK-1]"""
    steps: list[int] = []
    back_up(log.folder, tmp_path / "x", steps.append)
    assert sum(steps) >= (log.folder / "inkroom.db").stat().st_size


def test_one_moment_is_kept_while_others_write(log: Log, tmp_path: Path) -> None:
    """[BACK-1] What is written after the beginning of the copy is not in it, and does not begin it anew."""
    for number in range(40):
        log.write_log(f"x{number}", [entry(n + 1, say="x" * 9_000) for n in range(60)])
    began = [False]

    def step(size: int) -> None:
        if not began[0]:
            began[0] = True
            log.create("late")

    found = back_up(log.folder, tmp_path / "x", step)
    assert began[0]
    assert log.board("late") is not None
    assert found.boards == 42


def test_a_backup_comes_back_and_what_was_there_is_kept(log: Log, made: Path) -> None:
    """[BACK-4] [BACK-5] Epochs are later than any that was told; the kept one can be put back too."""
    log.create("b3", "Three")
    log.new_epoch("b1")
    log.new_epoch("b1")
    picture = next((log.folder / "assets").iterdir())
    picture.unlink()
    done = restored(log, made)
    assert (done.boards, done.entries) == (2, 2)
    assert log.board("b3") is None
    found = log.board("b1")
    assert found is not None
    assert (found.head, found.epoch) == (2, 4)
    assert log.entries("b1")[1] == entry(2, say="Hi")
    assert bytes_of(log, picture.name) is not None
    log.write_log("b4", [entry(1, say="after")])
    again = restored(log, Path(done.kept))
    assert again.boards == 3
    assert log.board("b3") is not None
    assert log.board("b4") is None
    assert sorted(p.name for p in log.folder.iterdir() if p.name.startswith(".restore")) == []


def test_an_ended_token_does_not_come_to_life_again(log: Log, made: Path) -> None:
    """[BACK-6] [ACC-2] Neither does one that the backup did not know vanish from the list."""
    access = Access(log, Settings(data=str(log.folder), public=True))
    token, info = access.create_token("b1", "editor")
    log.tokens.revoke(info.id)
    restored(log, made)
    assert info.id in log.tokens.revoked()
    with pytest.raises(InkroomError):
        access.claims(token, "b1")


def test_a_backup_goes_to_a_new_machine(made: Path, tmp_path: Path) -> None:
    """[BACK-4] [BACK-6] The folder is new; tokens of the old one go on being good."""
    with closing(Log.open(tmp_path / "new")) as log:
        secret_of(log.folder)
        done = restored(log, made)
        assert done.kept == ""
        assert [info.id for info in log.boards()] == ["b1"]
        assert secret_of(log.folder) == secret_of(tmp_path / "data")
        log.create("b9")  # it can be written


def test_a_picture_that_is_another_is_named(log: Log, made: Path, tmp_path: Path) -> None:
    """[BACK-2]"""
    picture = next((log.folder / "assets").iterdir())
    picture.write_bytes(b"other")
    assert "other bytes" in back_up(log.folder, tmp_path / "x", lambda size: None).left[0]
    picture.unlink()
    assert "not in the folder" in back_up(log.folder, tmp_path / "x", lambda size: None).left[0]


def _with_manifest(path: Path, change: Callable[[dict[str, object]], object]) -> None:
    with zipfile.ZipFile(path) as file:
        members = {name: file.read(name) for name in file.namelist()}
    manifest = json.loads(members["manifest.json"])
    change(manifest)
    members["manifest.json"] = json.dumps(manifest).encode()
    with zipfile.ZipFile(path, "w") as file:
        for name, data in members.items():
            file.writestr(name, data)


def _torn(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2] + data[len(data) // 2 + 1 :])


def _strange_member(path: Path) -> None:
    with zipfile.ZipFile(path, "a") as file:
        file.writestr("../evil", b"x")


def _other_schema(path: Path) -> None:
    _with_manifest(path, lambda m: m.update(schema="0099", version="9.9"))


def _other_format(path: Path) -> None:
    _with_manifest(path, lambda m: m.update(format=2, version="9.9"))


def _other_database(path: Path) -> None:
    _with_manifest(path, lambda m: m.update(sha="0" * 64))


def _other_boards(path: Path) -> None:
    _with_manifest(path, lambda m: m.update(boards=[]))


@pytest.mark.parametrize(
    ("spoil", "code", "words"),
    [
        (lambda path: path.write_bytes(b"PK"), "bad_file", "inkroom backup"),
        (_torn, "bad_file", "Expected"),
        (_strange_member, "bad_file", "evil"),
        (_other_schema, "other_version", "Inkroom 9.9"),
        (_other_format, "other_version", "Inkroom 9.9"),
        (_other_database, "bad_file", "another"),
        (_other_boards, "bad_file", "others"),
    ],
    ids=["no zip", "torn", "strange member", "schema", "format", "database", "boards"],
)
def test_what_cannot_be_put_back_changes_nothing(
    log: Log, made: Path, spoil: Callable[[Path], object], code: str, words: str
) -> None:
    """[SEC-30] [BACK-3]"""
    spoil(made)
    before = sorted(p.name for p in log.folder.iterdir())
    with pytest.raises(InkroomError, match=words) as why:
        prepare(log.folder, made, lambda size: None)
    assert why.value.code == code
    assert sorted(p.name for p in log.folder.iterdir()) == before


def test_a_history_that_is_not_whole_is_not_kept_as_if_it_were(log: Log, tmp_path: Path) -> None:
    """[BACK-1] [BACK-2] The old backup of that name stays."""
    path = tmp_path / "kept"
    path.write_bytes(b"the one of yesterday")
    with closing(sqlite3.connect(log.folder / "inkroom.db")) as connection:
        connection.execute("UPDATE entry SET body = ? WHERE seq = 2", (entry(2, say="Ho"),))
        connection.commit()
    with pytest.raises(InkroomError, match="#2"):
        back_up(log.folder, path, lambda size: None)
    assert path.read_bytes() == b"the one of yesterday"
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith(".")] == []


def test_a_folder_without_boards_says_so(tmp_path: Path) -> None:
    """[BACK-1]"""
    with pytest.raises(InkroomError, match="no boards"):
        back_up(tmp_path, tmp_path / "x", lambda size: None)
    shutil.rmtree(tmp_path)
