import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { WebSocket } from "ws";
import { atLeast, atMost, exactly, quantile, type Scenario } from "../scenario.ts";
import { until } from "../until.ts";

const MESSAGES_PER_SECOND = 5_000;
const PER_TICK = 50;
const TOO_FAST = 4429;
const FLOOD_MS = 30_000;
/** What is let through: 50 a second, and a hundred at first. */
const allowed = (ms: number) => (ms / 1000) * 50 + 100;

export const floodingRobot: Scenario = {
  id: "S12",
  title: "One robot sends a hundred times as much as it may",
  promises:
    "at most 50 messages a second of it are taken (and 100 at first); it is told so, closed within 5 s and refused for a minute; other robots wait 250 ms at most (p99)",
  injects: "a robot at 5,000 messages/s over a plain WebSocket, which comes back at once; 20 others at 10 Hz",
  quick: true,
  defences: [
    "server/telemetry/connections.ts: the robot's bucket never runs empty → messages taken of it (128,700 of 1,601), until it was closed (never)",
  ],
  async run(rig) {
    const { url } = await rig.gateway();
    const others = await rig.robots(url);
    const outcomesMs: number[] = [];
    let asked = 0;
    const asking = setInterval(() => {
      const robot = others[asked++ % others.length];
      const askedAt = performance.now();
      void robot?.report({ cpu_usage: 1 }).then((outcome) => {
        if (outcome.kind === "accepted") outcomesMs.push(performance.now() - askedAt);
      });
    }, 20);
    rig.atEnd(() => clearInterval(asking));

    const flood = await openFlood(url);
    const startedAt = performance.now();
    while (flood.closedWith() === null && performance.now() - startedAt < FLOOD_MS) {
      flood.send(PER_TICK);
      await sleep((PER_TICK * 1000) / MESSAGES_PER_SECOND);
    }
    const closedMs = performance.now() - startedAt;
    const refusals: (number | null)[] = [];
    const tries = rig.full ? 12 : 2;
    for (let n = 0; n < tries; n++) {
      const again = await openFlood(url);
      await until(() => again.closedWith() !== null, 2_000);
      refusals.push(again.closedWith());
      again.close();
      // The last of them in full comes 55 s after the first.
      if (rig.full) await sleep(5_000);
    }
    clearInterval(asking);
    return [
      atMost("messages taken of it", flood.accepted(), Math.ceil(allowed(closedMs))),
      atLeast("times that it was told", flood.told(), 1),
      exactly("closed with", flood.closedWith() ?? 0, TOO_FAST),
      atMost("until it was closed", closedMs, 5_000, "ms"),
      exactly(
        "times that it was refused when it came back",
        refusals.filter((code) => code === TOO_FAST).length,
        tries,
      ),
      atMost("others' wait for their answer, p99", quantile(outcomesMs, 0.99), 250, "ms"),
    ];
  },
};

async function openFlood(url: string) {
  const socket = new WebSocket(`${url.replace("http", "ws")}/api/telemetry/ws/flooding`);
  let accepted = 0;
  let told = 0;
  let closedWith: number | null = null;
  socket.on("message", (data) => {
    const text = String(data);
    if (text.includes('"accepted"')) accepted += 1;
    if (text.includes('"rate_limited"')) told += 1;
  });
  socket.on("close", (code) => {
    closedWith = code;
  });
  // How it ends is told by "close".
  socket.on("error", () => {});
  await once(socket, "open");
  let n = 0;
  return {
    send(count: number): void {
      for (let i = 0; i < count && socket.readyState === WebSocket.OPEN; i++) {
        n += 1;
        socket.send(JSON.stringify({ cpu_usage: n % 100, timestamp: Date.now() / 1000 + n / 1e6 }));
      }
    },
    accepted: () => accepted,
    told: () => told,
    closedWith: () => closedWith,
    close: () => socket.terminate(),
  };
}
