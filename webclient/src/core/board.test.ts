import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { apply, Board, elementOf, owner, paintedOrder, type Row } from "./board";
import { digestOf } from "./digest";
import { fold } from "./history";
import { type Entry, encode, readEntry } from "./messages";
import { canonical, goldenLogs, MORE, shaOf, wildLogs } from "./testing/logs";

const RECT = { kind: "rect", id: "e1", ink: "#DD2222", geom: [0, 0, 160, 80, 0] };
const LINE = { kind: "line", id: "l1", geom: [0, 0, 16, 16] };

function entry(seq: number, op: object, client = "c1", cseq = seq): Entry {
  return readEntry(encode({ seq, at: 0, by: "u1", client, cseq, ...op }));
}

function restore(
  register: string,
  value: unknown,
  writer: string | null,
  expect: string | null,
  more: object = {},
) {
  return { id: "e1", register, value, writer, expect, ...more };
}

function again(board: Board): Board {
  const copy = new Board();
  for (const row of JSON.parse(canonical(board.rows())) as Row[]) copy.write(elementOf(row));
  return copy;
}

/** Folds golden logs and compares with what Python has made of them; how many there were. */
function checkLogs(logs: ReturnType<typeof goldenLogs>): number {
  let count = 0;
  for (const [expected, stored] of logs) {
    const board = new Board();
    const changes = stored.map((raw) => {
      const one = readEntry(raw);
      const { elements, left } = apply(board, one);
      const all = one.restore ?? [];
      return [[...elements.keys()].sort(), [...all.keys()].filter((n) => left.includes(all[n]!))];
    });
    const found = {
      digest: digestOf(board),
      board: shaOf(canonical(board.rows())),
      changes: shaOf(canonical(changes)),
    };
    const { digest, board: rows, changes: changed, seed } = expected;
    expect({ seed, ...found }).toEqual({ seed, digest, board: rows, changes: changed });
    expect(digestOf(again(board))).toBe(digest);
    count += 1;
  }
  return count;
}

describe("the golden logs", () => {
  it("[RED-1, RED-7, DIG-1, DIG-2] come to the digest, board and changes that Python has", () => {
    expect(checkLogs(goldenLogs())).toBeGreaterThanOrEqual(1_000);
  }, 60_000);

  it.runIf(MORE)(
    "[RED-1, RED-7, DIG-1, DIG-2] of a file, all 10,000 of them, do too",
    () => {
      expect(checkLogs(goldenLogs(MORE))).toBe(10_000);
    },
    300_000,
  );
});

describe("apply", () => {
  it("[RED-1] takes puts first, then sets, then restores, whatever the order of the fields", () => {
    const back = restore("ink", "#000000", "c1:1", "c1:1");
    const set = [{ id: "e1", ink: "#111111" }];
    const board = fold([entry(1, { restore: [back], set, put: [RECT] })]);
    expect(board.get("e1")?.get("ink")).toBe("#000000");
  });

  it("[RED-1] of a refused entry changes nothing but the seq", () => {
    const board = new Board();
    const change = apply(board, entry(7, { refused: "forbidden", put: [RECT] }));
    expect([board.seq, board.size, change.elements.size]).toEqual([7, 0, 0]);
  });

  it("[RED-2, EL-2] of a put writes its registers and that it is not deleted", () => {
    const element = fold([entry(1, { put: [RECT] })]).get("e1")!;
    expect(element.values).toEqual({ ink: "#DD2222", geom: RECT.geom, deleted: false });
    expect([element.get("width"), element.writer("width")]).toEqual([32, null]);
    expect(element.writer("geom")).toBe("c1:1");
  });

  it("[RED-2] of a put of a known id changes nothing", () => {
    const gone = entry(2, { set: [{ id: "e1", deleted: true }] });
    const board = fold([entry(1, { put: [RECT] }), gone]);
    const was = digestOf(board);
    for (const put of [
      { ...RECT, ink: "#000000" },
      { ...RECT, id: "board" },
    ]) {
      expect(apply(board, entry(3, { put: [put] }, "c2", 1)).elements.size).toBe(0);
    }
    expect(digestOf(board)).toBe(was);
  });

  it("[RED-3, RED-7] of a set writes each register and says what was before", () => {
    const board = fold([entry(1, { put: [RECT] })]);
    const was = board.get("e1")!;
    const change = apply(board, entry(2, { set: [{ id: "e1", width: 16 }] }, "c2", 1));
    expect([...change.elements]).toEqual([["e1", was]]);
    expect(board.get("e1")?.writers).toEqual({ width: "c2:1" });
    expect(was.values).not.toHaveProperty("width");
    expect(apply(board, entry(3, { set: [{ id: "no", width: 1 }] })).elements.size).toBe(0);
  });

  it("[RED-4, EL-4, EL-5] passes over what the kind has not, and a geom of another form", () => {
    const board = fold([entry(1, { put: [RECT, { ...LINE, geom: [0, 0, 16, 16, 0] }] })]);
    const set = [{ id: "e1", crop: [0, 0, 1, 1], title: "x", round: 160, geom: [0, 0, 16, 16] }];
    apply(board, entry(2, { set }));
    expect(board.get("e1")?.writers).toEqual({ round: "c1:2" });
    expect(board.get("l1")?.writer("geom")).toBeNull();
    expect(board.get("l1")?.get("geom")).toEqual([0, 0, 0, 0]);
  });

  it("[RED-5, RED-7] of a restore acts only where the writer is the expected one", () => {
    const board = fold([
      entry(1, { put: [RECT] }),
      entry(2, { set: [{ id: "e1", ink: "#000000" }] }),
    ]);
    const late = entry(3, { restore: [restore("ink", "#DD2222", "c1:1", "c1:1")] });
    expect(apply(board, late).left).toEqual(late.restore);
    const right = entry(4, { restore: [restore("ink", "#DD2222", "c1:1", "c1:2")] });
    expect(apply(board, right).left).toEqual([]);
    expect(board.get("e1")?.writer("ink")).toBe("c1:1");
  });

  it("[RED-5] takes a register away and puts it back, but never deleted", () => {
    const put = entry(1, { put: [RECT] });
    const board = fold([put, entry(2, { set: [{ id: "e1", width: 16, deleted: true }] })]);
    apply(board, entry(3, { restore: [restore("width", null, null, "c1:2")] }));
    expect(board.get("e1")?.writer("width")).toBeNull();
    apply(board, entry(4, { restore: [restore("width", 16, "c1:2", null)] }));
    expect(board.get("e1")?.writer("width")).toBe("c1:2");
    const away = entry(5, { restore: [restore("deleted", null, null, "c1:2")] });
    expect(apply(board, away).left).toHaveLength(1);
    expect(digestOf(again(board))).toBe(digestOf(board));
  });

  it("[RED-6] of a restore with alone acts only while every register is the client's own", () => {
    const alone = { restore: [restore("deleted", true, "c1:9", "c1:1", { alone: true })] };
    const set = { set: [{ id: "e1", width: 16 }] };
    const others = fold([entry(1, { put: [RECT] }), entry(2, set, "c2", 1)]);
    expect(apply(others, entry(3, alone, "c1", 9)).left).toHaveLength(1);
    const own = fold([entry(1, { put: [RECT] }), entry(2, set)]);
    expect(apply(own, entry(3, alone, "c1", 9)).left).toHaveLength(0);
    expect(own.get("e1")?.deleted).toBe(true);
  });

  it("[RED-8] of a set to a deleted element writes it", () => {
    const board = fold([entry(1, { put: [RECT] })]);
    apply(board, entry(2, { set: [{ id: "e1", deleted: true }] }));
    apply(board, entry(3, { set: [{ id: "e1", ink: "#000000" }] }));
    expect(board.get("e1")?.get("ink")).toBe("#000000");
    expect([...board.visible()]).toEqual([]);
  });

  it("[RED-9] of words and marks changes no element", () => {
    const board = new Board();
    const said = {
      say: "Hi",
      about: "e1",
      mark: "v1",
      view: [0, 0, 16, 9],
      made: 5,
      gesture: "g1",
    };
    expect(apply(board, entry(1, said)).elements.size).toBe(0);
    expect(digestOf(board)).toBe(digestOf(new Board()));
  });

  it("[RED-1, P4] is total and deterministic on entries that nobody has checked", () => {
    fc.assert(
      fc.property(wildLogs, (entries) => {
        let layers = new Board();
        const board = fold(entries);
        for (const one of entries) {
          layers = new Board(layers);
          apply(layers, one);
        }
        expect(digestOf(layers)).toBe(digestOf(board));
        expect(canonical(layers.rows())).toBe(canonical(fold(entries).rows()));
        expect(Object.prototype).toEqual({});
      }),
    );
  }, 60_000);
});

