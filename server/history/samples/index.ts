import { join } from "node:path";
import { messageOf } from "#lib/errors";
import type { HistoryReport } from "#lib/history/api";
import type { FleetHistory, MetricHistory } from "#lib/telemetry/api-history";
import { SAMPLE_LEVELS, type SampleWindow } from "#lib/telemetry/history-window";
import { toSeconds } from "#lib/time";
import type { Logger } from "#server/log";
import { createThread } from "../thread.ts";
import type { SampleFileMethods } from "./file.ts";
import { type Bucket, createOpenBucket, type SeriesName } from "./open-bucket.ts";

const BUCKET_SECONDS = SAMPLE_LEVELS[0].seconds;
const TICK_MS = 1000;
const TIDY_MS = 10 * 60_000;
const FORGET_SECONDS = 3600;
/** Ten minutes' buckets wait for a file that can't be written; then the oldest go. */
const WAITING_MOST = 60;

/** The names that the thread knows: so many of these. */
interface Told {
  names: readonly SeriesName[] | null;
  count: number;
}
const NOTHING: Told = { names: null, count: 0 };

export interface SamplesOptions {
  dataDir: string;
  /** Beyond so much the oldest go, the finest first. */
  maxBytes: number;
  logger: Logger;
  /** Unix milliseconds. */
  now?: () => number;
}

export type SamplesState = { kind: "ok" } | { kind: "unavailable"; reason: string };

/** Of one metric in a window; both fail with "history_unavailable" while the file can't be read. */
export interface SampleReader {
  robot(question: {
    robotId: string;
    metric: string;
    window: SampleWindow;
  }): Promise<MetricHistory["points"]>;
  fleet(question: {
    metric: string;
    window: SampleWindow;
  }): Promise<Pick<FleetHistory, "robots" | "points" | "outliers">>;
}

export type Samples = ReturnType<typeof openSamples>;

/**
 * What robots measured, in `<dataDir>/samples.sqlite`: ten seconds in memory, each then written in a thread of its
 * own. A crash loses those ten seconds. A file that is damaged is set aside and another begun; live viewing never
 * waits for it.
 */
export function openSamples({ dataDir, maxBytes, logger, now = Date.now }: SamplesOptions) {
  const bucket = createOpenBucket();
  const thread = createThread<SampleFileMethods>(
    new URL("./worker.ts", import.meta.url),
    { file: join(dataDir, "samples.sqlite") },
    (reason) => {
      told = NOTHING;
      logger.error({ reason }, "the thread that keeps robots' samples ended");
    },
    { maxYoungGenerationSizeMb: 12 },
  );
  const bucketAt = (at: number) => Math.floor(at / BUCKET_SECONDS) * BUCKET_SECONDS;
  let openAt = bucketAt(toSeconds(now()));
  let state: SamplesState = { kind: "ok" };
  let waiting: { bucket: Bucket; names: readonly SeriesName[] }[] = [];
  let lost = 0;
  let told: Told = NOTHING;
  let writing: Promise<void> | null = null;
  let closed = false;

  function endBucket(nextAt: number): void {
    const ended = bucket.end(openAt);
    if (ended) waiting.push({ bucket: ended, names: bucket.names() });
    if (Math.floor(nextAt / FORGET_SECONDS) !== Math.floor(openAt / FORGET_SECONDS)) bucket.forget();
    openAt = nextAt;
    if (waiting.length > WAITING_MOST) {
      lost += waiting.length - WAITING_MOST;
      waiting = waiting.slice(-WAITING_MOST);
    }
    if (waiting.length > 0) writing ??= write().finally(() => (writing = null));
  }

  async function write(): Promise<void> {
    for (let next = waiting[0]; next; next = waiting[0]) {
      const { names } = next;
      const first = told.names === names ? told.count : 0;
      const fresh = names.slice(first);
      told = { names, count: first + fresh.length };
      try {
        const setAside = await thread.call("write", { first, names: fresh, bucket: next.bucket });
        if (waiting[0] === next) waiting.shift();
        if (setAside) logger.error(setAside, "the samples' file was damaged: set aside, and another begun");
        onWritten();
      } catch (error) {
        told = NOTHING;
        onTrouble(messageOf(error));
        return;
      }
    }
  }

  function onWritten(): void {
    if (lost > 0)
      logger.warn({ seconds: lost * BUCKET_SECONDS }, "what robots measured meanwhile was not kept");
    lost = 0;
    state = { kind: "ok" };
  }

  function onTrouble(reason: string): void {
    if (state.kind === "ok")
      logger.error({ reason }, "robots' samples can't be written: live viewing goes on, it is tried again");
    state = { kind: "unavailable", reason };
  }

  function tick(): void {
    const at = bucketAt(toSeconds(now()));
    if (at !== openAt) endBucket(at);
  }

  async function trim(): Promise<void> {
    for (let more = true; more && !closed; )
      ({ more } = await thread.call("trim", { now: toSeconds(now()), bytes: maxBytes }));
  }
  const trimNow = () =>
    void trim().catch((error) => {
      if (!closed) logger.warn({ reason: messageOf(error) }, "old samples were not removed");
    });

  let filling: Promise<void> | null = null;
  async function fill(): Promise<void> {
    for (let more = true; more && !closed; ) ({ more } = await thread.call("fill", null));
  }
  /** Goes on until nothing is missing: a question of the fleet's 90 days is slow until then, and right. */
  const fillNow = () => {
    filling ??= fill()
      .catch((error) => {
        if (!closed) logger.warn({ reason: messageOf(error) }, "old samples are not told faster yet");
      })
      .finally(() => (filling = null));
  };
  const tidy = () => {
    trimNow();
    fillNow();
  };

  // Opens the file too: one that is damaged is found before the first question.
  tidy();
  const timers = [setInterval(tick, TICK_MS), setInterval(tidy, TIDY_MS)];
  const open = (metric: string) => [...bucket.of(metric, openAt)];

  return {
    /** Takes a sample in, received `at` (Unix seconds). Never throws, never waits. */
    add(robotId: string, metrics: Record<string, number>, at: number): void {
      const its = bucketAt(at);
      if (its !== openAt) endBucket(its);
      bucket.add(robotId, metrics);
    },
    reader: {
      robot: async ({ robotId, metric, window }) => {
        await writing;
        return thread.call("robot", { robotId, metric, window, open: open(metric) });
      },
      fleet: async ({ metric, window }) => {
        await writing;
        return thread.call("fleet", { metric, window, open: open(metric) });
      },
    } satisfies SampleReader,
    standing: (): SamplesState => state,
    /** What it costs. */
    report: async (): Promise<HistoryReport["samples"]> => ({
      bytes: await thread.call("bytes").catch(() => 0),
      retention_bytes: maxBytes,
    }),
    /** Writes the bucket that is open, and closes the file. */
    async close(): Promise<void> {
      closed = true;
      for (const timer of timers) clearInterval(timer);
      endBucket(openAt);
      await writing;
      await thread.call("close").catch(() => undefined);
      await thread.close();
    },
  };
}
