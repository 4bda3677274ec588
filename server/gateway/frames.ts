import type { StoredEvent } from "#lib/events/envelope";
import type { Cursor, Frame } from "#lib/live/protocol";

// Measured (performance.md): a lone event leaves at once, and the gathering window grows with the deliveries
// per second (events × clients), because what costs is the write to each socket, not the event.
const WINDOWS: readonly { aboveDeliveriesPerSecond: number; gatherMs: number }[] = [
  { aboveDeliveriesPerSecond: 2_000_000, gatherMs: 50 },
  { aboveDeliveriesPerSecond: 800_000, gatherMs: 16 },
  { aboveDeliveriesPerSecond: 300_000, gatherMs: 8 },
];
const MEASURE_MS = 250;

/** How long to gather before the next frame, for this many deliveries per second. */
export const gatherMs = (deliveriesPerSecond: number): number =>
  WINDOWS.find(({ aboveDeliveriesPerSecond }) => deliveriesPerSecond > aboveDeliveriesPerSecond)?.gatherMs ??
  0;

export interface FramesOptions {
  /** `chars` is about what the frame takes in memory. */
  send(frame: Frame, chars: number): void;
  clients(): number;
  now?: () => number;
}

export type Frames = ReturnType<typeof createFrames>;

/** Gathers what the tail reads into frames: at once when there is little, in growing windows when there is much. */
export function createFrames({ send, clients, now = performance.now.bind(performance) }: FramesOptions) {
  let pending: Frame | null = null;
  let pendingChars = 0;
  let timer: NodeJS.Timeout | undefined;
  let windowStart = now();
  let windowEvents = 0;
  let eventsPerSecond = 0;
  let sentAt = Number.NEGATIVE_INFINITY;

  function measure(events: number): void {
    windowEvents += events;
    const elapsed = now() - windowStart;
    if (elapsed < MEASURE_MS) return;
    eventsPerSecond = (windowEvents * 1000) / elapsed;
    windowStart = now();
    windowEvents = 0;
  }

  function flush(): void {
    clearTimeout(timer);
    timer = undefined;
    if (!pending) return;
    const frame = pending;
    const chars = pendingChars;
    pending = null;
    pendingChars = 0;
    sentAt = now();
    send(frame, chars);
  }

  return {
    add(from: string, to: Cursor, events: StoredEvent[], chars: number): void {
      measure(events.length);
      pendingChars += chars;
      pending = pending
        ? { from: pending.from, to, events: pending.events.concat(events) }
        : { from, to, events };
      const wait = sentAt + gatherMs(eventsPerSecond * clients()) - now();
      if (wait <= 0) flush();
      else timer ??= setTimeout(flush, wait);
    },
    flush,
    close(): void {
      clearTimeout(timer);
      pending = null;
    },
  };
}
