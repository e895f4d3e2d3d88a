/** The icons of the face, by their names in `tokens.icon`. */

import { icons } from "@face/icons.json";
import { logo } from "@face/tokens.json";

const SVG = "http://www.w3.org/2000/svg";
const parsed = new Map<string, SVGElement>();

/** An icon in the current colour, `size` px wide. Decorative: the button around it carries the name. */
export function icon(name: string, size = 20, stroke = 1.75): SVGElement {
  const svg = drawn(name).cloneNode(true) as SVGElement; // what is cloned is an SVG element
  svg.setAttribute("class", "icon");
  svg.setAttribute("width", `${size}`);
  svg.setAttribute("height", `${size}`);
  if (!svg.querySelector("[stroke-width]")) svg.setAttribute("stroke-width", `${stroke}`);
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
    const inner = (icons as Record<string, string>)[name];
    if (inner === undefined) throw new Error(`Expected the name of an icon, got '${name}'`);
    svg = parse(
      `<svg xmlns="${SVG}" viewBox="0 0 24 24" fill="none" stroke="currentColor" ` +
        `stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">${inner}</svg>`,
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
