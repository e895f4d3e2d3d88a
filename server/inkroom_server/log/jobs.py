"""Background work as rows, so that a job outlives the process or says that it did not (API-4)."""

from typing import Any

from msgspec import Struct
from sqlalchemy import delete, insert, select, update

from inkroom_server.log.disk import Disk
from inkroom_server.log.tables import jobs


class JobInfo(Struct, frozen=True, kw_only=True):
    """A job: `state` is the word of whoever runs it, `progress` 0..1, times in ms since 1970 UTC."""

    id: str
    board: str
    kind: str
    format: str = ""
    seq: int | None = None
    state: str
    progress: float = 0
    message: str = ""
    code: str = ""
    file: str = ""
    by: str = ""
    created: int
    ended: int | None = None


class Jobs:
    """The list of jobs."""

    def __init__(self, disk: Disk) -> None:
        self._disk = disk

    def add(self, job: JobInfo) -> None:
        row = {name: getattr(job, name) for name in job.__struct_fields__}
        self._disk.write(lambda connection: connection.execute(insert(jobs), row))

    def update(self, id: str, **values: Any) -> None:
        """New values of some columns of one job."""
        query = update(jobs).where(jobs.c.id == id).values(values)
        self._disk.write(lambda connection: connection.execute(query))

    def get(self, id: str) -> JobInfo | None:
        found = self._select(jobs.c.id == id)
        return found[0] if found else None

    def all(self, **equal: Any) -> list[JobInfo]:
        """The jobs with these column values, the newest first."""
        return self._select(*(jobs.c[name] == value for name, value in equal.items()))

    def remove(self, id: str) -> None:
        query = delete(jobs).where(jobs.c.id == id)
        self._disk.write(lambda connection: connection.execute(query))

    def _select(self, *where: Any) -> list[JobInfo]:
        query = select(jobs).where(*where).order_by(jobs.c.created.desc(), jobs.c.id)
        with self._disk.reading() as connection:
            return [JobInfo(**row) for row in connection.execute(query).mappings()]
