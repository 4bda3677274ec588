"use client";

import { useEffect, useState } from "react";
import type { StoredEvent } from "../../lib/events/envelope.ts";
import { OneEvent } from "../../lib/history/api.ts";
import { useLiveState, useReplay } from "../../lib/live/use-live.ts";
import type { StreamId } from "../../lib/stream-id.ts";

export type OriginEvent =
  | { kind: "loading" | "none" }
  | { kind: "failed"; why: string }
  | { kind: "found"; event: StoredEvent };

/** The event with this stream id: from what is here already, out of the open capsule, or from the server. */
export function useOriginEvent(streamId: StreamId | null): OriginEvent {
  const { state } = useLiveState();
  const capsule = useReplay((view) => view.capsule);
  const [asked, setAsked] = useState<{ streamId: StreamId; answer: OriginEvent } | null>(null);
  const fits = ({ stream_id }: StoredEvent) => stream_id === streamId;
  // It was found once: it stays when the newest events move on.
  const known = asked?.streamId === streamId ? asked.answer : null;
  const here = known ? undefined : (state.feed.recent.find(fits) ?? capsule?.events.find(fits));
  if (here && streamId) setAsked({ streamId, answer: { kind: "found", event: here } });
  const wanted = streamId !== null && !known && !here && !capsule ? streamId : null;

  useEffect(() => {
    if (wanted === null) return;
    const stop = new AbortController();
    ask(wanted, stop.signal).then(
      (answer) => setAsked({ streamId: wanted, answer }),
      (error: unknown) => {
        if (stop.signal.aborted) return;
        const why = error instanceof Error ? error.message : "Something went wrong.";
        setAsked({ streamId: wanted, answer: { kind: "failed", why } });
      },
    );
    return () => stop.abort();
  }, [wanted]);

  if (known) return known;
  return streamId === null || capsule ? { kind: "none" } : { kind: "loading" };
}

async function ask(streamId: StreamId, signal: AbortSignal): Promise<OriginEvent> {
  const answer = await fetch(`/api/events/${streamId}`, { signal }).catch((cause: unknown) => {
    throw new Error("The server did not answer.", { cause });
  });
  if (answer.status === 404) return { kind: "none" };
  if (!answer.ok) throw new Error(`The server answered ${answer.status}.`);
  return { kind: "found", event: OneEvent.parse(await answer.json()).event as StoredEvent };
}
