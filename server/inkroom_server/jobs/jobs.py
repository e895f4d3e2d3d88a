"""Jobs: exports and imports that run after the response, push their progress, and can be asked about (API-4, API-5)."""

import asyncio
import contextlib
import secrets
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Final, ParamSpec, TypeVar

from msgspec import Struct, json
from msgspec.structs import replace

from inkroom.errors import InkroomError, Unavailable
from inkroom.messages import Notice, encode
from inkroom.render.view import View
from inkroom_server.jobs.crew import Crew
from inkroom_server.jobs.exports import PLAIN, export
from inkroom_server.jobs.imports import NOWHERE, Imports, Spot
from inkroom_server.jobs.worker import Progress
from inkroom_server.log import JobInfo, Log

KEPT_MS: Final = 24 * 3600 * 1000
"""How long a finished job and its file are kept."""
WAITING: Final = 100
"""How many jobs may wait or run."""
WRITING: Final = "writing"
"""The state of an import whose elements go onto the board: it cannot be called off any more."""
MARK: Final = 10
STEP: Final = 0.02
"""Progress is told when it grew by so much."""

P = ParamSpec("P")
T = TypeVar("T")
Notify = Callable[[str, Notice], None]
"""Pushes a notice to everybody in the room of a board."""
Watch = Callable[[JobInfo], None]
"""Hears of each change of one job."""


class Arrival(Struct, frozen=True):
    """A file that waits to come onto a board: what it is called, where it goes, and whether it makes the board."""

    name: str
    spot: Spot
    new: bool = False


