"""Every rule of the specification is cited by a test, and every rule that a test cites exists."""

import re
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

# LOG-3, JOIN-2; the promises P1 to P7; the rules T1 … of the tree.
RULE = r"(?:[A-Z]+-\d+|[PT]\d+)"


def sources() -> list[Path]:
    """Return all test files of both languages."""
    python = (ROOT / "tests").rglob("*.py")
    return sorted([*python, *(ROOT / "webclient").glob("src/**/*.test.ts")])


def defined() -> list[str]:
    """Return every ID that the specification or CONTRIBUTING.md defines, there in bold."""
    pages = [*(ROOT / "docs/spec").glob("*.md"), ROOT / "CONTRIBUTING.md"]
    return [
        rule
        for page in pages
        for rule in re.findall(rf"\*\*({RULE})\*\*", page.read_text(encoding="utf-8"))
    ]


def rules() -> set[str]:
    return set(defined())


def citations() -> dict[str, str]:
    """Return each cited ID, as in `[LOG-3]` or `[LOG-3, JOIN-2]`, with one file that cites it."""
    cited: dict[str, str] = {}
    for path in sources():
        if path == Path(__file__):
            continue
        for group in re.findall(rf"\[({RULE}(?:, ?{RULE})*)\]", path.read_text(encoding="utf-8")):
            cited |= dict.fromkeys(re.findall(RULE, group), str(path.relative_to(ROOT)))
    return cited


def order(rule: str) -> tuple[str, int]:
    letters, number = re.fullmatch(r"([A-Z]+)-?(\d+)", rule).groups()  # type: ignore[union-attr]  # RULE matched
    return letters, int(number)


def test_every_rule_is_defined_once() -> None:
    twice = [rule for rule, count in Counter(defined()).items() if count > 1]
    assert not twice, f"rules that are defined more than once: {', '.join(twice)}"


def test_every_rule_is_cited_by_a_test() -> None:
    untested = sorted(rules() - citations().keys(), key=order)
    assert not untested, f"{len(untested)} rules without a test: {', '.join(untested)}"


def test_every_cited_rule_exists() -> None:
    known = rules()
    unknown = [f"{rule} ({path})" for rule, path in citations().items() if rule not in known]
    assert not unknown, f"tests cite rules that do not exist: {', '.join(unknown)}"
