import { once } from "node:events";
import { type AddressInfo, createServer, connect as dial, type Socket } from "node:net";

/** A network between a client and a server of which the cable can be pulled. */
export interface Cable {
  url: string;
  /** From now on nothing gets through, either way, and nobody is told: no FIN, no RST. Returns when, in Unix seconds. */
  pull(): number;
  /** Connections that the server still holds open. */
  held(): number;
  close(): Promise<void>;
}

/** A TCP proxy before a server on this machine. */
export async function layCable(serverUrl: string): Promise<Cable> {
  const { hostname, port } = new URL(serverUrl);
  const sockets = new Set<Socket>();
  const held = new Set<Socket>();
  let pulled = false;

  function hold(socket: Socket): Socket {
    sockets.add(socket);
    // The end that breaks off is noticed below, by "close".
    socket.on("error", () => {});
    return socket.on("close", () => sockets.delete(socket));
  }

  const proxy = createServer((client) => {
    hold(client);
    if (pulled) return;
    const server = hold(dial(Number(port), hostname));
    held.add(server);
    client.on("data", (data) => pulled || server.write(data));
    server.on("data", (data) => pulled || client.write(data));
    client.on("close", () => pulled || server.destroy());
    server.on("close", () => {
      held.delete(server);
      if (!pulled) client.destroy();
    });
  }).listen(0, "127.0.0.1");
  await once(proxy, "listening");

  return {
    url: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    pull() {
      pulled = true;
      return Date.now() / 1000;
    },
    held: () => held.size,
    async close() {
      for (const socket of sockets) socket.destroy();
      proxy.close();
      await once(proxy, "close");
    },
  };
}
