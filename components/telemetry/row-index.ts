import { isSilent } from "#lib/telemetry/presence";
import type { Proof } from "#lib/telemetry/proof";
import type { LatestSample } from "#lib/telemetry/sample";
import type { RobotState } from "#lib/telemetry/state";
import { type RobotRow, robotRow } from "./robot-rows.ts";

/** What is known of all robots at one moment, Unix seconds. */
export interface KnownRobots {
  robots: ReadonlyMap<string, RobotState>;
  samples: ReadonlyMap<string, LatestSample>;
  now: number;
  proof: Proof | null;
}

/** What a row was made of: as long as none of it is another, it would be made the same. */
interface Made {
  latest: LatestSample | undefined;
  proof: Proof | null;
  silent: boolean;
  row: RobotRow;
}

/** The rows of all robots, again and again, so that thousands that rest cost next to nothing. */
export function createRowIndex() {
  const made = new Map<string, Made>();
  let list: readonly RobotRow[] = [];

  function rowOf(robot: RobotState, { samples, now, proof }: KnownRobots): RobotRow {
    const latest = samples.get(robot.robot_id);
    const silent = isSilent(robot, latest, now);
    const its = made.get(robot.robot_id);
    if (
      its &&
      its.row.robot === robot &&
      its.latest === latest &&
      its.silent === silent &&
      its.proof === proof
    )
      return its.row;
    const fresh = robotRow(robot, latest, now, proof);
    const row = its && isSame(its.row, fresh) && its.latest === latest ? its.row : fresh;
    made.set(robot.robot_id, { latest, proof, silent, row });
    return row;
  }

  return {
    /** A row of which nothing changed is the same object as before, and so is the whole list. */
    rows(known: KnownRobots): readonly RobotRow[] {
      const rows: RobotRow[] = [];
      for (const robot of known.robots.values()) rows.push(rowOf(robot, known));
      if (made.size > rows.length) for (const id of made.keys()) if (!known.robots.has(id)) made.delete(id);
      if (rows.length !== list.length || rows.some((row, at) => row !== list[at])) list = rows;
      return list;
    },
    /** Makes at most so many rows that were never made, for `rows` to find. False when there are more. */
    prepare(known: KnownRobots, atMost: number): boolean {
      let left = atMost;
      for (const robot of known.robots.values()) {
        if (made.has(robot.robot_id)) continue;
        if (left-- === 0) return false;
        rowOf(robot, known);
      }
      return true;
    },
  };
}

const isSame = (a: RobotRow, b: RobotRow): boolean =>
  a.robot === b.robot &&
  a.old === b.old &&
  a.is.word === b.is.word &&
  a.is.since === b.is.since &&
  a.is.reason === b.is.reason &&
  a.open.length === b.open.length;
