import { expect, test } from "vitest";
import { alertState } from "./alert.fixture.ts";
import { isWithoutData } from "./no-data.ts";

const open = { connection_id: "c", connected_at: 0, stream_id: "1-0" };
const gone = new Map([["r1", { connections: [] }]]);
const battery = alertState({ id: "a", kind: "battery_low", rule_id: "battery_low" });

test("what was seen in samples has no data once its robot isn't connected", () => {
  expect(isWithoutData(battery, gone)).toBe(true);
  expect(isWithoutData(battery, new Map([["r1", { connections: [open] }]]))).toBe(false);
});

test("what events told, what is over, and what no robot was seen to tell has its data", () => {
  expect(isWithoutData(alertState({ id: "a", kind: "robot_dropped" }), gone)).toBe(false);
  expect(isWithoutData({ ...battery, cleared_at: 9 }, gone)).toBe(false);
  expect(isWithoutData(battery, new Map())).toBe(false);
});
