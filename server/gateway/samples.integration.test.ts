import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { io } from "socket.io-client";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { DASHBOARD_NAMESPACE, type SamplePoint } from "#lib/live/protocol";
import type { LatestSample } from "#lib/telemetry/sample";
import { noSamples } from "./samples.fixture.ts";
import type { SampleSource } from "./samples.ts";
import { startDashboards, type TestDashboards } from "./test-dashboards.fixture.ts";

let dataDir: string;
let gateway: TestDashboards;
let report: (robotId: string, value: number) => void;
let closers: (() => unknown)[];

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), "brainwave-"));
  closers = [];
  const latest = new Map<string, LatestSample>();
  const listeners: Parameters<SampleSource["onSample"]>[0][] = [];
  report = (robotId, value) => {
    const metrics = { cpu_usage: value };
    latest.set(robotId, { metrics, received_at: Date.now() / 1000 });
    for (const listener of listeners) listener(robotId, { at: value, metrics });
  };
  gateway = await startDashboards({
    dataDir,
    samples: { ...noSamples, latest: () => latest, onSample: (listener) => void listeners.push(listener) },
  });
});
afterEach(async () => {
  for (const close of closers) close();
  await gateway.close();
  rmSync(dataDir, { recursive: true });
});

/** A dashboard that answers what it gets only while it is told to. */
async function openDashboard({ answering = true } = {}) {
  const socket = io(`http://127.0.0.1:${gateway.port}${DASHBOARD_NAMESPACE}`, { transports: ["websocket"] });
  closers.push(() => socket.close());
  const values: number[] = [];
  const points: number[][] = [];
  const dashboard = {
    values,
    points,
    async stopAnswering() {
      answering = false;
      // What it has answered has come.
      await socket.emitWithAck("echo");
    },
    answer() {
      answering = true;
      socket.emit("got", "samples");
      socket.emit("got", "points");
    },
  };
  socket.on("samples", (robots: [string, LatestSample][]) => {
    for (const [, { metrics }] of robots) values.push(metrics.cpu_usage ?? Number.NaN);
    if (answering) socket.emit("got", "samples");
  });
  socket.on("points", (_robotId: string, told: SamplePoint[]) => {
    points.push(told.map(({ at }) => at));
    if (answering) socket.emit("got", "points");
  });
  socket.emit("samples", true);
  await socket.emitWithAck("watch", "robot");
  return dashboard;
}

/** Reports until both kinds of what it makes have come to this dashboard. */
async function reportTo({ values, points }: Awaited<ReturnType<typeof openDashboard>>, value: number) {
  report("robot", value);
  await vi.waitFor(() => {
    expect(values.at(-1)).toBe(value);
    expect(points.at(-1)?.at(-1)).toBe(value);
  });
}

test("a dashboard that hasn't answered the last values gets no more until it has, and then the latest", async () => {
  const slow = await openDashboard();
  const other = await openDashboard();
  await reportTo(other, 1);
  await vi.waitFor(() => expect(slow.values).toContain(1));
  await vi.waitFor(() => expect(slow.points).toEqual([[1]]));
  await slow.stopAnswering();
  for (const value of [2, 3, 4, 5]) await reportTo(other, value);
  expect(slow.values.filter((value) => value > 2)).toEqual([]);
  expect(slow.points).toEqual([[1], [2]]);
  slow.answer();
  await vi.waitFor(() => expect(slow.values.at(-1)).toBe(5));
  await vi.waitFor(() => expect(slow.points).toEqual([[1], [2], [3, 4, 5]]));
  expect(slow.values.filter((value) => value > 2)).toEqual([5]);
});

test("one that asks for all values again and again gets them once, and then with everybody's news", async () => {
  report("robot", 1);
  const socket = io(`http://127.0.0.1:${gateway.port}${DASHBOARD_NAMESPACE}`, { transports: ["websocket"] });
  closers.push(() => socket.close());
  const whole = vi.fn();
  socket.on("samples", whole);
  await socket.emitWithAck("echo");
  for (let i = 0; i < 100; i++) socket.emit("samples", true);
  await socket.emitWithAck("echo");
  expect(whole.mock.calls.length).toBeGreaterThan(0);
  expect(whole.mock.calls.length).toBeLessThan(20);
});

test("one that asks without end is cut, and comes back", async () => {
  const socket = io(`http://127.0.0.1:${gateway.port}${DASHBOARD_NAMESPACE}`, {
    transports: ["websocket"],
    reconnectionDelay: 10,
  });
  closers.push(() => socket.close());
  await socket.emitWithAck("echo");
  const answered = vi.fn();
  const ended = new Promise((resolve) => socket.once("disconnect", resolve));
  for (let i = 0; i < 5000; i++) socket.emit("watch", "robot", answered);
  await ended;
  expect(answered.mock.calls.length).toBeLessThan(1000);
  await socket.emitWithAck("echo");
});

test("one that never answers gets them all: it may be of a time when nobody did", async () => {
  const old = await openDashboard({ answering: false });
  for (const value of [1, 2, 3]) await reportTo(old, value);
});
