import { once } from "node:events";
import { WebSocket } from "ws";

/** A robot over a plain WebSocket that says whatever it is told to, one message after the other. */
export interface PlainRobot {
  /** Resolves with what is answered; null when the connection ends instead. */
  say(text: string): Promise<string | null>;
  /** The code that it was closed with; null while it is open. */
  closedWith(): number | null;
  close(): void;
}

export async function openPlainRobot(url: string, robotId: string): Promise<PlainRobot> {
  const socket = new WebSocket(`${url.replace("http", "ws")}/api/telemetry/ws/${robotId}`);
  let closedWith: number | null = null;
  let answered: ((text: string | null) => void) | null = null;
  socket.on("message", (data) => answered?.(String(data)));
  socket.on("close", (code) => {
    closedWith = code;
    answered?.(null);
  });
  // How it ends is told by "close".
  socket.on("error", () => {});
  await once(socket, "open");
  return {
    say(text) {
      const { promise, resolve } = Promise.withResolvers<string | null>();
      answered = resolve;
      if (closedWith === null) socket.send(text);
      else resolve(null);
      return promise;
    },
    closedWith: () => closedWith,
    close: () => socket.terminate(),
  };
}
