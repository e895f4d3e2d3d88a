/** Keys that are pressed while a part of the page is fetched: held, and typed into it once it is there. */

/** Waits for `opened`, which has the focus where typing goes on; resolves when what was held is typed. */
export async function holding(opened: Promise<unknown>): Promise<void> {
  const held: KeyboardEvent[] = [];
  const hold = (event: KeyboardEvent): void => {
    if (event.isComposing || !event.isTrusted) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (!event.repeat || !presses(event)) held.push(event);
  };
  addEventListener("keydown", hold, { capture: true });
  try {
    await opened;
  } finally {
    removeEventListener("keydown", hold, { capture: true });
    held.forEach(type);
  }
}

/** A button under the focus is pressed by it; once, however long the key that asked for all this is down. */
const presses = ({ key }: KeyboardEvent): boolean => key === "Enter" || key === " ";

/** Does what the key would have done: tells of it, and writes its character where a field has the focus. */
function type(event: KeyboardEvent): void {
  const { key, code, ctrlKey, metaKey, altKey, shiftKey } = event;
  const init = { key, code, ctrlKey, metaKey, altKey, shiftKey, bubbles: true, cancelable: true };
  const target = document.activeElement ?? document.body;
  const free = target.dispatchEvent(new KeyboardEvent("keydown", init));
  if (!free || ctrlKey || metaKey) return;
  if (presses(event) && target instanceof HTMLButtonElement) target.click();
  if (!target.matches("input, textarea, [contenteditable]")) return;
  if (key === "Backspace") document.execCommand("delete");
  else if (key === "Enter") document.execCommand("insertLineBreak");
  else if ([...key].length === 1) document.execCommand("insertText", false, key);
}
