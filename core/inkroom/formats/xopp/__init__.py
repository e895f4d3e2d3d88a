"""Xournal++'s documents, in (FILE-6) and out (FILE-7).

What our elements have no register for stays in `extra["xopp"]`: the attributes as the file has them,
written again as long as they still mean what the registers say.
"""

from inkroom.formats.xopp.reader import read
from inkroom.formats.xopp.writer import write

__all__ = ["read", "write"]
