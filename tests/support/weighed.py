"""Work of a worker process, with what it cost: for tests that bound time and memory."""

import time
from pathlib import Path

from inkroom.errors import InkroomError
from inkroom_server.jobs.imports import Source, read
from inkroom_server.jobs.worker import Progress
from inkroom_server.log import Log

_STATUS = Path("/proc/self/status")
_RESET = Path("/proc/self/clear_refs")


def read_weighed(log: Log, progress: Progress, source: Source) -> tuple[str, str, float, int]:
    """An import as far as its plan: code and sentence ("" where it was taken), CPU s, peak of memory in KiB."""
    _RESET.write_text("5")  # the peak begins anew
    before = time.process_time()
    code = said = ""
    try:
        read(log, progress, source)
    except InkroomError as why:
        code, said = why.code, str(why)
    except Exception as why:  # what must not happen is told, not raised
        code, said = "crash", f"{type(why).__name__}: {why}"
    spent = time.process_time() - before
    (line,) = [line for line in _STATUS.read_text().splitlines() if line.startswith("VmHWM")]
    return code, said, spent, int(line.split()[1])
