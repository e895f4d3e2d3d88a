/** What lies over the board on the screen: selections, the box of a drag, rings, others' cursors. */

import tokens from "@face/tokens.json";
import type { Element } from "../core/board";
import { span } from "../core/extent";
import { type Box, turned } from "../core/geometry";
import type { Peer } from "../core/wire";
import { centre, type Frame, frameOf, geomOf, gripsOf, isLine, middles } from "../tools/frame";
import type { Camera, ScreenPoint } from "./camera";
import type { Shown } from "./cursors";
import { icon } from "./icons";
import type { Ring } from "./live";
import type { Surface } from "./painter";
import type { Sign } from "./reactions";

const { selection, color } = tokens;
const PEOPLE: Record<string, { light: string; dark: string }> = tokens.people;
const UI = `"${tokens.font.ui.family}", system-ui, sans-serif`;
const ARROW = new Path2D("M0 0 L0 15.4 L4.3 11.6 L7 18 L9.7 16.8 L7 10.6 L12.6 10.2 Z");

/** All is painted in px of the screen. */
export class Overlay {
  dark = false;
  private readonly camera: Camera;

  constructor(camera: Camera) {
    this.camera = camera;
  }

  /** The own selection: one frame with handles, and a thin one round each where it is several. */
  selected(to: Surface, elements: readonly Element[], handles: boolean): void {
    if (elements.length === 0) return;
    to.strokeStyle = this.token("select");
    const only = elements.length === 1 ? elements[0]! : null;
    if (only && isLine(only)) {
      this.points(to, only, handles);
      return;
    }
    if (!only) {
      to.lineWidth = 1;
      for (const element of elements.slice(0, 500)) this.outline(to, frameOf([element])!, 0);
    }
    const frame = frameOf(elements)!;
    to.lineWidth = selection.line;
    this.outline(to, frame, selection.pad);
    if (handles) this.handles(to, frame);
    else if (elements.every((element) => element.get("locked") === true)) this.lock(to, frame);
  }

  /** Another person's selection, in their colour. */
  peerSelected(to: Surface, elements: readonly Element[], peer: Peer): void {
    to.strokeStyle = this.person(peer);
    to.lineWidth = selection["peer-line"];
    for (const element of elements) {
      const frame = isLine(element) ? { ...span(element), angle: 0 } : frameOf([element])!;
      this.outline(to, frame, selection.pad);
    }
  }

  /** What the end of an arrow would hold on to. */
  targets(to: Surface, elements: readonly Element[]): void {
    to.strokeStyle = this.token("select");
    to.lineWidth = 2;
    for (const element of elements) this.outline(to, frameOf([element])!, selection.pad);
  }

  /** What was found: an amber ground round each. */
  found(to: Surface, elements: readonly Element[]): void {
    to.strokeStyle = to.fillStyle = this.dark ? color.waiting.dark : color.waiting.light;
    to.lineWidth = 2;
    for (const element of elements) {
      this.outline(to, { ...span(element), angle: 0 }, selection.pad);
      to.globalAlpha = 0.14;
      to.fill();
      to.globalAlpha = 1;
    }
  }

  band(to: Surface, box: Box): void {
    const from = this.camera.toScreen({ x: box.left, y: box.top });
    const end = this.camera.toScreen({ x: box.right, y: box.bottom });
    to.fillStyle = this.token("select");
    to.globalAlpha = 0.08;
    to.fillRect(from.x, from.y, end.x - from.x, end.y - from.y);
    to.globalAlpha = 1;
    to.strokeStyle = this.token("select");
    to.lineWidth = 1;
    to.strokeRect(from.x, from.y, end.x - from.x, end.y - from.y);
  }

  /** The ring that stands for the pointer of a pen or the eraser, or the dot of the laser. */
  ring(to: Surface, { at, diameter, colour, full }: Ring): void {
    to.beginPath();
    to.arc(at.x, at.y, diameter / 2, 0, 2 * Math.PI);
    to.fillStyle = colour;
    if (full) to.fill();
    to.lineWidth = full ? 1.5 : 3;
    to.strokeStyle = this.token("panel");
    to.stroke();
    if (full) return;
    to.lineWidth = 1;
    to.strokeStyle = colour;
    to.stroke();
  }

