import { io, type Socket } from "socket.io-client";
import { WebSocket } from "ws";
import { createBackoff } from "#lib/backoff";
import { connectRobot } from "#lib/telemetry/robot-client";
import type { Metrics, Outcome } from "#lib/telemetry/sample-buffer";

/** One robot's connection, over either door of the server. It comes back by itself until it is closed. */
export interface RobotLink {
  /** One sample, taken now. Resolves when it is known what came of it. */
  send(metrics: Metrics): Promise<Outcome>;
  /** Leaves with a good-bye. */
  close(): void;
  /** Breaks off without one, as a lost network does. */
  drop(): void;
}

export interface RobotOptions {
  /** The server's origin: http://127.0.0.1:3000 */
  url: string;
  robotId: string;
  token: string | undefined;
  /** Told why the server doesn't let it in. */
  onRefused(reason: string): void;
}

const FIRST_RETRY_MS = 500;
const LAST_RETRY_MS = 5_000;

/** A robot over Socket.IO, by the client that anybody may use. */
export function connectSocketIo({ url, robotId, token, onRefused }: RobotOptions): RobotLink {
  let socket: Socket | undefined;
  const robot = connectRobot({
    url,
    robotId,
    ...(token !== undefined && { token }),
    retry: { firstMs: FIRST_RETRY_MS, lastMs: LAST_RETRY_MS },
    onStatus: (status) => status.kind === "refused" && onRefused(`${status.code}: ${status.message}`),
    openSocket(address, options) {
      socket = io(address, options);
      return socket;
    },
  });
  return {
    send: robot.report,
    close: robot.close,
    // Its type declarations leave out the transport's WebSocket.
    drop: () => (socket?.io.engine?.transport as unknown as { ws?: WebSocket } | undefined)?.ws?.terminate(),
  };
}

/** A robot over the plain WebSocket: JSON text frames, answered one by one in their order. It keeps nothing. */
export function connectPlain({ url, robotId, token, onRefused }: RobotOptions): RobotLink {
  const backoff = createBackoff(FIRST_RETRY_MS, LAST_RETRY_MS);
  const waiting: ((outcome: Outcome) => void)[] = [];
  let closed = false;
  let socket = open();

  function open(): WebSocket {
    const next = new WebSocket(
      `${url.replace("http", "ws")}/api/telemetry/ws/${encodeURIComponent(robotId)}`,
      token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } },
    );
    next.on("open", () => backoff.reset());
    next.on("message", (data) => waiting.shift()?.(outcomeOf(JSON.parse(data.toString()))));
    // A connection that fails is then closed: everything is told there.
    next.on("error", () => {});
    next.on("close", (code, reason) => {
      for (const give of waiting.splice(0)) give({ kind: "dropped" });
      if (code >= 4400) onRefused(`${code}: ${reason}`);
      if (closed) return;
      setTimeout(() => {
        if (!closed) socket = open();
      }, backoff.nextMs()).unref();
    });
    return next;
  }

  return {
    send(metrics) {
      const { promise, resolve } = Promise.withResolvers<Outcome>();
      if (socket.readyState !== WebSocket.OPEN) return Promise.resolve({ kind: "dropped" });
      waiting.push(resolve);
      socket.send(JSON.stringify({ ...metrics, timestamp: Date.now() / 1000 }));
      return promise;
    },
    close() {
      closed = true;
      socket.close(1000);
    },
    drop: () => socket.terminate(),
  };
}

const outcomeOf = (answer: { error?: { code: string; message: string } }): Outcome =>
  answer.error ? { kind: "refused", ...answer.error } : { kind: "accepted" };
