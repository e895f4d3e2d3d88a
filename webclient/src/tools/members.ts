/** The members of frames: what lies wholly within one goes where it goes (FRAME-1). */

import type { Element } from "../core/board";
import { span } from "../core/extent";
import type { Desk } from "./desk";
import { isFree } from "./draft";

/** The elements, and after them the members of the frames among them that may be changed. */
export function withMembers(desk: Desk, elements: readonly Element[]): Element[] {
  const all = new Map(elements.map((element) => [element.id, element]));
  for (const frame of elements) {
    if (frame.kind !== "frame") continue;
    for (const member of desk.within(span(frame))) {
      if (isFree(member) && !all.has(member.id)) all.set(member.id, member);
    }
  }
  return [...all.values()];
}
