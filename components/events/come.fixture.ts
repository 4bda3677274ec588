import type { StoredEvent } from "../../lib/events/envelope.ts";

/** An event of which only its place and type matter. */
export const come = (stream_id: string, type = "a.b"): StoredEvent => ({
  stream_id,
  id: stream_id,
  type,
  source: "s",
  target: null,
  timestamp: 1,
  payload: {},
  meta: {},
});
