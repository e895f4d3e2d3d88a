"""Seeded logs of timers, votes and roles, with what they must come to in both languages.

    python -m tests.support.meetings

writes `tests/vectors/meeting.json`; a test checks that it is what this makes.
"""

import json
from collections.abc import Iterator, Sequence
from random import Random
from typing import Any

from tests.support.generate import VECTORS

from inkroom.meeting import Meeting
from inkroom.messages import Entry, Role, encode, read_entry

MEETINGS = 40
USERS = ("u0", "u1", "u2")
ROLES: tuple[Role, ...] = ("owner", "editor", "commenter", "viewer")
Json = dict[str, Any]


def part_of(rng: Random) -> Json:
    """One part of an op, sensible or not."""
    kind = rng.choice(("timer", "ballot", "dot", "dot", "dot", "dot", "grant", "hush", "lesson"))
    if kind == "timer":
        return {
            kind: {"left": rng.choice((0, 50, 5_000)), "whole": 5_000, "runs": rng.random() < 0.7}
        }
    if kind == "ballot":
        ballot: Json = {"id": rng.choice(("v1", "v2")), "dots": rng.randint(1, 4)}
        if rng.random() < 0.4:
            ballot["among"] = ["e1", "e2"]
        if rng.random() < 0.3:
            ballot["closed"] = True
        if rng.random() < 0.5:
            ballot["hidden"] = True
        return {kind: ballot}
    if kind == "dot":
        on = rng.choice(("e1", "e2", "e3"))
        return {kind: {"ballot": rng.choice(("v1", "v2")), "on": on, "count": rng.randint(0, 3)}}
    if kind == "grant":
        return {kind: {"user": rng.choice(USERS), "role": rng.choice(ROLES[1:])}}
    return {kind: rng.random() < 0.6}


def meeting_log(rng: Random) -> list[Json]:
    """Entries in plain JSON."""
    entries: list[Json] = []
    for seq in range(1, rng.randint(4, 60)):
        one: Json = {"seq": seq, "at": 100 * seq, "by": rng.choice(USERS), "client": "c1"}
        one["cseq"] = seq
        refused = {"refused": "forbidden"} if rng.random() < 0.08 else part_of(rng)
        entries.append(one | (refused if rng.random() < 0.95 else {"say": "Hi"}))
    return entries


def outcome(entries: Sequence[Entry]) -> Json:
    """What folding them must come to, right after the last and a while later."""
    meeting = Meeting()
    told = [entry.seq for entry in entries if meeting.add(entry)]
    now = entries[-1].at + 3_000
    timer, vote = meeting.timer, meeting.vote
    return {
        "told": told,
        "kept": [entry.seq for entry in meeting.entries()],
        "timer": None
        if timer is None
        else [timer.remaining(now), timer.whole, timer.runs, timer.by, timer.shown(now + 60_000)],
        "vote": None
        if vote is None
        else {
            "id": vote.id,
            "closed": vote.closed,
            "since": vote.since,
            "told": vote.told(),
            "tally": [list(one) for one in vote.tally()],
            "free": [vote.free(user) for user in USERS],
            "voters": vote.voters,
        },
        "lesson": meeting.lesson,
        "roles": [[meeting.roles.of(user, own) for own in ROLES] for user in USERS],
    }


def meetings() -> Iterator[Json]:
    """Each log, and what comes of it."""
    for seed in range(MEETINGS):
        entries = meeting_log(Random(seed))
        read = [read_entry(encode(entry)) for entry in entries]
        yield {"entries": entries, "meeting": outcome(read)}


def main() -> None:
    """Write the vectors."""
    text = ",\n".join(json.dumps(one, ensure_ascii=False) for one in meetings())
    (VECTORS / "meeting.json").write_text(f"[\n{text}\n]\n", encoding="utf-8")


if __name__ == "__main__":
    main()
