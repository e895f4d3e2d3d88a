"""Golden moments: what both languages must make of the golden logs, over time.

    python -m tests.support.moments

writes `tests/vectors/moments.json`; a test checks that it is what this makes.
"""

import json
from itertools import islice
from typing import Any

from msgspec import to_builtins
from msgspec.structs import replace
from tests.support.generate import VECTORS

from inkroom.built import built_on, remarks
from inkroom.comparison import compare
from inkroom.deed import deed_of
from inkroom.history import History
from inkroom.messages import Entry, encode, read_entry
from inkroom.replay import Replay, frame
from inkroom.restoring import Area, chosen, restoring, taking_back, without
from inkroom.timeline import Timeline

LOGS = 60
WIDTH = 600
IDLE_MS = 2_000


def spread(entry: Entry) -> Entry:
    """The golden logs tick like a clock; here pauses come in, and a clock that was set back."""
    n = entry.seq
    at = 1_000 * n + (n // 7) * 3_600_000 + (n % 3) * 700 - (5_000 if n % 11 == 0 else 0)
    return replace(entry, at=at)


def golden() -> list[tuple[int, list[Entry]]]:
    """The first valid golden logs, by their place in the file."""
    lines = iter((VECTORS / "logs.jsonl").read_bytes().split(b"\n")[:-1])
    found = []
    for n, head in enumerate(lines):
        told = json.loads(head)
        raws = list(islice(lines, told["entries"]))
        if told["kind"] == "valid" and raws:
            found.append((n, [spread(read_entry(raw)) for raw in raws]))
    return found[:LOGS]


def told(entries: list[Entry]) -> dict[str, Any]:
    """All that the history modules make of one log."""
    history = History(entries)
    head = history.head
    time, replay = Timeline(history.steps, WIDTH), Replay(entries, IDLE_MS)
    now, then = history.at(head), history.at(head // 2)
    area = chosen([now, then], area=Area("", [-5_000, -5_000, 5_000, 5_000]))
    paged = chosen([now, then], area=Area("2", [-(2**20), -(2**20), 2**20, 2**20]))
    looped = chosen([now, then], area=Area("1", [0, -(2**20), 2**20, 0, 0, 2**20, -9_000, 0]))
    mine = chosen([now, then], people={"uc1"}, users=history.users)
    taken = min(history.users.values())

    def takes(writer: str) -> bool:
        return history.seq_of(writer) > head // 3 and history.users[writer.split(":")[0]] == taken

    rest = without(entries, takes)
    restored, away = restoring(now, then), taking_back(now, rest, takes)
    built = built_on(now, then, restored, remarks(entries, head // 2), history.users, by="uc1")
    said = remarks(entries, head // 3, takes)
    left = built_on(now, rest, away, said, history.users, taken=takes)
    return {
        "spans": [to_builtins(span) for span in time.spans],
        "columns": [to_builtins(column) for column in time.columns],
        "xs": [time.x_of(seq) for seq in range(head + 1)],
        "seqs": [time.seq_at(x) for x in range(0, WIDTH + 1, 50)],
        "lengths": replay.lengths,
        "ends": replay.ends,
        "frames": [
            {"ms": ms, "wet": [[wet.seq, wet.ms] for wet in replay.wet_at(ms)],
             "points": _points(history, replay, ms)}
            for ms in range(0, replay.length + 1, max(1, replay.length // 5))
        ],
        "deeds": [list(deed_of(entry)) for entry in entries],
        "comparison": to_builtins(compare(then, now)),
        "backwards": to_builtins(compare(now, then)),
        "restored": to_builtins(restored),
        "area": to_builtins(restoring(now, then, area)),
        "paged": to_builtins(restoring(now, then, paged)),
        "looped": to_builtins(restoring(now, then, looped)),
        "person": to_builtins(restoring(now, then, mine)),
        "taken": to_builtins(away),
        "built": to_builtins(built),
        "built_on_taken": to_builtins(left),
    }  # fmt: skip


def _points(history: History, replay: Replay, ms: int) -> int:
    """How many numbers the strokes that are under way have."""
    under = history.at(replay.seq_at(ms))
    return sum(
        len(json.loads(encode(e.fixed["points"])))
        for e in frame(history, replay, ms)
        if under.get(e.id) is None
    )


def written() -> str:
    """The text of the vector file."""
    cases = [{"log": n, **told(entries)} for n, entries in golden()]
    return "[\n" + ",\n".join(json.dumps(case, separators=(",", ":")) for case in cases) + "\n]\n"


if __name__ == "__main__":
    (VECTORS / "moments.json").write_text(written(), encoding="utf-8")
