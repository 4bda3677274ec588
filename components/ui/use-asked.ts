"use client";

import { useCallback, useEffect, useState } from "react";

export type Asked<T> =
  | { kind: "loading" }
  /** What was known stays while the server is away. */
  | { kind: "known"; value: T }
  | { kind: "failed"; why: string };

/** The answer of `path`, asked for again every so often while the page is in sight, and at once by `again`. */
export function useAsked<T>(path: string, everyMs: number): { asked: Asked<T>; again: () => void } {
  const [asked, setAsked] = useState<Asked<T>>({ kind: "loading" });
  const [nudges, setNudges] = useState(0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a nudge asks anew.
  useEffect(() => {
    const stop = new AbortController();
    let waiting = false;
    const ask = async () => {
      if (document.hidden || waiting) return;
      waiting = true;
      const answer = await fetchJson<T>(path, stop.signal);
      waiting = false;
      if (stop.signal.aborted) return;
      setAsked((before) => (answer.kind === "failed" && before.kind === "known" ? before : answer));
    };
    void ask();
    const timer = setInterval(ask, everyMs);
    document.addEventListener("visibilitychange", ask);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", ask);
      stop.abort();
    };
  }, [path, everyMs, nudges]);

  return { asked, again: useCallback(() => setNudges((count) => count + 1), []) };
}

// The answers are this server's own, checked there: the page carries no validator.
async function fetchJson<T>(path: string, signal: AbortSignal): Promise<Asked<T>> {
  try {
    const answer = await fetch(path, { signal });
    const body: unknown = await answer.json().catch(() => null);
    if (answer.ok && body !== null) return { kind: "known", value: body as T };
    return { kind: "failed", why: detailOf(body) ?? `The server answered ${answer.status}.` };
  } catch {
    return { kind: "failed", why: "The server did not answer." };
  }
}

function detailOf(body: unknown): string | null {
  if (typeof body !== "object" || body === null || !("detail" in body)) return null;
  if (typeof body.detail !== "string") return null;
  return body.detail.endsWith(".") ? body.detail : `${body.detail}.`;
}
