"""Golden logs beyond those in the repository, made anew and folded by both languages."""

import os
import subprocess
from pathlib import Path

import pytest
from tests.support import generate

WEB = Path(__file__).resolve().parents[2] / "webclient"


@pytest.mark.timeout(300)
def test_ten_thousand_logs_come_to_the_same_boards_in_both_languages(tmp_path: Path) -> None:
    """[RED-1, RED-7, DIG-1, DIG-2, P4] 8,800 more than the repository holds, made just now."""
    path = tmp_path / "logs.jsonl"
    path.write_bytes(b"\n".join(generate.logs(10_000)))
    done = subprocess.run(
        ["npx", "vitest", "run", "src/core/board.test.ts", "-t", "of a file"],
        cwd=WEB,
        env=os.environ | {"INKROOM_LOGS": str(path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]
    assert "1 passed" in done.stdout
