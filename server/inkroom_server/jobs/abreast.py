"""The same work on many parts, in several processes where that is a gain; results in the order of the parts."""

import gc
import os
import pickle
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO, Any, Final, NamedTuple, TypeVar

from inkroom.errors import Unavailable

P = TypeVar("P")
R = TypeVar("R")
ENOUGH: Final = 10
"""Fewer parts are done here: a process takes a moment to begin."""
_MOST: Final = 4
_TASKS: Final = Path("/proc/self/task")


class _Helper(NamedTuple):
    pid: int
    results: IO[bytes]


def abreast(work: Callable[[P], R], parts: Sequence[P], /) -> Iterator[R]:
    """What the work makes of each part. It must change nothing that is looked at later, and print nothing.

    A process that helps waits until its result is taken, so no more than one result of each is in memory.
    """
    count = _processes() if len(parts) >= ENOUGH else 1
    if count < 2:
        yield from map(work, parts)
        return
    helpers: list[_Helper] = []
    try:
        for n in range(count):
            helpers.append(_begun(work, parts[n::count]))  # noqa: PERF401  # each is to be ended, whatever happens
        for n in range(len(parts)):
            yield _taken(helpers[n % count].results)
    finally:
        for helper in helpers:
            helper.results.close()  # who still writes ends by that
            os.waitpid(helper.pid, 0)


def _processes() -> int:
    """How many may work at once; a process with threads is not forked: what one of them holds would stay held."""
    if sys.platform != "linux" or not _TASKS.is_dir() or len(list(_TASKS.iterdir())) > 1:
        return 1
    return min(len(os.sched_getaffinity(0)), _MOST)


def _begun(work: Callable[[P], R], parts: Sequence[P]) -> _Helper:
    of, to = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            _serve(work, parts, to)
        finally:
            os._exit(0)  # nothing of this process's own is to be ended or written here
    os.close(to)
    return _Helper(pid, os.fdopen(of, "rb"))


def _serve(work: Callable[[P], R], parts: Sequence[P], to: int) -> None:
    """In the process that helps: it keeps no other pipe open, so that each end is noticed."""
    gc.freeze()  # else the first collection copies all of the memory that is shared
    os.dup2(to, 3)
    os.closerange(4, os.sysconf("SC_OPEN_MAX"))
    with suppress(BrokenPipeError), os.fdopen(3, "wb") as out:
        try:
            for part in parts:
                pickle.dump((True, work(part)), out, pickle.HIGHEST_PROTOCOL)
                out.flush()
        except Exception as why:  # raised again where the results are taken
            pickle.dump((False, why), out)


def _taken(results: IO[bytes]) -> Any:
    """The next result; raises what the work raised."""
    try:
        is_done, value = pickle.load(results)  # noqa: S301  # our own process
    except (EOFError, pickle.UnpicklingError):
        raise Unavailable("A process that helped ended in the middle of its work") from None
    if not is_done:
        raise value
    return value
