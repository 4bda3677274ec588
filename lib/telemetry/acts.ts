import { clockTime, plural, type Zone } from "../format.ts";
import type { RobotRemarks } from "./api-operators.ts";
import { isBlocked, type RobotState } from "./state.ts";

/** Beside the validator, so that a form that knows them doesn't bring it along. */
export const NOTE_CHARS_MAX = 2000;
export const REASON_CHARS_MAX = 500;

/** What an operator can do with a robot, spelled as in the address of its route. */
export type RobotAct = "disconnect" | "block" | "unblock" | "archive" | "restore" | "note";

/** Whether an act fits how the robot stands; `why` says what is in its way. */
export type Fit = { fits: true } | { fits: false; why: string };

const fits: Fit = { fits: true };

/** The acts that make sense for a robot now (Unix seconds), and those that don't, with the reason. */
export function actsOf(robot: RobotState, now: number): [RobotAct, Fit][] {
  const connected = robot.connections.length > 0;
  return [
    ["disconnect", connected ? fits : { fits: false, why: "It is not connected." }],
    isBlocked(robot, now) ? ["unblock", fits] : ["block", fits],
    robot.archived_at === null
      ? [
          "archive",
          connected ? { fits: false, why: "It is connected: only one that is gone can be hidden." } : fits,
        ]
      : ["restore", fits],
    ["note", fits],
  ];
}

/** What came of an act, in a sentence, as the server answered it. */
export function actSentence(
  act: RobotAct,
  { closed, blocked_until, note }: RobotRemarks,
  zone: Zone,
): string {
  const connections = `${plural(closed, "connection was", "connections were")} closed`;
  switch (act) {
    case "disconnect":
      return closed === 0 ? "It had no connection here any more." : `${connections}.`;
    case "block": {
      const until =
        blocked_until === null ? "" : ` until ${clockTime(Date.parse(blocked_until) / 1000, zone)}`;
      return `Blocked${until}${closed > 0 ? `; ${connections}` : ""}.`;
    }
    case "unblock":
      return "It may connect again.";
    case "archive":
      return "Hidden until it connects again.";
    case "restore":
      return "It is in the list again.";
    case "note":
      return note === null || note === "" ? "The note was taken away." : "The note was saved.";
  }
}
