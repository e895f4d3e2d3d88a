"""Collects every icon that the tokens name into `core/inkroom/face/icons.json`.

    python packaging/face/icons.py

Reads `webclient/node_modules/lucide-static` (`make setup` brings it). An icon is the inner markup
of an SVG on a 24 grid, stroked with `currentColor`, width `size.icon-stroke`, round caps and joins,
not filled unless it says so.
"""

import json
import re
from pathlib import Path

from inkroom.form import FORMS, form_path
from inkroom.path import steps

ROOT = Path(__file__).resolve().parents[2]
FACE = ROOT / "core/inkroom/face"
LUCIDE = ROOT / "webclient/node_modules/lucide-static/icons"

BOX = '<rect x="4" y="5" width="16" height="14" rx="2"/>'
HATCHED = "M4.6 12 11 5.6M4.6 18 17 5.6M9.5 18.4 19.4 8.5M15 18.4l4.4-4.4"
SKETCHED = (
    "M4 6C10 5 14 6 20 5.4M20 5c-.4 5 .4 9 0 14"
    "M20.5 18.6C14 19.6 10 18.4 4 19M4.4 19.4C3.6 14 4.6 10 4 5"
)
SCRIBBLED = (
    "M3.5 6.5C10 4 14 7 20.5 5M4.5 5C10 6.5 15 4.6 19.5 6M20 4.5c-1.4 5 1 9 0 14"
    "M19 5.4c1.4 5-.6 8 .6 12.4"
    "M21 18C14 21 9 17 3.5 19.6M20 19.6C14 18 10 20 4.4 18M5 20C2.6 15 5.6 10 4 4.5"
)

# Ours. A rule across the middle stands for a line, a box for a shape.
DRAWN = {
    "fill-none": f'{BOX}<path d="M6 17 18 7"/>',
    "fill-tint": BOX.replace("/>", ' fill="currentColor" fill-opacity=".28"/>'),
    "fill-solid": BOX.replace("/>", ' fill="currentColor"/>'),
    "fill-hachure": f'{BOX}<path d="{HATCHED}" stroke-width="1.3"/>',
    "sketch-0": '<rect x="4" y="5" width="16" height="14" rx="1"/>',
    "sketch-1": f'<path d="{SKETCHED}"/>',
    "sketch-2": f'<path d="{SCRIBBLED}" stroke-width="1.3"/>',
    "width-s": '<path d="M3 12h18" stroke-width="1.5"/>',
    "width-m": '<path d="M3 12h18" stroke-width="2.5"/>',
    "width-l": '<path d="M3 12h18" stroke-width="4"/>',
    "width-xl": '<path d="M3 12h18" stroke-width="6"/>',
    "dash-solid": '<path d="M2 12h20" stroke-width="2"/>',
    "dash-dashed": '<path d="M2 12h20" stroke-width="2" stroke-dasharray="4.5 3.25"/>',
    "curve-0": '<path d="M4 18 20 6"/>',
    "curve-1": '<path d="M4 18C5 5 19 19 20 6"/>',
    "curve-2": '<path d="M4 18h6a2 2 0 0 0 2-2V8a2 2 0 0 1 2-2h6"/>',
    "dash-dotted": '<path d="M2.5 12h19.5" stroke-width="2" stroke-dasharray=".1 4.75"/>',
}


def form(name: str) -> str:
    """Return a form of the kind `shape` on the grid, drawn as the board draws it."""
    high = 130 if name in ("cloud", "trapezoid", "parallelogram", "arrow") else 160
    d = ""
    for op, *numbers in steps(
        form_path(name, (30, 120 - high // 2, 180, high), (False, False), 12)
    ):
        d += "MLCZ"[op] + " ".join(f"{n / 10:g}" for n in numbers)
    return f'<path d="{d}"/>'


DRAWN |= {f"shape-{name}": form(name) for name in FORMS}


def named() -> list[str]:
    """Return the icon names in the tokens, each once."""
    groups = json.loads((FACE / "tokens.json").read_text(encoding="utf-8"))["icon"].values()
    return sorted({name for group in groups if isinstance(group, dict) for name in group.values()})


def inner(name: str) -> str:
    """Return what stands inside lucide's <svg>, on one line."""
    svg = (LUCIDE / f"{name}.svg").read_text(encoding="utf-8")
    body = re.sub(r"^.*?<svg[^>]*>|</svg>\s*$", "", svg, flags=re.DOTALL)
    return re.sub(r"\s*(<[^>]*?)\s*/>\s*", r"\1/>", body).strip()


def build() -> str:
    """Return the text of icons.json."""
    icons = {name: DRAWN.get(name) or inner(name) for name in named()}
    about = "Made by packaging/face/icons.py: lucide's icons (ISC licence) and Inkroom's own."
    return json.dumps({"$about": about, "icons": icons}, indent=1) + "\n"


def main() -> None:
    """Write icons.json and lucide's licence."""
    (FACE / "icons.json").write_text(build(), encoding="utf-8")
    licence = (LUCIDE.parent / "LICENSE").read_text(encoding="utf-8")
    (FACE / "icons-LICENSE.txt").write_text(licence, encoding="utf-8")
    print(f"{len(named())} icons")


if __name__ == "__main__":
    main()
