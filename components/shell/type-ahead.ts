/** A palette that can't be loaded in this time takes no keys any more. */
const LONGEST_MS = 10_000;

/**
 * Collects what is typed from now on until the answer is called, for a field that isn't there yet: nobody waits for it,
 * and letters that fall through would be shortcuts or land in whatever has the focus.
 */
export function typeAhead(): () => string {
  let text = "";
  function onKeyDown(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.key === "Backspace") text = text.slice(0, -1);
    else if (event.key.length === 1) text += event.key;
    else return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }
  // Before anybody else hears them.
  window.addEventListener("keydown", onKeyDown, { capture: true });
  const stop = () => window.removeEventListener("keydown", onKeyDown, { capture: true });
  const timer = setTimeout(stop, LONGEST_MS);
  return () => {
    clearTimeout(timer);
    stop();
    return text;
  };
}
