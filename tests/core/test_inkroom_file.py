"""The `.inkroom` file: what goes in comes out, byte for byte, and what is not whole is refused."""

import hashlib
import io
import json
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from tests.support.files import png

from inkroom.errors import BadFile, BadLog
from inkroom.formats.archive import LINE, Reader
from inkroom.formats.inkroom_file import InkroomFile, write
from inkroom.messages import (
    Entry,
    Person,
    encode,
    entry_bytes,
    read_entry,
    read_op,
    refusal_bytes,
)

PICTURE = png()
SHA = hashlib.sha256(PICTURE).hexdigest()
PEOPLE = [Person("u2", "Ben", "pine"), Person("u1", "Ana", "plum"), Person("u3", "Eve", "ochre")]


def entry(seq: int, by: str = "u1", client: str = "c1", cseq: int = 0, **op: Any) -> bytes:
    return entry_bytes(
        seq, 1_700_000_000_000 + seq, by, client, read_op(encode({"cseq": cseq or seq, **op}))
    )


def board() -> list[bytes]:
    """A log with all that a log can hold: another's op, a picture, a refusal, a title, a restore."""
    picture = {"sha": SHA, "type": "image/png", "width": 2, "height": 2}
    stroke = {"kind": "stroke", "id": "s", "points": [0, 0, 128, 0, 16, 16, 255, 8]}
    restored = {
        "id": "a",
        "register": "ink",
        "value": "#112233",
        "writer": "c1:1",
        "expect": "c1:5",
    }
    return [
        entry(1, put=[{"kind": "rect", "id": "a", "geom": [0, 0, 10, 10, 0], "ink": "#112233"}]),
        entry(2, put=[{"kind": "image", "id": "b", "geom": [0, 0, 9, 9, 0], "asset": picture}]),
        entry(3, set=[{"id": "board", "title": "Plan für Ωmega"}]),
        entry(4, "u2", "c2", 1, put=[{**stroke, "geom": [0, 0, 16, 16, 0]}], say="Hi"),
        refusal_bytes(5, 1_700_000_000_005, "u2", "c2", 2, "forbidden"),
        entry(6, cseq=4, set=[{"id": "a", "geom": [5, 5, 10, 10, 0]}]),
        entry(7, cseq=5, set=[{"id": "a", "ink": "#445566"}]),
        entry(8, cseq=6, restore=[restored], undoes=5),
    ]


def packed(
    log: list[bytes], asset: Callable[[str], bytes | None] = {SHA: PICTURE}.get, epoch: int = 1
) -> io.BytesIO:
    file = io.BytesIO()
    write(file, lambda: log, PEOPLE, epoch, asset)
    file.seek(0)
    return file


def test_a_log_whose_entries_can_be_found_elsewhere_is_not_kept_in_memory() -> None:
    """[FILE-1, LOG-9] The same bytes come out, and a restore is checked all the same."""
    log, asked = board(), []

    def find(client: str, cseq: int) -> Entry | None:
        asked.append((client, cseq))
        return next((e for e in map(read_entry, log) if (e.client, e.cseq) == (client, cseq)), None)

    file = io.BytesIO()
    write(file, lambda: log, PEOPLE, 1, {SHA: PICTURE}.get, find=find)
    assert file.getvalue() == packed(log).getvalue()
    assert asked == [("c1", 1)]
    log[0] = log[0].replace(b"#112233", b"#112234")
    with pytest.raises(BadLog) as broken:
        write(io.BytesIO(), lambda: log, PEOPLE, 1, {SHA: PICTURE}.get, find=find)
    assert broken.value.seq == 8


def changed(
    file: io.BytesIO, members: dict[str, bytes], more: dict[str, bytes] | None = None
) -> io.BytesIO:
    """The archive with other bytes in some members, and further members."""
    out = io.BytesIO()
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, members.get(name, old.read(name)))
        for name, data in (more or {}).items():
            new.writestr(name, data)
    return out


def lines(log: list[bytes]) -> bytes:
    return b"".join(line + b"\n" for line in log)


def manifest_of(file: io.BytesIO, **values: Any) -> bytes:
    with zipfile.ZipFile(file) as archive:
        return encode({**json.loads(archive.read("manifest.json")), **values})


