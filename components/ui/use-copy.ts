import { useEffect, useState } from "react";

export type CopyOutcome = "copied" | "failed" | null;

/** Copies a text when asked to, and how that went, for as long as it is worth saying. */
export function useCopy(saidMs = 1500): [outcome: CopyOutcome, copy: (text: string) => void] {
  const [outcome, setOutcome] = useState<CopyOutcome>(null);
  useEffect(() => {
    if (outcome === null) return;
    const timer = setTimeout(() => setOutcome(null), saidMs);
    return () => clearTimeout(timer);
  }, [outcome, saidMs]);
  const copy = (text: string) =>
    void copyText(text).then(
      () => setOutcome("copied"),
      () => setOutcome("failed"),
    );
  return [outcome, copy];
}

/** Beyond this machine and without TLS browsers have no clipboard for pages; what came before it still works there. */
async function copyText(text: string): Promise<void> {
  // The types don't know that it may be missing.
  const clipboard: Clipboard | undefined = navigator.clipboard;
  if (clipboard) return clipboard.writeText(text);
  const put = (event: ClipboardEvent) => {
    event.clipboardData?.setData("text/plain", text);
    event.preventDefault();
  };
  document.addEventListener("copy", put);
  // Instead of a selection, which would take the focus out of an open dialog.
  const done = document.execCommand("copy");
  document.removeEventListener("copy", put);
  if (!done) throw new Error("The browser let nothing be copied");
}
