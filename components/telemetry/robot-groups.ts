import { lookOf } from "#components/ui/state";
import type { Grouping } from "../ui/steady-order.ts";
import { type RobotRow, WORST_FIRST } from "./robot-rows.ts";

export const GROUPINGS = ["none", "state", "name", "battery"] as const;
export type GroupingName = (typeof GROUPINGS)[number];

export const parseGrouping = (text: string | null): GroupingName =>
  GROUPINGS.find((name) => name === text) ?? "none";

/** How robots are put together; null leaves them in one list. */
export const groupingOf = (name: GroupingName): Grouping<RobotRow> | null =>
  name === "none" ? null : BY[name];

const BATTERY = { empty: "Battery empty", low: "Battery low", charged: "Battery charged" };
const BATTERY_UNKNOWN = "Battery not known";

const BY: Record<Exclude<GroupingName, "none">, Grouping<RobotRow>> = {
  state: {
    of: ({ state }) => lookOf(state).word,
    order: inOrder(WORST_FIRST.map((state) => lookOf(state).word)),
  },
  name: { of: ({ id }) => familyOf(id), order: (a, b) => (a < b ? -1 : a > b ? 1 : 0) },
  battery: {
    of: ({ battery }) => (battery === null ? BATTERY_UNKNOWN : BATTERY[battery]),
    order: inOrder([...Object.values(BATTERY), BATTERY_UNKNOWN]),
  },
};

function inOrder(groups: readonly string[]): (a: string, b: string) => number {
  return (a, b) => groups.indexOf(a) - groups.indexOf(b);
}

/** What the ids of one family have in common: `amr-west-12` belongs to `amr-west-*`. */
export function familyOf(id: string): string {
  const stem = id.replace(/[0-9]+$/, "");
  return stem === id || stem === "" ? id : `${stem}*`;
}
