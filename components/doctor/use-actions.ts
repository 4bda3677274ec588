"use client";

import { useState } from "react";
import type { Chosen, DropResult, QuarantinedEntry, RetryResult } from "#lib/doctor/api";
import { formatNumber, plural } from "#lib/format";
import { postJson } from "../ui/post-json.ts";

type Which = QuarantinedEntry | "all";

/** Retry and drop, and what came of the last one, in a sentence. `onChange` is called when something may have changed. */
export function useActions(onChange: () => void) {
  const [busy, setBusy] = useState<"retry" | "drop" | null>(null);
  const [outcome, setOutcome] = useState<string | null>(null);

  async function send<T>(verb: "retry" | "drop", which: Which): Promise<T | null> {
    setBusy(verb);
    setOutcome(null);
    const answer = await postJson(`/api/events/quarantine/${verb}`, chosen(which));
    setBusy(null);
    onChange();
    if (answer.ok) return answer.body as T;
    setOutcome(`That could not be done: ${answer.message}`);
    return null;
  }

  return {
    busy,
    outcome,
    forget: () => setOutcome(null),
    /** "gone" when nothing is left of what was tried. */
    async retry(which: Which): Promise<"gone" | "stays"> {
      const result = await send<RetryResult>("retry", which);
      if (!result) return "stays";
      setOutcome(retryWords(result));
      return result.still_unreadable === 0 ? "gone" : "stays";
    },
    async drop(which: Which): Promise<void> {
      const result = await send<DropResult>("drop", which);
      if (result) setOutcome(`${plural(result.dropped, "entry", "entries")} dropped.`);
    },
  };
}

const chosen = (which: Which): Chosen =>
  which === "all" ? { all: true } : { stream_ids: [which.stream_id] };

/** What came of a retry: how many could be read, and why the first of the others could not. */
export function retryWords({ retried, readable, still_unreadable, problems }: RetryResult): string {
  if (retried === 0) return "There was nothing left to try again.";
  const [first] = problems;
  const why = first ? `: ${first.field} ${first.reason}` : "";
  if (retried === 1)
    return readable === 1
      ? "It could be read now, and took its place in the history."
      : `It still can't be read${why}.`;
  const read = `${formatNumber(readable)} of ${formatNumber(retried)} entries could be read now`;
  if (still_unreadable === 0) return `${read}, and took their place in the history.`;
  return `${read}. ${formatNumber(still_unreadable)} still can't be; the first${why}.`;
}
