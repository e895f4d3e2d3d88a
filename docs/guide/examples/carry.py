"""Takes a drawing of another program along: onto a board with it, and back out as pictures and documents."""

import argparse
import asyncio
from pathlib import Path

import inkroom


async def carry(url: str, board: str, drawing: Path, outs: list[Path]) -> list[str]:
    """Puts the drawing onto the board and writes the board as each of the files; what could not be carried."""
    async with inkroom.connect(url, board, name="Carrier") as peer:
        left = await peer.bring(drawing, at=(0, 0))
        for out in outs:
            said = await peer.export(out, scale=2, dark=out.stem.endswith("-dark"))
            left += [said] if said else []
    return left


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("drawing", type=Path, help="an .excalidraw, .xopp, .tldr, .svg, .pdf …")
    parser.add_argument("outs", type=Path, nargs="+", help="files to write, by their ends")
    parser.add_argument("--url", default="http://127.0.0.1:8000")
    parser.add_argument("--board", default="carried")
    wanted = parser.parse_args()
    for line in asyncio.run(carry(wanted.url, wanted.board, wanted.drawing, wanted.outs)):
        print(f"not carried: {line}")


if __name__ == "__main__":
    main()
