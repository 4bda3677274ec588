/** Whether a key press is meant for the page: not typed into a field, not a browser's own, not while a question is open. */
export function isShortcut(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.altKey) return false;
  const target = event.target instanceof Element ? event.target : null;
  return !target?.closest("input, textarea, select, [contenteditable=true], [data-modal]");
}
