import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { type RawData, type WebSocket, WebSocketServer } from "ws";
import { ROBOT_NEEDS } from "#lib/access/doors";
import type { CloseReason } from "#lib/telemetry/events";
import type { Logger } from "#server/log";
import { type Credentials, tokenOf } from "#server/security/credentials";
import { MESSAGE_BYTES } from "#server/security/limits";
import type { KickCause, RobotConnection, Telemetry } from "#server/telemetry/index";
import { readRobotId, refusal, telemetryFrame } from "#server/telemetry/intake";
import { type Admission, type Refusal, refusedNow } from "./admission.ts";

/** Heartbeat of the plain WebSocket (reliability.md, D11): a dead one is found after two of them at the latest. */
const HEARTBEAT_MS = 15_000;

/** While a robot leaves so much of its answers unread it gets no more of them (reliability.md, D9). */
const UNREAD_BYTES = 1024 * 1024;

/** For what stands before the reason, its answers. A flood is over within five seconds (reliability.md, S12). */
const READS_WHY_WITHIN_MS = 2_000;

const CLOSE_BAD_ID = 4400;
const CLOSE_NOT_ALLOWED = 4401;
const CLOSE_TOO_FAST = 4429;
const CLOSE_KICKED = 4410;
const GOING_AWAY = 1001;
const MESSAGE_TOO_BIG = 1009;

const CODES: Record<Refusal["code"], number> = {
  unauthorized: CLOSE_NOT_ALLOWED,
  rate_limited: CLOSE_TOO_FAST,
};

const KICKED: Record<KickCause, [code: number, why: string]> = {
  flood: [CLOSE_TOO_FAST, "This robot sent too many messages: refused for a minute"],
  operator: [CLOSE_KICKED, "Disconnected by an operator"],
};

export const ROBOT_PATH = /^\/api\/telemetry\/ws(?:\/([^/]*))?\/?$/;

export interface RobotWebSocketsOptions extends Admission {
  telemetry: Telemetry;
  logger: Logger;
  heartbeatMs?: number;
}

/** Robots over plain WebSocket, `WS /api/telemetry/ws/{robot_id}`: what isn't telemetry is answered `Echo: {text}`. */
export function createRobotWebSockets(options: RobotWebSocketsOptions) {
  const { telemetry, logger } = options;
  const server = new WebSocketServer({ noServer: true, maxPayload: MESSAGE_BYTES, perMessageDeflate: false });
  const unanswered = new WeakSet<WebSocket>();
  const silent = new WeakSet<WebSocket>();
  const connections = new WeakMap<WebSocket, RobotConnection>();

  /** What becomes of the connection once it is open. Decided before: what a robot says at once must find a listener. */
  async function admission(request: IncomingMessage): Promise<(socket: WebSocket) => void> {
    const id = readRobotId(robotIdOf(request));
    if ("problem" in id) return (socket) => refuse(socket, CLOSE_BAD_ID, id.message);
    const shown = credentialsOfRobot(request);
    const refused = await refusedNow(options, id.robotId, shown, options.clientOf(request));
    if (refused === null) return (socket) => serve(socket, id.robotId, shown);
    return (socket) => refuse(socket, CODES[refused.code], refused.message);
  }

  function serve(socket: WebSocket, robotId: string, shown: Credentials): void {
    let kicked = false;
    const connection = telemetry.connect(robotId, (cause) => {
      kicked = true;
      logger.warn({ robotId, cause }, "robot closed");
      const [code, why] = KICKED[cause];
      setImmediate(() => {
        if (cause === "flood") closeDeaf(socket, code, why);
        else socket.close(code, why);
      });
    });
    connections.set(socket, connection);
    const letGo = options.access.hold(shown, { needs: ROBOT_NEEDS.telemetry, robotId }, () => {
      kicked = true;
      logger.info({ robotId }, "robot closed: its credential is over");
      socket.close(CLOSE_NOT_ALLOWED, "The credential is not valid any more");
    });
    socket.on("pong", () => {
      unanswered.delete(socket);
      connection.beat("answered");
    });
    let leftOut = 0;
    socket.on("message", (data, isBinary) => {
      // It was closed and sends on: nobody hears an answer.
      if (socket.readyState !== socket.OPEN) return;
      unanswered.delete(socket);
      connection.received((data as Buffer).length);
      const answer = answerTo(data, isBinary, connection);
      // One that sends and never reads would fill our memory with its answers. It is heard all the same: closed, it
      // would see a broken line, because why would stand behind all that.
      if (socket.bufferedAmount > UNREAD_BYTES) {
        if (leftOut++ === 0) logger.warn({ robotId }, "robot leaves its answers unread: it gets no more");
        return;
      }
      if (leftOut > 0) socket.send(JSON.stringify(unreadAnswers(leftOut)));
      leftOut = 0;
      socket.send(answer);
    });
    socket.on("error", (error) =>
      logger.debug({ robotId, reason: error.message }, "robot's WebSocket failed"),
    );
    socket.on("close", letGo);
    socket.on("close", (code) => connection.close(kicked ? "kicked" : reasonOf(code, silent.has(socket))));
  }

  const heartbeat = setInterval(() => {
    for (const socket of server.clients) {
      // One that is being closed has its own time for that.
      if (socket.readyState !== socket.OPEN) continue;
      if (unanswered.has(socket)) {
        silent.add(socket);
        socket.terminate();
        continue;
      }
      unanswered.add(socket);
      connections.get(socket)?.beat("asked");
      socket.ping();
    }
  }, options.heartbeatMs ?? HEARTBEAT_MS);

  return {
    upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
      admission(request).then(
        (settle) => server.handleUpgrade(request, socket, head, settle),
        (error: unknown) => {
          logger.error({ err: error }, "a robot could not be admitted");
          socket.destroy();
        },
      );
    },
    close(): void {
      clearInterval(heartbeat);
      for (const socket of server.clients) socket.close(GOING_AWAY, "The server is shutting down");
      server.close();
    },
  };
}

