"""An event loop without a clock and without threads: time passes when it is told to, threads run when they are let."""

import asyncio
import contextlib
import heapq
from collections import deque
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import Executor
from contextvars import Context
from typing import Any, TypeVarTuple

from tests.support.simulation.broken import Broken

Ts = TypeVarTuple("Ts")


class Job:
    """What a thread is asked to do."""

    def __init__(self, work: Callable[[], Any], future: "asyncio.Future[Any]") -> None:
        self.work, self.future = work, future


class Loop(asyncio.AbstractEventLoop):
    """What asyncio's tasks, futures, timers and `to_thread` need. `jobs` are the threads that have not run yet."""

    def __init__(self, now: float) -> None:
        self.now = now
        self.jobs: list[Job] = []
        self.faults: list[str] = []
        self._ready: deque[asyncio.Handle] = deque()
        self._timers: list[tuple[float, int, asyncio.TimerHandle]] = []
        self._count = 0

    # ------------------------------------------------------------- what the world does with it

    def drain(self) -> None:
        """Runs until everything waits for a thread, for a frame or for time."""
        with self._running():
            while self._ready:
                handle = self._ready.popleft()
                if not handle.cancelled():
                    handle._run()
        if self.faults:
            raise Broken(f"a fault of the server: {self.faults[0]}")

    def advance(self, seconds: float) -> None:
        """Lets time pass, timer by timer."""
        end = self.now + seconds
        self.drain()
        while self._timers and self._timers[0][0] <= end:
            at, _, handle = heapq.heappop(self._timers)
            self.now = max(self.now, at)
            if not handle.cancelled():
                self._ready.append(handle)
                self.drain()
        self.now = end

    def work(self, number: int) -> None:
        """Lets one of the threads run to its end."""
        job = self.jobs.pop(number)
        try:
            result = job.work()
        except Broken:
            raise
        except Exception as why:
            if not job.future.cancelled():
                job.future.set_exception(why)
        else:
            if not job.future.cancelled():
                job.future.set_result(result)
        self.drain()

    def spawn(self, work: Coroutine[Any, Any, Any]) -> "asyncio.Task[Any]":
        """Starts a task, and runs it as far as it comes."""
        with self._running():
            task = self.create_task(work)
        self.drain()
        return task

    @contextlib.contextmanager
    def _running(self) -> Iterator[None]:
        asyncio._set_running_loop(self)
        try:
            yield
        finally:
            asyncio._set_running_loop(None)

    # ------------------------------------------------------------- what asyncio does with it

    def time(self) -> float:
        return self.now

    def call_soon(
        self,
        callback: Callable[[*Ts], object],
        *args: *Ts,
        context: Context | None = None,
    ) -> asyncio.Handle:
        handle = asyncio.Handle(callback, args, self, context)
        self._ready.append(handle)
        return handle

    def call_soon_threadsafe(
        self,
        callback: Callable[[*Ts], object],
        *args: *Ts,
        context: Context | None = None,
    ) -> asyncio.Handle:
        return self.call_soon(callback, *args, context=context)

    def call_at(
        self,
        when: float,
        callback: Callable[[*Ts], object],
        *args: *Ts,
        context: Context | None = None,
    ) -> asyncio.TimerHandle:
        handle = asyncio.TimerHandle(when, callback, args, self, context)
        self._count += 1
        heapq.heappush(self._timers, (when, self._count, handle))
        return handle

    def call_later(
        self,
        delay: float,
        callback: Callable[[*Ts], object],
        *args: *Ts,
        context: Context | None = None,
    ) -> asyncio.TimerHandle:
        return self.call_at(self.now + delay, callback, *args, context=context)

    def _timer_handle_cancelled(self, handle: asyncio.TimerHandle) -> None:
        """It is passed over when its time comes."""

    def create_future(self) -> "asyncio.Future[Any]":
        return asyncio.Future(loop=self)

    def create_task(self, coro: Any, **options: Any) -> "asyncio.Task[Any]":
        return asyncio.Task(coro, loop=self, name=options.get("name"))

    def run_in_executor(
        self, executor: Executor | None, func: Callable[[*Ts], Any], *args: *Ts
    ) -> "asyncio.Future[Any]":
        future = self.create_future()
        self.jobs.append(Job(lambda: func(*args), future))
        return future

    def is_running(self) -> bool:
        return True

    def is_closed(self) -> bool:
        return False

    def get_debug(self) -> bool:
        return False

    def call_exception_handler(self, context: dict[str, Any]) -> None:
        """A task that is let fall with a killed server is no fault; one that ended with an exception is."""
        if context.get("exception") is not None:
            self.faults.append(f"{context['message']}: {context['exception']!r}")


def loop_at(now: float) -> Loop:
    """A loop whose clock stands at `now`."""
    return Loop(now)  # type: ignore[abstract]  # sockets, signals and subprocesses: not in these worlds
