import type { Proof } from "#lib/telemetry/proof";
import type { LatestSample } from "#lib/telemetry/sample";
import { STANDARD_METRICS } from "#lib/telemetry/standard-metrics";
import type { RobotState } from "#lib/telemetry/state";
import type { RobotsLook } from "../ui/preferences.ts";
import { countRobots, filterRobots, type RobotCounts, type RobotFilter } from "./robot-filter.ts";
import { compareRobots, type RobotOrder, type RobotRow, robotRow } from "./robot-rows.ts";
import { type RobotTile, robotTile } from "./robot-tiles.ts";
import { robotsLook } from "./robots-look.ts";

/** What the robots' page shows until its state is here: the first screen of the list, and how many there are. */
export interface FirstRobots {
  counts: RobotCounts;
  /** How many fit the filter. */
  fitting: number;
  /** Of a table, or of the list beside an opened robot. */
  rows: RobotRow[];
  /** Of a wall. */
  tiles: RobotTile[];
}

/** More than fit a screen only make the page longer. */
const ROWS = 40;
const TILES = 720;

interface Known {
  robots: ReadonlyMap<string, RobotState>;
  samples: ReadonlyMap<string, LatestSample>;
  proof: Proof;
}

interface Asked {
  openId: string | null;
  filter: RobotFilter;
  order: RobotOrder;
  down: boolean;
  /** As the address names it. */
  look: string | null;
  preferred: RobotsLook | null;
}

/** As the page would list them at `now`, Unix seconds. */
export function firstRobots({ robots, samples, proof }: Known, asked: Asked, now: number): FirstRobots {
  const all = [...robots.values()].map((robot) => robotRow(robot, samples.get(robot.robot_id), now, proof));
  const counts = countRobots(all);
  const sorted = filterRobots(all, asked.filter).sort(compareRobots(asked.order, asked.down));
  const wall = asked.openId === null && robotsLook(asked.look, asked.preferred, counts.known) === "tiles";
  return {
    counts,
    fitting: sorted.length,
    rows: wall ? [] : sorted.slice(0, ROWS).map(shortened),
    tiles: wall ? sorted.slice(0, TILES).map(robotTile) : [],
  };
}

/** What a row of the list doesn't show need not travel. */
function shortened(row: RobotRow): RobotRow {
  const { robot, values } = row;
  const metrics = STANDARD_METRICS.flatMap((name) => {
    const value = values?.metrics[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return {
    ...row,
    robot: { ...robot, connections: [], sessions: [], published: null },
    open: [],
    values: values && { ...values, metrics: Object.fromEntries(metrics) },
  };
}
