import type { State } from "#lib/fold";
import { toWire } from "#lib/fold";
import type { Config } from "#server/config";
import { createDoctorService } from "#server/doctor/service";
import { recoverFrom } from "#server/history/backfill";
import { openHistory } from "#server/history/index";
import { openSamples } from "#server/history/samples/index";
import { createHistoryService } from "#server/history/service";
import type { Logger } from "#server/log";
import type { Entry, Store } from "#server/store/port";
import { keepBounded } from "#server/store/retention";
import { keepUnpublished } from "./kept.ts";
import { createPublisher } from "./publish.ts";
import { createReader } from "./reader.ts";
import { createEventsService } from "./service.ts";
import { startTail } from "./tail.ts";

/** How long the end may take for what still waits to be published. */
const DRAIN_MS = 3_000;

export interface EventsOptions {
  config: Config;
  store: Store;
  /** What is known without the stream, for a fold that begins anew. */
  known(): Promise<Partial<State>>;
  logger: Logger;
}

/** The stream of events: who writes it, the one who reads and folds it, what is kept of the past, and their APIs. */
export async function startEvents({ config, store, known, logger }: EventsOptions) {
  const { dataDir, eventRetentionDays: days } = config;
  const { log } = store;
  const decodeOptions = { percentSources: config.karmaPercentSources };
  const history = await openHistory({
    dataDir,
    log,
    logger,
    decodeOptions,
    retentionDays: days,
    retentionBytes: config.historyMaxBytes,
  });
  const publisher = createPublisher(log, logger);
  const tail = await startTail({
    log,
    logger,
    decodeOptions,
    start: history.start,
    recentIds: history.recentIds,
    ownOutage: history.ownOutage,
    leftOpen: history.leftOpen,
    archive: history.archive,
    known,
    recover: recoverFrom(store, days, logger),
  });
  history.follow(() => {
    const { place, state } = tail.folded();
    return { place, state: toWire(state) };
  });
  const retention = keepBounded({
    log,
    logger,
    days,
    // In Redis each append trims by itself.
    maxLength: store.kind === "sqlite" ? config.eventLogMaxLength : null,
    archivedUpTo: history.settledUpTo,
  });
  const samples = openSamples({ dataDir, maxBytes: config.samplesMaxBytes, logger });
  const past = createHistoryService({
    reader: history.reader,
    caughtUp: async (withinMs) => history.reached((await log.tip("events")).streamId, withinMs),
    report: async () => ({ ...(await history.report()), samples: await samples.report() }),
    intervalSeconds: config.aggregationIntervalSeconds,
  });

  return {
    publisher,
    tail,
    history,
    samples,
    /** Entries as events, apart from those that the tail has read. */
    read: (entries: readonly Entry[]) => createReader(decodeOptions).read(entries).events,
    services: {
      events: createEventsService({ log, decodeOptions, listFromHistory: past.list }),
      history: past,
      doctor: createDoctorService(history),
    },
    /** Nothing is published any more; what could not be is put aside for the next start. */
    async endPublishing(): Promise<void> {
      keepUnpublished(dataDir, await publisher.close(DRAIN_MS), logger);
    },
    async close(): Promise<void> {
      await retention.close();
      await samples.close();
      await tail.close();
      await history.close();
    },
  };
}
