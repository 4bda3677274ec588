import { io } from "socket.io-client";
import { WebSocket } from "ws";
import { createBackoff } from "#lib/backoff";

/** What the server says to a sample (contract section 7). */
export type Answer = { accepted: number } | { error: { code: string; message: string } };

/** One robot's connection, over either door of the server. It comes back by itself until it is closed. */
export interface RobotLink {
  isOpen(): boolean;
  /** One sample. Resolves with the server's answer; null when the connection ended before it came. */
  send(sample: Record<string, number>): Promise<Answer | null>;
  /** Leaves with a good-bye. */
  close(): void;
  /** Breaks off without one, as a lost network does. */
  drop(): void;
}

export interface RobotOptions {
  /** The server's origin: http://127.0.0.1:3000 */
  url: string;
  robotId: string;
  /** Told why the server doesn't let it in. */
  onRefused(reason: string): void;
}

const FIRST_RETRY_MS = 500;
const LAST_RETRY_MS = 5_000;
const ANSWER_WITHIN_MS = 5_000;

/** A robot over Socket.IO, which reconnects and backs off by itself. */
export function connectSocketIo({ url, robotId, onRefused }: RobotOptions): RobotLink {
  const socket = io(`${url}/robots`, {
    auth: { robot_id: robotId },
    transports: ["websocket"],
    forceNew: true,
    reconnectionDelay: FIRST_RETRY_MS,
    reconnectionDelayMax: LAST_RETRY_MS,
  });
  const comeBack = () => setTimeout(() => socket.connect(), LAST_RETRY_MS).unref();
  socket.on("connect_error", (error: Error & { data?: { code?: string } }) => {
    // Active: the server is not there, and Socket.IO tries again. Else it said no, and we have to.
    if (socket.active) return;
    onRefused(`${error.data?.code ?? "refused"}: ${error.message}`);
    comeBack();
  });
  socket.on("disconnect", (reason) => {
    if (reason === "io server disconnect") comeBack();
  });
  let closed = false;
  return {
    isOpen: () => socket.connected,
    send: (sample) =>
      socket
        .timeout(ANSWER_WITHIN_MS)
        .emitWithAck("telemetry", sample)
        .catch(() => null),
    close() {
      closed = true;
      socket.disconnect();
    },
    drop() {
      // Its type declarations leave out the transport's WebSocket.
      if (!closed) (socket.io.engine.transport as unknown as { ws?: WebSocket }).ws?.terminate();
    },
  };
}

/** A robot over the plain WebSocket: JSON text frames, answered one by one in their order. */
export function connectPlain({ url, robotId, onRefused }: RobotOptions): RobotLink {
  const backoff = createBackoff(FIRST_RETRY_MS, LAST_RETRY_MS);
  const waiting: ((answer: Answer | null) => void)[] = [];
  let closed = false;
  let socket = open();

  function open(): WebSocket {
    const next = new WebSocket(
      `${url.replace("http", "ws")}/api/telemetry/ws/${encodeURIComponent(robotId)}`,
    );
    next.on("open", () => backoff.reset());
    next.on("message", (data) => waiting.shift()?.(JSON.parse(data.toString()) as Answer));
    // A connection that fails is then closed: everything is told there.
    next.on("error", () => {});
    next.on("close", (code, reason) => {
      for (const give of waiting.splice(0)) give(null);
      if (code >= 4400) onRefused(`${code}: ${reason}`);
      if (closed) return;
      setTimeout(() => {
        if (!closed) socket = open();
      }, backoff.nextMs()).unref();
    });
    return next;
  }

  return {
    isOpen: () => socket.readyState === WebSocket.OPEN,
    send(sample) {
      const { promise, resolve } = Promise.withResolvers<Answer | null>();
      if (socket.readyState !== WebSocket.OPEN) return Promise.resolve(null);
      waiting.push(resolve);
      socket.send(JSON.stringify(sample));
      return promise;
    },
    close() {
      closed = true;
      socket.close(1000);
    },
    drop: () => socket.terminate(),
  };
}
