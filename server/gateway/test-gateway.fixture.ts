import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Server as SocketServer } from "socket.io";
import type { WebSocket } from "ws";
import type { BrainEvent } from "#lib/events/envelope";
import { emptyState } from "#lib/fold";
import { watchConnections } from "#server/http/connections";
import { createLogger } from "#server/log";
import { everyone } from "#server/security/everyone.fixture";
import { createOriginCheck } from "#server/security/origin";
import { openStore } from "#server/store/open";
import { createTelemetry, type Telemetry } from "#server/telemetry/index";
import { serveRobots } from "./robots.ts";
import { createRobotWebSockets } from "./robots-websocket.ts";
import { dispatchUpgrades } from "./upgrades.ts";

/** Both doors of the robots on a real socket and a real store, to be stopped and started again on the same port. */
export interface TestGateway {
  url: string;
  telemetry(): Telemetry;
  /** What the telemetry module published, over all its lives. */
  published: BrainEvent[];
  /** The samples that moved a robot on, in the order in which they came. */
  samples: { robotId: string; metrics: Record<string, number> }[];
  /** False refuses every robot, as one that comes too often. */
  mayConnect: boolean;
  /** So many were refused. */
  refusals: number;
  /** Breaks every connection over Socket.IO without a good-bye, as a network does. */
  cut(): void;
  stop(): Promise<void>;
  start(): Promise<void>;
  close(): Promise<void>;
}

export async function startTestGateway(): Promise<TestGateway> {
  const dataDir = mkdtempSync(join(tmpdir(), "brainwave-"));
  let life = await live(0);
  const gateway: TestGateway = {
    url: `http://127.0.0.1:${life.port}`,
    telemetry: () => life.telemetry,
    published: [],
    samples: [],
    mayConnect: true,
    refusals: 0,
    cut: () => life.cut(),
    stop: () => life.stop(),
    async start() {
      life = await live(life.port);
    },
    async close() {
      await life.stop();
      rmSync(dataDir, { recursive: true });
    },
  };
  return gateway;

  async function live(wantedPort: number) {
    const logger = createLogger("silent");
    const store = await openStore({ dataDir });
    const telemetry = await createTelemetry({
      publish: (event) => gateway.published.push(event),
      records: store.records,
      state: () => emptyState,
      gatewayId: `bw-${crypto.randomUUID().slice(0, 8)}`,
      metricsPublishedEvents: true,
      logger,
    });
    telemetry.onSample((robotId, { metrics }) => gateway.samples.push({ robotId, metrics }));
    const server = createServer();
    const connections = watchConnections(server);
    const sockets = new SocketServer(server, { serveClient: false, destroyUpgrade: false });
    const mayConnect = () => {
      if (!gateway.mayConnect) gateway.refusals += 1;
      return gateway.mayConnect;
    };
    serveRobots({ namespace: sockets.of("/robots"), telemetry, mayConnect, ...everyone, logger });
    const robots = createRobotWebSockets({ telemetry, mayConnect, ...everyone, logger });
    dispatchUpgrades({
      server,
      nextServer: null,
      originCheck: createOriginCheck([]),
      accepting: () => true,
      robots,
    });
    await new Promise<void>((resolve) => server.listen(wantedPort, "127.0.0.1", resolve));
    let stopped: Promise<void> | undefined;
    return {
      port: (server.address() as AddressInfo).port,
      telemetry,
      cut() {
        for (const { conn } of sockets.of("/robots").sockets.values())
          (conn.transport as unknown as { socket: WebSocket }).socket.terminate();
      },
      stop() {
        stopped ??= (async () => {
          await telemetry.closeAll("server_shutdown");
          robots.close();
          const closed = sockets.close();
          connections.destroyAll();
          await closed;
          await telemetry.close();
          await store.close();
        })();
        return stopped;
      },
    };
  }
}
