import type { RobotWord } from "#lib/overview/at-this-moment";
import type { RobotRow } from "./robot-rows.ts";

/** What a tile of the wall tells of its robot. */
export interface RobotTile {
  robot: string;
  state: RobotWord;
  /** Its battery is what needs a look. */
  battery?: "low" | "empty";
  /** Whole percent, while it is known to be so. */
  charge?: number;
}

/** So few have room for their names. */
const NAMED_UP_TO = 300;

/** Whether there is room for names and charges on the tiles of so many robots. */
export const areNamed = (robots: number): boolean => robots <= NAMED_UP_TO;

export function robotTile({ id, state, battery, values, old }: RobotRow): RobotTile {
  const charge = old ? undefined : values?.metrics.battery_percentage;
  return {
    robot: id,
    state,
    ...((battery === "low" || battery === "empty") && { battery }),
    ...(charge !== undefined && { charge: Math.floor(charge) }),
  };
}