describe("a board", () => {
  it("[SES-3] shows a layer's own elements and leaves the board below alone", () => {
    const below = fold([entry(1, { put: [RECT, LINE] })]);
    const was = digestOf(below);
    const above = new Board(below);
    apply(above, entry(2, { set: [{ id: "e1", ink: "#000000" }], put: [{ ...LINE, id: "l2" }] }));
    expect([digestOf(below), below.size, above.size]).toEqual([was, 2, 3]);
    expect([...above].map((element) => element.id).sort()).toEqual(["board", "e1", "l1", "l2"]);
  });

  it("[DIG-1] has a digest over the sorted lines, also where one name begins with another", () => {
    const ids = ["e", "e-", "e_", "e1", "e10"];
    const put = ids.map((id) => ({ ...RECT, id, fill: "none", fill_style: "solid" }));
    const names = ["deleted", "fill", "fill_style", "geom", "ink"];
    const lines = ids.flatMap((id) => names.map((name) => `${id} ${name} c1:1\n`)).sort();
    expect(digestOf(fold([entry(1, { put })]))).toBe(shaOf(lines.join("")));
  });

  it("[DIG-1, ROOM-4] has another digest at each moment at which it is another board", () => {
    for (const [{ kind }, stored] of goldenLogs()) {
      if (kind === "hostile") continue;
      const seen = new Map<string, string>();
      const board = new Board();
      for (const raw of stored) {
        apply(board, readEntry(raw));
        const rows = canonical(board.rows());
        const digest = digestOf(board);
        expect(seen.get(digest) ?? rows).toBe(rows);
        seen.set(digest, rows);
      }
      expect(new Set(seen.values()).size).toBe(seen.size);
    }
  }, 60_000);

  it("[Z-1] is painted by z, then id, highlighters first", () => {
    const stroke = { kind: "stroke", geom: [0, 0, 0, 0, 0], points: [0, 0, 0, 0] };
    const put = [
      { ...RECT, id: "b", z: "a1" },
      { ...RECT, id: "a", z: "a1" },
      { ...RECT, id: "low", z: "Zz" },
      { ...stroke, id: "marker", z: "b00", brush: "highlighter" },
      { ...stroke, id: "ink", z: "a0V" },
    ];
    const order = paintedOrder(fold([entry(1, { put })]).visible());
    expect(order.map((element) => element.id)).toEqual(["marker", "low", "ink", "a", "b"]);
  });

  it("tells the client of a writer", () => {
    expect([owner("c1:12"), owner(null)]).toEqual(["c1", ""]);
  });
});
