"""Writing: widths and line breaks by the table."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support import pictures

from inkroom.figure import Upright
from inkroom.label import label
from inkroom.look import Writing
from inkroom.text import baseline, line_height, width_of, wrapped


def test_the_vectors_are_what_the_generator_makes() -> None:
    """[TEXT-1, TEXT-2] The TypeScript twin runs the same file."""
    found = (pictures.VECTORS / "text.json").read_text(encoding="utf-8")
    assert found == pictures.written("text")


@pytest.mark.parametrize(("text", "width"), [("日", 1000), ("🙂", 1000), ("ا", 600), ("a", 600)])
def test_a_character_has_its_advance(text: str, width: int) -> None:
    """[TEXT-1] Its entry; without one 1 em if it is wide, else 0.6."""
    assert width_of(text, "mono", 1000) == width


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("aaaaa bb", 2400, ["aaaa", "a bb"]),
        ("aa bb cc", 3000, ["aa bb", "cc"]),
        ("a\n\nb", 3000, ["a", "", "b"]),
        ("a\r\nb", 3000, ["a", "b"]),
        (" aaaa", 1300, [" a", "aa", "a"]),
        ("aa  bb", 1300, ["aa ", "bb"]),
        ("aa ", 1200, ["aa "]),
        ("", 1000, [""]),
        ("ab", -5, ["a", "b"]),
    ],
)
def test_lines_break_at_newlines_at_spaces_and_inside_what_is_too_wide(
    text: str, width: int, lines: list[str]
) -> None:
    """[TEXT-2] The space at which a line breaks goes."""
    assert wrapped(text, "mono", 1000, width) == lines


@given(
    st.text(max_size=40), st.sampled_from(["hand", "sans", "serif", "mono"]), st.integers(16, 2000)
)
def test_a_box_as_wide_as_a_line_holds_it(line: str, font: str, size: int) -> None:
    """[TEXT-1, TEXT-2] Measuring and wrapping agree to the unit."""
    line = "".join(c for c in line if c not in "\r\n")
    assert wrapped(line, font, size, width_of(line, font, size)) == [line]


def test_lines_are_1_32_of_the_size_apart() -> None:
    """[TEXT-2] In whole units, halves up."""
    assert line_height(320) == 422
    assert 0 < baseline("hand", 320) < 422


def test_a_tab_is_as_wide_as_it_is_measured_in_each_picture() -> None:
    """[TEXT-1] Where a renderer would make one blank of it."""
    placed = label(
        "text", Upright(0, 0, 16_000, 400, 0, False, False), Writing("a\tb", "sans", 320, "left")
    )
    assert placed is not None
    assert [text for text, _, _ in placed.lines] == ["a    b"]
    assert width_of("a\tb", "sans", 320) == width_of("a    b", "sans", 320)
