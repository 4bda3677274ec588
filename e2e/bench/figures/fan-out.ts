import type { OpenSinks, SinkKind } from "../clients/sinks.ts";
import { type Dashboards, startDashboards } from "../dashboards.ts";
import { EVENT_MARKER, type Feed } from "../event.ts";
import { type BenchOptions, type Figure, interleave, type Row, rowOf } from "../figure.ts";
import { type BenchProcess, startProcess } from "../process.ts";

const KINDS = {
  ours: "dashboard",
  ws: "ws",
  "ws framed once": "ws",
  "one emit per event": "socketio",
} satisfies Record<string, SinkKind>;
type Variant = keyof typeof KINDS;

/**
 * CPU per delivery: events in batches of 50 on their way from the tail to the dashboards' sockets. At this pace our
 * gateway gathers for 16 ms, so its frames are larger than the twins'; that is what it does under such a load.
 */
export async function measureFanOut(options: BenchOptions): Promise<Figure> {
  const twin = (name: Variant) => startProcess("./twins/fan-out.ts", { args: [name] });
  const servers: Record<Variant, BenchProcess> = {
    ours: startProcess("./gateway.ts"),
    ws: twin("ws"),
    "ws framed once": twin("ws framed once"),
    "one emit per event": twin("one emit per event"),
  };
  const dashboards = startDashboards({ pinned: true });
  try {
    const urls = {} as Record<Variant, string>;
    for (const name of Object.keys(servers) as Variant[])
      urls[name] = `http://127.0.0.1:${await servers[name].ask<number>("listen")}`;
    const rows: Row[] = [];
    for (const count of options.full ? [50, 200] : [50]) {
      // 1.25 million deliveries a second: a busy gateway, and more than one emit per event can do.
      const feed: Feed = { events: options.quick ? 5_000 : 20_000, batch: 50, everyMs: count / 25 };
      const cost = (name: Variant) => () => {
        const sinks = { url: urls[name], kind: KINDS[name], count, marker: EVENT_MARKER };
        return costOfDelivery(servers[name], dashboards, feed, sinks);
      };
      const rounds = await interleave(
        {
          ours: cost("ours"),
          ws: cost("ws"),
          "ws framed once": cost("ws framed once"),
          "one emit per event": cost("one emit per event"),
        },
        options,
      );
      rows.push(...rowsOf(rounds, `fan-out to ${count} dashboards`));
    }
    return { name: "fan-out", rows };
  } finally {
    for (const server of [...Object.values(servers), dashboards.process]) await server.end();
  }
}

/** CPU microseconds of the server per event and dashboard, from the first event until nothing is buffered. */
async function costOfDelivery(
  server: BenchProcess,
  dashboards: Dashboards,
  feed: Feed,
  sinks: OpenSinks,
): Promise<number> {
  await server.ask("prepare", feed);
  return dashboards.during({ ...sinks, events: feed.events }, async (arrived) => {
    const { cpuMicroseconds } = await server.cpuOf(() => Promise.all([arrived(), server.ask("feed", feed)]));
    return cpuMicroseconds / feed.events / sinks.count;
  });
}

function rowsOf(rounds: Record<Variant, number>[], what: string): Row[] {
  const shared = { what, unit: "µs CPU per delivery", ours: "ours", ratio: "speed" } as const;
  return [
    rowOf(rounds, { ...shared, twin: "ws", called: "bare ws", goal: { atLeast: 0.5 } }),
    rowOf(rounds, { ...shared, twin: "ws framed once", called: "bare ws, framed once", goal: null }),
    rowOf(rounds, {
      ...shared,
      twin: "one emit per event",
      called: "Socket.IO, an emit per event",
      goal: { atLeast: 10 },
    }),
  ];
}