function robotIdOf(request: IncomingMessage): string | undefined {
  const path = (request.url ?? "").split("?")[0] ?? "";
  const encoded = ROBOT_PATH.exec(path)?.[1];
  if (!encoded) return undefined;
  try {
    return decodeURIComponent(encoded);
  } catch {
    return "\u0000"; // Not decodable: an id with a control character, which is refused as invalid.
  }
}

/** The token stands in the Authorization header or, where a client can't set one, in the query; cookies are for people. */
function credentialsOfRobot({ headers, url = "" }: IncomingMessage): Credentials {
  if (headers.authorization) return tokenOf(headers.authorization);
  const query = url.indexOf("?");
  return { token: query < 0 ? null : new URLSearchParams(url.slice(query)).get("token"), session: null };
}

/** What it sends on is read no more; cut off at once it would lose why, which stands behind our answers. */
function closeDeaf(socket: WebSocket, code: number, why: string): void {
  socket.close(code, why);
  socket.pause();
  setTimeout(() => socket.terminate(), READS_WHY_WITHIN_MS).unref();
}

const unreadAnswers = (count: number) =>
  refusal(
    "unread_answers",
    `${count} answers before this one were left out: this robot didn't read those before them`,
  );

function refuse(socket: WebSocket, code: number, reason: string): void {
  // A refused client's own failures concern nobody, but an unheard "error" would end the process.
  socket.on("error", () => {});
  socket.close(code, reason);
}

function answerTo(data: RawData, isBinary: boolean, connection: RobotConnection): string {
  const tooMany = connection.limit();
  if (tooMany) return JSON.stringify(tooMany);
  const text = data.toString();
  const frame = isBinary ? null : telemetryFrame(text);
  if (frame === null) return `Echo: ${text}`;
  return JSON.stringify("message" in frame ? connection.accept(frame.message) : frame);
}

/** 1000 normal, 1001 going away, 1005 closed without a code: the client meant it. */
export const isOrderlyClose = (code: number): boolean =>
  code === 1000 || code === GOING_AWAY || code === 1005;

function reasonOf(code: number, wasSilent: boolean): CloseReason {
  if (wasSilent) return "heartbeat_timeout";
  if (isOrderlyClose(code)) return "client_disconnect";
  return code === MESSAGE_TOO_BIG ? "kicked" : "transport_error";
}