def test_a_file_holds_manifest_log_and_pictures_under_fixed_names_and_times() -> None:
    """[FILE-1] The log is in it line by line as stored; of the people, those who wrote."""
    with zipfile.ZipFile(packed(board())) as archive:
        assert archive.namelist() == ["manifest.json", "log.jsonl", f"assets/{SHA}"]
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.read("log.jsonl") == lines(board())
        assert archive.read(f"assets/{SHA}") == PICTURE
        manifest = json.loads(archive.read("manifest.json"))
    assert (manifest["format"], manifest["title"], manifest["head"]) == (1, "Plan für Ωmega", 8)
    assert [person["name"] for person in manifest["people"]] == ["Ana", "Ben"]


def test_equal_logs_give_equal_bytes() -> None:
    """[FILE-1] Neither the clock nor the order of the people shows."""
    one, two = packed(board()), io.BytesIO()
    write(two, lambda: iter(board()), PEOPLE[::-1], 1, {SHA: PICTURE}.get)
    assert one.getvalue() == two.getvalue()


def test_what_is_read_and_written_again_is_the_same_bytes() -> None:
    """[FILE-2, P7] Title, people, pictures and epoch come from the file; the board is the board of the log."""
    first, again = packed(board(), epoch=3), io.BytesIO()
    file = InkroomFile(first)
    found = file.check()
    write(again, file.log, file.people, file.manifest.epoch, file.asset)
    assert again.getvalue() == first.getvalue()
    assert found.seq == 8
    ink = found.get("a")
    assert ink is not None
    assert ink.get("ink") == "#112233"


def test_a_picture_that_nobody_has_is_left_out() -> None:
    """[FILE-1] The log still names it; it may come later."""
    file = InkroomFile(packed(board(), lambda sha: None))
    file.check()
    assert file.assets == []


@pytest.mark.parametrize(
    ("broken", "seq"),
    [
        (lambda log: log[1:], 1),
        (lambda log: [*log[:3], *log[4:]], 4),
        (lambda log: [*log[:3], log[3].replace(b"Hi", b"Ho"), *log[4:]], 9),
        (lambda log: [*log[:6], log[6].replace(b'"cseq":5', b'"cseq":6'), log[7]], 7),
        (lambda log: [*log[:7], log[7].replace(b'"#112233"', b'"#999999"')], 8),
        (lambda log: [*log[:2], log[2].replace(b'"seq":3', b'"seq": 3'), *log[3:]], 3),
        (lambda log: [*log[:2], log[2].replace(b'"cseq"', b'"other":1,"cseq"'), *log[3:]], 3),
        (lambda log: [*log[:2], b"", *log[2:]], 3),
        (lambda log: log[:-1], 8),
    ],
    ids=["no first", "a gap", "other text", "other cseq", "untrue restore", "other form", "unknown field",
         "empty line", "cut off"],
)  # fmt: skip
def test_a_log_that_is_not_whole_is_refused_by_the_number_of_the_entry(
    broken: Callable[[list[bytes]], list[bytes]], seq: int
) -> None:
    """[FILE-2, LOG-9] Numbers, chain, form and restores are checked before anything is used."""
    file = InkroomFile(changed(packed(board()), {"log.jsonl": lines(broken(board()))}))
    with pytest.raises(BadLog) as why:
        file.check()
    assert why.value.seq == seq


@pytest.mark.parametrize(
    "values", [{"title": "Another"}, {"people": [{"id": "u9", "name": "X", "colour": "plum"}]}]
)
def test_a_manifest_that_says_other_things_than_the_log_is_refused(values: dict[str, Any]) -> None:
    """[FILE-2] Title and people follow from the log."""
    file = packed(board())
    with pytest.raises(BadFile, match="title and the people"):
        InkroomFile(changed(file, {"manifest.json": manifest_of(file, **values)})).check()


@pytest.mark.parametrize(
    "values", [{"format": 2}, {"head": -1}, {"chain": "x"}, {"epoch": 0}, {"more": 1}]
)
def test_a_manifest_of_another_form_is_refused(values: dict[str, Any]) -> None:
    """[FILE-3] Format 1 is all that this version knows."""
    file = packed(board())
    with pytest.raises(BadFile, match="format 1"):
        InkroomFile(changed(file, {"manifest.json": manifest_of(file, **values)}))


def test_a_picture_must_have_its_sha_and_be_named_by_the_log() -> None:
    """[FILE-2] Otherwise one could be put under the name of another, or smuggled in."""
    with pytest.raises(BadFile, match="SHA-256"):
        InkroomFile(changed(packed(board()), {f"assets/{SHA}": b"other"})).check()
    other = hashlib.sha256(b"other").hexdigest()
    with pytest.raises(BadFile, match="only pictures that the log names"):
        InkroomFile(changed(packed(board()), {}, {f"assets/{other}": b"other"})).check()


