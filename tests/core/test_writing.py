"""Plain text, tables and Markdown as boards."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inkroom.errors import BadFile
from inkroom.formats.writing import read_markdown, read_table, read_text
from inkroom.messages import encode, read_op


def test_a_paragraph_is_a_note() -> None:
    """[FILE-11] Five in a row."""
    imported = read_text("a\nb\n\n \nc\n\nd\n\ne\n\nf\n\ng".encode("utf-16"))
    assert [put["text"] for put in imported.puts] == ["a\nb", "c", "d", "e", "f", "g"]
    assert {put["kind"] for put in imported.puts} == {"note"}
    places = [tuple(put["geom"][:2]) for put in imported.puts]
    assert places[:2] == [(0, 0), (3584, 0)]
    assert places[5] == (0, 3584)


@pytest.mark.parametrize("data", [b"a,b\n,c d\n", b"a;b\n;c d\n", b"a\tb\n\tc d\n"])
def test_a_cell_is_a_note_where_it_stands_in_the_table(data: bytes) -> None:
    """[FILE-11]"""
    imported = read_table(data)
    found = {put["text"]: tuple(put["geom"][:2]) for put in imported.puts}
    assert found == {"a": (0, 0), "b": (3584, 0), "c d": (3584, 3584)}


def test_markdown_is_writing_of_its_sizes_without_its_marks() -> None:
    """[FILE-11]"""
    text = "# A **title**\n\nSome `code` and a [link](https://x.y).\n\n- one\n- two\n\n```\nx = 1\n\ny\n```\n"
    puts = read_markdown(text.encode()).puts
    assert [put["text"] for put in puts] == [
        "A title",
        "Some code and a link.",
        "• one\n• two",
        "x = 1\n\ny",
    ]
    assert [put.get("size", 320) for put in puts] == [640, 320, 320, 256]
    assert [put.get("font", "hand") for put in puts] == ["hand", "sans", "sans", "mono"]
    tops = [put["geom"][1] for put in puts]
    assert tops == sorted(set(tops))


@pytest.mark.parametrize("read", [read_text, read_table, read_markdown])
@pytest.mark.parametrize("data", [b"", b" \n\n", b"a\0b", b"\xff\xfe\x00"])
def test_what_holds_no_writing_is_refused(read: object, data: bytes) -> None:
    """[FILE-11]"""
    assert callable(read)
    with pytest.raises(BadFile):
        read(data)


def test_too_many_notes_are_refused() -> None:
    """[FILE-11]"""
    with pytest.raises(BadFile, match="at most 2,000 notes"):
        read_text(b"x\n\n" * 2001)


@given(st.text(max_size=300), st.sampled_from([read_text, read_table, read_markdown]))
def test_whatever_is_written_the_ops_are_sound(text: str, read: object) -> None:
    """[FILE-11]"""
    assert callable(read)
    try:
        imported = read(text.encode("utf-8", "replace"))
    except BadFile:
        return
    for at, part in enumerate(imported.parts(), 1):
        read_op(encode({"cseq": at, **part}))
