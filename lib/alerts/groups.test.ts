import { expect, test } from "vitest";
import { alertState as alert } from "./alert.fixture.ts";
import { groupAlerts, sameGroups } from "./groups.ts";
import { emptyAlerts } from "./state.ts";
import { summarizeAlerts, wantsSomebody } from "./summary.ts";

test("alerts of one entity are one group, the worst entity first, the worst alert first in it", () => {
  const other = { subject: { kind: "robot", id: "r2" } } as const;
  const groups = groupAlerts([
    alert({ id: "a", fired_at: 9 }),
    alert({ id: "b", ...other, fired_at: 1 }),
    alert({ id: "c", ...other, severity: "critical" }),
    alert({ id: "d", severity: "info", fired_at: 10 }),
  ]);
  expect(groups.map(({ subject, alerts }) => [subject.id, alerts.map(({ id }) => id)])).toEqual([
    ["r2", ["c", "b"]],
    ["r1", ["a", "d"]],
  ]);
});

test("what somebody looks after comes after what nobody does", () => {
  const acknowledged = { at: 1, by: null, note: null };
  const groups = groupAlerts([
    alert({ id: "a", severity: "critical", acknowledged }),
    alert({ id: "b", severity: "info", subject: { kind: "job", id: "j" } }),
  ]);
  expect(groups.map(({ key }) => key)).toEqual(["job j", "robot r1"]);
});

test("a group in which nothing changed is the object that it was", () => {
  const [a, b] = [alert({ id: "a" }), alert({ id: "b", subject: { kind: "robot", id: "r2" } })];
  const before = groupAlerts([a, b]);
  const after = sameGroups(before, groupAlerts([a, { ...b, flaps: 1 }]));
  expect(after[0]).toBe(before[0]);
  expect(after[1]).not.toBe(before[1]);
  expect(after[1]?.alerts[0]?.flaps).toBe(1);
});

const acknowledged = { at: 1, by: null, note: null };
const state = {
  ...emptyAlerts,
  active: new Map(
    [
      alert({ id: "a", severity: "critical", fired_at: 95 }),
      alert({ id: "b", acknowledged, fired_at: 95 }),
      alert({ id: "c", snoozed_until: 200, fired_at: 60 }),
      alert({ id: "d", severity: "info", fired_at: 10 }),
    ].map((one) => [one.id, one]),
  ),
  ended: [
    alert({ id: "e", fired_at: 65, cleared_at: 70 }),
    alert({ id: "old", fired_at: -1000, cleared_at: 0 }),
  ],
};

test("the summary counts what is active by severity, and when alerts fired", () => {
  expect(summarizeAlerts(state, 100, { steps: 5, stepSeconds: 20 })).toEqual({
    active: 4,
    counts: { critical: 1, warning: 2, info: 1 },
    acknowledged: 1,
    quiet: 1,
    fired: [1, 0, 0, 2, 2],
  });
});

test("neither a remark nor what is looked after or silenced wants somebody", () => {
  expect(wantsSomebody(state, 100).map(({ id }) => id)).toEqual(["a"]);
  expect(wantsSomebody(state, 300).map(({ id }) => id)).toEqual(["a", "c"]);
});
