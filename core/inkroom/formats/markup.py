"""XML that nobody vouches for, as a small tree: no document types, no entities, nothing fetched."""

from collections.abc import Iterator
from typing import Final
from xml.parsers import expat

from inkroom.errors import BadFile

DEPTH: Final = 64
NODES: Final = 250_000


class Node:
    """An element: its name and attributes without their name spaces, and what stands in it, in order."""

    __slots__ = ("attributes", "name", "parts")

    def __init__(self, name: str, attributes: dict[str, str]) -> None:
        self.name = name
        self.attributes = attributes
        self.parts: list[Node | str] = []

    @property
    def children(self) -> Iterator["Node"]:
        """The elements in it."""
        return (part for part in self.parts if isinstance(part, Node))

    @property
    def text(self) -> str:
        """The text directly in it."""
        return "".join(part for part in self.parts if isinstance(part, str))

    def get(self, attribute: str, otherwise: str = "") -> str:
        """An attribute."""
        return self.attributes.get(attribute, otherwise)


def parse(data: bytes) -> Node:
    """The root of a document; raises BadFile for what is no XML, has a document type, or is too deep or large."""
    builder = _Builder()
    try:
        builder.parser.Parse(data, True)
    except expat.ExpatError as why:
        raise BadFile(f"Expected well-formed XML, got: {why}") from None
    except (LookupError, ValueError) as why:  # an encoding that nobody knows
        raise BadFile(f"Expected XML in UTF-8, got: {why}") from None
    return builder.root


class _Builder:
    """Collects what the parser finds."""

    def __init__(self) -> None:
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._data
        self._open: list[Node] = [Node("", {})]
        self._count = 0

    @property
    def root(self) -> Node:
        return next(self._open[0].children)

    def _doctype(self, *_: object) -> None:
        raise BadFile("Expected XML without a document type, got one")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._count += 1
        if len(self._open) > DEPTH or self._count > NODES:
            raise BadFile(
                f"Expected at most {NODES:,} XML elements, {DEPTH} deep", "limit_exceeded"
            )
        node = Node(_local(name), {_local(key): value for key, value in attributes.items()})
        self._open[-1].parts.append(node)
        self._open.append(node)

    def _end(self, _: str) -> None:
        self._open.pop()

    def _data(self, text: str) -> None:
        self._open[-1].parts.append(text)


def _local(name: str) -> str:
    return name.rpartition(":")[2]
