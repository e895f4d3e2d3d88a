"""How long a search takes over a long history: `python -m tests.bench.search [ENTRIES]` (SEEK-3)."""

import json
import random
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter, process_time

from inkroom.messages import entry_bytes, read_op
from inkroom_server.jobs.finding import found
from inkroom_server.log import Log

LETTERS = "abcdefghijklmnopqrstuvwxyz"


def history(count: int, words: list[str], chance: random.Random) -> Iterator[bytes]:
    """Half of it writing: chat and notes; half of it strokes."""
    box = [0, 0, 160, 160, 0]
    for n in range(1, count + 1):
        op: dict[str, object] = {"cseq": n}
        if n % 10 < 3:
            op["say"] = " ".join(chance.choices(words, k=8))
        elif n % 10 < 5:
            text = " ".join(chance.choices(words, k=6))
            op["put"] = [{"id": f"n{n}", "kind": "note", "geom": box, "text": text}]
        else:
            points = [0, 0, 100, 0] + [5, 5, 100, 16] * 40
            op["put"] = [{"id": f"s{n}", "kind": "stroke", "geom": box, "points": points}]
        yield entry_bytes(n, 1_000 + n, "ann", "c1", read_op(json.dumps(op)))


def main(count: int) -> None:
    chance = random.Random(1)
    words = ["".join(chance.choices(LETTERS, k=chance.randint(3, 9))) for _ in range(20_000)]
    with tempfile.TemporaryDirectory() as folder:
        log = Log.open(Path(folder))
        log.write_log("big", history(count, words, chance))
        start = process_time()
        log.index.catch_up()
        took = process_time() - start
        print(f"{count:,} entries read into the index in {took:.1f} s of CPU")
        for query in ("a", "th", words[5], f"{words[7]} {words[9][:2]}", "zzzzzz", "a e i o"):
            start = perf_counter()
            hits = found(log, query, None, 50)
            print(f"{query!r}: {len(hits)} found in {1000 * (perf_counter() - start):.0f} ms")
        log.close()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
