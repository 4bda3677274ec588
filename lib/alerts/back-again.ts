import type { RobotState } from "../telemetry/state.ts";
import type { AlertState } from "./state.ts";

/** A robot that dropped is there again: its alert is over once it has stayed. */
export const isBackAgain = (
  { kind, subject, cleared_at }: Pick<AlertState, "kind" | "subject" | "cleared_at">,
  robots: ReadonlyMap<string, Pick<RobotState, "connections">>,
): boolean =>
  cleared_at === null && kind === "robot_dropped" && (robots.get(subject.id)?.connections.length ?? 0) > 0;

export const BACK_AGAIN = "Dropped, and is back: over once it has stayed";
