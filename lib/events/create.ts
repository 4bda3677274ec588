import { CATALOG, type PayloadOf } from "./catalog.ts";
import { type BrainEvent, charterMeta } from "./envelope.ts";
import type { KnownType } from "./known.ts";

/**
 * A new event of ours: its id is made here, once, before anything tries to publish it.
 * `now` is in Unix seconds.
 */
export function createEvent<T extends KnownType>(
  type: T,
  payload: PayloadOf<T>,
  now: number,
  options: { correlationId?: string } = {},
): BrainEvent {
  const { source, noun } = CATALOG[type];
  return {
    id: crypto.randomUUID(),
    type,
    source,
    target: null,
    timestamp: now,
    payload: payload as Record<string, unknown>,
    meta: charterMeta(source, noun, options.correlationId ?? null),
  };
}
