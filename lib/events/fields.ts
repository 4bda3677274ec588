import { toIso } from "../time.ts";
import { type BrainEvent, CARRIED_FIELDS } from "./envelope.ts";

/** About what an entry takes in memory: how long its fields are, with their names. */
export function charsOf(fields: Readonly<Record<string, string>>): number {
  let chars = 0;
  for (const name in fields) chars += name.length + (fields[name]?.length ?? 0);
  return chars;
}

/** The same of several entries. */
export const charsOfAll = (entries: readonly { fields: Readonly<Record<string, string>> }[]): number =>
  entries.reduce((sum, { fields }) => sum + charsOf(fields), 0);

/** An event as the flat text fields of a stream entry (contract section 2). Absent fields are left out. */
export function toFields(event: BrainEvent): Record<string, string> {
  const fields: Record<string, string> = {
    id: event.id,
    type: event.type,
    source: event.source,
    timestamp: toIso(event.timestamp),
    payload: JSON.stringify(event.payload),
    meta: JSON.stringify(event.meta),
  };
  if (event.target !== null) fields.target = event.target;
  for (const name of CARRIED_FIELDS) {
    const value = event[name];
    if (value !== undefined) fields[name] = value;
  }
  return fields;
}
