import { expect, test } from "vitest";
import { presence } from "./presence.ts";
import { presenceSentence } from "./sentence.ts";
import { onClosed, onEstablished } from "./state.ts";

// 2026-01-12 14:02:30 UTC
const START = 1_768_226_550;
const where = { stream_id: "1-0", at: START };
const connected = (id = "c1") =>
  onEstablished(undefined, { robot_id: "r", connection_id: id, connected_at: START }, where);
const left = onClosed(
  connected(),
  {
    robot_id: "r",
    connection_id: "c1",
    duration_seconds: 43,
    reason: "heartbeat_timeout",
    disconnected_at: START + 43,
  },
  where,
);
const sample = (after: number) => ({ metrics: {}, received_at: START + after });
const say = (robot: typeof left, latest: ReturnType<typeof sample> | undefined, after: number) =>
  presenceSentence(robot, latest, presence(robot, latest, START + after), START + after, "utc");

test("online tells since when, and how fresh its values are", () =>
  expect(say(connected(), sample(60), 65)).toBe("Connected since 14:02:30; its last sample came 5 s ago."));
test("online over two connections says so", () => {
  const both = onEstablished(
    connected(),
    { robot_id: "r", connection_id: "c2", connected_at: START + 1 },
    where,
  );
  expect(say(both, undefined, 5)).toBe(
    "Connected over 2 connections since 14:02:30; it has not sent a sample yet.",
  );
});
test("stale tells how old its values are", () =>
  expect(say(connected(), sample(10), 40)).toBe(
    "Connected, but it has said nothing since 14:02:40: what stands here is 30 s old.",
  ));
test("a robot that never reports is there all the same", () =>
  expect(say(connected(), undefined, 40)).toBe("Connected since 14:02:30; it has not sent a sample yet."));
test("offline tells the reason in words, and how long it had been there", () =>
  expect(say(left, sample(40), 100)).toBe(
    "Not connected since 14:03:13, after 43 s: it stopped answering. Its last values are 1 m 00 s old.",
  ));
