import { isObject, JSON_LIMITS, jsonTextProblem } from "#lib/json";
import { medianOf } from "#lib/statistics";
import { parseTimestamp } from "#lib/time";

/** An event as a daily log has it: the fields that the stream had, its id, and when its producer says it was. */
export interface LoggedEvent {
  id: string;
  /** Unix seconds; null when it doesn't say. */
  seconds: number | null;
  fields: Record<string, string>;
}

// The whole event is one level above its payload, which is what the limit is about.
const LIMITS = { maxDepth: JSON_LIMITS.maxDepth + 1, maxKeys: JSON_LIMITS.maxKeys + 100 };

/** Reads an item of a daily log; null for one that is damaged beyond saying which event it was. */
export function readItem(text: string): LoggedEvent | null {
  const event = parse(text);
  if (!isObject(event)) return null;
  const fields: Record<string, string> = {};
  for (const [name, value] of Object.entries(event)) {
    if (value === null || value === undefined) continue;
    fields[name] = typeof value === "string" ? value : JSON.stringify(value);
  }
  if (!fields.id) return null;
  return { id: fields.id, seconds: parseTimestamp(event.timestamp)?.seconds ?? null, fields };
}

function parse(text: string): unknown {
  if (jsonTextProblem(text, LIMITS) !== null) return null;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** The middle one of the times that are known: a producer with a wrong clock among others doesn't move it. */
export const medianSeconds = (events: readonly (LoggedEvent | null)[]): number | null =>
  medianOf(events.flatMap((event) => (event?.seconds == null ? [] : [event.seconds])));
