"use client";

import { useEffect, useState } from "react";
import type { Quarantine } from "../../lib/events/api.ts";
import { fetchQuarantine } from "./fetch-events.ts";

export type QuarantineState =
  | { kind: "loading" }
  | { kind: "known"; list: Quarantine }
  | { kind: "failed"; why: string };

// Entries that can't be read don't travel with the live frames, so they are asked for, rarely.
const ASK_EVERY_MS = 10_000;

/** The entries that could not be read; what was known stays while the server is away. */
export function useQuarantine(): QuarantineState {
  const [state, setState] = useState<QuarantineState>({ kind: "loading" });
  useEffect(() => {
    const stop = new AbortController();
    const ask = async () => {
      if (document.hidden) return;
      try {
        const list = await fetchQuarantine(stop.signal);
        setState({ kind: "known", list });
      } catch (error) {
        if (stop.signal.aborted) return;
        const why = error instanceof Error ? error.message : "Something went wrong.";
        setState((known) => (known.kind === "known" ? known : { kind: "failed", why }));
      }
    };
    void ask();
    const timer = setInterval(ask, ASK_EVERY_MS);
    return () => {
      clearInterval(timer);
      stop.abort();
    };
  }, []);
  return state;
}
