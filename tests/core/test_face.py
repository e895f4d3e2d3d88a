"""The face: its data agrees with itself, with the fonts, and with what its scripts make."""

import importlib.util
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from fontTools.ttLib import TTFont

from inkroom import face

ROOT = Path(__file__).resolve().parents[2]
BOARD_FONTS = {"hand": "hand", "sans": "ui", "serif": "serif", "mono": "mono"}


def script(name: str) -> ModuleType:
    """Load one script of packaging/face, which is no package."""
    spec = importlib.util.spec_from_file_location(name, ROOT / f"packaging/face/{name}.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def luminance(colour: str) -> float:
    """WCAG 2.x relative luminance of `#RRGGBB`."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """WCAG 2.x contrast of two colours."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def stored_contrasts() -> Iterator[tuple[str, str, str, float]]:
    """Yield (label, colour, ground, stored contrast) for every figure in the tokens."""
    tokens = face.tokens()
    colours = tokens["color"]
    for theme_at, theme in enumerate(("light", "dark")):
        for name, token in colours.items():
            for on, stored in token["contrast"][theme].items():
                # "on-accent": 6.36 inside the token "on-accent": the ground is what follows "on-"
                ground = colours[on.removeprefix("on-")][theme]
                yield f"{name} {on} {theme}", token[theme], ground, stored
        for name, token in tokens["ink"].items():
            yield (
                f"ink {name} {theme}",
                token[theme],
                colours["board"][theme],
                token["on-board"][theme_at],
            )
        for name, token in tokens["note"].items():
            yield (
                f"note {name} {theme}",
                colours["note-text"][theme],
                token[theme],
                token["text"][theme_at],
            )
        for name, token in tokens["people"].items():
            yield (
                f"who {name} {theme}",
                token["on"][theme],
                token[theme],
                token["contrast"][theme_at],
            )


def test_stored_contrasts_are_what_the_colours_have() -> None:
    for label, colour, ground, stored in stored_contrasts():
        assert contrast(colour, ground) == pytest.approx(stored, abs=0.011), label


def test_every_ink_and_every_person_can_be_seen() -> None:
    tokens = face.tokens()
    for theme in ("light", "dark"):
        for ink in tokens["ink"].values():
            assert contrast(ink[theme], tokens["color"]["board"][theme]) >= 3
        for person in tokens["people"].values():
            assert contrast(person["on"][theme], person[theme]) >= 4.5


def test_every_icon_the_tokens_name_exists() -> None:
    groups = [group for group in face.tokens()["icon"].values() if isinstance(group, dict)]
    named = {name for group in groups for name in group.values()}
    assert named == set(face.icons())


def test_icons_are_plain_markup_that_takes_one_colour() -> None:
    for name, markup in face.icons().items():
        assert not re.search(r"<(?!path|rect|circle|ellipse|line|polyline|polygon)", markup), name
        assert "#" not in markup, name
    assert "currentColor" not in face.icon_svg("fill-solid", "#123456")


def test_icons_and_advances_are_what_their_scripts_make() -> None:
    assert (face.HERE / "advances.json").read_text(encoding="utf-8") == script("advances").build()
    if not (ROOT / "webclient/node_modules/lucide-static").exists():
        pytest.skip("needs webclient/node_modules (make setup)")
    assert (face.HERE / "icons.json").read_text(encoding="utf-8") == script("icons").build()


def test_the_web_style_sheets_are_what_their_script_makes() -> None:
    if not (ROOT / "webclient/node_modules/@fontsource").exists():
        pytest.skip("needs webclient/node_modules (make setup)")
    for name, text in script("css").build().items():
        assert (ROOT / "webclient/src/view" / name).read_text(encoding="utf-8") == text, name


@pytest.mark.parametrize("name", BOARD_FONTS)
def test_advances_agree_with_the_font_file(name: str) -> None:
    family = face.tokens()["font"][BOARD_FONTS[name]]["family"]
    font = TTFont(face.font_path(family))
    entry = face.advances()[name]
    table = {first + i: advance for first, run in entry["runs"] for i, advance in enumerate(run)}
    assert table.keys() == font.getBestCmap().keys()
    for code, glyph in font.getBestCmap().items():
        exact = font["hmtx"][glyph][0] * 1000 / font["head"].unitsPerEm
        assert abs(table[code] - exact) <= 0.5, hex(code)
    starts = [first for first, _ in entry["runs"]]
    assert starts == sorted(starts)


def test_every_text_has_words_a_person_can_read() -> None:
    banned = re.compile(r"\b(oops|please|error|op|ops|seq|sync)\b|!", re.IGNORECASE)
    for key, text in face.strings("en").items():
        for words in text.values() if isinstance(text, dict) else [text]:
            assert words.strip(), key
            assert not banned.search(re.sub(r"\{\w+\}", "", words)), key


def test_say_fills_in_values_and_chooses_the_plural() -> None:
    assert face.say("saved.saved", seq=1204) == "Saved · #1,204"
    assert face.say("saved.waiting", count=1) == "1 stroke waiting on this device"
    assert face.say("saved.waiting", count=3, locale="xx") == "3 strokes waiting on this device"


def test_a_font_that_is_not_bundled_is_named() -> None:
    with pytest.raises(ValueError, match="Comic Sans"):
        face.font_path("Comic Sans")


@pytest.mark.desktop
def test_every_font_loads_in_qt_under_its_own_name_and_measures_alike(qapp: object) -> None:
    from PySide6.QtGui import QFontDatabase, QRawFont

    for font in face.tokens()["font"].values():
        for weight in font["weights"]:
            path = face.font_path(font["family"], weight)
            raw = QRawFont(str(path), 1000)
            assert raw.isValid(), path.name
            assert raw.familyName() == font["family"]
            QFontDatabase.addApplicationFont(str(path))
        styles = QFontDatabase.styles(font["family"])
        weights = {int(QFontDatabase.weight(font["family"], style)) for style in styles}
        assert weights == set(font["weights"])
    for name, token in BOARD_FONTS.items():
        raw = QRawFont(str(face.font_path(face.tokens()["font"][token]["family"])), 1000)
        entry = face.advances()[name]
        first, run = next((f, r) for f, r in entry["runs"] if f <= ord("n") < f + len(r))
        [width] = raw.advancesForGlyphIndexes(raw.glyphIndexesForString("n"))
        assert width.x() == pytest.approx(run[ord("n") - first], abs=1)
