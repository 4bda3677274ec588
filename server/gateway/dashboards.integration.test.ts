import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { io } from "socket.io-client";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createEvent } from "#lib/events/create";
import { toFields } from "#lib/events/fields";
import { emptyState, fold } from "#lib/fold";
import { DASHBOARD_NAMESPACE, type Picture } from "#lib/live/protocol";
import { connectLive, type LiveSocket } from "#lib/live/socket";
import { createLiveStore } from "#lib/live/store";
import { openStore } from "#server/store/open";
import type { Store } from "#server/store/port";
import { readEntries, startDashboards } from "./test-dashboards.fixture.ts";

let dataDir: string;
let sockets: LiveSocket[];
let closers: (() => Promise<void>)[];

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "brainwave-"));
  sockets = [];
  closers = [];
});
afterEach(async () => {
  for (const socket of sockets) socket.close();
  for (const close of closers.reverse()) await close();
  rmSync(dataDir, { recursive: true });
});

async function startGateway(port = 0) {
  const gateway = await startDashboards({ dataDir, port });
  closers.push(gateway.close);
  return gateway;
}

function openDashboard(port: number, store = createLiveStore()) {
  const applied: string[] = [];
  store.onEvents((events) => applied.push(...events.map(({ stream_id }) => stream_id)));
  sockets.push(connectLive(store, { url: `http://127.0.0.1:${port}` }));
  const present = () => {
    const { live } = store.getView();
    return live.kind === "live" ? live : null;
  };
  return { store, applied, present };
}

async function append(store: Store, count: number, from = 0): Promise<string[]> {
  const entries = Array.from({ length: count }, (_, index) => {
    const payload = {
      robot_id: `r${(from + index) % 50}`,
      connection_id: `c${from + index}`,
      connected_at: from + index,
    };
    const event = createEvent("telemetry.connection_established", payload, from + index);
    return { dedupId: event.id, fields: toFields(event) };
  });
  return store.log.append("events", entries);
}

test("a newcomer gets the picture and then every event, once and in order", async () => {
  const gateway = await startGateway();
  await append(gateway.store, 20);
  const dashboard = openDashboard(gateway.port);
  await vi.waitFor(() => expect(dashboard.present()?.state.feed.total).toBe(20));
  const ids = [...(await append(gateway.store, 500)), ...(await append(gateway.store, 1))];
  await vi.waitFor(() => expect(dashboard.applied).toEqual(ids));
});

test("a picture over HTTP and a socket that goes on from it: nothing lost between them, nothing twice", async () => {
  const gateway = await startGateway();
  await append(gateway.store, 20);
  await vi.waitFor(() => expect(gateway.tail.state().feed.total).toBe(20));
  const picture = JSON.parse(gateway.dashboards.picture({ kind: "everyone" }).jsonText) as Picture;
  expect(picture).toMatchObject({ welcome: { store: "sqlite" }, link: { up: true }, proof: { since: 0 } });
  const between = await append(gateway.store, 30, 20);
  const store = createLiveStore();
  store.picture(picture, Date.now());
  expect(store.getView()).toMatchObject({ live: { kind: "live" }, connection: { kind: "connecting" } });
  const dashboard = openDashboard(gateway.port, store);
  const after = await append(gateway.store, 5, 50);
  await vi.waitFor(() => expect(dashboard.present()?.state.feed.total).toBe(55));
  expect(dashboard.applied).toEqual([...between, ...after]);
  // A picture that comes later than the socket's is none that counts.
  store.picture(picture, Date.now());
  expect(dashboard.present()?.state.feed.total).toBe(55);
});

test("10,000 events with a restart in the middle: each stream id is applied once, in order, and the state is the fold of all", async () => {
  const first = await startGateway();
  const dashboard = openDashboard(first.port);
  await vi.waitFor(() => expect(dashboard.present()).not.toBeNull());
  const ids: string[] = [];
  for (let batch = 0; batch < 50; batch++) ids.push(...(await append(first.store, 100, batch * 100)));
  await first.close();
  const offline = await openStore({ dataDir });
  ids.push(...(await append(offline, 2_000, 5_000)));
  await offline.close();
  const second = await startGateway(first.port);
  for (let batch = 0; batch < 30; batch++)
    ids.push(...(await append(second.store, 100, 7_000 + batch * 100)));
  await vi.waitFor(() => expect(dashboard.applied).toHaveLength(10_000), { timeout: 15_000 });
  expect(dashboard.applied).toEqual(ids);
  await vi.waitFor(() => expect(dashboard.present()?.cursor.streamId).toBe(ids.at(-1)));
  const all = await second.store.log.range("events", { limit: 20_000 });
  expect(dashboard.present()?.state).toEqual(fold(emptyState, readEntries(all)));
});

