import type { AlertState } from "./state.ts";

/** A robot that dropped, active since time zero; with what else is given. */
export const alertState = (part: Partial<AlertState> & { id: string }): AlertState => ({
  rule_id: "robot_dropped",
  kind: "robot_dropped",
  severity: "warning",
  subject: { kind: "robot", id: "r1" },
  since: 0,
  fired_at: 0,
  value: 1,
  threshold: 0,
  worst: 1,
  flaps: 0,
  shown_by: null,
  fired_id: "1-0",
  stream_id: "1-0",
  reopened_at: null,
  cleared_at: null,
  acknowledged: null,
  snoozed_until: null,
  ...part,
});
