import { createServer } from "node:http";
import { type Socket, Server as SocketServer } from "socket.io";
import type { WebSocket } from "ws";
import { emptyState } from "#lib/fold";
import { DASHBOARD_NAMESPACE } from "#lib/live/protocol";
import { STREAM_START } from "#lib/stream-id";
// biome-ignore lint/style/noRestrictedImports: the product's gateway alone, without a store behind it, is what is measured.
import type { TailListener } from "#server/events/tail";
// biome-ignore lint/style/noRestrictedImports: as above.
import { createDashboards, type DashboardsOptions } from "#server/gateway/dashboards";
// biome-ignore lint/style/noRestrictedImports: as above.
import { createLogger } from "#server/log";
// biome-ignore lint/style/noRestrictedImports: as above.
import { everyone } from "#server/security/everyone.fixture";
import { answerFeeds, type Batch } from "./answer-feeds.ts";

/** Our real way from the tail to the dashboards' sockets; only the tail itself is fed by hand. */

const http = createServer();
const io = new SocketServer(http, {
  serveClient: false,
  destroyUpgrade: false,
  perMessageDeflate: false,
  httpCompression: false,
  pingInterval: 10_000,
  pingTimeout: 5_000,
});

let listener: TailListener | undefined;
let cursor = { epoch: "bench", streamId: STREAM_START, eventId: null as string | null };

createDashboards({
  namespace: io.of(DASHBOARD_NAMESPACE),
  tail: {
    listen: (next: TailListener) => {
      listener = next;
    },
    state: () => emptyState,
    cursor: () => cursor,
    link: () => ({ up: true }),
  } as unknown as DashboardsOptions["tail"],
  // Newcomers start from a snapshot: nobody reads the log.
  log: {} as DashboardsOptions["log"],
  read: () => [],
  samples: {
    latest: () => new Map(),
    points: () => [],
    trends: () => ({ from: 0, robots: [] }),
    onSample: () => {},
  },
  saving: () => ({ up: true }),
  proof: () => ({ since: 0, place: STREAM_START, gateways: [], streamWentOn: true }),
  onNewEpoch: () => {},
  welcome: () => ({
    boot_id: "bench",
    version: "0",
    store: "sqlite",
    demo: false,
    aggregation_interval_seconds: 30,
    noticeable_karma_change: 0.005,
  }),
  ...everyone,
  logger: createLogger("silent"),
});

let lastSent = performance.now();

answerFeeds(http, {
  send(events: Batch): void {
    const last = events[events.length - 1];
    if (!last) return;
    const from = cursor.streamId;
    cursor = { epoch: "bench", streamId: last.stream_id, eventId: last.id };
    listener?.events(from, cursor, events, events.length * ENTRY_CHARS);
    lastSent = performance.now();
  },
  buffered: () => (performance.now() - lastSent < LONGEST_GATHERING_MS ? 1 : 0) + buffered(),
});

/** What the tail would tell of each entry's size. */
const ENTRY_CHARS = 400;
/** A frame may be gathered for so long before it is sent at all. */
const LONGEST_GATHERING_MS = 60;

const buffered = (): number =>
  [...io.of(DASHBOARD_NAMESPACE).sockets.values()].reduce((sum, socket) => sum + bufferedIn(socket), 0);

function bufferedIn({ conn }: Socket): number {
  const inside = conn as unknown as { writeBuffer: unknown[]; transport: { socket?: WebSocket } };
  return inside.writeBuffer.length + (inside.transport.socket?.bufferedAmount ?? 0);
}
