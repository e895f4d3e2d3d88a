"""Writes the tokens as CSS custom properties, and the rules that load the web's fonts.

    python packaging/face/css.py

From `core/inkroom/face/tokens.json` come `webclient/src/view/tokens.css` and `fonts.css` beside it.
Colours change with the theme: the system's, unless the root element says `data-theme`. Names:

    --panel --ink-red --hl-pink --note-blue --who-plum      colours, as each token's "css" says
    --on-who --hl-blend --shadow-panel --shadow-dialog      what else the theme changes
    --space-4 --radius-panel --size-tool                    lengths
    --font-hand --type-body                                 a family list; a `font:` shorthand
    --motion-quick --ease                                   times, 0 where motion is reduced
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
TOKENS = ROOT / "core/inkroom/face/tokens.json"
MODULES = ROOT / "webclient/node_modules"
VIEW = ROOT / "webclient/src/view"

COLOURS = ("color", "ink", "highlighter", "note", "people")
FALLBACK = {
    "ui": "system-ui, sans-serif",
    "hand": '"Inter", cursive',
    "serif": "serif",
    "mono": "monospace",
}
HEAD = "/* Made by packaging/face/css.py from core/inkroom/face/tokens.json. */\n"

Tokens = dict[str, Any]  # parsed JSON of many shapes; read only here


def themed(tokens: Tokens, theme: str) -> Iterator[str]:
    """Yield the declarations that one theme decides."""
    yield f"color-scheme: {theme};"
    for group in COLOURS:
        for token in tokens[group].values():
            yield f"{token['css']}: {token[theme].lower()};"
    yield f"--on-who: {next(iter(tokens['people'].values()))['on'][theme].lower()};"
    yield f"--hl-blend: {next(iter(tokens['highlighter'].values()))['blend'][theme]};"
    for name, token in tokens["elevation"].items():
        yield f"--shadow-{name}: {token[theme]};"


def fixed(tokens: Tokens) -> Iterator[str]:
    """Yield the declarations that hold in both themes."""
    for group in ("space", "radius", "size"):
        for name, length in tokens[group].items():
            yield f"--{group}-{name}: {length}px;"
    for name, font in tokens["font"].items():
        yield f'--font-{name}: "{font["family"]}", {FALLBACK[name]};'
    for name, style in tokens["type"].items():
        if isinstance(style, list):
            size, line, weight = style
            yield f"--type-{name}: {weight} {size}px/{line}px var(--font-ui);"
    for name, value in tokens["motion"].items():
        if isinstance(value, int):
            yield f"--motion-{name}: {value}ms;"
    yield f"--ease: {tokens['motion']['ease']};"


def still(tokens: Tokens) -> Iterator[str]:
    """Yield the times for people who want no motion: how long a toast stays is not motion."""
    for name, value in tokens["motion"].items():
        if isinstance(value, int) and not name.startswith("toast"):
            yield f"--motion-{name}: 0ms;"


def rule(selector: str, declarations: Iterator[str], media: str = "") -> str:
    """Return one CSS rule, inside a media query where one is given."""
    pad = "  " if media else ""
    body = "".join(f"{pad}  {line}\n" for line in declarations)
    text = f"{pad}{selector} {{\n{body}{pad}}}\n"
    return f"@media ({media}) {{\n{text}}}\n" if media else text


def tokens_css(tokens: Tokens) -> str:
    """Return tokens.css."""
    return HEAD + "\n".join(
        [
            rule(":root", themed(tokens, "light")),
            rule(":root", fixed(tokens)),
            rule(
                ":root:not([data-theme='light'])",
                themed(tokens, "dark"),
                "prefers-color-scheme: dark",
            ),
            rule(":root[data-theme='dark']", themed(tokens, "dark")),
            rule(":root", still(tokens), "prefers-reduced-motion: reduce"),
        ]
    )


def font_faces(font: Tokens, weight: int) -> Iterator[str]:
    """Yield one @font-face for each script of one weight, as woff2 only."""
    package = font["npm"]
    short = package.partition("/")[2]
    ranges = json.loads((MODULES / package / "unicode.json").read_text(encoding="utf-8"))
    for script, codes in ranges.items():
        file = f"{package}/files/{short}-{script}-{weight}-normal.woff2"
        if (MODULES / file).exists():
            yield (
                "@font-face {\n"
                f'  font-family: "{font["family"]}";\n'
                f"  font-weight: {weight};\n"
                "  font-display: swap;\n"
                f'  src: url("../../node_modules/{file}") format("woff2");\n'
                f"  unicode-range: {codes.replace(',', ', ')};\n"
                "}\n"
            )


def fonts_css(tokens: Tokens) -> str:
    """Return fonts.css: split files, so that a browser fetches only the scripts it needs."""
    fonts = tokens["font"].values()
    return HEAD + "".join(
        face for font in fonts for weight in font["weights"] for face in font_faces(font, weight)
    )


def build() -> dict[str, str]:
    """Return the text of each file by its name."""
    tokens = json.loads(TOKENS.read_text(encoding="utf-8"))
    return {"tokens.css": tokens_css(tokens), "fonts.css": fonts_css(tokens)}


def main() -> None:
    """Write both files."""
    VIEW.mkdir(parents=True, exist_ok=True)
    for name, text in build().items():
        (VIEW / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