@pytest.mark.parametrize("name", ["../evil", "/etc/passwd", "log.jsonl/", "assets/x", "notes.txt"])
def test_other_members_are_refused(name: str) -> None:
    """[FILE-3] Names of an archive never become names of files."""
    with pytest.raises(BadFile) as why:
        InkroomFile(changed(packed(board()), {}, {name: b""}))
    assert why.value.code == "archive_limits"


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_member_twice_is_refused() -> None:
    """[FILE-3] Else two programs could read two different logs in one file."""
    file = changed(packed(board()), {}, {"log.jsonl": b""})
    with pytest.raises(BadFile, match="names of their own"):
        InkroomFile(file)


@pytest.mark.parametrize("name", ["manifest.json", "log.jsonl"])
def test_manifest_and_log_must_be_there(name: str) -> None:
    """[FILE-1] Without them there is no board."""
    out = io.BytesIO()
    with zipfile.ZipFile(packed(board())) as old, zipfile.ZipFile(out, "w") as new:
        for other in old.namelist():
            if other != name:
                new.writestr(other, old.read(other))
    with pytest.raises(BadFile, match=name):
        InkroomFile(out)


def test_what_unpacks_to_a_hundred_times_its_size_is_refused() -> None:
    """[FILE-3] A bomb is refused by its directory, before it is unpacked."""
    with pytest.raises(BadFile, match="100:1") as why:
        InkroomFile(changed(packed(board()), {"log.jsonl": b"\n" * 20_000_000}))
    assert why.value.code == "archive_limits"


def test_an_archive_over_200_mib_is_refused() -> None:
    """[SEC-30] [FILE-3] By what it says; it cannot give more than it says."""
    file = packed(board())
    data = bytearray(file.getvalue())
    at = data.rfind(b"PK\1\2", 0, data.rfind(b"PK\1\2"))  # the log in the directory
    data[at + 20 : at + 24] = data[at + 24 : at + 28] = (201 * 2**20).to_bytes(4, "little")
    with pytest.raises(BadFile, match="209,715,200"):
        InkroomFile(io.BytesIO(bytes(data)))


def test_an_archive_of_countless_members_is_refused_unread() -> None:
    """[FILE-3] Each member costs memory as soon as the directory is read."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for n in range(20_000):
            archive.writestr(f"assets/{n:064x}", b"")
    with pytest.raises(BadFile, match="directory of at most"):
        InkroomFile(out)


def test_a_line_without_end_is_refused() -> None:
    """[FILE-3] Memory stays within the longest entry."""
    noise = b"".join(hashlib.sha256(str(n).encode()).hexdigest().encode() for n in range(9_000))
    file = InkroomFile(changed(packed(board()), {"log.jsonl": noise}))
    with pytest.raises(BadFile, match=f"at most {LINE:,} bytes"):
        file.check()


def test_a_log_whose_last_line_is_cut_is_refused() -> None:
    """[FILE-2] A line ends with a newline."""
    file = InkroomFile(changed(packed(board()), {"log.jsonl": lines(board())[:-1]}))
    with pytest.raises(BadFile, match="newline"):
        file.check()


@pytest.mark.parametrize("data", [b"", b"PK", b"{}", b"PK\5\6" + b"\0" * 18, b"\0" * 100_000])
def test_what_is_no_zip_is_refused(data: bytes) -> None:
    """[FILE-3] In one sentence, whatever it is."""
    with pytest.raises(BadFile):
        InkroomFile(io.BytesIO(data))


def test_a_damaged_file_is_refused_wherever_the_damage_lies() -> None:
    """[FILE-2] Each byte of the file is flipped in turn: it is refused, or nothing of the board changed."""
    whole = packed(board()).getvalue()
    for at in range(len(whole)):
        data = bytearray(whole)
        data[at] ^= 0x55
        try:
            file = InkroomFile(io.BytesIO(bytes(data)))
            file.check()
            assert (file.manifest.head, list(file.log())) == (8, board())
        except (BadFile, BadLog):
            pass


def test_an_encrypted_member_is_refused() -> None:
    """[FILE-3] There is no password to ask for."""
    data = bytearray(packed(board()).getvalue())
    for sign, flags in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        at = data.find(sign)
        data[at + flags] |= 1
    with pytest.raises(BadFile, match="encrypted"):
        Reader(io.BytesIO(bytes(data)), lambda name: True)
