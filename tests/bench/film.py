"""How long a lesson takes to become a film: `python -m tests.bench.film [STROKES] [MINUTES] [SINCE]` (FILM-1).

With SINCE only what came after that stroke is filmed, on the board that is full by then.
"""

import random
import sys
from io import BytesIO
from time import process_time

from inkroom.history import History
from inkroom.messages import encode, entry_bytes, read_entry, read_op
from inkroom.render.video import Film, video


def lesson(strokes: int, minutes: float) -> History:
    """Strokes of 30 points spread evenly over the time, and over a board of 3,200 by 1,800 px."""
    chance, history = random.Random(1), History()
    for n in range(1, strokes + 1):
        x, y = chance.randrange(50_000), chance.randrange(28_000)
        points, left, top, at = [x, y, 200, 0], x, y, [x, y]
        right, bottom = x, y
        for _ in range(29):
            dx, dy = chance.randint(-60, 90), chance.randint(-70, 70)
            points += [dx, dy, 200, 12]
            at = [at[0] + dx, at[1] + dy]
            left, right = min(left, at[0]), max(right, at[0])
            top, bottom = min(top, at[1]), max(bottom, at[1])
        geom = [left, top, right - left, bottom - top, 0]
        put = {"id": f"s{n}", "kind": "stroke", "points": points, "geom": geom, "z": f"a{n:05}"}
        op = read_op(encode({"cseq": n, "put": [put]}))
        at_ms = round(n * minutes * 60_000 / strokes)
        history.append(read_entry(entry_bytes(n, at_ms, "ann", "c1", op)))
    return history


def main(strokes: int, minutes: float, since: int) -> None:
    history = lesson(strokes, minutes)
    for speed in (8.0, 1.0):
        out = BytesIO()
        start = process_time()
        video(out, "mp4", history, Film(speed=speed, idle=None, since=since))
        took = process_time() - start
        filmed = minutes * (strokes - since) / strokes
        print(f"{strokes:,} strokes, {filmed:g} min at {speed:g}x: {took:.0f} s of CPU, "
              f"{filmed * 60 / took:.1f} times real time, {len(out.getvalue()):,} bytes", flush=True)  # fmt: skip


if __name__ == "__main__":
    given = [float(word) for word in sys.argv[1:]] + [10_000, 60, 0][len(sys.argv) - 1 :]
    main(int(given[0]), given[1], int(given[2]))
