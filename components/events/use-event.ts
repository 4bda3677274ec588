"use client";

import { useEffect, useState } from "react";
import type { StoredEvent } from "../../lib/events/envelope.ts";
import { isStreamId, type StreamId } from "../../lib/stream-id.ts";
import { type EventAndNeighbours, fetchEvent } from "./fetch-events.ts";

export type FoundEvent =
  | { kind: "loading" | "gone" }
  | { kind: "failed"; why: string }
  /** Its neighbours in the stream are undefined until they are known. */
  | ({ kind: "found" } & EventAndNeighbours);

interface Asked {
  streamId: StreamId;
  answer: Exclude<FoundEvent, { kind: "loading" }>;
}

/**
 * The event of a link: from what is here already, else from the server, and what stands beside it in the stream.
 * While it is the newest, another `head` asks again what came after it.
 */
export function useEvent(
  streamId: StreamId,
  here: StoredEvent | undefined,
  head: StreamId | null,
): FoundEvent {
  const [asked, setAsked] = useState<Asked | null>(null);
  // What was shown stays when the list moves on.
  const [kept, setKept] = useState(here);
  if (here && kept?.stream_id !== here.stream_id) setKept(here);
  const known = asked?.streamId === streamId ? asked.answer : null;
  const isNewest = known?.kind === "found" && known.newer === null && head !== null && head !== streamId;
  const round = known === null ? "first" : isNewest ? head : null;

  useEffect(() => {
    if (round === null) return;
    if (!isStreamId(streamId)) {
      setAsked({ streamId, answer: { kind: "gone" } });
      return;
    }
    const stop = new AbortController();
    fetchEvent(streamId, stop.signal).then(
      (found) => setAsked({ streamId, answer: found ? { kind: "found", ...found } : { kind: "gone" } }),
      (error: unknown) => {
        if (stop.signal.aborted) return;
        const why = error instanceof Error ? error.message : "Something went wrong.";
        setAsked({ streamId, answer: { kind: "failed", why } });
      },
    );
    return () => stop.abort();
  }, [streamId, round]);

  if (known?.kind === "found") return known;
  // It is here, whatever the server says of it.
  if (kept?.stream_id === streamId) return { kind: "found", event: kept };
  return known ?? { kind: "loading" };
}
