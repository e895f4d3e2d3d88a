/** The icons of the face, by their names in `tokens.icon`. */

import { logo } from "@face/tokens.json";
import { glyph, moreGlyphs } from "../view/glyphs";

const SVG = "http://www.w3.org/2000/svg";
const parsed = new Map<string, SVGElement>();

/** An icon in the current colour, `size` px wide. Decorative: the button around it carries the name. */
export function icon(name: string, size = 20, stroke = 1.75): SVGElement {
  const svg = drawn("").cloneNode(true) as SVGElement; // what is cloned is an SVG element
  svg.setAttribute("class", "icon");
  svg.setAttribute("width", `${size}`);
  svg.setAttribute("height", `${size}`);
  const dress = (): void => {
    svg.replaceChildren(...drawn(name).cloneNode(true).childNodes);
    if (!svg.querySelector("[stroke-width]")) svg.setAttribute("stroke-width", `${stroke}`);
  };
  if (glyph(name) !== undefined) dress();
  else void moreGlyphs().then(() => glyph(name) !== undefined && dress());
  return svg;
}

/** The name mark. */
export function mark(size: number): SVGElement {
  const svg = parse(logo.svg.replace("<svg", `<svg xmlns="${SVG}"`));
  svg.setAttribute("class", "icon");
  svg.setAttribute("width", `${size}`);
  svg.setAttribute("height", `${size}`);
  svg.setAttribute("aria-hidden", "true");
  return svg;
}

function drawn(name: string): SVGElement {
  let svg = parsed.get(name);
  if (!svg) {
    svg = parse(
      `<svg xmlns="${SVG}" viewBox="0 0 24 24" fill="none" stroke="currentColor" ` +
        `stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">${glyph(name) ?? ""}</svg>`,
    );
    parsed.set(name, svg);
  }
  return svg;
}

/** Parses our own drawings, which are part of the program; data never comes here. */
function parse(svg: string): SVGElement {
  const root = new DOMParser().parseFromString(svg, "image/svg+xml").documentElement;
  return document.importNode(root, true) as unknown as SVGElement; // the root of an SVG document
}
