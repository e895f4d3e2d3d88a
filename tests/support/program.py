"""The program `inkroom` as a process of its own."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.support.patience import PATIENCE_S

PROGRAM = [sys.executable, "-c", "from inkroom_server.cli import main; main()"]


@contextmanager
def served(folder: Path, *args: str) -> Iterator[str]:
    """`inkroom serve` with its boards in `folder/data`, on a free port; its address."""
    command = [*PROGRAM, "serve", "--port", "0", "--data", str(folder / "data"), *args]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield process.stdout.readline().rpartition(" ")[2].strip()
        finally:
            process.terminate()
            process.wait(PATIENCE_S)
