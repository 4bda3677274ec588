"use client";

import { useEffect, useState } from "react";

/** What the page shows of `GET /api/health`. */
export interface Health {
  quarantined: number | undefined;
  store: { latency_ms: number | null };
}

const ASK_EVERY_MS = 5_000;

/** The server's own figures, asked for while somebody looks at them; null before the first answer. */
export function useHealth(wanted: boolean): Health | null {
  const [health, setHealth] = useState<Health | null>(null);
  useEffect(() => {
    if (!wanted) return;
    const stop = new AbortController();
    const ask = async () => {
      // While the server is away the last answer stays; the connection's own state tells.
      const answer = await fetch("/api/health", { signal: stop.signal }).catch(() => null);
      const body: unknown = await answer?.json().catch(() => null);
      if (!stop.signal.aborted && body) setHealth(read(body));
    };
    void ask();
    const timer = setInterval(ask, ASK_EVERY_MS);
    return () => {
      clearInterval(timer);
      stop.abort();
    };
  }, [wanted]);
  return health;
}

function read(body: unknown): Health {
  const { quarantined, store } = body as { quarantined?: unknown; store?: { latency_ms?: unknown } };
  return {
    quarantined: typeof quarantined === "number" ? quarantined : undefined,
    store: { latency_ms: typeof store?.latency_ms === "number" ? store.latency_ms : null },
  };
}