class Jobs:
    """All jobs of a server. Everything is called on the loop; the disk is waited for on a thread."""

    def __init__(self, log: Log, crew: Crew, notify: Notify, imports: Imports) -> None:
        self._log, self._crew, self._notify, self._imports = log, crew, notify, imports
        self.folder = log.folder / "jobs"
        self._current: dict[str, JobInfo] = {}
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._watches: dict[str, list[Watch]] = {}
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="jobs")

    @property
    def active(self) -> int:
        """How many jobs wait or run."""
        return len(self._tasks)

    async def resume(self) -> None:
        """At start: forgets old jobs and stray files, and begins anew those that a stop cut short."""
        self.folder.mkdir(exist_ok=True)
        for stray in (*self.folder.glob("once-*"), *self.folder.glob("import-*")):
            stray.unlink(missing_ok=True)
        for job in await self._disk(self._log.jobs.all):
            if job.state == WRITING:
                await self._settle(job)
            elif job.ended is None:
                self._begin(job)
        await self._disk(self._forget_old)

    async def start(self, board: str, format: str, at: int, by: str, view: View = PLAIN) -> JobInfo:
        """A new export of the board as it is at `at`; raises InkroomError `busy` where too many wait."""
        self._must_take()
        job = _job(board, "export", format, at, by)
        await self._disk(self._forget_old)
        await self._disk(self._wish_of(job.id).write_bytes, encode(view))
        await self._disk(self._log.jobs.add, job)
        self._begin(job)
        return job

    async def start_import(
        self, board: str, path: Path, name: str, at: int, by: str, spot: Spot
    ) -> JobInfo:
        """Has the file at `path` put onto the board, which was at entry `at`; the file is the job's from now on.

        The ids of the elements begin with the first `MARK` characters of the job's. Raises InkroomError `busy`.
        """
        job = _job(board, "import", _ending(name), at, by)
        return await self._start_import(job, path, Arrival(name, replace(spot, mark=job.id[:MARK])))

    async def start_new(self, board: str, path: Path, name: str, by: str) -> JobInfo:
        """Has a board of this id made of the file at `path`, which is the job's from now on; its file is the report.

        Raises InkroomError `busy`.
        """
        job = _job(board, "import", _ending(name), 0, by)
        return await self._start_import(job, path, Arrival(name, NOWHERE, new=True))

    async def _start_import(self, job: JobInfo, path: Path, arrival: Arrival) -> JobInfo:
        self._must_take()
        await self._disk(self._forget_old)
        await self._disk(self._wish_of(job.id).write_bytes, encode(arrival))
        await self._disk(path.rename, self._arrived(job.id))
        await self._disk(self._log.jobs.add, job)
        self._begin(job)
        return job

    def _must_take(self) -> None:
        if len(self._tasks) >= WAITING:
            raise InkroomError(
                f"Expected at most {WAITING} jobs at a time; try again later", "busy"
            )

    async def get(self, id: str) -> JobInfo:
        """The job as it stands; raises Unavailable `not_found`."""
        job = self._current.get(id) or await self._disk(self._log.jobs.get, id)
        if job is None:
            raise Unavailable(f"Expected the id of a job, got {id!r}", "not_found")
        return job

    def watch(self, id: str, told: Watch) -> Callable[[], None]:
        """Tells of each change of a job from now on, until what it returns is called."""
        watches = self._watches.setdefault(id, [])
        watches.append(told)

        def end() -> None:
            watches.remove(told)
            if not watches:
                self._watches.pop(id, None)

        return end

    async def all(self, board: str) -> list[JobInfo]:
        """The jobs of a board, the newest first."""
        kept = await self._disk(self._log.jobs.all, board=board)
        return [self._current.get(job.id, job) for job in kept]

    def file(self, job: JobInfo) -> Path:
        """The file that a job made; raises Unavailable `not_found` where there is none yet, or no more."""
        path = self.folder / (job.file or "none")
        if job.state != "done" or not job.file or not path.is_file():
            raise Unavailable(f"Expected a job that is done, this one is {job.state}", "not_found")
        return path

    async def cancel(self, id: str) -> JobInfo:
        """Ends the job where it still runs; its file goes in any case. What is being written is waited for."""
        task = self._tasks.get(id)
        if task is not None:
            if self._current[id].state != WRITING:
                task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task
        job = await self.get(id)
        if job.state == "done" and job.kind == "export":
            job = replace(job, state="cancelled", file="")
            await self._disk(self._remove_file, id)
            await self._disk(self._log.jobs.update, id, state=job.state, file="")
        return job

    async def close(self) -> None:
        """Stops what runs; it begins anew at the next start."""
        tasks = list(self._tasks.items())
        for id, task in tasks:
            if self._current[id].state != WRITING:  # an import is not cut in half
                task.cancel("stop")
        await asyncio.gather(*(task for _, task in tasks), return_exceptions=True)
        self._crew.close()
        self._thread.shutdown(wait=False)

    # ------------------------------------------------------------- one job

    def _begin(self, job: JobInfo) -> None:
        self._current[job.id] = job
        task = asyncio.get_running_loop().create_task(self._run(job.id), name=f"job {job.id}")
        self._tasks[job.id] = task

    async def _run(self, id: str) -> None:
        job = self._current[id]

        def progress(share: float) -> None:
            if share >= self._current[id].progress + STEP:
                self._tell(id, progress=round(share, 3))

        try:
            self._tell(id, state="running", progress=0.0)
            made = await (self._export if job.kind == "export" else self._import)(job, progress)
            await self._end(id, state="done", progress=1.0, **made)
        except asyncio.CancelledError as why:
            if why.args != ("stop",):
                await self._end(id, state="cancelled")
            raise
        except InkroomError as why:
            await self._end(id, state="failed", message=str(why), code=why.code)
        finally:
            self._current.pop(id, None)
            self._tasks.pop(id, None)

    async def _export(self, job: JobInfo, progress: Progress) -> dict[str, Any]:
        name = f"{job.id}.{job.format}"
        path = self.folder / name
        view = await self._disk(self._read_view, job.id)
        try:
            said = await self._crew.run_long(
                export, job.board, job.format, job.seq, path, view, progress=progress
            )
        except BaseException:
            path.unlink(missing_ok=True)
            raise
        return {"file": name, "message": said}

    async def _import(self, job: JobInfo, progress: Progress) -> dict[str, Any]:
        arrival = await self._disk(self._read_arrival, job.id)
        if arrival is None:
            raise Unavailable("Expected the file to lie there still", "not_found")
        onto = None if arrival.new else job.board
        plan = await self._imports.plan(
            self._arrived(job.id), arrival.name, onto, job.by, arrival.spot, progress
        )
        self._tell(job.id, state=WRITING)
        await self._disk(self._log.jobs.update, job.id, state=WRITING)
        if not arrival.new:
            report = await self._imports.append(plan, job.board, job.by)
            return {"seq": report.head, "message": "; ".join(report.left)}
        report = await self._imports.create(self._arrived(job.id), plan, job.board)
        file = f"{job.id}.report"
        await self._disk((self.folder / file).write_bytes, encode(report))
        return {"seq": report.head, "message": "; ".join(report.left), "file": file}

    async def _settle(self, job: JobInfo) -> None:
        """An import that was being written when the server ended: a new board is there whole, or is made now."""
        arrival = await self._disk(self._read_arrival, job.id)
        if arrival is not None and arrival.new and self._log.board(job.board) is None:
            self._begin(replace(job, state="waiting"))
            return
        new = arrival is not None and arrival.new
        ended = {"state": "done", "progress": 1.0, "ended": _now()} if new else _cut_short()
        await self._disk(self._log.jobs.update, job.id, **ended)
        await self._disk(self._clear, job.id)

    async def _end(self, id: str, **values: Any) -> None:
        values["ended"] = _now()
        await self._disk(self._log.jobs.update, id, **values)
        self._clear(id)
        self._tell(id, **values)

    def _tell(self, id: str, **values: Any) -> None:
        """Notes what changed, and pushes it into the room."""
        job = self._current[id] = replace(self._current[id], **values)
        url = f"/api/jobs/{id}/file" if job.state == "done" and job.file else ""
        notice = Notice(
            code="job",
            job=id,
            state=job.state,
            progress=job.progress,
            message=job.message,
            url=url,
        )
        self._notify(job.board, notice)
        for told in list(self._watches.get(id, ())):
            told(job)

    async def _disk(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._thread, lambda: work(*args, **kwargs))

    # ------------------------------------------------------------- old ones

    def _forget_old(self) -> None:
        for job in self._log.jobs.all():
            if job.ended is not None and job.ended < _now() - KEPT_MS:
                self._remove_file(job.id)
                self._log.jobs.remove(job.id)

    def _wish_of(self, id: str) -> Path:
        """Where it lies beside the file what is drawn and how, or where it goes, until the job has ended."""
        return self.folder / f"{id}.wish"

    def _arrived(self, id: str) -> Path:
        """A file that is to come onto a board, until the job has ended."""
        return self.folder / f"{id}.arrived"

    def _clear(self, id: str) -> None:
        for path in (self._wish_of(id), self._arrived(id)):
            path.unlink(missing_ok=True)

    def _read_view(self, id: str) -> View:
        path = self._wish_of(id)
        return json.decode(path.read_bytes(), type=View) if path.exists() else PLAIN

    def _read_arrival(self, id: str) -> Arrival | None:
        path = self._wish_of(id)
        return json.decode(path.read_bytes(), type=Arrival) if path.exists() else None

    def _remove_file(self, id: str) -> None:
        for path in self.folder.glob(f"{id}.*"):
            path.unlink(missing_ok=True)


def _job(board: str, kind: str, format: str, at: int, by: str) -> JobInfo:
    return JobInfo(
        id=secrets.token_urlsafe(16),
        board=board,
        kind=kind,
        format=format,
        seq=at,
        state="waiting",
        by=by,
        created=_now(),
    )


def _ending(name: str) -> str:
    return Path(name).suffix.removeprefix(".").lower()


def _cut_short() -> dict[str, Any]:
    """What becomes of an import that was being written when the server ended: a part of it may lie there."""
    why = "The server ended while this was being written: see what lies on the board"
    return {"state": "failed", "message": why, "code": "cut_short", "ended": _now()}


def _now() -> int:
    return time.time_ns() // 1_000_000
