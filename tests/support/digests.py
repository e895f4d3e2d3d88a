"""Long logs with the digests that both languages must come to at random points of them (P7).

    python -m tests.support.digests

writes `tests/vectors/digests.jsonl`: for each log a line `{"entries","at":[[seq, digest], …]}`, then its entries.
"""

import json
from random import Random

from tests.support.generate import VECTORS, valid_log

from inkroom.history import History
from inkroom.messages import read_entry

LOGS = 3
LENGTH = 250
POINTS = 100


def written() -> str:
    """The file."""
    lines = []
    for seed in range(1, LOGS + 1):
        chance = Random(seed)
        raws = list(valid_log(chance, LENGTH))
        history = History(map(read_entry, raws))
        seqs = [chance.randint(0, history.head) for _ in range(POINTS)]
        at = [[seq, history.at(seq).digest()] for seq in seqs]
        lines.append(json.dumps({"entries": len(raws), "at": at}, separators=(",", ":")))
        lines += [raw.decode() for raw in raws]
    return "".join(f"{line}\n" for line in lines)


if __name__ == "__main__":
    (VECTORS / "digests.jsonl").write_text(written(), encoding="utf-8")
