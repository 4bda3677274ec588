import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Server as SocketServer } from "socket.io";
import type { WebSocket } from "ws";
import { DASHBOARD_NAMESPACE } from "#lib/live/protocol";
import { createReader } from "#server/events/reader";
import { startTail, type TailOptions } from "#server/events/tail";
import { createLogger } from "#server/log";
import { everyone } from "#server/security/everyone.fixture";
import { openStore } from "#server/store/open";
import type { Entry } from "#server/store/port";
import { createDashboards, type DashboardsOptions } from "./dashboards.ts";
import { noSamples } from "./samples.fixture.ts";
import type { SampleSource } from "./samples.ts";

const logger = createLogger("silent");
export const readEntries = (entries: readonly Entry[]) => createReader({}).read(entries).events;

export interface TestGatewayOptions {
  dataDir: string;
  /** 0 takes a free one. */
  port?: number;
  /** What the gateway before it has kept. */
  kept?: Pick<TailOptions, "start" | "recentIds">;
  samples?: SampleSource;
  /** Who is let in, and when that is known; everybody at once when left out. */
  permit?: DashboardsOptions["access"]["permit"];
}

export type TestDashboards = Awaited<ReturnType<typeof startDashboards>>;

/** The dashboards' door on a real socket, a real tail and a real store. */
export async function startDashboards({
  dataDir,
  port = 0,
  kept = { start: null, recentIds: [] },
  samples = noSamples,
  permit = everyone.access.permit,
}: TestGatewayOptions) {
  const store = await openStore({ dataDir });
  const tail = await startTail({
    log: store.log,
    logger,
    decodeOptions: {},
    ...kept,
    ownOutage: null,
    leftOpen: [],
    archive: { begin: () => {}, entries: () => {}, outage: () => {} },
    known: async () => ({}),
    recover: async () => null,
  });
  const server = createServer();
  const io = new SocketServer(server, { serveClient: false });
  const namespace = io.of(DASHBOARD_NAMESPACE);
  const welcome = () => ({
    boot_id: "b",
    version: "0",
    store: "sqlite" as const,
    demo: false,
    aggregation_interval_seconds: 30,
    noticeable_karma_change: 0.005,
  });
  let ranges = 0;
  const dashboards = createDashboards({
    namespace,
    tail,
    log: {
      ...store.log,
      range(...asked) {
        ranges += 1;
        return store.log.range(...asked);
      },
    },
    read: readEntries,
    samples,
    saving: () => ({ up: true }),
    proof: () => ({ since: 0, place: "0-0", gateways: [], streamWentOn: true }),
    onNewEpoch: () => {},
    welcome,
    ...everyone,
    access: { ...everyone.access, permit },
    logger,
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  let open = true;
  return {
    store,
    tail,
    dashboards,
    /** Reads of the log that its dashboards cost. */
    ranges: () => ranges,
    port: (server.address() as AddressInfo).port,
    /** Breaks every connection without a good-bye, as a network does. */
    cut(): void {
      for (const { conn } of namespace.sockets.values())
        (conn.transport as unknown as { socket: WebSocket }).socket.terminate();
    },
    async close() {
      if (!open) return;
      open = false;
      dashboards.close();
      await io.close();
      await tail.close();
      await store.close();
    },
  };
}
