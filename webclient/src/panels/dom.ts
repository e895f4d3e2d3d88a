/** Builds the page's elements: names, attributes, listeners and children, never markup out of data. */

export type Child = Node | string | null | undefined | false;
export type Listener = (event: never) => void;
export type Attributes = Record<string, string | number | boolean | undefined | Listener>;

/** A part of the page that follows the state: `update` is called after anything changed. */
export interface Part {
  node: HTMLElement;
  update(): void;
}

/**
 * A new element. `class` and other attributes as in HTML (true: there without a value, false: not there);
 * `onclick` and the like take a listener.
 */
export function el<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) put(node, name, value);
  append(node, children);
  return node;
}

function put(node: HTMLElement, name: string, value: Attributes[string]): void {
  if (typeof value === "function") {
    node.addEventListener(name.slice(2), value as EventListener);
  } else {
    attribute(node, name, value);
  }
}

/** Sets an attribute only where it differs; false and undefined take it away. */
export function attribute(
  node: Element,
  name: string,
  value: string | number | boolean | undefined,
): void {
  if (value === undefined || value === false) {
    if (node.hasAttribute(name)) node.removeAttribute(name);
    return;
  }
  const text = value === true ? "" : String(value);
  if (node.getAttribute(name) !== text) node.setAttribute(name, text);
}

/** Sets the text only where it differs, so that nothing is painted or spoken for nothing. */
export function text(node: Element, value: string): void {
  if (node.textContent !== value) node.textContent = value;
}

/** Appends the children that are there. */
export function append(node: Element, children: Child[]): void {
  for (const child of children) {
    if (child !== null && child !== undefined && child !== false) node.append(child);
  }
}

/** Replaces all children. */
export function fill(node: Element, ...children: Child[]): void {
  node.replaceChildren();
  append(node, children);
}

/** Sets a custom property, such as `--w`; the strict CSP forbids style attributes, not this. */
export function tint<T extends HTMLElement | SVGElement>(node: T, name: string, value: string): T {
  node.style.setProperty(name, value);
  return node;
}

/** Shows or hides. */
export function show(node: HTMLElement, shown: boolean): void {
  if (node.hidden === shown) node.hidden = !shown;
}

/** Keeps a list of nodes equal to `items`, one node a key, made once and then only updated; order follows `items`. */
export function keyed<T, N extends HTMLElement>(
  parent: HTMLElement,
  known: Map<string, N>,
  items: readonly T[],
  key: (item: T) => string,
  make: (item: T) => N,
  update: (node: N, item: T) => void,
): void {
  const wanted = new Set(items.map(key));
  for (const [id, node] of known) {
    if (!wanted.has(id)) {
      node.remove();
      known.delete(id);
    }
  }
  let after: Element | null = null;
  for (const item of items) {
    const id = key(item);
    let node = known.get(id);
    if (!node) {
      node = make(item);
      known.set(id, node);
    }
    update(node, item);
    const place: Element | null = after ? after.nextElementSibling : parent.firstElementChild;
    if (place !== node) parent.insertBefore(node, place);
    after = node;
  }
}
