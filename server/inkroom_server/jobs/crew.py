"""The worker processes: started when there is work, each on one piece at a time, ended when idle for long."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Final

from inkroom.errors import InkroomError
from inkroom_server.jobs.worker import Progress, Work, Worker

LIMIT_S: Final = 600
"""Work that takes longer is given up."""


class Crew:
    """At most `size` workers; a worker that has nothing to do for `idle_s` ends."""

    def __init__(self, folder: Path, size: int, idle_s: float = 60) -> None:
        self._folder, self._idle_s = folder, idle_s
        self._long = asyncio.Semaphore(max(1, size - 1))
        self._threads = ThreadPoolExecutor(size, thread_name_prefix="crew")
        self._free = asyncio.Semaphore(size)
        self._idle: dict[Worker, asyncio.TimerHandle] = {}
        self._closed = False

    async def run_long(
        self, work: Work, *args: Any, progress: Progress = lambda share: None
    ) -> Any:
        """As `run`, for what may take minutes: it leaves a worker to the others, if there is more than one."""
        async with self._long:
            return await self.run(work, *args, progress=progress)

    async def run(self, work: Work, *args: Any, progress: Progress = lambda share: None) -> Any:
        """Has a worker do it; `progress` is called on the loop. Cancelling ends the work and its process.

        Raises what the work raised, as InkroomError; Unavailable where the process died; `too_long`.
        """
        loop = asyncio.get_running_loop()

        def tell(share: float) -> None:
            loop.call_soon_threadsafe(progress, share)

        try:
            async with self._worker() as worker, asyncio.timeout(LIMIT_S):
                return await loop.run_in_executor(self._threads, worker.run, work, args, tell)
        except TimeoutError:
            raise InkroomError(
                f"Expected to be done within {LIMIT_S} s, gave up", "too_long"
            ) from None

    @contextlib.asynccontextmanager
    async def _worker(self) -> AsyncIterator[Worker]:
        async with self._free:
            worker = self._waiting()
            if worker is None:
                loop = asyncio.get_running_loop()
                worker = await loop.run_in_executor(self._threads, Worker, self._folder)
            whole = False
            try:
                yield worker
                whole = True
            except InkroomError:
                whole = True  # the work failed, the worker did not
                raise
            finally:
                self._back(worker, whole)

    def _waiting(self) -> Worker | None:
        while self._idle:
            worker, timer = self._idle.popitem()
            timer.cancel()
            if worker.alive:
                return worker
        return None

    def _back(self, worker: Worker, whole: bool) -> None:
        if not whole or self._closed or not worker.alive:
            worker.kill()
            return
        loop = asyncio.get_running_loop()
        self._idle[worker] = loop.call_later(self._idle_s, self._end, worker)

    def _end(self, worker: Worker) -> None:
        del self._idle[worker]
        worker.kill()

    def close(self) -> None:
        """Ends the idle workers; those at work end with their `run`, which the caller cancels."""
        self._closed = True
        while (worker := self._waiting()) is not None:
            worker.kill()
        self._threads.shutdown(wait=False)