  cursor(to: Surface, shown: Shown, peer: Peer): void {
    const at = this.camera.toScreen(shown);
    const { width, height } = this.camera;
    if (at.x < -4 || at.y < -4 || at.x > width + 4 || at.y > height + 4) {
      this.avatar(to, at, shown, peer);
      return;
    }
    const colour = this.person(peer);
    to.save();
    to.translate(Math.round(at.x * 2) / 2, Math.round(at.y * 2) / 2);
    to.globalAlpha = shown.alpha;
    to.lineJoin = "round";
    to.lineWidth = 3.2;
    to.strokeStyle = this.token("panel");
    to.stroke(ARROW);
    to.fillStyle = colour;
    to.fill(ARROW);
    to.globalAlpha = shown.labelAlpha;
    if (shown.labelAlpha > 0) this.label(to, peer, colour, shown.tool);
    to.restore();
  }

  /** A sign that somebody makes: an icon on their colour, and whose it is. */
  sign(to: Surface, sign: Sign): void {
    const at = this.camera.toScreen(sign);
    const { width, height } = this.camera;
    const x = Math.min(width - 40, Math.max(40, at.x));
    const y = Math.min(height - 40, Math.max(96, at.y - 28)) - sign.lift;
    to.globalAlpha = sign.alpha;
    to.beginPath();
    to.arc(x, y, 18, 0, 2 * Math.PI);
    to.fillStyle = this.person(sign);
    to.fill();
    to.lineWidth = 2;
    to.strokeStyle = this.token("panel");
    to.stroke();
    const picture = icon(sign.reaction, this.onPerson());
    if (picture) to.drawImage(picture, x - 11, y - 11, 22, 22);
    to.font = `500 11px ${UI}`;
    to.textAlign = "center";
    to.textBaseline = "alphabetic";
    to.lineWidth = 3;
    to.strokeText(short(sign.name), x, y + 33);
    to.fillText(short(sign.name), x, y + 33);
    to.globalAlpha = 1;
  }

  token(name: "select" | "panel" | "text-3" | "ok" | "danger" | "accent"): string {
    return this.dark ? color[name].dark : color[name].light;
  }

  /** The laser's colour; a person's own where several point at once. */
  laser(peer: Pick<Peer, "colour"> | null): string {
    if (peer) return this.person(peer);
    return this.dark ? tokens.laser.dark : tokens.laser.light;
  }

  /** A person's colour. */
  person(peer: Pick<Peer, "colour">): string {
    const found = PEOPLE[peer.colour] ?? tokens.people.slate;
    return this.dark ? found.dark : found.light;
  }

  private label(to: Surface, peer: Peer, colour: string, tool: string | null): void {
    const name = short(peer.name);
    to.font = `500 12px ${UI}`;
    const picture = tool ? icon(tool, this.onPerson()) : null;
    const left = 12;
    const text = to.measureText(name).width;
    const width = text + 14 + (picture ? 16 : 0);
    to.fillStyle = colour;
    to.beginPath();
    to.roundRect(left, 16, width, 20, 5);
    to.fill();
    if (picture) to.drawImage(picture, left + 5, 19, 14, 14);
    to.fillStyle = this.onPerson();
    to.textAlign = "left";
    to.textBaseline = "alphabetic";
    to.fillText(name, left + 7 + (picture ? 16 : 0), 30.5);
  }

  /** Someone off the screen: initials on its edge. */
  private avatar(to: Surface, at: ScreenPoint, shown: Shown, peer: Peer): void {
    const margin = 14;
    const x = Math.min(this.camera.width - margin, Math.max(margin, at.x));
    const y = Math.min(this.camera.height - margin, Math.max(margin, at.y));
    to.globalAlpha = shown.alpha;
    to.beginPath();
    to.arc(x, y, 10, 0, 2 * Math.PI);
    to.fillStyle = this.person(peer);
    to.fill();
    to.lineWidth = 1.6;
    to.strokeStyle = this.token("panel");
    to.stroke();
    to.fillStyle = this.onPerson();
    to.font = `600 9px ${UI}`;
    to.textAlign = "center";
    to.textBaseline = "middle";
    to.fillText(initials(peer.name), x, y + 0.5);
    to.globalAlpha = 1;
  }

