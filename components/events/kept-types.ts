import type { StoredEvent } from "../../lib/events/envelope.ts";
import type { FieldList } from "../../lib/history/api.ts";
import { compareStreamIds } from "../../lib/stream-id.ts";

/** The events that are kept, by type. */
export interface KeptTypes {
  counts: ReadonlyMap<string, number>;
  total: number;
  /** Whether an event is counted already. */
  has(event: StoredEvent): boolean;
}

export function keptTypes({ types, events, newest }: FieldList): KeptTypes {
  return {
    counts: new Map(types.map(({ type, events }) => [type, events])),
    total: events,
    has: ({ stream_id }) => newest !== null && compareStreamIds(stream_id, newest) <= 0,
  };
}

/** With events that have come since; those that are counted already are not counted again. */
export function withCome(kept: KeptTypes, come: readonly StoredEvent[]): KeptTypes {
  const fresh = come.filter((event) => !kept.has(event));
  const counts = new Map(kept.counts);
  for (const { type } of fresh) counts.set(type, (counts.get(type) ?? 0) + 1);
  return { ...kept, counts, total: kept.total + fresh.length };
}
