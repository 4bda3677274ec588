import { describe, expect, test } from "vitest";
import { historyHoles, historyRows } from "./history-rows.ts";

const rowsAt = (...times: number[]) => times.map((x) => ({ x, mean: 1 }));
const band = (from: number, to: number) => ({ from, to, reason: "The server was down", faint: false });
const window = { from: 0, to: 1000, step: 100 };

test("a point stands in the middle of its step", () => {
  expect(historyRows([{ at: 100, mean: 5 }], 60, ({ mean }) => ({ mean }))).toEqual([{ x: 130, mean: 5 }]);
});

describe("stretches without a value", () => {
  test("at both edges are told, when they are at least a step long", () => {
    expect(historyHoles(rowsAt(350, 650), [], window, "Not connected")).toEqual([
      { from: 0, to: 300, reason: "No sample was kept" },
      { from: 700, to: 1000, reason: "Not connected" },
    ]);
    expect(historyHoles(rowsAt(50, 950), [], window, "Not connected")).toEqual([]);
  });

  test("are told once, by the reason that is known", () => {
    expect(historyHoles(rowsAt(50, 650), [band(700, 1000)], window, "No sample")).toEqual([band(700, 1000)]);
  });

  test("that are shorter than a step, or hid nothing, are left out", () => {
    expect(historyHoles(rowsAt(50, 350, 950), [band(400, 490), band(300, 400)], window, "")).toEqual([]);
  });

  test("leave out the steps at their edges in which something was measured", () => {
    const found = historyHoles(rowsAt(50, 150, 450, 950), [band(120, 480)], window, "");
    expect(found).toEqual([band(200, 400)]);
  });

  test("are the whole window when there is no value", () => {
    expect(historyHoles([], [], window, "Not connected")).toEqual([
      { from: 0, to: 1000, reason: "No sample was kept" },
    ]);
  });
});
