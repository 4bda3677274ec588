/** The event of the benches: about 450 bytes as JSON in a frame, and one that the fold really folds. */
export const EVENT_TYPE = "telemetry.metrics_published";

/** In an event's JSON once, and nowhere else. */
export const EVENT_MARKER = `"type":"${EVENT_TYPE}"`;

const ROBOTS = 100;

/** The monotonic clock, the same in every process of the machine. */
export const nowMicroseconds = (): number => Number(process.hrtime.bigint() / 1000n);

let made = 0;

/** A new event, as a producer hands it in. */
export function makeEvent() {
  const at = Date.now() / 1000;
  made += 1;
  return {
    id: crypto.randomUUID(),
    type: EVENT_TYPE,
    source: "telemetry_service",
    target: null,
    timestamp: at,
    payload: {
      robot_id: `robot_${made % ROBOTS}`,
      metrics: { cpu_usage: (made * 7) % 100, battery_percentage: 87.5 },
      published_at: at,
      sent_us: nowMicroseconds(),
    },
    meta: {
      correlation_id: null,
      version: "1.0",
      schema_version: 1,
      producer: "telemetry_service",
      source_module: "telemetry",
    },
  };
}

/** The events as a frame has them, in batches, made before anything is measured. */
export function makeBatches(events: number, batch: number) {
  const startMs = Date.now();
  return Array.from({ length: events / batch }, (_, index) =>
    Array.from({ length: batch }, (_, sequence) => ({
      stream_id: `${startMs + index}-${sequence}`,
      ...makeEvent(),
    })),
  );
}

/** How the fan-out is fed: so many events in batches, one batch every so many milliseconds. */
export interface Feed {
  events: number;
  batch: number;
  everyMs: number;
}
