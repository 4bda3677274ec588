import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { mulberry32 } from "../../../lib/random.ts";
import { inParallel } from "../parallel.ts";
import { askRaw, handshake } from "../raw.ts";
import { atMost, exactly, type Scenario } from "../scenario.ts";
import { until } from "../until.ts";

const UPGRADES = 500;
const REQUESTS = 5_000;
const FRAMES = 5_000;
const AT_ONCE = 50;
const DASHBOARDS = 10;

export const malformed: Scenario = {
  id: "S19",
  title: "Somebody sends what is no HTTP and no WebSocket",
  promises:
    "the gateway lives, no other client is disconnected, and an unknown path is answered 404 within 1 s",
  injects: `${UPGRADES} upgrades to unknown paths, ${REQUESTS} requests and ${FRAMES} frames of nonsense`,
  quick: true,
  defences: [
    "server/gateway/upgrades.ts: an unknown path isn't answered → answered otherwise than 404 (500), slowest answer (none in 5 s), descriptors above the baseline (501)",
  ],
  async run(rig) {
    const { url, port } = await rig.gateway();
    const dashboards = await rig.dashboards(url, DASHBOARDS);
    const robots = await rig.robots(url, DASHBOARDS);
    let disturbed = 0;
    const looking = setInterval(() => {
      if (dashboards.some((one) => one.saysSo())) disturbed += 1;
      if (robots.some((one) => one.status().kind !== "connected")) disturbed += 1;
    }, 20);
    rig.atEnd(() => clearInterval(looking));
    const random = mulberry32(19);

    const answersMs: number[] = [];
    let other = 0;
    await inParallel(UPGRADES, AT_ONCE, async (n) => {
      const askedAt = performance.now();
      const answer = await askRaw(port, handshake(`/nowhere/${n}`), { hangUp: true });
      answersMs.push(performance.now() - askedAt);
      if (!answer.startsWith("HTTP/1.1 404 ")) other += 1;
    });
    let unanswered = 0;
    await inParallel(REQUESTS, AT_ONCE, async (n) => {
      const answer = await askRaw(port, nonsense(random, n), { hangUp: true });
      if (answer !== "" && !/^HTTP\/1\.1 [45]\d\d /.test(answer)) unanswered += 1;
    });
    await inParallel(FRAMES / AT_ONCE, AT_ONCE, async () => {
      const socket = await open(port, handshake("/api/telemetry/ws/nonsense"));
      for (let frame = 0; frame < AT_ONCE && socket.writable; frame++)
        socket.write(randomBytes(1 + Math.floor(random() * 64)));
      await until(() => socket.closed, 2_000);
      socket.destroy();
    });
    const health = await fetch(`${url}/api/health`);
    clearInterval(looking);
    return [
      atMost("answer to an upgrade of an unknown path, slowest", Math.max(...answersMs), 1_000, "ms"),
      exactly("answered otherwise than 404", other, 0),
      exactly("requests of nonsense that were taken for something", unanswered, 0),
      exactly("looks at which another client was disconnected", disturbed, 0),
      exactly("health in the end", health.status, 200),
    ];
  },
};

/** A line that is none, a head that lies, or bytes. */
function nonsense(random: () => number, n: number): string | Buffer {
  const kinds = [
    () => randomBytes(1 + Math.floor(random() * 256)),
    () => `BREW /pot HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n`,
    () => `GET /api/health HTTP/9.9\r\nHost: 127.0.0.1\r\n\r\n`,
    () => `POST /api/events HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: -5\r\n\r\n`,
    () => `POST /api/events HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n`,
    () => `GET /api/health HTTP/1.1\r\nHost: 127.0.0.1\r\nX: ${"x".repeat(32 * 1024)}\r\n\r\n`,
  ];
  return kinds[n % kinds.length]?.() ?? "";
}

async function open(port: number, head: string): Promise<Socket> {
  const socket = connect(port, "127.0.0.1");
  // However it ends, it has ended.
  socket.on("error", () => {});
  socket.resume();
  await once(socket, "connect");
  socket.write(head);
  return socket;
}
