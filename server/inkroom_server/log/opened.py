"""A log for as long as an application runs, opened and closed off its loop: both may wait for the disk."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from inkroom_server.log.log import Log


@asynccontextmanager
async def opened(folder: Path) -> AsyncIterator[Log]:
    """The log of a data folder; raises Unavailable as `Log.open` does (LOG-6)."""
    log = await asyncio.to_thread(Log.open, folder)
    try:
        yield log
    finally:
        await asyncio.to_thread(log.close)
