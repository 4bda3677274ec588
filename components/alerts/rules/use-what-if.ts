"use client";

import { useEffect, useState } from "react";
import type { WhatIf } from "../../../lib/alerts/api.ts";
import type { Rule } from "../../../lib/alerts/rules.ts";
import { AskFailure, pathWith, reasonOf } from "../../events/fetch-events.ts";

export interface Tried {
  /** Of the settings before, until those of now are answered. */
  answer: WhatIf | null;
  busy: boolean;
  failed: string | null;
}

// A slider that moves asks for many in a row: the last one counts.
const REST_MS = 120;

/** What a rule would have told over the last seven days; null while nobody asks. */
export function useWhatIf(rule: Rule | null): Tried | null {
  const [tried, setTried] = useState<Tried>({ answer: null, busy: true, failed: null });
  const path = rule && pathOf(rule);
  useEffect(() => {
    if (!path) return;
    const stop = new AbortController();
    setTried((before) => ({ ...before, busy: true }));
    const timer = setTimeout(() => {
      ask(path, stop.signal).then(
        (answer) => setTried({ answer, busy: false, failed: null }),
        (error: unknown) => {
          if (stop.signal.aborted) return;
          const failed = error instanceof Error ? error.message : "Something went wrong.";
          setTried({ answer: null, busy: false, failed });
        },
      );
    }, REST_MS);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [path]);
  return path ? tried : null;
}

const pathOf = ({ kind, threshold, pending_seconds, recovery_seconds, cooldown_seconds, scope }: Rule) =>
  pathWith("/api/alerts/what-if", {
    kind,
    threshold,
    pending_seconds,
    recovery_seconds,
    cooldown_seconds,
    scope: scope || "*",
  });

async function ask(path: string, signal: AbortSignal): Promise<WhatIf> {
  const answer = await fetch(path, { signal }).catch((cause: unknown) => {
    throw new AskFailure(0, "The server did not answer.", cause);
  });
  if (!answer.ok) throw new AskFailure(answer.status, await reasonOf(answer));
  return answer.json();
}
