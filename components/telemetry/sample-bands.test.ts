import { expect, test } from "vitest";
import type { Outage } from "../../lib/history/outage.ts";
import { type RobotState, UNREMARKED } from "../../lib/telemetry/state.ts";
import { awayBands, sampleBands } from "./sample-bands.ts";

const outage = (part: Partial<Outage>): Outage => ({
  id: "1",
  cause: "store_down",
  from: 400,
  to: 500,
  filled: true,
  recovered: 0,
  missing: null,
  ...part,
});
const at = (...times: number[]) => times.map((time) => ({ at: time }));
const window = { from: 0, to: 900 };

test("an outage in which no sample came is hatched, with its reason", () => {
  const bands = sampleBands([outage({})], at(100, 399, 501), window);
  expect(bands).toMatchObject([{ from: 400, to: 500, faint: false }]);
  expect(bands[0]?.reason).toContain("no sample was recorded");
});

test("a lost connection whose samples were told afterwards hides nothing", () => {
  expect(sampleBands([outage({ cause: "browser" })], at(100, 450, 501), window)).toEqual([]);
});

test("what came before a restart is not live any more, and says where it is", () => {
  const bands = sampleBands([outage({ cause: "server_down" })], at(501, 600), window);
  expect(bands).toMatchObject([
    { from: 0, to: 500, reason: expect.stringContaining("Before the last start") },
  ]);
});

const robot: RobotState = {
  robot_id: "r",
  connections: [{ connection_id: "2", connected_at: 700, stream_id: "700-0" }],
  sessions: [
    {
      connection_id: "1",
      connected_at: 100,
      disconnected_at: 300,
      duration_seconds: 200,
      reason: "transport_error",
      stream_id: "300-0",
    },
  ],
  published: null,
  ...UNREMARKED,
  first_seen_at: 100,
  last_event_at: 700,
};

test("a robot's time without a connection is shaded with the reason", () => {
  expect(awayBands(robot, [], window)).toEqual([
    { from: 300, to: 700, reason: "Not connected: the connection broke", faint: false },
  ]);
});

test("where nobody could record anything, that is said instead", () => {
  const told = [{ from: 0, to: 500, reason: "away", faint: false }];
  expect(awayBands(robot, told, window)).toMatchObject([{ from: 500, to: 700 }]);
  expect(awayBands(robot, [{ ...told[0], to: 800 } as never], window)).toEqual([]);
});
