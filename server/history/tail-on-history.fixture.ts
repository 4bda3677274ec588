import type { StoredEvent } from "#lib/events/envelope";
import { startTail, type TailOptions } from "#server/events/tail";
import { createLogger } from "#server/log";
import type { Store } from "#server/store/port";
import { openHistory } from "./index.ts";

/** Nothing else holds what was lost from the stream. */
const NOTHING: TailOptions["recover"] = async () => null;

export type TailOnHistory = Awaited<ReturnType<typeof startTailOnHistory>>;

/** A store's tail on its history, as the server has them. `stop` ends both, once. */
export async function startTailOnHistory(store: Store, dataDir: string, recover = NOTHING) {
  const logger = createLogger("silent");
  const shared = { log: store.log, logger, decodeOptions: {} };
  const history = await openHistory({ ...shared, dataDir, retentionDays: 90, retentionBytes: null });
  const { start, recentIds, ownOutage, leftOpen, archive } = history;
  const known = async () => ({});
  const tail = await startTail({ ...shared, start, recentIds, ownOutage, leftOpen, archive, known, recover });
  const seen: StoredEvent[] = [];
  tail.listen({ events: (_from, _to, events) => seen.push(...events), gap: () => {}, link: () => {} });
  let running = true;
  return {
    tail,
    history,
    /** The events that came since. */
    seen,
    /** True once the history has everything that the log has by now. */
    written: async () => history.reached((await store.log.tip("events")).streamId, 30_000),
    async stop(): Promise<void> {
      if (!running) return;
      running = false;
      await tail.close();
      await history.close();
    },
  };
}