test("what a producer sent twice while the server was away isn't applied a second time", async () => {
  const first = await startGateway();
  const ids = await append(first.store, 3);
  const dashboard = openDashboard(first.port);
  await vi.waitFor(() => expect(dashboard.present()?.cursor.streamId).toBe(ids.at(-1)));
  await first.close();
  const offline = await openStore({ dataDir });
  const again = await offline.log.range("events", { limit: 3 });
  await offline.log.append(
    "events",
    again.map(({ fields }) => ({ dedupId: crypto.randomUUID(), fields })),
  );
  // More than the newest, which all who come back share.
  const fresh = await append(offline, 4_100, 3);
  await offline.close();
  await startGateway(first.port);
  await vi.waitFor(() => expect(dashboard.present()?.cursor.streamId).toBe(fresh.at(-1)), {
    timeout: 15_000,
  });
  expect(dashboard.applied).toEqual(fresh);
  expect(dashboard.present()?.state.feed.total).toBe(4_103);
});

test("dashboards that come back to a gateway that was restarted cost a few reads of the log together", async () => {
  const first = await startGateway();
  await append(first.store, 20);
  const dashboards = Array.from({ length: 30 }, () => openDashboard(first.port));
  const all = (total: number) =>
    vi.waitFor(
      () => expect(dashboards.every((one) => one.present()?.state.feed.total === total)).toBe(true),
      {
        timeout: 15_000,
      },
    );
  await all(20);
  await first.close();
  const offline = await openStore({ dataDir });
  const missed = await append(offline, 1_500, 20);
  await offline.close();
  const second = await startGateway(first.port);
  await all(1_520);
  for (const { applied } of dashboards) expect(applied).toEqual(missed);
  expect(second.ranges()).toBeLessThanOrEqual(5);
});

test("a cursor that was trimmed away gives one gap and a picture, never silence", async () => {
  const first = await startGateway();
  const ids = await append(first.store, 100);
  const dashboard = openDashboard(first.port);
  await vi.waitFor(() => expect(dashboard.present()?.cursor.streamId).toBe(ids.at(-1)));
  await first.close();
  const offline = await openStore({ dataDir });
  const newest = await append(offline, 50, 100);
  await offline.log.trim("events", newest[10] ?? "");
  await offline.close();
  await startGateway(first.port);
  await vi.waitFor(() => expect(dashboard.present()?.cursor.streamId).toBe(newest.at(-1)), {
    timeout: 10_000,
  });
  expect(dashboard.present()?.gaps).toMatchObject([{ from: ids.at(-1), reason: "trimmed" }]);
});

test("who is further behind than what is sent one by one gets one gap and a picture of all", async () => {
  const first = await startGateway();
  const ids = await append(first.store, 10);
  const dashboard = openDashboard(first.port);
  await vi.waitFor(() => expect(dashboard.present()?.cursor.streamId).toBe(ids.at(-1)));
  await first.close();
  const offline = await openStore({ dataDir });
  // As many as are sent from the log, and as the ring holds; and one more than both.
  const newest = await append(offline, 20_001, 10);
  await offline.close();
  await startGateway(first.port);
  await vi.waitFor(() => expect(dashboard.present()?.cursor.streamId).toBe(newest.at(-1)), {
    timeout: 30_000,
  });
  expect(dashboard.present()?.gaps).toMatchObject([{ from: newest[9_999], reason: "too_far" }]);
  expect(dashboard.applied).toEqual(newest.slice(0, 10_000));
  expect(dashboard.present()?.state.feed.total).toBe(20_011);
});

test.each([null, {}, "x", { epoch: 1 }, { epoch: "E", streamId: "no", eventId: null }])(
  "a cursor that is none (%j) gets a picture",
  async (cursor) => {
    const gateway = await startGateway();
    const socket = io(`http://127.0.0.1:${gateway.port}${DASHBOARD_NAMESPACE}`, {
      transports: ["websocket"],
      auth: { cursor },
      forceNew: true,
    });
    await new Promise((resolve) => socket.once("snapshot", resolve));
    socket.close();
  },
);

test("of many that are let in at the same moment there are 200 at most", async () => {
  // As when a store that was away answers all that were asked of it meanwhile.
  const known = Promise.withResolvers<void>();
  const asked = vi.fn(async () => {
    await known.promise;
    return { kind: "everyone" } as const;
  });
  const gateway = await startDashboards({ dataDir, permit: asked });
  closers.push(gateway.close);
  const url = `http://127.0.0.1:${gateway.port}${DASHBOARD_NAMESPACE}`;
  const clients = Array.from({ length: 205 }, () => io(url, { transports: ["websocket"], forceNew: true }));
  const refusals: unknown[] = [];
  for (const client of clients)
    client.on("connect_error", (error: Error & { data?: { code: string } }) =>
      refusals.push(error.data?.code),
    );
  await vi.waitFor(() => expect(asked).toHaveBeenCalledTimes(205), 10_000);
  known.resolve();
  await vi.waitFor(() => expect(clients.filter(({ connected }) => connected)).toHaveLength(200), 10_000);
  await vi.waitFor(() => expect(refusals).toEqual(Array(5).fill("too_many_dashboards")));
  expect(gateway.dashboards.count()).toBe(200);
  clients[0]?.close();
  await vi.waitFor(() => expect(gateway.dashboards.count()).toBe(199));
  clients[0]?.connect();
  await vi.waitFor(() => expect(gateway.dashboards.count()).toBe(200));
  for (const client of clients) client.close();
});
