import { expect, test } from "vitest";
import { alertState } from "./alert.fixture.ts";
import { incidentsOf, MOMENTS_TOLD } from "./incidents.ts";
import type { RuleKind } from "./kinds.ts";
import type { AlertState } from "./state.ts";
import type { Subject } from "./track.ts";

function alert(
  kind: RuleKind,
  id: string,
  since: number,
  more: Partial<AlertState> = {},
  subjectKind: Subject["kind"] = kind.startsWith("job") ? "job" : "robot",
): AlertState {
  return alertState({
    id: `${kind}.${id}.${since}`,
    rule_id: kind,
    kind,
    subject: { kind: subjectKind, id },
    since,
    fired_at: since + 10,
    ...more,
  });
}

const drops = (count: number, from = 100) =>
  Array.from({ length: count }, (_, n) => alert("robot_dropped", `r${n}`, from + n / 10));

test("a dead gateway's fifty robots are one story", () => {
  const [story, ...others] = incidentsOf(drops(50));
  expect(others).toEqual([]);
  expect(story).toMatchObject({ sentence: "50 robots dropped within 5 s", from: 100, to: null });
  expect(story?.alert_ids).toHaveLength(50);
  expect(story?.timeline).toHaveLength(MOMENTS_TOLD);
});

test("a job failure and four robots that dropped within seconds are one story, as bad as its worst alert", () => {
  const failed = alert("job_failed", "aggregate", 98, { severity: "critical", fired_at: 98 });
  const [story, ...others] = incidentsOf([...drops(4), failed]);
  expect(others).toEqual([]);
  expect(story).toMatchObject({
    severity: "critical",
    sentence: "Job aggregate failed and 4 robots dropped within 3 s",
  });
  // What fires at once has no beginning of its own.
  expect(story?.timeline.slice(0, 2).map(({ what, at }) => [what, at])).toEqual([
    ["fired", 98],
    ["began", 100],
  ]);
});

test("what happened to one robot names it once", () => {
  const [story] = incidentsOf([
    alert("robot_dropped", "r1", 100),
    alert("battery_low", "r1", 130),
    alert("cpu_high", "r1", 140),
  ]);
  expect(story?.sentence).toBe("Robot r1 dropped, ran low on battery and ran hot on CPU within 40 s");
});

test("exactly ten seconds apart belongs together, more doesn't", () => {
  const two = (apart: number) =>
    incidentsOf([alert("robot_dropped", "a", 100), alert("robot_dropped", "b", 100 + apart)]);
  expect(two(10)).toHaveLength(1);
  expect(two(10.1)).toHaveLength(2);
});

test("a chain of drops that never ends is not one story", () => {
  const chain = Array.from({ length: 20 }, (_, n) => alert("robot_dropped", `r${n}`, 100 + n * 9));
  expect(incidentsOf(chain).length).toBeGreaterThan(1);
});

test("levels go their own ways, and what is about the same subject belongs together while it lasts", () => {
  expect(
    incidentsOf([
      alert("battery_low", "a", 100),
      alert("cpu_high", "b", 100),
      alert("robot_dropped", "c", 101),
    ]),
  ).toHaveLength(3);
  const low = alert("battery_low", "a", 100, { cleared_at: 500 });
  expect(incidentsOf([low, alert("robot_dropped", "a", 500)])).toHaveLength(1);
  expect(incidentsOf([low, alert("robot_dropped", "a", 501)])).toHaveLength(2);
});

test("a story is over with its last alert, and the order in which it is told changes nothing", () => {
  const alerts = drops(3).map((one, n) => ({ ...one, cleared_at: 200 + n }));
  const [story] = incidentsOf(alerts);
  expect(story).toMatchObject({ to: 202 });
  expect(incidentsOf([...alerts].reverse())).toEqual(incidentsOf(alerts));
  expect(incidentsOf([])).toEqual([]);
});
