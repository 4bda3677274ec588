import type { Namespace, Socket } from "socket.io";
import type { WebSocket } from "ws";
import { ROBOT_NEEDS } from "#lib/access/doors";
import type { CloseReason } from "#lib/telemetry/events";
import type { Logger } from "#server/log";
import { type Credentials, tokenOf } from "#server/security/credentials";
import type { RobotConnection, Telemetry } from "#server/telemetry/index";
import { readRobotId } from "#server/telemetry/intake";
import { type Admission, type Refusal, refusedNow } from "./admission.ts";
import { isOrderlyClose } from "./robots-websocket.ts";

// What Socket.IO calls the end of a connection, in the contract's words (section 6). Anything else broke on the way.
const REASONS: Record<string, CloseReason> = {
  "client namespace disconnect": "client_disconnect",
  "ping timeout": "heartbeat_timeout",
  "server shutting down": "server_shutdown",
  "server namespace disconnect": "kicked",
};

export interface RobotsOptions extends Admission {
  namespace: Namespace;
  telemetry: Telemetry;
  logger: Logger;
}

/** Robots over Socket.IO (contract section 7): `auth.robot_id`, or the query for clients that can't send auth. */
export function serveRobots(options: RobotsOptions): void {
  const { namespace, telemetry, access, clientOf, logger } = options;
  namespace.use(async (socket, next) => {
    const id = readRobotId(socket.handshake.auth.robot_id ?? socket.handshake.query.robot_id);
    if ("problem" in id) return next(refused(id.problem, id.message));
    const shown = credentialsOfRobot(socket);
    const refusal = await refusedNow(options, id.robotId, shown, clientOf(socket.request)).catch(
      broken(logger),
    );
    if (refusal) return next(refused(refusal.code, refusal.message));
    socket.data.robotId = id.robotId;
    socket.data.shown = shown;
    next();
  });

  namespace.on("connection", (socket: Socket) => {
    const robotId: string = socket.data.robotId;
    let kicked = false;
    const connection = telemetry.connect(robotId, (cause) => {
      kicked = true;
      logger.warn({ robotId, cause }, "robot closed");
      // In the next turn, so that the last refusal still reaches it.
      setImmediate(() => socket.disconnect(true));
    });
    const letGo = access.hold(socket.data.shown, { needs: ROBOT_NEEDS.telemetry, robotId }, () => {
      kicked = true;
      logger.info({ robotId }, "robot closed: its credential is over");
      socket.disconnect(true);
    });
    socket.on("telemetry", (...said: unknown[]) => {
      // The acknowledgement stands last, whatever else there is: python-socketio sends a None as nothing at all.
      const answer = said.at(-1);
      const [message] = typeof answer === "function" ? said.slice(0, -1) : said;
      const outcome = connection.limit() ?? connection.accept(message);
      if (typeof answer === "function") answer(outcome);
    });
    const wasClosedOnPurpose = watchClose(socket);
    socket.on("disconnect", (reason) => {
      letGo();
      if (kicked) connection.close("kicked");
      else if (reason === "transport close" && wasClosedOnPurpose()) connection.close("client_disconnect");
      else connection.close(REASONS[reason] ?? "transport_error");
    });
    measure(socket, connection);
  });
}

/** A robot's token stands in its `auth`, or in the Authorization header; cookies are for people. */
function credentialsOfRobot({ handshake }: Socket): Credentials {
  const { token } = handshake.auth;
  if (token !== undefined && token !== null)
    return { token: typeof token === "string" ? token : "", session: null };
  return tokenOf(handshake.headers.authorization);
}

const broken =
  (logger: Logger) =>
  (error: unknown): Refusal => {
    logger.error({ err: error }, "a robot could not be admitted");
    return { code: "rate_limited", message: "The server has a problem: try again later" };
  };

/**
 * Engine.IO's own heartbeats measure the round trip: every client answers them, so that nobody needs to answer a
 * `probe`, and there is no further traffic.
 */
function measure({ conn }: Socket, connection: RobotConnection): void {
  conn.on("packetCreate", ({ type }) => {
    if (type === "ping") connection.beat("asked");
  });
  conn.on("packet", ({ type, data }) => {
    if (type === "pong") connection.beat("answered");
    else if (type === "message") connection.received(sizeOf(data));
  });
}

const sizeOf = (data: unknown): number =>
  typeof data === "string" || Buffer.isBuffer(data) ? data.length : 0;

/**
 * Whether the client closed its WebSocket in order. Some clients (python-socketio) close it before their good-bye
 * is out, and Socket.IO calls that the same as a broken one; only the close code tells them apart.
 */
function watchClose({ conn }: Socket): () => boolean {
  let code: number | null = null;
  const watch = (transport: object) =>
    // Before Engine.IO's own listener, which ends the connection in the same turn.
    (transport as { socket?: WebSocket }).socket?.prependOnceListener("close", (closeCode: number) => {
      code = closeCode;
    });
  watch(conn.transport);
  conn.on("upgrade", watch);
  return () => code !== null && isOrderlyClose(code);
}

function refused(code: string, message: string): Error {
  return Object.assign(new Error(message), { data: { code } });
}
