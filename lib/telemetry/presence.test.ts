import { expect, test } from "vitest";
import { isOld, presence, STALE_AFTER_SECONDS } from "./presence.ts";
import { robotOf } from "./robot.fixture.ts";
import type { RobotState } from "./state.ts";

const robot = (part: Partial<RobotState>) => robotOf({ last_event_at: 5, ...part });
const open = (connected_at: number) => ({
  connection_id: `c${connected_at}`,
  connected_at,
  stream_id: "1-0",
});
const sample = (received_at: number) => ({ metrics: {}, received_at });

test("online since its oldest open connection", () => {
  expect(presence(robot({ connections: [open(10), open(20)] }), sample(29), 30, null)).toEqual({
    word: "online",
    since: 10,
    reason: null,
  });
});

test("stale once it has reported and then is silent for longer than ten seconds, not at exactly ten", () => {
  const connected = robot({ connections: [open(10)] });
  expect(presence(connected, sample(20), 20 + STALE_AFTER_SECONDS, null).word).toBe("online");
  expect(presence(connected, sample(20), 20.1 + STALE_AFTER_SECONDS, null)).toEqual({
    word: "stale",
    since: 20,
    reason: null,
  });
});

test("a robot that reports once a minute is stale after three minutes; a quick one not before ten seconds", () => {
  const connected = robot({ connections: [open(10)] });
  const slow = { ...sample(20), interval_seconds: 60 };
  expect(presence(connected, slow, 200, null).word).toBe("online");
  expect(presence(connected, slow, 200.1, null).word).toBe("stale");
  const quick = { ...sample(20), interval_seconds: 0.1 };
  expect(presence(connected, quick, 30, null).word).toBe("online");
});

test("a robot that never reports over its connection is online, whatever it reported before", () => {
  expect(presence(robot({ connections: [open(10)] }), undefined, 1000, null).word).toBe("online");
  expect(presence(robot({ connections: [open(10)] }), sample(5), 1000, null).word).toBe("online");
});

test("offline with the reason of its last end", () => {
  const sessions = [
    {
      connection_id: "c",
      connected_at: 1,
      disconnected_at: 4,
      duration_seconds: 3,
      reason: "kicked",
      stream_id: "1-0",
    },
  ];
  expect(presence(robot({ sessions }), sample(3), 9, null)).toEqual({
    word: "offline",
    since: 4,
    reason: "kicked",
  });
});

test("offline since its last event when no end was ever told", () => {
  expect(presence(robot({}), undefined, 9, null)).toEqual({ word: "offline", since: 5, reason: null });
});

test("unknown since the server began, while nothing proves that it is still connected", () => {
  const proof = { since: 100, place: "100000-0", gateways: ["bw-00000001"], streamWentOn: false };
  const before = robot({ connections: [open(10)] });
  const is = presence(before, sample(99), 101, proof);
  expect(is).toEqual({ word: "unknown", since: 100, reason: null });
  // What it said before we began is no sign of life, and no silence either.
  expect(presence(before, sample(10), 500, proof).word).toBe("unknown");
  expect(isOld(before, sample(99), is, 101)).toBe(true);
  const back = { ...open(105), stream_id: "105000-0" };
  expect(presence(robot({ connections: [open(10), back] }), sample(99), 106, proof)).toEqual({
    word: "online",
    since: 105,
    reason: null,
  });
  expect(presence(robot({}), undefined, 101, proof).word).toBe("offline");
});
