import { type RobotState, SESSIONS_KEPT } from "../../lib/telemetry/state.ts";

/** The live state holds a robot's newest sessions only: all that ended after this are there. */
export const knownSince = ({ sessions }: RobotState): number =>
  sessions.length < SESSIONS_KEPT ? 0 : (sessions[0]?.disconnected_at ?? 0);
