"use client";

import { useEffect, useState } from "react";
import type { StoredEvent } from "../../lib/events/envelope.ts";
import { isStreamId } from "../../lib/stream-id.ts";
import { fetchEvent } from "./fetch-events.ts";

export type FoundEvent =
  | { kind: "none" | "loading" | "gone" }
  | { kind: "failed"; why: string }
  | { kind: "found"; event: StoredEvent };

/** The event of a link: from what is here already, else from the server. It stays when `recent` moves on. */
export function useEvent(streamId: string | null, recent: readonly StoredEvent[]): FoundEvent {
  const [found, setFound] = useState<{ streamId: string; answer: FoundEvent } | null>(null);
  const known = found?.streamId === streamId;
  const here = known ? undefined : recent.find(({ stream_id }) => stream_id === streamId);
  if (here && streamId !== null) setFound({ streamId, answer: { kind: "found", event: here } });

  const wanted = streamId !== null && !known && !here ? streamId : null;
  useEffect(() => {
    if (wanted === null) return;
    if (!isStreamId(wanted)) {
      setFound({ streamId: wanted, answer: { kind: "gone" } });
      return;
    }
    const stop = new AbortController();
    fetchEvent(wanted, stop.signal).then(
      (event) => setFound({ streamId: wanted, answer: event ? { kind: "found", event } : { kind: "gone" } }),
      (error: unknown) => {
        if (stop.signal.aborted) return;
        const why = error instanceof Error ? error.message : "Something went wrong.";
        setFound({ streamId: wanted, answer: { kind: "failed", why } });
      },
    );
    return () => stop.abort();
  }, [wanted]);

  if (streamId === null) return { kind: "none" };
  return known && found ? found.answer : { kind: "loading" };
}
