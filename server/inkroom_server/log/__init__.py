"""The log on the disk. Nothing else in the server knows SQL."""

from inkroom_server.log.assets import AssetInfo
from inkroom_server.log.compactions import MOVED, Exchange
from inkroom_server.log.disk import reason
from inkroom_server.log.index import Hit
from inkroom_server.log.info import (
    BoardInfo,
    CompactionInfo,
    EndedInfo,
    Loaded,
    Stored,
    StoredSnapshot,
)
from inkroom_server.log.jobs import JobInfo
from inkroom_server.log.library import ThingInfo
from inkroom_server.log.log import Log
from inkroom_server.log.opened import opened
from inkroom_server.log.tokens import TokenInfo

__all__ = [
    "MOVED",
    "AssetInfo",
    "BoardInfo",
    "CompactionInfo",
    "EndedInfo",
    "Exchange",
    "Hit",
    "JobInfo",
    "Loaded",
    "Log",
    "Stored",
    "StoredSnapshot",
    "ThingInfo",
    "TokenInfo",
    "opened",
    "reason",
]
