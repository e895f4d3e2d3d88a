/** The two sheets of the stage: the board's canvas and the live one above it, sized to the screen. */

import type { Surface } from "./painter";

export class Sheets {
  readonly base: Surface;
  readonly live: Surface;
  /** Device px for one px of the screen. */
  ratio = 1;
  private readonly host: HTMLElement;
  private readonly observer = new ResizeObserver(() => this.measure());
  private readonly ends = new AbortController();
  private resized: (width: number, height: number) => void = () => undefined;

  constructor(host: HTMLElement) {
    this.host = host;
    dress(host);
    this.base = sheet(host, { alpha: false });
    this.live = sheet(host, { desynchronized: true });
  }

  /** Tells the size in px of the screen, now and when it changes. */
  watch(resized: (width: number, height: number) => void): void {
    this.resized = resized;
    this.observer.observe(this.host);
    const { signal } = this.ends;
    addEventListener("resize", () => this.measure(), { signal });
    for (const { canvas } of [this.base, this.live]) {
      canvas.addEventListener("contextlost", (event) => event.preventDefault(), { signal });
      canvas.addEventListener("contextrestored", () => this.measure(), { signal }); // it is empty
    }
    this.measure();
  }

  private measure(): void {
    const { clientWidth: width, clientHeight: height } = this.host;
    this.ratio = Math.max(1, window.devicePixelRatio || 1);
    for (const { canvas } of [this.base, this.live]) {
      const w = Math.max(1, Math.round(width * this.ratio));
      const h = Math.max(1, Math.round(height * this.ratio));
      if (canvas.width !== w) canvas.width = w;
      if (canvas.height !== h) canvas.height = h;
    }
    this.resized(width, height);
  }

  remove(): void {
    this.ends.abort();
    this.observer.disconnect();
    for (const { canvas } of [this.base, this.live]) canvas.remove();
  }
}

/** The host holds the canvases, takes the keyboard, and clips what reaches out of it. */
function dress(host: HTMLElement): void {
  if (getComputedStyle(host).position === "static") host.style.position = "relative";
  host.style.overflow = "hidden";
  if (!host.hasAttribute("tabindex")) host.tabIndex = 0;
}

function sheet(host: HTMLElement, settings: CanvasRenderingContext2DSettings): Surface {
  const canvas = document.createElement("canvas");
  canvas.setAttribute("aria-hidden", "true");
  Object.assign(canvas.style, {
    position: "absolute",
    inset: "0",
    width: "100%",
    height: "100%",
    display: "block",
  });
  host.append(canvas);
  const context = canvas.getContext("2d", settings);
  if (!context) throw new Error("This browser gives no 2D canvas to draw on");
  return context;
}
