import { once } from "node:events";
import { WebSocket } from "ws";
import { answerParent, endWithParent } from "../answer-parent.ts";

/** Dashboards in numbers: raw WebSockets that say just enough Engine.IO and Socket.IO, and count events. */

/** `dashboard` is Brainwave's namespace, `socketio` a bare Socket.IO server, `ws` nothing but frames. */
export type SinkKind = "dashboard" | "socketio" | "ws";

export interface OpenSinks {
  url: string;
  kind: SinkKind;
  count: number;
  /** Occurs exactly once in each event's JSON. */
  marker: string;
  /** Each event carries `"sent_us":<the monotonic clock in microseconds>`. */
  timed?: boolean;
  /** Asks for the robots' samples too, as the grid does. */
  samples?: boolean;
}

interface Sink {
  socket: WebSocket;
  events: number;
}

let sinks: Sink[] = [];
let expected = {
  perSink: Number.POSITIVE_INFINITY,
  reached: 0,
  arrived: Promise.resolve(),
  arrive: () => {},
};
let latencies: number[] = [];

answerParent({
  async open({ url, kind, count, marker, timed = false, samples = false }: OpenSinks) {
    sinks = await Promise.all(Array.from({ length: count }, () => open(url, kind, marker, timed)));
    if (samples && kind === "dashboard")
      for (const { socket } of sinks) socket.send('42/dashboard,["samples",true]');
  },
  /** Counts from now on: nothing may be sent before this is answered. */
  expect({ perSink }: { perSink: number }) {
    for (const sink of sinks) sink.events = 0;
    latencies = [];
    const { promise, resolve } = Promise.withResolvers<void>();
    expected = { perSink, reached: 0, arrived: promise, arrive: resolve };
  },
  /** Answers when each sink has had what is expected, or after the time with what there was. */
  async arrived({ withinMs }: { withinMs: number }) {
    const late = setTimeout(expected.arrive, withinMs);
    await expected.arrived;
    clearTimeout(late);
  },
  counts: () => sinks.map(({ events }) => events),
  latencies: ({ quantiles }: { quantiles: number[] }) => {
    latencies.sort((a, b) => a - b);
    return quantiles.map((share) => latencies[Math.ceil(share * latencies.length) - 1] ?? Number.NaN);
  },
  async close() {
    for (const { socket } of sinks) socket.close();
    await Promise.all(
      sinks.map(({ socket }) => socket.readyState === WebSocket.CLOSED || once(socket, "close")),
    );
    sinks = [];
  },
});
endWithParent();

async function open(url: string, kind: SinkKind, marker: string, timed: boolean): Promise<Sink> {
  const path = kind === "ws" ? "" : "/socket.io/?EIO=4&transport=websocket";
  const socket = new WebSocket(`${url.replace("http", "ws")}${path}`, { perMessageDeflate: false });
  const sink: Sink = { socket, events: 0 };
  const ready = Promise.withResolvers<void>();
  let live = false;
  const needle = Buffer.from(marker);
  socket.on("message", (data: Buffer) => {
    if (live && data[0] !== PING) count(sink, data, needle, timed);
    else if (data[0] === PING) socket.send("3");
    else if (data[0] === OPEN) socket.send(kind === "dashboard" ? '40/dashboard,{"cursor":null}' : "40");
    else if (kind === "socketio" || data.includes('["snapshot"')) {
      live = true;
      ready.resolve();
    }
  });
  socket.on("error", ready.reject);
  await once(socket, "open");
  if (kind === "ws") live = true;
  else await ready.promise;
  return sink;
}

// Engine.IO's packet types: https://socket.io/docs/v4/engine-io-protocol/
const OPEN = "0".charCodeAt(0);
const PING = "2".charCodeAt(0);

function count(sink: Sink, data: Buffer, needle: Buffer, timed: boolean): void {
  let found = 0;
  for (let at = data.indexOf(needle); at !== -1; at = data.indexOf(needle, at + needle.length)) found += 1;
  if (timed && found > 0) addLatencies(data);
  const before = sink.events;
  sink.events += found;
  if (before >= expected.perSink || sink.events < expected.perSink) return;
  expected.reached += 1;
  if (expected.reached === sinks.length) expected.arrive();
}

let lastTimed = { data: Buffer.alloc(0), sentAt: [] as number[] };

/** Milliseconds from each event's sending to now. All sinks get the same bytes: they are read once. */
function addLatencies(data: Buffer): void {
  const now = Number(process.hrtime.bigint() / 1000n);
  if (!data.equals(lastTimed.data)) {
    const sentAt = Array.from(data.toString("latin1").matchAll(/"sent_us":(\d+)/g), ([, digits]) =>
      Number(digits),
    );
    lastTimed = { data: Buffer.from(data), sentAt };
  }
  for (const sentAt of lastTimed.sentAt) latencies.push((now - sentAt) / 1000);
}
