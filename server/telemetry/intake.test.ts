import { describe, expect, test } from "vitest";
import { readRobotId, readSamples, telemetryFrame } from "./intake.ts";

const custom = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`m${index}`, index]));

describe("samples", () => {
  test("one sample or a list of them; only numbers are kept", () => {
    expect(
      readSamples({ cpu_usage: 1, battery_level: 40, speed: 2, timestamp: "2026-01-01T00:00:00" }),
    ).toEqual([{ metrics: { cpu_usage: 1, battery_percentage: 40, speed: 2 }, robotTime: 1_767_225_600 }]);
    expect(readSamples([{ cpu_usage: 1 }, { cpu_usage: null }])).toHaveLength(2);
  });

  test.each([
    [{ cpu_usage: 101 }, "cpu_usage: must be at most 100"],
    [{ battery_percentage: -1 }, "battery_percentage: must be at least 0"],
    [{ speed: "fast" }, "speed: must be a number"],
    [[{ cpu_usage: 1 }, { x: {} }], "1.x: must be a number"],
    [custom(33), "has 33 custom metrics; at most 32"],
    [{ timestamp: "soon" }, 'timestamp "soon" is not a time'],
    [{ "<b>": 1 }, "is not a metric name"],
    ["text", "expected object"],
    [[], "must have at least one sample"],
  ])("%j is refused whole: %s", (message, reason) => {
    expect(readSamples(message)).toMatchObject({
      error: { code: "invalid_sample", message: expect.stringContaining(reason) },
    });
  });

  test.each(['{"cpu_usage":1,"__proto__":5}', '[{"cpu_usage":1},{"__proto__":{"cpu_usage":2}}]'])(
    "%s names a key that can't be kept, and is refused whole",
    (text) => {
      expect(readSamples(JSON.parse(text))).toMatchObject({
        error: { code: "invalid_sample", message: expect.stringContaining('has a key named "__proto__"') },
      });
    },
  );

  test("of a sample with too many fields no value is looked at: thousands of them would keep the server busy", () => {
    let looked = 0;
    const fields = Array.from({ length: 6000 }, (_, at) => [
      `m${at}`,
      { enumerable: true, get: () => ++looked },
    ]);
    const sample = Object.defineProperties({}, Object.fromEntries(fields));
    for (const message of [sample, [{ cpu_usage: 1 }, sample]])
      expect(readSamples(message)).toMatchObject({
        error: {
          code: "invalid_sample",
          message: expect.stringContaining("has 6000 custom metrics; at most 32"),
        },
      });
    expect(looked).toBe(0);
  });

  test("binary is no sample, and none of its bytes a metric", () => {
    for (const message of [Buffer.alloc(65_000), [Buffer.alloc(3)]])
      expect(readSamples(message)).toMatchObject({
        error: { code: "invalid_sample", message: expect.stringMatching(/expected (an )?object/) },
      });
  });

  test("thirty-two custom metrics pass", () => {
    expect(readSamples(custom(32))).toHaveLength(1);
  });
});

describe("frames of the plain WebSocket", () => {
  test.each(["hello", "12", "{not json", "  ", '"text"'])("%j is no telemetry: it is echoed", (text) => {
    expect(telemetryFrame(text)).toBeNull();
  });

  test("an object or a list is telemetry", () => {
    expect(telemetryFrame(' {"cpu_usage": 1}')).toEqual({ message: { cpu_usage: 1 } });
    expect(telemetryFrame("[]")).toEqual({ message: [] });
  });

  test("a NaN, as Python writes it, is refused by the name of its metric", () => {
    expect(telemetryFrame('{"cpu_usage": NaN}')).toEqual({ message: { cpu_usage: "NaN" } });
  });

  test("a text nested too deeply is refused before it is parsed", () => {
    expect(telemetryFrame("[".repeat(40))).toMatchObject({ error: { code: "invalid_json" } });
  });
});

test.each([
  [undefined, "robot_id_missing"],
  ["", "robot_id_missing"],
  ["a".repeat(129), "robot_id_invalid"],
  ["a\nb", "robot_id_invalid"],
  [7, "robot_id_invalid"],
])("robot id %j: %s", (given, problem) => {
  expect(readRobotId(given)).toMatchObject({ problem });
});

test.each(["r", "../x", "机器人", "__proto__", "a b", "a".repeat(128)])(
  "robot id %j is only text",
  (given) => {
    expect(readRobotId(given)).toEqual({ robotId: given });
  },
);
