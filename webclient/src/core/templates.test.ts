import { templates } from "@face/templates.json";
import { expect, test } from "vitest";
import { Board } from "./board";
import { opsOf } from "./gesture";
import { begin } from "./templates";

test.each(templates)(
  "[EL-2] [EL-4] the template $name is a valid op with ids of its own",
  (row) => {
    let n = 0;
    const parts = begin(
      row,
      (key) => key,
      () => `t${n++}`,
    );
    expect(opsOf(parts, new Board(), 1)).toHaveLength(1);
    const ids = new Set((parts.put ?? []).map(({ id }) => id));
    expect(ids.size).toBe(row.put.length);
    for (const put of parts.put ?? []) {
      if (put.kind !== "arrow") continue;
      for (const end of [put.from, put.to]) expect(ids).toContain(end?.id);
    }
  },
);
