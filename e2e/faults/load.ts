import { setTimeout as sleep } from "node:timers/promises";
import { mulberry32 } from "../../lib/random.ts";

/** The base load of the fault table. */
export const EVENTS_PER_SECOND = 200;
const EVENT_BYTES = 1024;
const BATCH = 10;
const GIVE_UP_MS = 10_000;
const STOP_WITHIN_MS = 30_000;
const AGAIN_MS = 50;
const SOURCE = "fault_load";

export interface LoadOptions {
  /** Where the events are handed in; asked for every attempt. */
  url(): string;
  eventsPerSecond?: number;
  /** Handed in at once. */
  batch?: number;
  /** The same seed makes the same events. */
  seed?: number;
}

/** A producer that keeps its events until they are acknowledged, and then writes down which and as what. */
export interface Load {
  /** Stream ids by event id. */
  acknowledged: ReadonlyMap<string, string>;
  /** Milliseconds that the requests took, whatever was answered. */
  waits: readonly number[];
  /** Requests that were not answered with an acknowledgement. */
  refused(): number;
  /** Makes no more events, and resolves when all are acknowledged. Throws when that takes more than half a minute. */
  stop(): Promise<void>;
}

interface NewEvent {
  id: string;
  type: string;
  source: string;
  payload: Record<string, unknown>;
}

export function startLoad({
  url,
  eventsPerSecond = EVENTS_PER_SECOND,
  batch = BATCH,
  seed = 1,
}: LoadOptions): Load {
  const make = eventMaker(seed);
  const acknowledged = new Map<string, string>();
  const waits: number[] = [];
  const startedAt = performance.now();
  let refused = 0;
  let made = 0;
  let stoppedAt = Number.POSITIVE_INFINITY;
  let stopping = false;
  const due = () => ((Math.min(performance.now(), stoppedAt) - startedAt) * eventsPerSecond) / 1000;

  async function send(events: NewEvent[]): Promise<void> {
    const body = JSON.stringify(events);
    while (performance.now() < stoppedAt + STOP_WITHIN_MS) {
      const sentAt = performance.now();
      const accepted = await post(`${url()}/api/events`, body);
      waits.push(performance.now() - sentAt);
      if (accepted) {
        for (const { id, stream_id } of accepted) acknowledged.set(id, stream_id);
        return;
      }
      refused += 1;
      await sleep(AGAIN_MS);
    }
    throw new Error("The load could not be handed in");
  }

  const running = (async () => {
    // An open loop: what could not be handed in during a fault is handed in after it, in order.
    while (!stopping || made < due()) {
      if (made >= due()) await sleep(10);
      else {
        // In batches, more of them at once only while it catches up.
        const behind = Math.min(100, due() - made);
        const events = Array.from({ length: Math.max(batch, behind) }, make);
        made += events.length;
        await send(events);
      }
    }
  })();
  // Whoever stops it hears of it.
  running.catch(() => undefined);
  return {
    acknowledged,
    waits,
    refused: () => refused,
    async stop() {
      stopping = true;
      stoppedAt = performance.now();
      await running;
    },
  };
}

async function post(url: string, body: string): Promise<{ id: string; stream_id: string }[] | null> {
  try {
    const headers = { "content-type": "application/json" };
    const signal = AbortSignal.timeout(GIVE_UP_MS);
    const response = await fetch(url, { method: "POST", headers, body, signal });
    const answer = (await response.json()) as { accepted?: { id: string; stream_id: string }[] };
    return response.status === 202 ? (answer.accepted ?? null) : null;
  } catch {
    // Nobody there, or it broke off on the way.
    return null;
  }
}

/** Hands one event in, once. True when it was acknowledged. */
export async function handIn(url: string, id: string): Promise<boolean> {
  const body = JSON.stringify({ id, type: "faults.single", source: SOURCE, payload: {} });
  return (await post(`${url}/api/events`, body)) !== null;
}

/** Events of about 1 KB: of a robot, of an agent, and of a type that nobody knows. */
function eventMaker(seed: number): () => NewEvent {
  const random = mulberry32(seed);
  let n = 0;
  return () => {
    n += 1;
    const event = { id: `${SOURCE}-${seed}-${n}`, source: SOURCE, ...kindOf(random(), n) };
    const padding = EVENT_BYTES - JSON.stringify(event).length;
    return {
      ...event,
      payload: { ...event.payload, n, sent_ms: Date.now(), padding: "x".repeat(Math.max(0, padding)) },
    };
  };
}

function kindOf(chance: number, n: number): Pick<NewEvent, "type" | "payload"> {
  if (chance < 0.4) {
    const metrics = { cpu_usage: Math.round(chance * 200), battery_percentage: 80 };
    const payload = { robot_id: `load_${n % 20}`, metrics, published_at: Date.now() / 1000 };
    return { type: "telemetry.metrics_published", payload };
  }
  if (chance < 0.7) return { type: "mission.task.completed", payload: { task: `task_${n % 100}` } };
  return { type: "course.workflow.transitioned", payload: { to: "done" } };
}
