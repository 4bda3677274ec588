import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { AppError } from "#lib/errors";
import type { BrainEvent } from "#lib/events/envelope";
import { emptyState, type State } from "#lib/fold";
import { robotOf } from "#lib/telemetry/robot.fixture";
import { createLogger } from "#server/log";
import { openStore } from "#server/store/open";
import type { Records, Store } from "#server/store/port";
import { newGatewayId, startSweep } from "./sweep.ts";

const START = 1_800_000_000;
const logger = createLogger("silent");
let dataDir: string;
let store: Store;
let published: BrainEvent[];
let running: { close(): void }[];

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), "brainwave-"));
  store = await openStore({ dataDir });
  published = [];
  running = [];
  refuses = false;
  vi.useFakeTimers({ toFake: ["Date", "setInterval", "clearInterval"], now: START * 1000 });
});
afterEach(async () => {
  for (const one of running) one.close();
  vi.useRealTimers();
  await store.close();
  rmSync(dataDir, { recursive: true });
});

/** The store as it is while it takes nothing, once `refuses` is set. */
let refuses: boolean;
const refusing = (records: Records): Records => ({
  ...records,
  acquireLease: (...args) => (refuses ? Promise.reject(full()) : records.acquireLease(...args)),
  commit: (...args) => (refuses ? Promise.reject(full()) : records.commit(...args)),
});
const full = () => new AppError("store_full", "There is no room");

/** A gateway over which `robots` are connected, as everybody's fold tells. */
async function gateway(id: string, state: State, { alone = false } = {}) {
  const sweep = await startSweep({
    records: refusing(store.records),
    state: () => state,
    publish: (event) => void published.push(event),
    gatewayId: id,
    place: "0-1",
    alone,
    logger,
  });
  running.push(sweep);
  return sweep;
}

const connectedTo = (...gateways: string[]): State => ({
  ...emptyState,
  telemetry: {
    robots: new Map(
      gateways.map((id) => [
        id,
        robotOf({
          robot_id: id,
          connections: [
            { connection_id: `${id}.${crypto.randomUUID()}`, connected_at: START - 50, stream_id: "0-1" },
          ],
        }),
      ]),
    ),
  },
});

/** Seconds go by, one after the other, so that whoever writes is done before the next looks. */
async function pass(seconds: number): Promise<void> {
  for (let i = 0; i < seconds; i++) {
    await vi.advanceTimersByTimeAsync(1000);
    await new Promise((resolve) => setImmediate(resolve));
  }
}
const closed = () => published.map(({ payload }) => [payload.robot_id, payload.reason]);

test("a gateway that took a whole fleet along is closed in parts that the outbox has room for, each robot once", async () => {
  const fleet = connectedTo(...Array.from({ length: 2500 }, (_, robot) => `lost-${robot}`));
  for (const robot of fleet.telemetry.robots.values())
    for (const one of robot.connections) one.connection_id = `bw-00000000.${crypto.randomUUID()}`;
  await gateway(newGatewayId(), fleet, { alone: true });
  const parts = [published.length];
  for (let seconds = 0; seconds < 5; seconds++) {
    await pass(1);
    parts.push(published.length);
  }
  expect(Math.max(...parts.map((count, turn) => count - (parts[turn - 1] ?? 0)))).toBeLessThanOrEqual(1000);
  expect(parts.at(-1)).toBe(2500);
  expect(new Set(published.map(({ id }) => id)).size).toBe(2500);
});

test("what an overfull outbox dropped is said again as long as the robot stands as connected", async () => {
  await gateway(newGatewayId(), connectedTo("bw-00000000"), { alone: true });
  expect(published).toHaveLength(1);
  await pass(80);
  expect(published).toHaveLength(1);
  await pass(20);
  expect(published).toHaveLength(2);
  expect(new Set(published.map(({ id }) => id)).size).toBe(1);
});

test("vouches for itself at once, for another gateway after its next sign of life, and tells so", async () => {
  const [here, there] = [newGatewayId(), newGatewayId()];
  await gateway(there, emptyState);
  const sweep = await gateway(here, connectedTo(here, there));
  const told = vi.fn();
  sweep.onProof(told);
  expect(sweep.proof()).toEqual({ since: START, place: "0-1", gateways: [here], streamWentOn: true });
  await pass(6);
  expect(sweep.proof().gateways).toEqual([here, there]);
  expect(told).toHaveBeenCalledTimes(1);
  await pass(60);
  expect(closed()).toEqual([]);
});

test("a lease that a dead gateway left behind vouches for nobody; when it has run out, its robots are closed", async () => {
  const [here, dead] = [newGatewayId(), newGatewayId()];
  (await gateway(dead, emptyState)).close();
  const sweep = await gateway(here, connectedTo(here, dead));
  await pass(14);
  expect(sweep.proof().gateways).toEqual([here]);
  expect(closed()).toEqual([]);
  await pass(3);
  expect(closed()).toEqual([[dead, "gateway_lost"]]);
  expect(published[0]?.payload).toMatchObject({ disconnected_at: START, duration_seconds: 50 });
  await pass(60);
  expect(published).toHaveLength(1);
});

test("a gateway that dies later is found when its lease has run out", async () => {
  const [here, there] = [newGatewayId(), newGatewayId()];
  const other = await gateway(there, emptyState);
  await gateway(here, connectedTo(there));
  await pass(30);
  other.close();
  await pass(21);
  expect(closed()).toEqual([[there, "gateway_lost"]]);
});

test("nobody is taken for dead over a time in which the store took no sign of life, whoever looks first afterwards", async () => {
  const [here, there, late] = [newGatewayId(), newGatewayId(), newGatewayId()];
  await gateway(here, connectedTo(there));
  const other = await gateway(there, connectedTo(here));
  await pass(10);
  refuses = true;
  await pass(40);
  refuses = false;
  // It starts before the others have had their turn.
  await gateway(late, connectedTo(here, there));
  await pass(60);
  expect(closed()).toEqual([]);
  other.close();
  await pass(21);
  expect(new Set(closed().map(([robotId]) => robotId))).toEqual(new Set([there]));
});

test("alone with its store, it waits for no lease: whoever was there before is gone", async () => {
  const [here, dead] = [newGatewayId(), newGatewayId()];
  (await gateway(dead, emptyState)).close();
  const sweep = await gateway(here, connectedTo(dead), { alone: true });
  expect(closed()).toEqual([[dead, "gateway_lost"]]);
  expect(sweep.proof().streamWentOn).toBe(false);
});

test("a foreign producer's connections are its own to close", async () => {
  await gateway(newGatewayId(), connectedTo("robot_1_1733000000"), { alone: true });
  await pass(60);
  expect(closed()).toEqual([]);
});

test("gateways that were over long ago are forgotten, unless a robot is still connected over them", async () => {
  const [here, gone, needed] = [newGatewayId(), newGatewayId(), newGatewayId()];
  for (const id of [gone, needed]) (await gateway(id, emptyState)).close();
  vi.setSystemTime((START + 86_401) * 1000);
  await gateway(here, connectedTo(needed));
  const known = (await store.records.list("telemetry:gateways")).map(({ key }) => key);
  expect(known.sort()).toEqual([here, needed].sort());
});
