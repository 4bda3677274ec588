import type { DatabaseSync } from "node:sqlite";
import { NAMES_KEPT } from "#lib/events/feed";
import type { FieldList } from "#lib/history/api";
import { bigIds } from "../big-ids.ts";
import type { Places } from "./window.ts";

/** The types of all events that are kept, and up to where they are counted. */
export function listTypes(db: DatabaseSync, places: Places): Omit<FieldList, "fields"> {
  // One statement sees one state of the file, whatever is written meanwhile.
  const rows = bigIds(
    db,
    `SELECT t.text AS type, sum(events) AS events, (SELECT max(id) FROM event) AS newest
     FROM tally_hour JOIN name t ON t.id = type GROUP BY type ORDER BY 2 DESC`,
  ).all() as { type: string; events: bigint; newest: bigint | null }[];
  const types = rows.map(({ type, events }) => ({ type, events: Number(events) }));
  const newest = rows[0]?.newest ?? null;
  return {
    types: types.slice(0, NAMES_KEPT),
    events: types.reduce((sum, { events }) => sum + events, 0),
    newest: newest === null ? null : places.idOf(newest),
  };
}
