import { type RobotState, UNREMARKED } from "./state.ts";

/** A robot of which nothing is known but what is given. */
export const robotOf = (part: Partial<RobotState> = {}): RobotState => ({
  robot_id: "r",
  connections: [],
  sessions: [],
  published: null,
  ...UNREMARKED,
  first_seen_at: 0,
  last_event_at: 0,
  ...part,
});
