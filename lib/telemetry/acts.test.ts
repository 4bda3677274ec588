import { expect, test } from "vitest";
import { actSentence, actsOf } from "./acts.ts";
import { robotOf } from "./robot.fixture.ts";
import type { RobotState } from "./state.ts";

const NOW = 1000;
const fitting = (part: Partial<RobotState>) =>
  actsOf(robotOf(part), NOW).flatMap(([act, fit]) => (fit.fits ? [act] : []));
const connections = [{ connection_id: "c", connected_at: 1, stream_id: "1-0" }];

test("a connected robot can be disconnected and blocked, not hidden", () =>
  expect(fitting({ connections })).toEqual(["disconnect", "block", "note"]));

test("one that is gone can be hidden, and shown again", () => {
  expect(fitting({})).toEqual(["block", "archive", "note"]);
  expect(fitting({ archived_at: 5 })).toEqual(["block", "restore", "note"]);
});

test("a block that is over is no block", () => {
  expect(fitting({ blocked_until: NOW + 1 })).toContain("unblock");
  expect(fitting({ blocked_until: NOW })).toContain("block");
});

test("what is in the way is said", () =>
  expect(actsOf(robotOf({ connections }), NOW)).toContainEqual([
    "archive",
    { fits: false, why: expect.stringContaining("connected") },
  ]));

test("the answer says until when, and what was closed", () => {
  const answer = {
    robot_id: "r",
    note: null,
    blocked_until: "2026-01-01T10:00:00.000Z",
    archived_at: null,
    closed: 2,
  };
  expect(actSentence("block", answer, "utc")).toBe("Blocked until 10:00:00; 2 connections were closed.");
  expect(actSentence("disconnect", { ...answer, closed: 0 }, "utc")).toContain("no connection");
});
