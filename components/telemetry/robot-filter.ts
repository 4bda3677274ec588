import type { RobotWord } from "#lib/overview/at-this-moment";
import { type RobotRow, WORST_FIRST } from "./robot-rows.ts";

export type StateFilter = RobotWord | "all";

/** Which robots are wanted; all of it stands in the page's address. */
export interface RobotFilter {
  state: StateFilter;
  /** Words that the id holds; with a `*` a word stands for the whole id: `robot_*7`. */
  search: string;
  lowBattery: boolean;
  /** Those that an operator has hidden, instead of the others. */
  hidden: boolean;
}

/** As an address has it. */
export const robotFilter = (
  param: (name: "state" | "q" | "low" | "hidden") => string | null,
): RobotFilter => ({
  state: WORST_FIRST.find((word) => word === param("state")) ?? "all",
  search: param("q") ?? "",
  lowBattery: param("low") !== null,
  hidden: param("hidden") !== null,
});

/** Rows that fit, and how many of each state there would be if none was chosen. */
export function filterRobots(rows: readonly RobotRow[], filter: RobotFilter): RobotRow[] {
  const named = idMatcher(filter.search);
  return rows.filter(
    (row) =>
      (row.robot.archived_at === null) !== filter.hidden &&
      (filter.state === "all" || row.state === filter.state) &&
      (!filter.lowBattery || isLow(row)) &&
      named(row.id),
  );
}

const isLow = ({ battery }: RobotRow): boolean => battery === "low" || battery === "empty";

function idMatcher(search: string): (id: string) => boolean {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return () => true;
  const tests = words.map((word) => {
    if (!word.includes("*")) return (id: string) => id.includes(word);
    const pattern = word.split("*").map(escaped).join(".*");
    const whole = new RegExp(`^${pattern}$`, "s");
    return (id: string) => whole.test(id);
  });
  return (id) => {
    const lower = id.toLowerCase();
    return tests.every((fits) => fits(lower));
  };
}

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");

export interface RobotCounts {
  states: Record<RobotWord, number>;
  lowBattery: number;
  hidden: number;
  /** Without the hidden ones. */
  known: number;
}

/** Of all robots, whatever is chosen. */
export function countRobots(rows: readonly RobotRow[]): RobotCounts {
  const counts: RobotCounts = {
    states: { dropped: 0, stale: 0, unknown: 0, offline: 0, online: 0 },
    lowBattery: 0,
    hidden: 0,
    known: 0,
  };
  for (const row of rows) {
    if (row.robot.archived_at !== null) {
      counts.hidden++;
      continue;
    }
    counts.known++;
    counts.states[row.state]++;
    if (isLow(row)) counts.lowBattery++;
  }
  return counts;
}
