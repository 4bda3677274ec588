import type { Outage, OutageCause } from "#lib/history/outage";

export const OUTAGE_COLUMNS = "id, cause, began, ended, filled, recovered, missing";

export interface OutageRow {
  id: string;
  cause: OutageCause;
  began: number;
  ended: number | null;
  filled: number;
  recovered: number;
  missing: number | null;
}

/** Makes a row the outage that it was. */
export const toOutage = ({ id, cause, began, ended, filled, recovered, missing }: OutageRow): Outage => ({
  id,
  cause,
  from: began,
  to: ended,
  filled: filled === 1,
  recovered,
  missing,
});
