import { expect, test } from "vitest";
import { emptyState } from "../fold.ts";
import type { JobState } from "../metrics/state.ts";
import { findPlaces } from "./places.ts";

const named = (ids: string[]) => new Map(ids.map((id) => [id, {} as never]));
const job: JobState = {
  job_id: "nightly",
  source: "s",
  consecutive_failures: 0,
  runs: [{ id: "1700-0", started_at: 1, status: "running" }],
};
const state = {
  ...emptyState,
  dna: { agents: named(["agent_7", "scout"]) },
  telemetry: { robots: named(["robot_7", "robot_70", "old_robot_7"]) },
  metrics: { jobs: new Map([["nightly", job]]) },
};
const ids = (text: string) => findPlaces(state, text).map(({ kind, id }) => `${kind} ${id}`);

test("finds by any part of a name; the whole name comes first, then what begins with it", () => {
  expect(ids("robot_7")).toEqual(["robot robot_7", "robot robot_70", "robot old_robot_7"]);
  expect(ids("SCOU")).toEqual(["agent scout"]);
  expect(ids("nothing")).toEqual([]);
});

test("letters in the order of a name find it where no name has them side by side", () => {
  expect(ids("rb70")).toEqual(["robot robot_70"]);
  expect(ids("sct")).toEqual(["agent scout"]);
  expect(ids("07b")).toEqual([]);
  // Names that have it are enough.
  expect(ids("old")).toEqual(["robot old_robot_7"]);
});

test("a word may say what kind it is", () => {
  expect(ids("robot 70")).toEqual(["robot robot_70"]);
  expect(ids("agent 7")).toEqual(["agent agent_7"]);
});

test("a stream id is an event, and a run where one began with it", () => {
  expect(ids("1700-0")).toEqual(["run 1700-0", "event 1700-0"]);
  expect(ids("1800-3")).toEqual(["event 1800-3"]);
});

test("nothing typed finds nothing, and thousands are twelve", () => {
  expect(ids(" ")).toEqual([]);
  const many = { ...state, telemetry: { robots: named(Array.from({ length: 1000 }, (_, i) => `r${i}`)) } };
  expect(findPlaces(many, "r")).toHaveLength(12);
});
