import type { StoredEvent } from "../../lib/events/envelope.ts";
import { entityOf, sentence } from "../../lib/events/sentence.ts";
import type { Capsule } from "../../lib/history/capsule.ts";
import { type StreamId, streamIdSeconds } from "../../lib/stream-id.ts";
import type { Stretch } from "../events/stretch.ts";

/** What the scrubber draws of a stretch of time. */
export interface Timeline extends Stretch {
  bucketSeconds: number;
  /** Events in each bucket from `from` on. */
  counts: readonly number[];
  incidents: readonly Incident[];
}

/** Something that went wrong, at its event. */
export interface Incident {
  streamId: StreamId;
  /** Unix seconds. */
  at: number;
  state: "failed" | "dropped";
  words: string;
}

export const BUCKETS = 120;
export const INCIDENTS_SHOWN = 200;
/** The same events in the filter language. */
export const INCIDENT_QUERY =
  "type:metrics.aggregation_failed or (type:telemetry.connection_closed -reason:client_disconnect)";

export function incidentOf(event: StoredEvent): Incident | null {
  const state = stateOf(event);
  if (!state) return null;
  const who = entityOf(event)?.id ?? event.source;
  const { stream_id } = event;
  return { streamId: stream_id, at: streamIdSeconds(stream_id), state, words: `${who}: ${sentence(event)}` };
}

function stateOf({ type, payload }: StoredEvent): Incident["state"] | null {
  if (type === "metrics.aggregation_failed") return "failed";
  return type === "telemetry.connection_closed" && payload.reason !== "client_disconnect" ? "dropped" : null;
}

/** All of a capsule, counted here. */
export function capsuleTimeline({ from, to, events }: Capsule): Timeline {
  const bucketSeconds = Math.max(0.001, (to - from) / BUCKETS);
  const counts = new Array<number>(BUCKETS).fill(0);
  for (const { stream_id } of events) {
    const bucket = Math.floor((streamIdSeconds(stream_id) - from) / bucketSeconds);
    const place = Math.min(BUCKETS - 1, Math.max(0, bucket));
    counts[place] = (counts[place] ?? 0) + 1;
  }
  const incidents = events.flatMap((event) => incidentOf(event) ?? []);
  return { from, to, bucketSeconds, counts, incidents: incidents.slice(-INCIDENTS_SHOWN) };
}

/** Events in the bucket of a moment; null where nothing was counted. */
export function countAt(timeline: Timeline | null, at: number): number | null {
  if (!timeline) return null;
  return timeline.counts[Math.floor((at - timeline.from) / timeline.bucketSeconds)] ?? null;
}
