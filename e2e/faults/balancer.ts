import { once } from "node:events";
import { type AddressInfo, createServer, connect as dial, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

const PROBE_EVERY_MS = 50;

/** What stands before several gateways: new connections go, in turn, to those that say they are ready. */
export interface Balancer {
  url: string;
  close(): Promise<void>;
}

export async function startBalancer(urls: readonly string[]): Promise<Balancer> {
  const sockets = new Set<Socket>();
  let ready: readonly string[] = urls;
  let turn = 0;
  let open = true;

  const probing = (async () => {
    while (open) {
      const states = await Promise.all(urls.map(isReady));
      // Where none answers in time all may be busy: nobody is turned away for that.
      if (states.includes(true)) ready = urls.filter((_url, index) => states[index]);
      await sleep(PROBE_EVERY_MS);
    }
  })();

  function hold(socket: Socket): Socket {
    sockets.add(socket);
    socket.on("error", () => socket.destroy());
    return socket.on("close", () => sockets.delete(socket));
  }

  const proxy = createServer((client) => {
    hold(client);
    turn += 1;
    const url = ready[turn % ready.length] as string;
    const server = hold(dial(Number(new URL(url).port), "127.0.0.1"));
    client.pipe(server).pipe(client);
    client.on("close", () => server.destroy());
    server.on("close", () => client.destroy());
  }).listen(0, "127.0.0.1");
  await once(proxy, "listening");

  return {
    url: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    async close() {
      open = false;
      await probing;
      for (const socket of sockets) socket.destroy();
      proxy.close();
      await once(proxy, "close");
    },
  };
}

export async function isReady(url: string): Promise<boolean> {
  return (await readiness(url)) === "ready";
}

/** What a load balancer makes of `GET /api/health`. */
export async function readiness(url: string): Promise<"ready" | "not_ready" | "gone"> {
  try {
    const response = await fetch(`${url}/api/health`, { signal: AbortSignal.timeout(2000) });
    await response.arrayBuffer();
    return response.status === 200 ? "ready" : "not_ready";
  } catch {
    return "gone";
  }
}
