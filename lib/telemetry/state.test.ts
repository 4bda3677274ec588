import { expect, test } from "vitest";
import { presence } from "./presence.ts";
import { onClosed, onEstablished, type RobotState } from "./state.ts";

const at = (seconds: number) => ({ stream_id: `${seconds * 1000}-0`, at: seconds });
const opened = (robot: RobotState | undefined, connection_id: string, connected_at: number) =>
  onEstablished(robot, { robot_id: "r", connection_id, connected_at }, at(connected_at));
const closed = (robot: RobotState, connection_id: string, end: number, reason: string, told = end) =>
  onClosed(
    robot,
    { robot_id: "r", connection_id, duration_seconds: 10, reason, disconnected_at: end },
    at(told),
  );
const idsOf = ({ sessions }: RobotState) => sessions.map(({ connection_id }) => connection_id);

test("an end that is told late, as a lost gateway's, is not the robot's last one", () => {
  const back = opened(opened(undefined, "old", 10), "new", 55);
  const left = closed(closed(back, "new", 60, "client_disconnect"), "old", 50, "gateway_lost", 65);
  expect(idsOf(left)).toEqual(["old", "new"]);
  expect(presence(left, undefined, 70, null)).toEqual({
    word: "offline",
    since: 60,
    reason: "client_disconnect",
  });
});

test("an end that a wrong clock puts into the future stands where it was told", () => {
  const first = closed(opened(undefined, "future", 10), "future", 1_000_000, "client_disconnect", 20);
  const then = closed(opened(first, "next", 30), "next", 40, "transport_error");
  expect(idsOf(then)).toEqual(["future", "next"]);
});
