"""One rule taken out of the real code, as a block of a `.diff` file: no line numbers, each text is there once."""

from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).resolve().parent


class Edit(NamedTuple):
    """In `path` the lines `old`, which stand there once, become `new`."""

    path: str
    old: str
    new: str


class Mutant(NamedTuple):
    """`killers` are the tests that must fail; none: the simulation must find it."""

    name: str
    killers: list[str]
    edits: list[Edit]

    @property
    def in_web(self) -> bool:
        return any(edit.path.startswith("webclient/") for edit in self.edits)

    def misfits(self) -> list[str]:
        """The edits that do not fit the code any more."""
        return [
            f"{self.name}: {edit.path} has not exactly once:\n{edit.old}"
            for edit in self.edits
            if (ROOT / edit.path).read_text(encoding="utf-8").count(edit.old) != 1
        ]

    def apply(self, tree: Path) -> None:
        """Changes a copy of the tree."""
        for path, old, new in self.edits:
            text = (tree / path).read_text(encoding="utf-8")
            (tree / path).write_text(text.replace(old, new), encoding="utf-8")


def read(name: str) -> list[Mutant]:
    """The mutants of a file of this folder."""
    _, *blocks = (HERE / name).read_text(encoding="utf-8").split("\n=== ")
    return [_mutant(block) for block in blocks]


def _mutant(block: str) -> Mutant:
    head, *files = block.rstrip("\n").split("\n--- ")
    name, *killers = head.split("\n")
    return Mutant(name, [line.removeprefix("??? ") for line in killers], [_edit(f) for f in files])


def _edit(block: str) -> Edit:
    path, *lines = block.split("\n")
    old = "".join(f"{line[1:]}\n" for line in lines if line[:1] in (" ", "-"))
    new = "".join(f"{line[1:]}\n" for line in lines if line[:1] in (" ", "+"))
    return Edit(path, old, new)
