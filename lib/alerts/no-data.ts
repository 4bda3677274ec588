import type { RobotState } from "../telemetry/state.ts";
import { isLevel } from "./conditions.ts";
import type { AlertState } from "./state.ts";

/** Nobody can say any more whether it holds: it was seen in samples, and its robot isn't connected. */
export const isWithoutData = (
  alert: Pick<AlertState, "kind" | "subject" | "cleared_at">,
  robots: ReadonlyMap<string, Pick<RobotState, "connections">>,
): boolean =>
  alert.cleared_at === null && isLevel(alert) && robots.get(alert.subject.id)?.connections.length === 0;
