"""The systems of the FastAPI WebSocket tutorial, each with a real server and real sockets."""

import re
from pathlib import Path

README = Path(__file__).resolve().parents[2] / "README.md"


def snippet() -> str:
    """The lines that README.md offers for a browser console."""
    found = re.search(r"<!-- snippet: .*?-->\n```js\n(.*?)```", README.read_text("utf-8"), re.S)
    assert found, "README.md has no console snippet"
    return found[1]


def test_the_readme_offers_six_lines_for_the_browser_console() -> None:
    lines = snippet().splitlines()
    assert len(lines) == 6
    assert any('say: "Hi"' in line for line in lines)
