import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Server as SocketServer } from "socket.io";
import { emptyState } from "#lib/fold";
import { DASHBOARD_NAMESPACE } from "#lib/live/protocol";
import type { OidcSettings } from "#server/config";
import { startTail } from "#server/events/tail";
import { createDashboards } from "#server/gateway/dashboards";
import { serveRobots } from "#server/gateway/robots";
import { createRobotWebSockets } from "#server/gateway/robots-websocket";
import { noSamples } from "#server/gateway/samples.fixture";
import { dispatchUpgrades } from "#server/gateway/upgrades";
import { createApi } from "#server/http/api";
import { watchConnections } from "#server/http/connections";
import { createRequestListener } from "#server/http/listener";
import { otherNouns } from "#server/http/other-nouns.fixture";
import { createLogger, type Logger } from "#server/log";
import { provideServices, type Services } from "#server/services";
import { openStore } from "#server/store/open";
import { createTelemetry } from "#server/telemetry/index";
import { openAccess } from "./access.ts";
import { createClientOf } from "./client.ts";
import { createLogins } from "./logins.ts";
import { createSignIn } from "./oidc/sign-in.ts";
import { createOriginCheck } from "./origin.ts";
import { createPageDoor } from "./page-door.ts";
import { createAccessService } from "./service.ts";
import { createSetupLink } from "./setup-link.ts";

export type TestDoors = Awaited<ReturnType<typeof startDoors>>;

/** Every door on a real socket and a real store, with the real decision; what lies behind the routes are stand-ins. */
export async function startDoors({
  required = true,
  dataDir = mkdtempSync(join(tmpdir(), "brainwave-doors-")),
  trustedProxies = [] as string[],
  redisUrl = undefined as string | undefined,
  oidc = null as OidcSettings | null,
  publicUrl = null as string | null,
  logger = createLogger("silent") as Logger,
} = {}) {
  const store = await openStore({ dataDir, redisUrl });
  let ahead = 0;
  const now = () => Date.now() / 1000 + ahead;
  const access = await openAccess({
    records: store.records,
    required,
    issuer: oidc?.issuer ?? null,
    logger,
    now,
  });
  const clientOf = createClientOf(trustedProxies);
  const setupLink = createSetupLink();
  const tail = await startTail({
    log: store.log,
    logger,
    decodeOptions: {},
    start: null,
    recentIds: [],
    ownOutage: null,
    leftOpen: [],
    archive: { begin: () => {}, entries: () => {}, outage: () => {} },
    known: async () => ({}),
    recover: async () => null,
  });
  const telemetry = await createTelemetry({
    publish: () => undefined,
    records: store.records,
    state: () => emptyState,
    gatewayId: "bw-00000000",
    metricsPublishedEvents: true,
    logger,
  });
  const logins = createLogins({ access, records: store.records, setupLink, logger });
  const signIn = oidc && createSignIn({ settings: oidc, publicUrl, access, logins, logger });
  provideServices({
    ...otherNouns,
    access: createAccessService(access, logins, signIn),
    log: logger,
  } as unknown as Services);

  const server = createServer();
  const connections = watchConnections(server);
  const originCheck = createOriginCheck([]);
  const pages = {
    handle: async (_: unknown, response: { end(text: string): void }) => response.end("<page>"),
  };
  const api = await createApi({ clientOf });
  server.on(
    "request",
    createRequestListener({
      api,
      pages: pages as never,
      originCheck,
      pageDoor: createPageDoor(access, clientOf, false),
      accepting: () => true,
      dev: false,
    }),
  );
  const io = new SocketServer(server, {
    serveClient: false,
    destroyUpgrade: false,
    allowRequest: ({ headers }, answer) => answer(originCheck(headers), originCheck(headers) === null),
  });
  const admission = { telemetry, mayConnect: () => true, access, clientOf, logger };
  const dashboards = createDashboards({
    namespace: io.of(DASHBOARD_NAMESPACE),
    tail,
    log: store.log,
    read: () => [],
    samples: noSamples,
    saving: () => ({ up: true }),
    proof: () => ({ since: 0, place: "0-0", gateways: [], streamWentOn: true }),
    onNewEpoch: () => {},
    welcome: () => ({
      boot_id: "b",
      version: "0",
      store: "sqlite",
      demo: false,
      aggregation_interval_seconds: 30,
      noticeable_karma_change: 0.005,
    }),
    access,
    clientOf,
    logger,
  });
  serveRobots({ namespace: io.of("/robots"), ...admission });
  const robots = createRobotWebSockets(admission);
  dispatchUpgrades({ server, nextServer: null, originCheck, accepting: () => true, robots });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    dataDir,
    store,
    access,
    setupLink,
    signIn,
    routes: api.routes,
    /** Moves the clock of credentials. */
    pass(seconds: number): void {
      ahead += seconds;
    },
    /** The audit trail, oldest first. */
    async audit(): Promise<{ type: string; payload: Record<string, unknown> }[]> {
      const entries = await store.log.range("events", { limit: 10_000 });
      return entries
        .map(({ fields }) => ({ type: fields.type ?? "", payload: JSON.parse(fields.payload ?? "{}") }))
        .filter(({ type }) => type.startsWith("access."));
    },
    async close({ keepData = false } = {}): Promise<void> {
      await telemetry.closeAll("server_shutdown");
      robots.close();
      dashboards.close();
      const closed = io.close();
      connections.destroyAll();
      await closed;
      await telemetry.close();
      await tail.close();
      access.close();
      await store.close();
      if (!keepData) rmSync(dataDir, { recursive: true });
    },
  };
}
