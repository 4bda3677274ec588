import { io } from "socket.io-client";
import { WebSocket } from "ws";
import type { Reading } from "./robot-model.ts";

/** One robot's connection, over either door of the server (contract section 7). */
export interface RobotLink {
  isOpen(): boolean;
  send(sample: Partial<Reading> | Record<string, unknown>): void;
  /** Leaves with a good-bye. */
  close(): void;
  /** Breaks off without one, as a lost network does. */
  drop(): void;
}

/** A robot over Socket.IO: reconnects by itself, answers the server's probes. */
export function connectSocketIo(url: string, robotId: string): RobotLink {
  const socket = io(`${url}/robots`, {
    auth: { robot_id: robotId },
    transports: ["websocket"],
    forceNew: true,
  });
  socket.on("probe", (_probe, answer) => answer?.());
  return {
    isOpen: () => socket.connected,
    send: (sample) => void socket.emit("telemetry", sample),
    close: () => void socket.disconnect(),
    drop: () => (socket.io.engine.transport as unknown as { ws?: WebSocket }).ws?.terminate(),
  };
}

const RECONNECT_MS = 2_000;

/** A robot over the plain WebSocket: connects again two seconds after its connection ended. */
export function connectPlain(url: string, robotId: string): RobotLink {
  let socket: WebSocket;
  let leaving = false;
  function open(): void {
    socket = new WebSocket(`${url.replace("http", "ws")}/api/telemetry/ws/${encodeURIComponent(robotId)}`);
    // A refused or broken connection is followed by "close", which connects again.
    socket.on("error", () => {});
    socket.on("close", () => {
      if (!leaving) setTimeout(open, RECONNECT_MS).unref();
    });
  }
  open();
  return {
    isOpen: () => socket.readyState === WebSocket.OPEN,
    send: (sample) => socket.send(JSON.stringify(sample)),
    close() {
      leaving = true;
      socket.close(1000);
    },
    drop: () => socket.terminate(),
  };
}
