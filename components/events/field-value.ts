import type { StoredEvent } from "../../lib/events/envelope.ts";
import { columnsOf } from "../../lib/history/csv.ts";

/** What reads a field of an event, as the filter language writes it; null for what is no field's name. */
export function fieldReader(name: string): ((event: StoredEvent) => unknown) | null {
  try {
    const [column] = columnsOf([name]);
    return column ? column.cellOf : null;
  } catch {
    return null;
  }
}
