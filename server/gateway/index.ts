import type { Server } from "node:http";
import { Server as SocketServer } from "socket.io";
import { DASHBOARD_NAMESPACE } from "#lib/live/protocol";
import type { Logger } from "#server/log";
import { createBuckets, HANDSHAKE_BURST, MESSAGE_BYTES } from "#server/security/limits";
import type { OriginCheck } from "#server/security/origin";
import { createDashboards, type DashboardsOptions } from "./dashboards.ts";
import { freeHalfOpen } from "./half-open.ts";
import { admitNonNumbers } from "./non-numbers.ts";
import { type RobotsOptions, serveRobots } from "./robots.ts";
import { createRobotWebSockets, type RobotWebSocketsOptions } from "./robots-websocket.ts";
import { GOING_DOWN } from "./upgrades.ts";

export interface GatewayOptions
  extends Omit<DashboardsOptions, "namespace" | "samples" | "proof" | "onNewEpoch"> {
  server: Server;
  originCheck: OriginCheck;
  /** False from when no new dashboard or robot is taken. */
  accepting(): boolean;
  telemetry: RobotsOptions["telemetry"] &
    RobotWebSocketsOptions["telemetry"] &
    DashboardsOptions["samples"] & { proof: DashboardsOptions["proof"]; announceAgain(): Promise<void> };
  /** New connections of one address. */
  handshakesPerSecond: number;
  logger: Logger;
}

/** Everybody who is connected: dashboards and robots over Socket.IO, and robots over plain WebSocket. */
export function openGateway(options: GatewayOptions) {
  const { server, originCheck, accepting, telemetry, handshakesPerSecond, access, clientOf, logger } =
    options;
  const handshakes = createBuckets(handshakesPerSecond, HANDSHAKE_BURST);
  const io = new SocketServer(server, {
    serveClient: false,
    destroyUpgrade: false,
    // Off: 9 µs of CPU per delivery and 200 KB per connection (performance.md).
    perMessageDeflate: false,
    httpCompression: false,
    pingInterval: 10_000,
    pingTimeout: 5_000,
    maxHttpBufferSize: MESSAGE_BYTES,
    allowRequest: (request, answer) => {
      const problem = accepting() ? originCheck(request.headers) : GOING_DOWN;
      answer(problem, problem === null);
    },
  });
  const dashboards = createDashboards({
    ...options,
    samples: telemetry,
    proof: telemetry.proof,
    // The new stream knows nothing of the robots that are here: they are announced to it again.
    onNewEpoch: () => void telemetry.announceAgain(),
    namespace: io.of(DASHBOARD_NAMESPACE),
  });
  freeHalfOpen(io);
  admitNonNumbers(io);
  // Nothing is served there: without this, anybody could hold a connection open.
  io.of("/").use((_socket, next) => next(new Error("Connect to /dashboard or /robots")));
  const admission = { telemetry, mayConnect: handshakes.take, access, clientOf, logger };
  serveRobots({ namespace: io.of("/robots"), ...admission });
  const robotWebSockets = createRobotWebSockets(admission);
  return {
    dashboards,
    robotWebSockets,
    /** Closes what is still connected. */
    async close(): Promise<void> {
      robotWebSockets.close();
      dashboards.close();
      await io.close();
    },
  };
}
