import type { Rule } from "#lib/alerts/rules";
import { type AlertsState, emptyAlerts, type Mute } from "#lib/alerts/state";
import { subjectKey } from "#lib/alerts/track";
import { STREAM_START } from "#lib/stream-id";
import type { Records } from "#server/store/port";
import { MUTES, RULES } from "./operators.ts";

/**
 * What the records know of alerts, for a fold that begins without their events: changed rules and mutes outlive a
 * stream that was trimmed or replaced. Throws "store_unavailable".
 */
export async function knownAlerts(records: Records): Promise<AlertsState> {
  const rules = await records.list<Rule>(RULES);
  const mutes = await records.list<Omit<Mute, "stream_id">>(MUTES);
  return {
    ...emptyAlerts,
    rules: new Map(rules.map(({ key, value }) => [key, value])),
    mutes: new Map(
      mutes.map(({ value }) => [subjectKey(value.subject), { ...value, stream_id: STREAM_START }]),
    ),
  };
}
