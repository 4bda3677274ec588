import { expect, test } from "vitest";
import { onClosed, onEstablished } from "#lib/telemetry/state";
import { firstRobots } from "./first-robots.ts";

const NOW = 1000;
const where = { stream_id: "1-0", at: 900 };
const names = Array.from({ length: 1000 }, (_, index) => `r_${String(index).padStart(4, "0")}`);
const opened = (robot_id: string) =>
  onEstablished(undefined, { robot_id, connection_id: "c", connected_at: 900 }, where);
const lost = (robot_id: string) => {
  const end = { connection_id: "c", duration_seconds: 50, reason: "heartbeat_timeout", disconnected_at: 950 };
  return onClosed(opened(robot_id), { robot_id, ...end }, where);
};
const metrics = { cpu_usage: 7, battery_percentage: 12, gripper: 3 };
const known = {
  robots: new Map(names.map((name) => [name, name === "r_0500" ? lost(name) : opened(name)])),
  samples: new Map([["r_0400", { metrics, received_at: NOW - 1 }]]),
  proof: { since: 0, place: "0-0", gateways: [], streamWentOn: true },
};
const filter = { state: "all", search: "", lowBattery: false, hidden: false } as const;
const asked = { openId: null, filter, order: "state", down: false, look: null, preferred: null } as const;

test("many are a wall: one screen of tiles, worst first, and how many there are of each", () => {
  const { tiles, rows, counts, fitting } = firstRobots(known, asked, NOW);
  expect(tiles.slice(0, 3)).toEqual([
    { robot: "r_0500", state: "dropped" },
    { robot: "r_0400", state: "online", battery: "low", charge: 12 },
    { robot: "r_0000", state: "online" },
  ]);
  expect([tiles.length, rows.length, fitting]).toEqual([720, 0, 1000]);
  expect(counts).toMatchObject({ known: 1000, lowBattery: 1, states: { dropped: 1, online: 999 } });
});

test("a table where it was chosen or the address says so, and beside an opened robot", () => {
  for (const other of [{ look: "table" }, { preferred: "table" }, { openId: "r_0001" }] as const) {
    const { tiles, rows } = firstRobots(known, { ...asked, ...other }, NOW);
    expect([tiles.length, rows.length]).toEqual([0, 40]);
  }
  expect(firstRobots(known, { ...asked, look: "tiles", preferred: "table" }, NOW).rows).toEqual([]);
});

test("what is filtered and sorted as the address says, with no more of a robot than its row shows", () => {
  const one = { ...asked, look: "table", filter: { ...filter, search: "r_040*" }, order: "id" } as const;
  const { rows, fitting } = firstRobots(known, { ...one, down: true }, NOW);
  expect(fitting).toBe(10);
  expect(rows.map(({ id }) => id)).toEqual(names.slice(400, 410).reverse());
  expect(rows.at(-1)).toMatchObject({ values: { metrics: { cpu_usage: 7, battery_percentage: 12 } } });
  expect(rows.at(-1)?.values?.metrics).not.toHaveProperty("gripper");
  expect(rows.at(-1)?.robot.connections).toEqual([]);
});
