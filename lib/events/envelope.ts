import { z } from "zod";
import { optional } from "../optional.ts";
import type { StreamId } from "../stream-id.ts";

/** The four severities of Charter v1.0. */
export const SEVERITIES = ["INFO", "WARNING", "ERROR", "CRITICAL"] as const;

/** `module.action`, lower case, dotted; deeper names are legal. */
export const EventType = z
  .string()
  .max(200, "must be at most 200 characters")
  .regex(/^[a-z0-9_-]+(\.[a-z0-9_-]+)+$/, 'must be a lower-case dotted name such as "dna.karma_updated"');

const shortText = optional(z.string().max(512));

/** Optional envelope fields that are carried through untouched. */
export const CARRIED_FIELDS = [
  "mission_id",
  "task_id",
  "correlation_id",
  "tenant_id",
  "actor_id",
  "severity",
] as const;

/** The envelope as a producer hands it in over HTTP: `id`, `timestamp`, `target` and `meta` may be missing. */
export const EventInput = z.object({
  id: z.string().min(1, "must not be empty").max(256).optional(),
  type: EventType,
  source: z.string().min(1, "must not be empty").max(256),
  target: z
    .string()
    .max(256)
    .nullish()
    .transform((value) => value ?? null),
  timestamp: z.union([z.number(), z.string()]).optional(),
  payload: z.record(z.string(), z.unknown()),
  meta: z.record(z.string(), z.unknown()).optional(),
  mission_id: shortText,
  task_id: shortText,
  correlation_id: shortText,
  tenant_id: shortText,
  actor_id: shortText,
  severity: optional(z.enum(SEVERITIES)),
});
export type EventInput = z.infer<typeof EventInput>;

/** One event, Charter v1.0. `timestamp` is in Unix seconds (fractional, UTC). */
export interface BrainEvent {
  id: string;
  type: string;
  source: string;
  target: string | null;
  timestamp: number;
  payload: Record<string, unknown>;
  meta: Record<string, unknown>;
  mission_id?: string;
  task_id?: string;
  correlation_id?: string;
  tenant_id?: string;
  actor_id?: string;
  severity?: string;
}

/** An event with its place in the one order there is. */
export interface StoredEvent extends BrainEvent {
  stream_id: StreamId;
  /** It could only be read after its moment had passed: it was not part of what was seen then. */
  late?: true;
}

/** What `meta` looks like in events that we write. */
export function charterMeta(producer: string, sourceModule: string, correlationId: string | null = null) {
  return {
    correlation_id: correlationId,
    version: "1.0",
    schema_version: 1,
    producer,
    source_module: sourceModule,
  };
}
