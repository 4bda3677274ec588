import { WebSocket } from "ws";

/**
 * Thousands of robots without thousands of sockets: those that only are there are told by events, as another
 * producer would; those that send are real.
 */

const EVENTS_AT_ONCE = 120;
const SOURCE = "telemetry_service";

type Event = { type: string; source: string; payload: Record<string, unknown> };

async function post(url: string, events: readonly Event[]): Promise<void> {
  for (let from = 0; from < events.length; from += EVENTS_AT_ONCE) {
    const answer = await fetch(`${url}/api/events`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(events.slice(from, from + EVENTS_AT_ONCE)),
    });
    if (answer.status !== 202)
      throw new Error(`The server answered ${answer.status}: ${await answer.text()}`);
  }
}

const now = () => Date.now() / 1000;

export const robotName = (index: number): string => `amr_${String(index).padStart(5, "0")}`;

const established = (robot_id: string, connection_id: string, connected_at = now()): Event => ({
  type: "telemetry.connection_established",
  source: SOURCE,
  payload: { robot_id, connection_id, connected_at },
});

const closed = (
  robot_id: string,
  connection_id: string,
  reason: string,
  duration_seconds: number,
): Event => ({
  type: "telemetry.connection_closed",
  source: SOURCE,
  payload: { robot_id, connection_id, reason, duration_seconds, disconnected_at: now() },
});

const published = (robot_id: string, metrics: Record<string, number>): Event => ({
  type: "telemetry.metrics_published",
  source: SOURCE,
  payload: { robot_id, metrics, published_at: now() },
});

/** `count` robots that have connected: one in 50 was lost since, one in 20 said goodbye, one in 40 is low. */
export async function tellRobots(url: string, count: number): Promise<void> {
  const events = Array.from({ length: count }, (_, index): Event[] => {
    const id = robotName(index);
    const connection = `told-${index}`;
    const battery = index % 400 === 7 ? 0 : index % 40 === 3 ? 12 : 40 + (index % 60);
    return [
      established(id, connection, now() - 600 - (index % 3000)),
      published(id, {
        battery_percentage: battery,
        cpu_usage: 10 + (index % 70),
        memory_usage: 30 + (index % 50),
        network_latency_ms: 5 + (index % 90),
      }),
      ...(index % 50 === 1 ? [closed(id, connection, "heartbeat_timeout", 600)] : []),
      ...(index % 20 === 5 ? [closed(id, connection, "client_disconnect", 600)] : []),
    ];
  }).flat();
  await post(url, events);
}

/** Robots that were connected for ten minutes and stopped answering, all at once. */
export async function tellDropped(url: string, ids: readonly string[]): Promise<void> {
  const connection = (id: string) => `dropped-${id}`;
  await post(
    url,
    ids.map((id) => established(id, connection(id), now() - 600)),
  );
  await post(
    url,
    ids.map((id) => closed(id, connection(id), "heartbeat_timeout", 600)),
  );
}

/** Robots of `tellRobots` that come and go, `perSecond` changes a second, until it is stopped. */
export function churn(url: string, count: number, perSecond: number): () => Promise<void> {
  const steps = 10;
  let turn = 0;
  let sending = Promise.resolve();
  const timer = setInterval(() => {
    const events = Array.from({ length: Math.round(perSecond / steps) }, (): Event => {
      turn++;
      const index = (turn * 7919) % count;
      const connection = `churn-${turn % (3 * count)}`;
      return turn % 2 === 0
        ? established(robotName(index), connection)
        : published(robotName(index), { cpu_usage: turn % 100, battery_percentage: turn % 101 });
    });
    sending = sending.then(() => post(url, events));
  }, 1000 / steps);
  return async () => {
    clearInterval(timer);
    await sending;
  };
}

/** Real robots over plain WebSocket, each with a sample every `everyMs`, until they are stopped. */
export async function sendingRobots(url: string, count: number, everyMs: number): Promise<() => void> {
  const sockets = await Promise.all(
    Array.from({ length: count }, async (_, index) => {
      const address = `${url.replace(/^http/, "ws")}/api/telemetry/ws/${robotName(index)}`;
      const socket = new WebSocket(address);
      await new Promise((resolve, reject) => socket.once("open", resolve).once("error", reject));
      return socket;
    }),
  );
  let round = 0;
  let next = 0;
  // Spread over the interval, as robots are.
  const step = Math.max(5, everyMs / count);
  const perStep = Math.max(1, Math.round((count * step) / everyMs));
  const timer = setInterval(() => {
    for (let sent = 0; sent < perStep; sent++) {
      const index = next++ % count;
      if (index === 0) round++;
      sockets[index]?.send(
        JSON.stringify({
          cpu_usage: 50 + 40 * Math.sin((round + index) / 7),
          memory_usage: 40 + (index % 30),
          network_latency_ms: 10 + ((round * 13 + index) % 60),
          battery_percentage: Math.max(0, 100 - ((round + index) % 110)),
        }),
      );
    }
  }, step);
  return () => {
    clearInterval(timer);
    for (const socket of sockets) socket.close();
  };
}
