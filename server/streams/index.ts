import type { StreamsReport } from "#lib/streams/api";
import type { Store } from "#server/store/port";

/** However many look at once, the store is asked no more often than this. */
const FRESH_MS = 2000;

/** What is in the event store: one look for everybody who asks within a moment. */
export function createStreams(store: Pick<Store, "inspect">, now: () => number = Date.now) {
  let last: { at: number; report: Promise<StreamsReport> } | null = null;

  return {
    /** At most 2 s old. Throws "store_unavailable". */
    report(): Promise<StreamsReport> {
      if (last && now() - last.at < FRESH_MS) return last.report;
      const look = { at: now(), report: store.inspect() };
      last = look;
      // A failure is nobody's but those who asked meanwhile.
      look.report.catch(() => {
        if (last === look) last = null;
      });
      return look.report;
    },
  };
}
