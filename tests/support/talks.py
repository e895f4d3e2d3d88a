"""Seeded logs of chat and comments, with what they must come to in both languages.

    python -m tests.support.talks

writes `tests/vectors/talk.json`; a test checks that it is what this makes.
"""

import json
from collections.abc import Iterator, Sequence
from random import Random
from typing import Any

from tests.support.generate import VECTORS

from inkroom.messages import Entry, encode, read_entry
from inkroom.talk import Talk

TALKS = 60
Json = dict[str, Any]


def talk_log(rng: Random) -> list[Json]:
    """Entries in plain JSON, sensible and not."""
    entries: list[Json] = []
    for seq in range(1, rng.randint(2, 40)):
        one: Json = {"seq": seq, "at": 10 * seq, "by": f"u{seq % 3}", "client": "c1", "cseq": seq}
        if rng.random() < 0.08:
            entries.append(one | {"refused": "forbidden"})
            continue
        if rng.random() < 0.7:
            one["thread"] = rng.choice(("t1", "t2", "t3"))
        if rng.random() < 0.75:
            one["say"] = rng.choice(("Hi", "", "Grüße 🙂", "@Ana"))
        if rng.random() < 0.5:
            one["place"] = [rng.randint(-99, 99) for _ in range(rng.choice((2, 2, 2, 1)))]
        if rng.random() < 0.4:
            one["done"] = rng.random() < 0.7
        if rng.random() < 0.3:
            one |= {"about": rng.choice(("e1", "e2")), "page": "2"}
        entries.append(one)
    return entries


def outcome(entries: Sequence[Entry]) -> Json:
    """What folding them must come to."""
    talk = Talk()
    said = [entry.seq for entry in entries if talk.add(entry)]
    return {
        "said": said,
        "chat": [line.seq for line in talk.chat],
        "threads": [
            {
                "id": thread.id,
                "number": thread.number,
                "about": thread.about,
                "place": thread.place,
                "page": thread.page,
                "lines": [line.seq for line in thread.lines],
                "done": thread.done,
            }
            for thread in talk.threads.values()
        ],
        "kept": [entry.seq for entry in talk.entries()],
    }


def talks() -> Iterator[Json]:
    """Each log of talk, and what comes of it."""
    for seed in range(TALKS):
        entries = talk_log(Random(seed))
        read = [read_entry(encode(entry)) for entry in entries]
        yield {"entries": entries, "talk": outcome(read)}


def main() -> None:
    """Write the vectors."""
    text = ",\n".join(json.dumps(one, ensure_ascii=False) for one in talks())
    (VECTORS / "talk.json").write_text(f"[\n{text}\n]\n", encoding="utf-8")


if __name__ == "__main__":
    main()
