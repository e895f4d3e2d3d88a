"""A disk that fails when a test says so, under a real server (`faults/disk.c`, compiled once)."""

import functools
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

SOURCE = Path(__file__).parent / "faults/disk.c"
Fault = Literal["", "full", "unsynced", "hung"]


@functools.cache
def library() -> Path:
    """The compiled library; it lies in a folder of its own as long as the tests run."""
    made = Path(tempfile.mkdtemp(prefix="inkroom-faults-")) / "disk.so"
    command = ["cc", "-shared", "-fPIC", "-O1", "-Wall", "-Werror", "-o", str(made), str(SOURCE)]
    subprocess.run([*command, "-ldl"], check=True)
    return made


class FaultyDisk:
    """Fails for the files below `folder` of processes that run with `environment`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._control = folder.parent / f"{folder.name}.fault"
        self.mend()

    @property
    def environment(self) -> Mapping[str, str]:
        return {
            "LD_PRELOAD": str(library()),
            "FAULT": str(self._control),
            "FAULT_FOLDER": str(self.folder),
        }

    def fail(self, fault: Fault) -> None:
        """From now on."""
        self._control.write_text(fault)

    def mend(self) -> None:
        """It works again."""
        self._control.write_text("")
