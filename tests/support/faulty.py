"""A disk that fails and a clock that jumps when a test says so, under a real server (`faults/*.c`, compiled once)."""

import functools
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

SOURCES = Path(__file__).parent / "faults"
Fault = Literal["", "full", "readonly", "unsynced", "hung"]


@functools.cache
def library(name: str) -> Path:
    """The compiled library; it lies in a folder of its own as long as the tests run."""
    made = Path(tempfile.mkdtemp(prefix="inkroom-faults-")) / f"{name}.so"
    source = SOURCES / f"{name}.c"
    command = ["cc", "-shared", "-fPIC", "-O1", "-Wall", "-Werror", "-o", str(made), str(source)]
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
            "LD_PRELOAD": str(library("disk")),
            "FAULT": str(self._control),
            "FAULT_FOLDER": str(self.folder),
        }

    def fail(self, fault: Fault) -> None:
        """From now on."""
        self._control.write_text(fault)

    def mend(self) -> None:
        """It works again."""
        self._control.write_text("")


class JumpingClock:
    """The wall clock of processes that run with `environment`; the monotonic one goes on."""

    def __init__(self, control: Path) -> None:
        self._control = control
        self.jump(0)

    @property
    def environment(self) -> Mapping[str, str]:
        return {"LD_PRELOAD": str(library("clock")), "CLOCK": str(self._control)}

    def jump(self, seconds: int) -> None:
        """So much beside the right time from now on."""
        self._control.write_text(str(seconds))
