import type { StoredEvent } from "../../lib/events/envelope.ts";
import { isObject } from "../../lib/json.ts";
import { fieldName } from "../../lib/query/fields.ts";
import { add, term } from "../../lib/query/print.ts";

/** One line of an event's payload or meta. */
export interface LeafLine {
  /** Its place among the others. */
  key: string;
  /** What stands at the line's beginning. */
  label: string;
  depth: number;
  value: unknown;
  /** The field as the filter language writes it; null where it has no name there. */
  field: string | null;
  /** An object: its leaves follow. */
  isBranch: boolean;
}

/** A payload with hundreds of fields is better read as JSON. */
const LINES_AT_MOST = 300;
const LISTED_AT_MOST = 50;

/** Every leaf of a payload, nested ones below their objects; lists of plain values as one line per value. */
export function payloadLines(payload: Record<string, unknown>): LeafLine[] {
  return linesOf(payload, (path) => fieldName({ kind: "payload", path }));
}

/** The same of the meta part, of which filters know the correlation only. */
export function metaLines(event: StoredEvent): LeafLine[] {
  return linesOf(event.meta, (path) =>
    path.length === 1 && path[0] === "correlation_id" && !event.correlation_id ? "correlation" : null,
  );
}

function linesOf(
  value: Record<string, unknown>,
  fieldOf: (path: readonly string[]) => string | null,
): LeafLine[] {
  const lines: LeafLine[] = [];
  const walk = (inner: Record<string, unknown>, path: readonly string[]) => {
    for (const [label, own] of Object.entries(inner)) {
      if (lines.length >= LINES_AT_MOST) return;
      const here = [...path, label];
      const key = JSON.stringify(here);
      const depth = path.length;
      if (isObject(own) && Object.keys(own).length > 0) {
        lines.push({ key, label, depth, value: own, field: null, isBranch: true });
        walk(own, here);
      } else if (Array.isArray(own) && own.length > 0 && own.length <= LISTED_AT_MOST && own.every(isPlain)) {
        for (const [index, item] of own.entries())
          lines.push({
            key: `${key}[${index}]`,
            label: index === 0 ? label : "",
            depth,
            value: item,
            field: fieldOf(here),
            isBranch: false,
          });
      } else {
        const field = isPlain(own) ? fieldOf(here) : null;
        lines.push({ key, label, depth, value: own, field, isBranch: false });
      }
    }
  };
  walk(value, []);
  return lines;
}

/** The term that fits this value of this field; null for what no filter can say. */
export function termFor(field: string | null, value: unknown): string | null {
  if (field === null || !isPlain(value)) return null;
  if (typeof value === "string" && value.length > TEXT_CHARS) return null;
  return term(field, value);
}

/** The filter with only what has, or has not, this value. */
export const withTerm = (query: string, own: string, isExcluded: boolean): string =>
  add(query, isExcluded ? `-${own}` : own);

// A filter has 2,000 characters at most.
const TEXT_CHARS = 500;

type Plain = string | number | boolean | null;
const isPlain = (value: unknown): value is Plain =>
  value === null || typeof value === "string" || typeof value === "number" || typeof value === "boolean";
