"""A bar on the terminal for long work; nothing where the output is no terminal."""

import sys
from types import TracebackType
from typing import Any, Self

import click


class Progress:
    """One bar after the other, each for a piece of work of known or unknown size."""

    def __init__(self, label: str) -> None:
        self.label = label
        self._bar: Any = None  # click gives its bars no public type
        self._hidden = not sys.stderr.isatty()

    def begin(self, total: int) -> None:
        """A new bar of `total` steps."""
        self.end()
        if not self._hidden and total > 0:
            self._bar = click.progressbar(length=total, label=self.label, file=sys.stderr)
            self._bar.__enter__()

    def step(self, steps: int = 1) -> None:
        """So much more is done."""
        if self._bar is not None:
            self._bar.update(steps)

    def end(self) -> None:
        """The bar stays as it is, on a line of its own."""
        if self._bar is not None:
            self._bar.__exit__(None, None, None)
            self._bar = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.end()
