"""Adds up JUnit reports into one line, `N passed, N failed`, for a run of several test programs.

python packaging/tally.py REPORT.xml...
"""

import sys
import xml.etree.ElementTree as ET
from pathlib import Path


def count(report: Path) -> tuple[int, int, int]:
    """Return how many tests of one report passed, failed (errors too) and were skipped."""
    passed = failed = skipped = 0
    for case in ET.parse(report).iter("testcase"):
        tags = {child.tag for child in case}
        if tags & {"failure", "error"}:
            failed += 1
        elif "skipped" in tags:
            skipped += 1
        else:
            passed += 1
    return passed, failed, skipped


def main(arguments: list[str]) -> int:
    """Print the sum; exit 1 where something failed or nothing ran."""
    counts = [count(Path(name)) for name in arguments]
    passed, failed, skipped = (
        (sum(column) for column in zip(*counts, strict=True)) if counts else (0, 0, 0)
    )
    print(f"{passed} passed, {failed} failed" + (f", {skipped} skipped" if skipped else ""))
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
