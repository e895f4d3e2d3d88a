"""Writes how wide every character of the board fonts is, so that both languages wrap text alike.

    python packaging/face/advances.py

Reads the regular files in `core/inkroom/face/fonts` and writes `core/inkroom/face/advances.json`:

    {"fonts": {"hand": {"ascent": 940, "descent": 254, "missing": 600,
                        "runs": [[32, [268, 301, ...]], ...]}, ...}}

Everything is an integer in 1/1000 em. A run is its first code point and the advances of it and the
code points that follow without a gap; runs are in order. `descent` is positive, downwards;
`missing` is the width of the box that stands for a character the font lacks. Kerning is left out.
"""

import json
from pathlib import Path

from fontTools.ttLib import TTFont

FACE = Path(__file__).resolve().parents[2] / "core/inkroom/face"

# The board's four fonts; what the interface calls "ui" is the board's sans.
BOARD_FONTS = {"hand": "hand", "sans": "ui", "serif": "serif", "mono": "mono"}


def thousandths(units: int, em: int) -> int:
    """Return font units in 1/1000 em, halves up."""
    return (2000 * units + em) // (2 * em)


def measure(path: Path) -> dict[str, object]:
    """Return one font's entry."""
    font = TTFont(path)
    em = font["head"].unitsPerEm
    widths = font["hmtx"].metrics
    runs: list[tuple[int, list[int]]] = []
    for code, glyph in sorted(font.getBestCmap().items()):
        if not runs or code != runs[-1][0] + len(runs[-1][1]):
            runs.append((code, []))
        runs[-1][1].append(thousandths(widths[glyph][0], em))
    return {
        "ascent": thousandths(font["hhea"].ascent, em),
        "descent": thousandths(-font["hhea"].descent, em),
        "missing": thousandths(widths[".notdef"][0], em),
        "runs": runs,
    }


def build() -> str:
    """Return the text of advances.json, one font a line."""
    fonts = json.loads((FACE / "tokens.json").read_text(encoding="utf-8"))["font"]
    lines = []
    for name, token in BOARD_FONTS.items():
        family = fonts[token]["family"].replace(" ", "")
        entry = measure(FACE / "fonts" / f"{family}-Regular.ttf")
        lines.append(f'  "{name}": {json.dumps(entry, separators=(",", ":"))}')
    about = "Made by packaging/face/advances.py, which says how to read it."
    return f'{{\n "$about": "{about}",\n "fonts": {{\n' + ",\n".join(lines) + "\n }\n}\n"


if __name__ == "__main__":
    (FACE / "advances.json").write_text(build(), encoding="utf-8")
