import { once } from "node:events";
import { type AddressInfo, createServer, connect as dial, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

/** A network between a client and a server that can be broken in more than one way. */
export interface Cable {
  /** The server's, with the cable's port. */
  url: string;
  /** From now on nothing gets through, either way, and nobody is told: no FIN, no RST. Returns when, in Unix seconds. */
  pull(): number;
  /** Plugs it in again: what connects from now on gets through. */
  plug(): void;
  /** As `pull`, but what is sent meanwhile arrives after `heal`: a route that is gone for a while. */
  silence(): void;
  heal(): void;
  /** From now on so much gets through a second, either way and on each connection. What doesn't yet is kept by those who send it. */
  narrow(bitsPerSecond: number): void;
  /** What connects from now on comes out at this server, as when a name or an address moves to another machine; the rest stays. */
  leadTo(serverUrl: string): void;
  /** Ends every connection; new ones get through. */
  cut(): void;
  /** What the server says to the next request with these bytes in it is lost, and so is all that follows it there; then the connection breaks, or doesn't. */
  swallowReply(bytes: string, then: "cut" | "stay_open"): void;
  /** The next request with these bytes in it is lost, and so is all that follows it there. */
  swallowRequest(bytes: string): void;
  /** The next request with these bytes in it stays on its way, and so does all that follows it there, until it is let go. */
  holdRequest(bytes: string): HeldRequest;
  /** Requests and replies swallowed so far. */
  swallowed(): number;
  /** Counts, from now on, what is sent to the server with these bytes in it. */
  countRequests(bytes: string): () => number;
  /** Connections that the server still holds open. */
  held(): number;
  close(): Promise<void>;
}

export interface HeldRequest {
  arrived(): boolean;
  /** Lets it go on; what the server says to it. */
  letGo(): Promise<string>;
}

const DRIP_EVERY_MS = 20;

interface Line {
  client: Socket;
  server: Socket;
  /** What the client says no longer arrives. */
  mute: boolean;
  /** The server's answers no longer arrive. */
  deaf: "cut" | "stay_open" | null;
  /** What the client said meanwhile is kept here. */
  held: Buffer[] | null;
}

/** A TCP proxy before a server on this machine. */
export async function layCable(serverUrl: string): Promise<Cable> {
  let target = new URL(serverUrl);
  const sockets = new Set<Socket>();
  const held = new Set<Socket>();
  const lines = new Set<Line>();
  const waiting = new Set<Socket>();
  let state: "whole" | "silent" | "pulled" = "whole";
  let bytesPerSecond = Number.POSITIVE_INFINITY;
  let toSwallow: { bytes: string; what: "request" | "cut" | "stay_open" } | null = null;
  let swallowed = 0;
  let toHold: { bytes: string; onArrival(line: Line): void } | null = null;
  const counts: { bytes: string; seen: number }[] = [];

  function hold(socket: Socket): Socket {
    sockets.add(socket);
    // The end that breaks off is noticed below, by "close".
    socket.on("error", () => {});
    return socket.on("close", () => sockets.delete(socket));
  }

  async function pass(data: Buffer, from: Socket, to: Socket): Promise<void> {
    if (bytesPerSecond === Number.POSITIVE_INFINITY) {
      to.write(data);
      return;
    }
    from.pause();
    const beganAt = performance.now();
    let passed = 0;
    while (passed < data.length && !to.destroyed) {
      await sleep(DRIP_EVERY_MS);
      const due = Math.ceil(((performance.now() - beganAt) / 1000) * bytesPerSecond);
      to.write(data.subarray(passed, due));
      passed = due;
    }
    from.resume();
  }

  function connectThrough(client: Socket): void {
    if (client.destroyed) return;
    const server = hold(dial(Number(target.port), target.hostname));
    const line: Line = { client, server, mute: false, deaf: null, held: null };
    lines.add(line);
    held.add(server);
    client.on("data", (data) => {
      if (toSwallow && data.includes(toSwallow.bytes)) {
        if (toSwallow.what === "request") line.mute = true;
        else line.deaf = toSwallow.what;
        toSwallow = null;
        swallowed += 1;
      }
      if (toHold && data.includes(toHold.bytes)) {
        line.held = [];
        toHold.onArrival(line);
        toHold = null;
      }
      if (line.held) {
        line.held.push(data);
        return;
      }
      if (state === "pulled" || line.mute) return;
      for (const count of counts) count.seen += data.toString("latin1").split(count.bytes).length - 1;
      void pass(data, client, server);
    });
    server.on("data", (data) => {
      if (line.deaf === "cut") client.destroy();
      else if (line.deaf === null && state !== "pulled") void pass(data, server, client);
    });
    client.on("close", () => state === "pulled" || server.destroy());
    server.on("close", () => {
      held.delete(server);
      lines.delete(line);
      if (state !== "pulled") client.destroy();
    });
  }

  const proxy = createServer((client) => {
    hold(client);
    if (state === "silent") waiting.add(client.pause());
    else if (state === "whole") connectThrough(client);
  }).listen(0, "127.0.0.1");
  await once(proxy, "listening");

  return {
    url: `${target.protocol}//127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    pull() {
      state = "pulled";
      return Date.now() / 1000;
    },
    plug() {
      state = "whole";
      // What was sent into the pulled cable is lost, and so are its connections.
      for (const socket of sockets) socket.destroy();
    },
    silence() {
      state = "silent";
      for (const { client, server } of lines) {
        client.pause();
        server.pause();
      }
    },
    heal() {
      state = "whole";
      for (const { client, server } of lines) {
        client.resume();
        server.resume();
      }
      for (const client of waiting) connectThrough(client.resume());
      waiting.clear();
    },
    narrow(bitsPerSecond) {
      bytesPerSecond = bitsPerSecond / 8;
    },
    leadTo(otherUrl) {
      target = new URL(otherUrl);
    },
    cut() {
      for (const { client, server } of lines) {
        client.destroy();
        server.destroy();
      }
    },
    swallowReply(bytes, then) {
      toSwallow = { bytes, what: then };
    },
    swallowRequest(bytes) {
      toSwallow = { bytes, what: "request" };
    },
    holdRequest(bytes) {
      let on: Line | null = null;
      toHold = { bytes, onArrival: (line) => (on = line) };
      return {
        arrived: () => on !== null,
        async letGo() {
          if (!on) throw new Error(`Nothing with ${bytes} in it has come`);
          const { server, held } = on as Line;
          (on as Line).held = null;
          const answer = once(server, "data");
          for (const data of held ?? []) server.write(data);
          return String((await answer)[0]);
        },
      };
    },
    swallowed: () => swallowed,
    countRequests(bytes) {
      const count = { bytes, seen: 0 };
      counts.push(count);
      return () => count.seen;
    },
    held: () => held.size,
    async close() {
      for (const socket of sockets) socket.destroy();
      proxy.close();
      await once(proxy, "close");
    },
  };
}
