"""Commands of `inkroom`, run in this process."""

from pathlib import Path

from click.testing import CliRunner, Result

from inkroom_server.cli import main


def run(*args: str | Path) -> Result:
    """One command; no error may come out as a traceback."""
    result = CliRunner().invoke(main, [str(arg) for arg in args])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def fails(*args: str | Path, code: int = 1) -> str:
    """A command that must fail: what it says on the standard error, in one sentence."""
    result = run(*args)
    assert result.exit_code == code, result.output
    assert "Traceback" not in result.output
    said = result.stderr.strip().splitlines()
    assert said, "it says nothing"
    return said[-1]


def ok(*args: str | Path) -> str:
    result = run(*args)
    assert result.exit_code == 0, result.output
    return result.stdout
