"""All boards of a server as one file, made while it runs, and put back while it runs (BACK-1 to BACK-6)."""

from inkroom_server.backup.archive import SUFFIX, Manifest
from inkroom_server.backup.make import Made, back_up
from inkroom_server.backup.restore import Prepared, Restored, prepare, put_back

__all__ = [
    "SUFFIX",
    "Made",
    "Manifest",
    "Prepared",
    "Restored",
    "back_up",
    "prepare",
    "put_back",
]
