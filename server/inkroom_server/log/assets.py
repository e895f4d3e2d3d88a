"""What is known of the kept pictures; their bytes are files (API-7)."""

from pathlib import Path

from msgspec import Struct
from sqlalchemy import select
from sqlalchemy.dialects.sqlite import insert as upsert

from inkroom_server.log.disk import Disk
from inkroom_server.log.tables import assets


class AssetInfo(Struct, frozen=True):
    """A picture: sizes in px and bytes, `created` in ms since 1970 UTC."""

    sha: str
    type: str
    width: int
    height: int
    size: int
    created: int


class Assets:
    """The list of pictures, each once."""

    def __init__(self, disk: Disk) -> None:
        self._disk = disk

    @property
    def folder(self) -> Path:
        """Where the bytes lie, each file named by its SHA-256."""
        return self._disk.folder / "assets"

    def add(self, asset: AssetInfo) -> None:
        """Lists a picture whose file is there; one that is listed stays as it is."""
        row = {name: getattr(asset, name) for name in asset.__struct_fields__}
        query = upsert(assets).on_conflict_do_nothing()
        self._disk.write(lambda connection: connection.execute(query, row))

    def get(self, sha: str) -> AssetInfo | None:
        with self._disk.reading() as connection:
            row = connection.execute(select(assets).where(assets.c.sha == sha)).first()
        return AssetInfo(*row) if row else None
