"""Joins fontsource's subsets into one TrueType file per family and weight, for Qt and for exports.

    python packaging/face/fonts.py

Reads `webclient/node_modules/@fontsource/*` (`make setup` brings them) and writes
`core/inkroom/face/fonts/*.ttf` with each family's licence. The web app takes the split woff2 files
themselves (`webclient/src/view/fonts.css`); advances agree, since the outlines are the same.

The hand font calls itself "Shantell Sans Light" in its regular file, so Qt would not find it by
its own name: every name table is written anew here. "Source" is a reserved name, which a changed
Source Serif 4 must not carry: ours is called "Inkroom Serif".
"""

import json
import tempfile
from collections.abc import Iterator
from pathlib import Path

from fontTools import merge, subset
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parents[2]
FACE = ROOT / "core/inkroom/face"
SOURCES = ROOT / "webclient/node_modules"

# The first subset that has a code point gives its glyph.
SUBSETS = ("latin", "latin-ext", "cyrillic", "cyrillic-ext", "greek", "greek-ext", "vietnamese")
STYLES = {400: "Regular", 500: "Medium", 600: "SemiBold", 700: "Bold"}
# When every file says it was made (seconds since 1904), so that two runs give equal bytes.
MADE = 3_850_070_400
FEATURES = ["kern", "mark", "mkmk", "ccmp", "locl", "calt", "liga", "tnum"]


def weights() -> Iterator[tuple[str, str, int]]:
    """Yield (npm package, family, weight) for every font that the tokens name."""
    tokens = json.loads((FACE / "tokens.json").read_text(encoding="utf-8"))
    for font in tokens["font"].values():
        for weight in font["weights"]:
            yield font["npm"], font["family"], weight


def stem(family: str, weight: int) -> str:
    """Return the file name that `inkroom.face.font_path` looks for, without its ending."""
    return f"{family.replace(' ', '')}-{STYLES[weight]}"


def lean(path: Path) -> TTFont:
    """Return one subset without hinting and without the features that nothing here turns on."""
    options = subset.Options(
        hinting=False,
        layout_features=FEATURES,
        name_IDs=["*"],
        notdef_outline=True,
        recalc_timestamp=False,
        glyph_names=False,
    )
    font = subset.load_font(str(path), options)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=font.getBestCmap())
    cutter.subset(font)
    font.flavor = None
    return font


def join(package: str, weight: int) -> TTFont:
    """Return all subsets of one weight as one font."""
    files = SOURCES / package / "files"
    with tempfile.TemporaryDirectory() as folder:
        parts = []
        for name in SUBSETS:
            source = files / f"{package.partition('/')[2]}-{name}-{weight}-normal.woff2"
            if source.exists():
                part = Path(folder) / f"{name}.ttf"
                lean(source).save(part)
                parts.append(str(part))
        font = merge.Merger().merge(parts)
    font["head"].created = font["head"].modified = MADE
    font.recalcTimestamp = False
    return font


def rename(font: TTFont, family: str, weight: int) -> None:
    """Give a font the names by which its family is asked for, and its true weight."""
    names, style = font["name"], STYLES[weight]
    grouped = weight in (400, 700)  # the four-style families of old: others need ids 16 and 17
    kept = {
        record.nameID: record.toUnicode() for record in names.names if record.nameID in (0, 13, 14)
    }
    names.names = []
    texts = kept | {
        1: family if grouped else f"{family} {style}",
        2: style if grouped else "Regular",
        3: f"Inkroom {stem(family, weight)}",
        4: f"{family} {style}",
        5: "Version 1.0",
        6: stem(family, weight),
    }
    if not grouped:
        texts |= {16: family, 17: style}
    for number, text in sorted(texts.items()):
        names.setName(text, number, 3, 1, 0x409)
    font["OS/2"].usWeightClass = weight
    bold = weight == 700
    font["OS/2"].fsSelection = (font["OS/2"].fsSelection & ~0x61) | (0x20 if bold else 0x40)
    font["head"].macStyle = 1 if bold else 0


def main() -> None:
    """Write every font and licence."""
    target = FACE / "fonts"
    target.mkdir(exist_ok=True)
    for package, family, weight in weights():
        font = join(package, weight)
        rename(font, family, weight)
        path = target / f"{stem(family, weight)}.ttf"
        font.save(path)
        licence = (SOURCES / package / "LICENSE").read_text(encoding="utf-8")
        owner = font["name"].getDebugName(0)
        if owner not in licence:
            licence = licence.replace(licence.splitlines()[0], owner, 1)
        (target / f"{family.replace(' ', '')}-OFL.txt").write_text(licence, encoding="utf-8")
        print(
            f"{path.name}: {len(font.getBestCmap())} code points, {path.stat().st_size // 1024} KiB"
        )


if __name__ == "__main__":
    main()
