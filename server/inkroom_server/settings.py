"""Every setting of the server with its unit, and where it comes from: `INKROOM_PORT=9000` sets `port`."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Final

import msgspec
from msgspec import Meta, Struct

from inkroom.errors import InkroomError

PREFIX: Final = "INKROOM_"
KIB: Final = 1024
Positive = Annotated[int, Meta(ge=1)]
Seconds = Annotated[float, Meta(ge=0)]


class Settings(Struct, frozen=True, kw_only=True):
    """All that a host may change. Lists are written with commas in the environment."""

    # where
    host: str = "127.0.0.1"
    port: Annotated[int, Meta(ge=0, le=65_535)] = 8000
    data: str = "data"
    """The folder of the boards; from the working directory."""
    public: bool = False
    """Peers need a room token (ACC-2); any bind beyond loopback needs it."""
    origins: tuple[str, ...] = ()
    """Origins of web pages that may connect besides the server's own, as `https://board.example.org` (ACC-4)."""
    hosts: tuple[str, ...] = ()
    """Names under which an open server may be called besides addresses and names without a dot (ACC-6)."""
    proxies: str = "127.0.0.1"
    """Addresses of proxies whose X-Forwarded-For is believed."""
    bypass: bool = True
    """Take uvicorn's short way for the frames of rooms; without it plain ASGI."""

    # messages (LIM-1, LIM-2, LIM-4)
    message_bytes: Positive = 64 * KIB
    hard_message_bytes: Positive = 256 * KIB
    hello_bytes: Positive = 4 * KIB
    hello_s: Seconds = 5
    ops_per_message: Positive = 64
    messages_per_s: Positive = 60
    message_burst: Positive = 200
    ops_per_s: Positive = 2_000
    op_burst: Positive = 10_000
    flood_s: Seconds = 60
    """A socket that stays over its rate so long is closed with 4429."""
    bad_messages: Positive = 3
    bad_messages_s: Seconds = 10
    elements: Positive = 100_000
    stroke_points: Positive = 10_000

    # queues (LIM-3, LIVE-5)
    queue_bytes: Positive = 1024 * KIB
    queue_frames: Positive = 512
    join_queue_bytes: Positive = 16 * 1024 * KIB
    """What may wait behind a snapshot that is being sent."""
    pending_bytes: Positive = 8 * 1024 * KIB
    """Ops of a room that wait for the disk; beyond, its sockets are not read."""
    close_s: Seconds = 10
    """How long a close may take before the connection is cut."""

    # sockets (LIM-5)
    sockets: Positive = 5_000
    sockets_per_room: Positive = 200
    sockets_per_user: Positive = 20
    sockets_per_address: Positive = 50
    """Loopback is not counted: behind it stand proxies and tests."""
    opens_per_s: Positive = 10
    open_burst: Positive = 100
    """How quickly an address may open sockets."""

    # time
    tick_s: Seconds = 0.008
    tick_busy_s: Seconds = 0.05
    tick_per_send_s: Seconds = 0.00025
    """The tick grows by this for each socket that is told, up to `tick_busy_s` (ROOM-5)."""
    tick_sends: Positive = 600
    """With more sockets to tell, a tick serves a share of the rooms; shares are alike (ROOM-5)."""
    head_s: Seconds = 5
    idle_s: Seconds = 0.5
    """A room without a commit for so long has fallen idle (MSG-7)."""
    digest_s: Seconds = 60
    unload_s: Seconds = 60
    disk_free_bytes: Annotated[int, Meta(ge=0)] = 64 * 1024 * KIB
    """With less room on the disk boards are read-only (DISK-1): the log must not meet its end."""
    storage_retry_s: Seconds = 10
    """What a client is told to wait where the disk takes nothing."""
    revoke_s: Seconds = 1
    stop_s: Seconds = 2
    """Sockets are closed spread over so long at a graceful stop."""
    trash_days: Annotated[float, Meta(ge=0)] = 30
    """How long a board stays in the trash before it is gone (API-1)."""
    epoch_s: Seconds = 600
    """A board takes at most one new epoch in so long (JOIN-9)."""

    # work beside the rooms (API-4)
    workers: Annotated[int, Meta(ge=1, le=64)] = 2
    """Processes for exports, imports and thumbnails; started when there is work."""

    # snapshots (JOIN-3, JOIN-4)
    snapshot_entries: Positive = 300
    """A snapshot that is older is made anew while it is still handed out."""
    snapshot_ahead_entries: Positive = 50
    """After so many entries a room that has come to rest makes its snapshot before a joiner asks for it."""
    snapshot_apart_parts: Positive = 4
    """From so many parts on a snapshot is handed out apart from the socket too (JOIN-11)."""
    snapshot_piece_s: Seconds = 30
    """Who takes a piece of it (512 KiB) more slowly is let go."""
    snapshot_saved_entries: Positive = 2_000
    """A snapshot is stored each time that so many entries have come."""

    @property
    def folder(self) -> Path:
        """The data folder."""
        return Path(self.data)

    @property
    def loopback(self) -> bool:
        """True where only this computer can connect."""
        return self.host in ("localhost", "::1") or self.host.startswith("127.")


def from_environment(environ: Mapping[str, str] = os.environ) -> Settings:
    """The settings of `INKROOM_*`; raises InkroomError for a value that is none."""
    given = {
        name: environ[PREFIX + name.upper()]
        for name in Settings.__struct_fields__
        if PREFIX + name.upper() in environ
    }
    values: dict[str, object] = dict(given)
    for name in ("origins", "hosts"):
        if name in given:
            values[name] = tuple(part.strip() for part in given[name].split(",") if part.strip())
    try:
        return msgspec.convert(values, Settings, strict=False)
    except msgspec.ValidationError as why:
        said, _, name = str(why).rpartition(" - at `$.")
        name = PREFIX + name.rstrip("`").upper()
        raise InkroomError(f"{name}: {said or why}", "bad_setting") from None
