/** Whether what the clipboard is asked for is about the board, or about words of the page. */
export function onBoard(event: Event): boolean {
  const target = event.target as Element | null; // events of a page have elements as targets
  if (document.querySelector("dialog[open]")) return false;
  if (target?.closest?.("input, textarea, [contenteditable], .side")) return false;
  return (getSelection()?.toString() ?? "") === "";
}
