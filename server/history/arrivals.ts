import { compareStreamIds, type StreamId } from "#lib/stream-id";
import type { Place } from "./writer/writer.ts";

/** How far the file has come, for those who wait for it. */
export function createArrivals() {
  let place: Place | null = null;
  const waiting = new Set<() => void>();
  return {
    last: (): Place | null => place,
    at(next: Place | null): void {
      place = next;
      for (const check of waiting) check();
    },
    /** True once everything up to this stream id is in the file; false when that takes longer than `withinMs`. */
    reached(streamId: StreamId, withinMs: number): Promise<boolean> {
      const there = () => place !== null && compareStreamIds(place.cursor.streamId, streamId) >= 0;
      if (there()) return Promise.resolve(true);
      return new Promise((resolve) => {
        const finish = (value: boolean) => {
          clearTimeout(late);
          waiting.delete(check);
          resolve(value);
        };
        const check = () => there() && finish(true);
        const late = setTimeout(() => finish(false), withinMs);
        waiting.add(check);
      });
    },
  };
}