  private onPerson(): string {
    return this.dark ? tokens.people.slate.on.dark : tokens.people.slate.on.light;
  }

  private handles(to: Surface, frame: Frame): void {
    const { corners, rotate } = gripsOf(frame, this.camera.zoom);
    const top = this.camera.toScreen({ x: rotate[0], y: rotate[1] });
    const [mx, my] = this.corner(frame, 0.5, 0, selection.pad);
    to.lineWidth = selection.line;
    to.beginPath();
    to.moveTo(mx, my);
    to.lineTo(top.x, top.y);
    to.stroke();
    to.fillStyle = this.token("panel");
    to.beginPath();
    to.arc(top.x, top.y, selection.handle / 2, 0, 2 * Math.PI);
    to.fill();
    to.stroke();
    for (const [, x, y] of corners) {
      const at = this.camera.toScreen({ x, y });
      to.save();
      to.translate(at.x, at.y);
      to.rotate((frame.angle * Math.PI) / 18_000);
      const half = selection.handle / 2;
      to.beginPath();
      to.roundRect(-half, -half, 2 * half, 2 * half, selection["handle-radius"]);
      to.fill();
      to.stroke();
      to.restore();
    }
  }

  private points(to: Surface, element: Element, handles: boolean): void {
    to.lineWidth = selection.line;
    if (!handles) {
      this.outline(to, { ...span(element), angle: 0 }, selection.pad);
      return;
    }
    to.fillStyle = this.token("panel");
    const geom = geomOf(element);
    for (let at = 0; at < geom.length; at += 2) {
      const { x, y } = this.camera.toScreen({ x: geom[at]!, y: geom[at + 1]! });
      to.beginPath();
      to.arc(x, y, selection.handle / 2, 0, 2 * Math.PI);
      to.fill();
      to.stroke();
    }
    to.globalAlpha = 0.6;
    for (const [, mx, my] of middles(element, this.camera.zoom)) {
      const { x, y } = this.camera.toScreen({ x: mx, y: my });
      to.beginPath();
      to.arc(x, y, selection.handle / 3, 0, 2 * Math.PI);
      to.fill();
      to.stroke();
    }
    to.globalAlpha = 1;
  }

  private lock(to: Surface, frame: Frame): void {
    const picture = icon("lock", this.token("select"));
    const [x, y] = this.corner(frame, 1, 0, selection.pad);
    if (picture) to.drawImage(picture, x - 8, y - 20, 16, 16);
  }

  private outline(to: Surface, frame: Frame, pad: number): void {
    to.beginPath();
    for (const [fx, fy] of [
      [0, 0],
      [1, 0],
      [1, 1],
      [0, 1],
    ] as const) {
      to.lineTo(...this.corner(frame, fx, fy, pad));
    }
    to.closePath();
    to.stroke();
  }

  /** A place of the frame, 0..1 each way, `pad` px outside of it. */
  private corner(frame: Frame, fx: number, fy: number, pad: number): [number, number] {
    const out = pad / this.camera.scale;
    const x = frame.left - out + fx * (frame.right - frame.left + 2 * out);
    const y = frame.top - out + fy * (frame.bottom - frame.top + 2 * out);
    const [tx, ty] = turned(x, y, frame.angle, ...centre(frame));
    const at = this.camera.toScreen({ x: tx, y: ty });
    return [at.x, at.y];
  }
}

function short(name: string): string {
  return name.length > 24 ? `${name.slice(0, 23)}…` : name;
}

export function initials(name: string): string {
  const words = name.split(/\s+/).filter((word) => word !== "");
  const letters = words.length > 1 ? [words[0]!, words.at(-1)!] : [words[0] ?? "?"];
  return letters.map((word) => [...word][0]!.toUpperCase()).join("");
}
